"""Loaded by every Python that a test's server starts: notes attempts to reach another machine."""

import ipaddress
import os
import sys

_LOG = os.environ.get("UNKNOT_OUTSIDE_LOG")
_NAMED = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0}


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _watch(event: str, args: tuple) -> None:
    if event not in _NAMED:
        return
    target = args[_NAMED[event]]
    if event != "socket.getaddrinfo":
        if not isinstance(target, tuple):  # a Unix socket
            return
        target = target[0]
    if not _is_here(target):
        with open(_LOG, "a", encoding="utf-8") as log:  # noqa: PTH123  # nothing heavy in here
            log.write(f"{event} {target} by {' '.join(sys.orig_argv[:4])}\n")


if _LOG:
    sys.addaudithook(_watch)

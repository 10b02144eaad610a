"""JupyterLab and Voilà as people start them, each in a world of its own.

Same configuration as `make lab` and `make app`; everything else (home, settings, kernels' runtime
files, journal, notebooks) lives in one fresh folder, so that checkout and person stay clean.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

import psutil

CHECKOUT = Path(__file__).parents[2]
CONFIG = CHECKOUT / "notebooks" / ".jupyter"
START_S = 60


@dataclass
class Server:
    """A running server: where it listens, what it serves, where its kernels keep their things."""

    folder: Path
    process: subprocess.Popen[bytes] = field(repr=False)
    url: str = ""
    token: str = ""

    @property
    def root(self) -> Path:
        """The folder whose notebooks it shows."""
        return self.folder / "root"

    @property
    def journal(self) -> Path:
        """The journal that its kernels write."""
        return self.folder / "journal.db"

    @property
    def runtime(self) -> Path:
        """Where the kernels' connection files are."""
        return self.folder / "runtime"

    @property
    def log(self) -> str:
        """What it has printed so far."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def outside(self) -> list[str]:
        """Attempts of the server or a kernel to reach another machine."""
        path = self.folder / "outside"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def api(self, path: str, method: str = "GET") -> object:
        """Ask the server's REST interface."""
        request = Request(self.url + path, method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urlopen(request, timeout=20) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def stop(self) -> None:
        """End it and everything it started, at once: there is nothing of anybody's to save."""
        here = psutil.Process(self.process.pid) if self.process.poll() is None else None
        family = here.children(recursive=True) if here else []
        self.process.kill()
        self.process.wait()
        for left in family:
            if left.is_running():
                left.kill()


def start_lab(folder: Path, *, subshells: bool = True) -> Server:
    """Start JupyterLab; `subshells`: widget messages have a kernel thread of their own."""
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    comms = "perCommTarget" if subshells else "disabled"
    (settings / "kernels-settings.jupyterlab-settings").write_text(
        json.dumps({"commsOverSubshells": comms})
    )
    server = _start(
        folder,
        *("-m", "jupyterlab", "--no-browser", "--ServerApp.port=0"),
        *(f"--ServerApp.root_dir={folder / 'root'}", "--LabApp.expose_app_in_browser=True"),
    )

    def listening() -> bool:
        for path in server.runtime.glob("jpserver-*.json"):
            info = json.loads(path.read_text(encoding="utf-8"))
            server.url, server.token = info["url"], info["token"]
        return bool(server.url) and server.api("api/status") is not None

    return _wait(server, listening)


def start_voila(folder: Path, notebook: Path | None = None) -> Server:
    """Start Voilà on one notebook, as `make app` does, or on the whole root folder."""
    server = _start(
        folder,
        *(
            str(CONFIG / "bin" / "app.py"),
            "--no-browser",
            f"--port={20_000 + os.getpid() % 20_000}",
        ),
        *(f"--Voila.connection_dir_root={folder / 'runtime'}", str(notebook or folder / "root")),
    )

    def listening() -> bool:
        found = re.search(r"(http://\S+?/)\?token=(\w+)", server.log)
        if found:
            server.url, server.token = found.groups()
        return bool(found)

    return _wait(server, listening)


def _start(folder: Path, *command: str) -> Server:
    for name in ("root", "runtime", "home"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    own = {
        "HOME": "home",
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "MPLCONFIGDIR": "matplotlib",
        "TRACKER_JOURNAL": "journal.db",
        "UNKNOT_OUTSIDE_LOG": "outside",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "xdg-config",
        "XDG_DATA_HOME": "xdg-data",
    }
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")},
        **{name: str(folder / place) for name, place in own.items()},
        "JUPYTER_CONFIG_PATH": str(CONFIG),
        "JUPYTER_PATH": str(CONFIG),
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent / "outside"), str(CHECKOUT))),
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder / "root",
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches pytest, and pytest stops the server
        )
    return Server(folder, process)


def _wait(server: Server, listening: Callable[[], bool]) -> Server:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            if listening():
                return server
        except (OSError, ValueError):  # not there yet, or half written
            pass
        time.sleep(0.1)
    server.stop()
    raise RuntimeError(f"the server did not start; it said:\n{server.log[-3000:]}")

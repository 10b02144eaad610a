"""An independent look into a running kernel, past the browser and the server."""

from __future__ import annotations

import ast
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any

from jupyter_client import BlockingKernelClient
from jupyter_core.utils import ensure_event_loop

PATIENCE_S = 30


class Kernel:
    """A client of its own on the kernel's connection file.

    It lives in a thread of its own, because playwright's event loop runs in the tests' thread.
    """

    def __init__(self, connection_file: Path) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._client: BlockingKernelClient = self._thread.submit(_connect, connection_file).result()

    def __enter__(self) -> Kernel:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._thread.submit(_disconnect, self._client).result()
        self._thread.shutdown()

    def ask(self, expression: str) -> Any:
        """Return the value of an expression, as far as JSON carries it."""
        wrapped = f"__import__('json').dumps({expression}, default=str)"
        content = self._execute("", user_expressions={"answer": wrapped})
        answer = content["user_expressions"]["answer"]
        if answer["status"] != "ok":
            raise RuntimeError(f"{expression} gave {answer['ename']}: {answer['evalue']}")
        return json.loads(ast.literal_eval(answer["data"]["text/plain"]))

    def run(self, code: str) -> None:
        """Run code and wait for its end."""
        content = self._execute(code)
        if content["status"] != "ok":
            raise RuntimeError(f"{code} gave {content['ename']}: {content['evalue']}")

    def start(self, code: str) -> None:
        """Run code and do not wait: ``start("__import__('time').sleep(20)")`` keeps it busy."""
        self._thread.submit(self._client.execute, code, silent=True).result()

    def _execute(self, code: str, **options: Any) -> dict[str, Any]:
        def call() -> dict[str, Any]:
            reply = self._client.execute(
                code, silent=True, reply=True, timeout=PATIENCE_S, **options
            )
            return reply["content"]

        return self._thread.submit(call).result()


def _connect(connection_file: Path) -> BlockingKernelClient:
    client = BlockingKernelClient()
    client.load_connection_file(str(connection_file))
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE_S)
    return client


def _disconnect(client: BlockingKernelClient) -> None:
    client.stop_channels()
    client.context.term()
    ensure_event_loop().close()

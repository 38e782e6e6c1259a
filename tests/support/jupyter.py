"""A real Jupyter server, and what a browser does with one: loads the page and talks with a kernel.

As a program it is that browser: it reads an address from stdin and prints what the kernel makes of 6*7.
"""

import asyncio
import json
import os
import re
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

from tests.support import process
from tests.support.wait import wait_for

START_SECONDS = 40.0
KERNEL_SECONDS = 40.0
XSRF = "_xsrf"


class Jupyter:
    """A server with a home of its own. `enter` is put before its command line (see `Namespace.enter`). A context
    manager."""

    def __init__(self, directory: Path, *options: str, home: Path, enter: Sequence[str] = ()) -> None:
        self._log = directory / "jupyter.log"
        self.runtime = directory / "runtime"
        """Where it writes down what `jupyter server list` tells (JUPYTER_RUNTIME_DIR)."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "JUPYTER_"))}
        command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", *options]
        self._process = process.start(
            [*enter, *command],
            log=self._log,
            env={**environment, "HOME": str(home), "JUPYTER_RUNTIME_DIR": str(self.runtime)},
        )

    def __enter__(self) -> Self:
        wait_for(lambda: "?token=" in self.printed, timeout=START_SECONDS, what=lambda: f"Jupyter: {self.printed}")
        return self

    def __exit__(self, *_: object) -> None:
        process.stop(self._process)

    @property
    def printed(self) -> str:
        """What its user sees, with addresses to be pasted."""
        return self._log.read_text()

    @property
    def token(self) -> str:
        found = re.search(r"\?token=([0-9a-f]+)", self.printed)
        assert found
        return found[1]


async def browse(address: str) -> str:
    """Load the page, start a kernel, and have it reckon; as a browser, by the cookies that the page sets."""
    client = AsyncHTTPClient()
    page = await client.fetch(HTTPRequest(address, follow_redirects=False), raise_error=False)
    cookies = "; ".join(line.partition(";")[0] for line in page.headers.get_list("Set-Cookie"))
    while page.code in (301, 302):
        where = urljoin(address, page.headers["Location"])
        page = await client.fetch(
            HTTPRequest(where, headers={"Cookie": cookies}, follow_redirects=False), raise_error=False
        )
    if page.code != 200:
        return f"status {page.code}"
    place = urlsplit(address).netloc
    xsrf = re.search(rf"{XSRF}=([^;]+)", cookies)
    headers = {"Cookie": cookies, "X-XSRFToken": xsrf[1] if xsrf else "", "Origin": f"http://{place}"}
    started = await client.fetch(f"http://{place}/api/kernels", method="POST", body="{}", headers=headers)
    kernel = json.loads(started.body)["id"]
    socket = HTTPRequest(f"ws://{place}/api/kernels/{kernel}/channels", headers=headers)
    answer = await _reckon(await websocket_connect(socket))
    await client.fetch(f"http://{place}/api/kernels/{kernel}", method="DELETE", headers=headers)
    return answer


async def _reckon(socket: Any) -> str:
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "session": uuid.uuid4().hex,
        "username": "",
        "version": "5.3",
    }
    content = {"code": "6*7", "silent": False, "user_expressions": {}, "allow_stdin": False}
    request = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    await socket.write_message(json.dumps(request))
    async with asyncio.timeout(KERNEL_SECONDS):
        while True:
            message = json.loads(await socket.read_message())
            if message["msg_type"] == "execute_result":
                socket.close()
                return str(message["content"]["data"]["text/plain"])


if __name__ == "__main__":
    print(asyncio.run(browse(sys.stdin.read().strip())))  # noqa: T201  # what its caller reads

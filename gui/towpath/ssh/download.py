"""Has the far machine download a URL, by curl(1) or wget(1) there.

The command line has only a path in it, written as `sftp_commands.script` does. The URL, which may have a password in
it, goes through the command's input, where no list of processes shows it. That input stays open: when it ends,
because we have left or are lost, what still runs there is killed and the unfinished file removed.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import Progressed
from towpath.model.filesystem import FileSystem, OpenMode
from towpath.model.text import path_text
from towpath.model.url import check_url, name_in_url, without_password
from towpath.ssh.command import RunningCommand
from towpath.ssh.sftp import SftpFileSystem
from towpath.ssh.sftp_commands import script

TOLD_SECONDS = 0.3
RATE_SECONDS = 5.0
REMOVE_SECONDS = 2.0
KEPT_OF_A_NAME = 100
OTHER_FILES = 90
NO_PROGRAM = 91
"""What the script ends with where the shell sees other files than the SFTP server, and where there is no program."""
_LENGTH = re.compile(rb"\s*content-length:\s*(\d+)\s*\Z", re.IGNORECASE)
_BLOCK = re.compile(rb"\s*HTTP/\d")

Tell = Callable[[Progressed], Awaitable[None]]


def download_command(path: bytes, mark: str) -> bytes:
    """Writes what the URL on its first line of input leads to into the file, which is there already. It prints the
    headers and what the program complains of, and at the end `mark` and the program's status.

    The URL is told by `echo`, which is part of every shell, so that it is in no list of processes; it has no backslash.
    Only that one process is ended, and not its group: Dropbear runs all of a session in one, and itself for it. What
    the shell says to that is dropped, since by then nobody hears it, and it would end by SIGPIPE. SIGHUP, which
    OpenSSH 10 sends to all of a session that is closed, would end the shell first, and wget goes on after it.
    """
    allowed = "=http,https,ftp"
    curl = f'curl -fgsSL -D - -o "$p" --connect-timeout 30 --proto {allowed} --proto-redir {allowed} -K -'
    wget = 'wget -nv -S -O "$p" --tries 3 --timeout 60 -i -'
    work = (
        f'trap "" HUP; read -r u; [ -f "$p" ] || exit {OTHER_FILES}; exec 3<&0; '
        f'if command -v curl > /dev/null; then echo "url = $u" | {curl} 2>&1 & '
        f'elif command -v wget > /dev/null; then echo "$u" | {wget} 2>&1 & '
        f'else exit {NO_PROGRAM}; fi; j=$!; (read -r u; trap "" TERM; kill $j; :) <&3 > /dev/null 2>&1 & w=$!; '
        f'if {{ wait $j; s=$?; kill $w; wait $w; }} 2> /dev/null; then rm -f "$p"; else echo "{mark} $s"; fi'
    )
    return script(path, work)


async def download_url(files: SftpFileSystem, url: str, folder: bytes, name: bytes, tell: Tell) -> None:
    """At the machine of `files`, into a file of that name, or of the URL's own if it is empty. Raises INVALID,
    FILE_EXISTS (nothing is ever replaced), UNSUPPORTED where neither program is there, FILE_FAILED with what it said,
    and what making a file raises. Cancelled, it ends soon, and leaves nothing."""
    url = check_url(url)
    name = name or name_in_url(url).encode()
    if name in (b".", b"..") or b"/" in name or b"\0" in name:
        facts = {"detail": "no file can be called that"}
        raise TowpathError(Problem(ProblemKind.NAME_IMPOSSIBLE, path_text(name), facts))
    target = (await files.resolve(folder)).rstrip(b"/") + b"/" + name
    await _must_be_free(files, target)
    mark = secrets.token_hex(8)
    temporary = b"%s/.%s.%s.towpath" % (
        target.rpartition(b"/")[0],
        target.rpartition(b"/")[2][:KEPT_OF_A_NAME],
        mark[:8].encode(),
    )
    await (await files.open(temporary, OpenMode.CREATE)).close()
    try:
        async with files.session.running(
            download_command(temporary, mark), url.encode() + b"\n", files.settings
        ) as command:
            await _Download(command, files, url, temporary, mark).run(tell, target)
            await files.rename(temporary, target, replace=False)
    except (TowpathError, asyncio.CancelledError):
        # The far machine has removed it already, or cannot be reached; or it never came to that.
        with contextlib.suppress(TowpathError, TimeoutError):
            await asyncio.wait_for(files.remove(temporary), REMOVE_SECONDS)
        raise


class _Download:
    """One run of the command."""

    def __init__(self, command: RunningCommand, files: FileSystem, url: str, temporary: bytes, mark: str) -> None:
        self._command = command
        self._files = files
        self._url = url
        self._temporary = temporary
        self._mark = mark.encode() + b" "
        self._total: int | None = None
        self._complaint = b""
        self._sizes = deque([(time.monotonic(), 0)])

    async def run(self, tell: Tell, target: bytes) -> None:
        reading = asyncio.ensure_future(self._read())
        try:
            while not reading.done():
                await asyncio.wait([reading], timeout=TOLD_SECONDS)
                size = (await self._files.stat(self._temporary)).size if not reading.done() else None
                if size is not None:
                    await tell(self._progress(size, target))
            status = reading.result()
        finally:
            reading.cancel()
        if status != 0:
            raise self._failure(status)
        size = (await self._files.stat(self._temporary)).size
        await tell(Progressed(done=size, total=size, current=target))

    async def _read(self) -> int | None:
        """The program's status; None when nothing is known of it."""
        async for line in self._command.lines():
            if line.startswith(self._mark):
                return int(line[len(self._mark) :])
            if _BLOCK.match(line):
                self._total = None  # of a redirection
            elif found := _LENGTH.match(line):
                self._total = int(found[1])
            elif line.strip() and not line.startswith(b"  ") and b": " in line:
                self._complaint = line.strip()
        return None

    def _progress(self, size: int, target: bytes) -> Progressed:
        now = time.monotonic()
        self._sizes.append((now, size))
        while len(self._sizes) > 2 and self._sizes[1][0] < now - RATE_SECONDS:
            self._sizes.popleft()
        began, before = self._sizes[0]
        rate = (size - before) / (now - began) if now > began else 0.0
        total = self._total if self._total is not None and self._total >= size else None
        return Progressed(done=size, total=total, current=target, rate=max(0.0, rate))

    def _failure(self, status: int | None) -> TowpathError:
        via = {"via": self._files.name}
        if status is None and self._command.status == NO_PROGRAM:
            hint = "download it here, and then upload it"
            facts = {"detail": "there is neither curl nor wget", "hint": hint, **via}
            return TowpathError(Problem(ProblemKind.UNSUPPORTED, without_password(self._url), facts))
        if status is None and self._command.status == OTHER_FILES:
            facts = {"detail": "commands see other files there than SFTP does", **via}
            return TowpathError(Problem(ProblemKind.UNSUPPORTED, without_password(self._url), facts))
        detail = path_text(self._complaint) or self._command.last_words or f"it ended with status {status}"
        facts = {"detail": detail.replace(self._url, without_password(self._url)), **via}
        return TowpathError(Problem(ProblemKind.FILE_FAILED, without_password(self._url), facts))


async def _must_be_free(files: FileSystem, target: bytes) -> None:
    """Before anything is downloaded in vain; the renaming at the end is what counts."""
    try:
        await files.stat(target, follow=False)
    except TowpathError as error:
        if error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
            raise
        return
    raise TowpathError(Problem(ProblemKind.FILE_EXISTS, path_text(target), {"via": files.name}))

"""Having a machine accept a public key, as ssh-copy-id(1) does: a line more in ~/.ssh/authorized_keys there.

By SFTP, else by a shell. The line is appended, never put there with a new file: two who do that at once both have their
line then, and a link stays one.
"""

from __future__ import annotations

import base64

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Changes, FileKind
from towpath.model.text import path_text
from towpath.model.words import explain
from towpath.ssh.keys import PublicKey
from towpath.ssh.session import Session
from towpath.ssh.sftp import SftpFileSystem

FOLDER = b".ssh"
FILE = b".ssh/authorized_keys"
MOST_BYTES = 4 << 20
"""Of a file that is read whole."""
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
_OF_OTHERS = 0o022
_THEIR_PART = frozenset(
    [
        ProblemKind.PERMISSION_DENIED,
        ProblemKind.FILE_FAILED,
        ProblemKind.FILE_NOT_FOUND,
        ProblemKind.FILE_EXISTS,
        ProblemKind.UNSUPPORTED,
        ProblemKind.NOT_A_FOLDER,
        ProblemKind.IS_A_FOLDER,
        ProblemKind.LINK_LOOP,
        ProblemKind.DISK_FULL,
        ProblemKind.SFTP_UNAVAILABLE,
        ProblemKind.INSTALL_REFUSED,
    ]
)
"""That the site does not let us, in one way or another."""

_NO_FILE = f"{path_text(FILE)} is no plain file there"

# The login shell, whichever it is, sees one text in single quotes and nothing of the key, which comes as input.
# `printf` writes once: what others append at the same time does not come in between.
_SCRIPT = (
    "cd && umask 077 && IFS= read -r line && set -f && set -- $line && mkdir -p .ssh || exit 1; "
    "f=.ssh/authorized_keys; before=; "
    f"if [ -e $f ] && ! [ -f $f ]; then echo {_NO_FILE}; exit 1; fi; "
    'if [ -f $f ] && grep -v "^[[:space:]]*#" $f | grep -qF -- "$2"; then echo HAVE; exit 0; fi; '
    r'[ -s $f ] && [ -n "$(tail -c 1 $f)" ] && before="\n"; '
    r'printf "%b%s\n" "$before" "$line" >> $f || exit 1; '
    "chmod go-w .ssh $f; "
    "command -v restorecon >/dev/null 2>&1 && restorecon -F .ssh $f >/dev/null 2>&1; "
    "echo ADDED"
)
_COMMAND = f"exec sh -c '{_SCRIPT}'".encode()


class Installed(msgspec.Struct, frozen=True):
    """What became of it."""

    added: bool
    """False: it was there already."""
    file: str
    """Where, as the machine calls it."""
    remark: str = ""
    """Why sshd(8) may not read that file all the same, as far as one sees it."""


async def install_key(session: Session, key: PublicKey) -> Installed:
    """Raises TowpathError INSTALL_REFUSED, LOST."""
    files = SftpFileSystem(session)
    try:
        return await _by_sftp(files, key)
    except TowpathError as error:
        if error.problem.kind not in _THEIR_PART:
            raise
        refused = error.problem
    finally:
        files.end()
    try:
        return await _by_shell(session, key)
    except TowpathError as error:
        if error.problem.kind not in _THEIR_PART:
            raise
        raise _refused(session, error.problem if refused.kind is ProblemKind.SFTP_UNAVAILABLE else refused) from error


def holds(content: bytes, key: PublicKey) -> bool:
    """Whether an authorized_keys file has a line for this key, whatever options stand before it (sshd(8))."""
    encoded = base64.b64encode(key.blob)
    lines = (line.lstrip() for line in content.splitlines())
    return any(encoded in line.split() for line in lines if not line.startswith(b"#"))


async def _by_sftp(files: SftpFileSystem, key: PublicKey) -> Installed:
    """Raises TowpathError."""
    await _make_folder(files)
    before = await _content(files)
    there = holds(before, key)
    if not there:
        line = key.line().encode() + b"\n"
        await files.append(FILE, line if before.endswith(b"\n") or not before else b"\n" + line, permissions=_FILE_MODE)
        if not holds(await _content(files), key):
            detail = "the server said it had written the line, but it is not there"
            raise TowpathError(Problem(ProblemKind.FILE_FAILED, path_text(FILE), {"detail": detail}))
    file = path_text(await files.resolve(FILE))
    return Installed(added=not there, file=file, remark=await _mend(files))


async def _make_folder(files: SftpFileSystem) -> None:
    try:
        await files.stat(FOLDER)
    except TowpathError as error:
        if error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
            raise
    else:
        return
    try:
        await files.make_folder(FOLDER, _FOLDER_MODE)
    except TowpathError as refusal:
        if refusal.problem.kind is not ProblemKind.FILE_EXISTS:  # made by somebody else meanwhile
            raise


async def _content(files: SftpFileSystem) -> bytes:
    """Empty for a file that is not there. Raises INSTALL_REFUSED for what is none: a site that wants no keys there may
    have linked it to a device."""
    try:
        if (await files.stat(FILE)).kind is not FileKind.FILE:
            raise TowpathError(Problem(ProblemKind.INSTALL_REFUSED, files.name, {"detail": _NO_FILE}))
        return (await files.read_file(FILE, MOST_BYTES))[0]
    except TowpathError as error:
        if error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
            raise
        return b""


async def _mend(files: SftpFileSystem) -> str:
    """Take others' right to write away, which sshd does not stand (StrictModes). What is left to say of that."""
    for path in (FOLDER, FILE):
        mode = (await files.stat(path)).mode
        if mode is not None and mode & _OF_OTHERS:
            try:
                await files.set_attributes(path, Changes(mode=mode & ~_OF_OTHERS))
            except TowpathError:
                return f"others can write to {path_text(path)} there, which sshd does not allow (StrictModes)"
    home = (await files.stat(b".")).mode
    if home is not None and home & _OF_OTHERS:
        return "others can write to the home folder there, which sshd does not allow (StrictModes)"
    return ""


async def _by_shell(session: Session, key: PublicKey) -> Installed:
    """Raises TowpathError."""
    async with session.running(_COMMAND, key.line().encode() + b"\n") as talk:
        said = [line.strip() async for line in talk.lines()]
    if not said or said[-1] not in (b"ADDED", b"HAVE"):
        words = b" ".join(said).decode("utf-8", "replace") or talk.last_words
        detail = "there is no SFTP, and no shell that does it" + (f": {words}" if words else "")
        raise TowpathError(Problem(ProblemKind.INSTALL_REFUSED, session.name, {"detail": detail}))
    return Installed(added=said[-1] == b"ADDED", file=f"~/{path_text(FILE)}")


def _refused(session: Session, told: Problem) -> TowpathError:
    if told.kind is ProblemKind.INSTALL_REFUSED:
        return TowpathError(told)
    words = explain(told)
    return TowpathError(Problem(ProblemKind.INSTALL_REFUSED, session.name, {"detail": f"{words.what}: {words.why}"}))

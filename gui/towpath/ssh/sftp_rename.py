"""Renaming over a file on a server that renames over nothing (without posix-rename@openssh.com)."""

from __future__ import annotations

import posixpath
import secrets

from paramiko.sftp import CMD_REMOVE, CMD_RENAME, SFTP_FAILURE

from towpath.model.filesystem import FileKind
from towpath.ssh.sftp_messages import text, texts
from towpath.ssh.sftp_reasons import SftpReasons
from towpath.ssh.sftp_requests import FailedError, SftpRequests


async def rename_in_steps(requests: SftpRequests, reasons: SftpReasons, old: bytes, new: bytes) -> None:
    """Put aside what is there, put it back when that did not help, and remove it in the end. Raises FailedError.

    Somebody who looks in between finds nothing under the name; a lost connection may leave it so, with both files in
    the folder.
    """
    try:
        await requests.ask(CMD_RENAME, texts(old, new))
    except FailedError as failure:
        if failure.status.code != SFTP_FAILURE:
            raise
        there = await reasons.look(new, follow=False)
        if there is None or there.kind is FileKind.FOLDER or await reasons.look(old, follow=False) is None:
            raise
    else:
        return
    aside = posixpath.join(posixpath.dirname(new), b".%s.towpath" % secrets.token_hex(8).encode())
    await requests.ask(CMD_RENAME, texts(new, aside))
    server = await requests.server()
    try:
        await requests.ask(CMD_RENAME, texts(old, new))
    except BaseException:
        server.channel.request(CMD_RENAME, texts(aside, new), lambda _kind, _body: None)
        raise
    server.channel.request(CMD_REMOVE, text(aside), lambda _kind, _body: None)

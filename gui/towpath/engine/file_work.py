"""What front ends have done to files besides transfers: each command is an errand of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from towpath.engine.errands import Errands, Put
from towpath.engine.folders import list_folder
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Reported
from towpath.model.file_work import (
    Delete,
    DownloadUrl,
    FileCommand,
    ListFolder,
    Measure,
    Report,
    SetPermissions,
    Withdraw,
)
from towpath.model.filesystem import FileSystem
from towpath.model.ports import Done
from towpath.model.transfer import Place

Tell = Callable[[Report], Awaitable[None]]


class FileWork:
    """Engine thread only; never waits."""

    def __init__(self, errands: Errands) -> None:
        self._errands = errands

    def obey(self, command: FileCommand, done: Done) -> None:
        """Bring the connection up and do it. Raises UNKNOWN_CONNECTION, INVALID."""
        if isinstance(command, Withdraw):
            self._errands.withdraw(command.asker, command.request, done)
            return
        is_listing = isinstance(command, ListFolder)

        async def work(files: Sequence[FileSystem], put: Put) -> None:
            async def tell(report: Report) -> None:
                await put(Reported(command.asker, command.request, report))

            if isinstance(command, ListFolder):
                await list_folder(command, files[0], put)
            elif isinstance(command, DownloadUrl):
                await _download(command, files[0], tell)
            else:
                from towpath.transfer.acts.carry_out import carry_out  # a listing begins sooner without it

                await carry_out(command, files[0], tell)

        name = "list" if is_listing else "files"
        self._errands.begin(name, command.asker, command.request, [_machine(command)], work, done)


async def _download(command: DownloadUrl, files: FileSystem, tell: Tell) -> None:
    from towpath.ssh.download import download_url
    from towpath.ssh.sftp import SftpFileSystem

    if not isinstance(files, SftpFileSystem):
        facts = {"detail": "that is what a browser is for", "hint": "choose a folder of another machine"}
        raise TowpathError(Problem(ProblemKind.UNSUPPORTED, "cannot download a URL here", facts))
    await download_url(files, command.url, command.folder.path, command.name, tell)


def _machine(command: FileCommand) -> str:
    """The connection's id. INVALID unless there is exactly one."""
    match command:
        case Measure() | Delete() | SetPermissions():
            places: Sequence[Place] = command.places
        case DownloadUrl():
            places = [command.folder]
        case Withdraw():
            places = []
        case _:
            places = [command.place]
    machines = {place.connection for place in places}
    if len(machines) != 1:
        facts = {"detail": "the files of one command all lie on one machine"}
        raise TowpathError(Problem(ProblemKind.INVALID, "cannot do this", facts))
    return machines.pop()

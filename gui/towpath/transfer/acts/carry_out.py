"""Carries out one command about files (model/file_work.py), on the machine it names."""

from __future__ import annotations

from collections.abc import Sequence

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import (
    Checksum,
    Delete,
    Inspect,
    MakeFile,
    MakeFolder,
    Measure,
    Peek,
    Rename,
    Search,
    SetPermissions,
)
from towpath.model.filesystem import Changes, FileSystem, NewFile
from towpath.model.transfer import Place
from towpath.transfer.acts.measure import measure
from towpath.transfer.acts.named import all_named, named
from towpath.transfer.acts.permissions import set_permissions
from towpath.transfer.acts.properties import checksum, inspect, peek
from towpath.transfer.acts.remove import remove
from towpath.transfer.acts.search import search
from towpath.transfer.acts.telling import Tell
from towpath.transfer.acts.trash import throw_away
from towpath.transfer.names import check_name, temporary_name

ActOnFiles = MakeFolder | MakeFile | Rename | Measure | Delete | SetPermissions | Inspect | Checksum | Peek | Search


async def carry_out(command: ActOnFiles, files: FileSystem, tell: Tell) -> None:
    """To its end. `tell` gets what the command says that it reports. Raises TowpathError."""
    match command:
        case MakeFolder() | MakeFile() | Rename():
            await _name(command, files)
        case Measure():
            await measure(files, await _named(files, command.places), tell)
        case Delete():
            await _delete(command, files, tell)
        case SetPermissions():
            await set_permissions(files, await _named(files, command.places), command, tell)
        case Inspect():
            await tell(await inspect(files, await named(files, command.place.path)))
        case Checksum():
            await tell(await checksum(files, await named(files, command.place.path)))
        case Peek():
            await tell(await peek(files, await named(files, command.place.path), command.most))
        case Search():
            folder = await files.resolve(command.place.path)
            await search(files, folder, command.pattern, tell, match_case=command.match_case)


async def _name(command: MakeFolder | MakeFile | Rename, files: FileSystem) -> None:
    """Give a path to something new, or another one to something that is there. FILE_EXISTS."""
    path = await named(files, command.place.path)
    if isinstance(command, Rename):
        new = await named(files, command.path)
        check_name(new, is_local=files.is_local)
        await files.rename(path, new, replace=False)
        return
    check_name(path, is_local=files.is_local)
    if isinstance(command, MakeFolder):
        await files.make_folder(path)
        return
    temporary = temporary_name(command.request, path)
    await files.write_file(NewFile(path=path, temporary=temporary, content=b"", changes=Changes(), replace=False))


async def _delete(command: Delete, files: FileSystem, tell: Tell) -> None:
    paths = await _named(files, command.places)
    if not command.trash:
        await remove(files, paths, tell)
    elif files.is_local:
        await throw_away(paths, tell)
    else:
        facts = {"detail": "only this machine's files can be put into the trash", "hint": "delete them for good"}
        raise TowpathError(Problem(ProblemKind.UNSUPPORTED, "cannot put it into the trash", facts))


async def _named(files: FileSystem, places: Sequence[Place]) -> list[bytes]:
    return await all_named(files, [place.path for place in places])

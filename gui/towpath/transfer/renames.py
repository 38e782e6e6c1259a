"""Moving on one machine: what has no namesake at the destination gets its new path at once, with all that is in it."""

from __future__ import annotations

from msgspec.structs import replace

from towpath.model.error import ProblemKind, TowpathError
from towpath.model.filesystem import FileSystem
from towpath.model.transfer import Links, Options
from towpath.transfer.failing import ends_batch
from towpath.transfer.item import Item, ItemAct


class Renames:
    """Tried while the sources are listed: a folder that was renamed need not be."""

    def __init__(self, source: FileSystem, destination: FileSystem, options: Options) -> None:
        self._files = source
        # Two machines behind different gateways may have the same name: only one session's files are surely the same.
        self.possible = options.move and source is destination
        self._of_folders = options.links is Links.KEEP and not options.excludes

    async def tried(self, item: Item) -> Item:
        """The item, as MOVED if it now has its new path; whatever else comes of it, it is to be copied. The folder it
        goes into is there. Raises what ends the batch."""
        acts = (ItemAct.FILE, ItemAct.LINK, ItemAct.FOLDER) if self._of_folders else (ItemAct.FILE, ItemAct.LINK)
        if not self.possible or item.act not in acts or item.stays or item.there is not None or not item.looked:
            return item
        try:
            await self._files.rename(item.source, item.destination, replace=False)
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            # It came meanwhile; or these are two disks (EXDEV), for which servers have no word of their own.
            return replace(item, looked=error.problem.kind is not ProblemKind.FILE_EXISTS)
        return replace(item, act=ItemAct.MOVED)

"""Random trees of files: as values, put on any file system, and read back from it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from hypothesis import strategies as st

from towpath.model.filesystem import SECOND, Changes, FileKind, FileSystem, NewFile
from towpath.transfer.names import is_temporary

LARGE = 256 * 1024 + 40_000
"""More than is copied at once."""


class Leaf(msgspec.Struct, frozen=True):
    """A file, or a link that leads to `content`."""

    kind: FileKind
    content: bytes
    mtime: int = 0
    """Whole seconds; links have none here."""
    mode: int = 0

    def __repr__(self) -> str:
        content = self.content if len(self.content) < 100 else f"{len(self.content)} bytes"
        return f"Leaf({self.kind}, {content!r}, {self.mtime}, {self.mode:o})"


Tree = dict[bytes, "Leaf | Tree"]
Flat = dict[bytes, Leaf | None]
"""By path; None for a folder."""

NAMES = (
    b"a",
    b"b",
    b"c.o",
    b"sp ace",
    b"new\nline",
    b"bad\xff\xfe",
    "h\u00e9".encode(),
    b"'\"\\*?[",
    b"n" * 255,
    b"-r",
)
_TIMES = (1_000_000_000, 1_000_000_001, 1_500_000_000)
_BIG = b"large "
_files = st.builds(
    Leaf,
    st.just(FileKind.FILE),
    st.sampled_from((b"", b"1", b"2", b"same", b"emas", b"longer content", _BIG)).map(
        lambda content: content * (LARGE // len(_BIG)) if content == _BIG else content
    ),
    st.sampled_from(_TIMES),
    st.sampled_from((0o644, 0o600, 0o755, 0o444)),
)
_links = st.builds(Leaf, st.just(FileKind.LINK), st.sampled_from((b"a", b"../b", b"/nowhere", b"bad\xff")))
trees: st.SearchStrategy[Tree] = st.recursive(
    st.dictionaries(st.sampled_from(NAMES), _files | _links, max_size=4),
    lambda inner: st.dictionaries(st.sampled_from(NAMES), _files | _links | inner, max_size=4),
    max_leaves=8,
)


def flat(tree: Mapping[bytes, Leaf | Tree], above: bytes = b"") -> Flat:
    """All below a tree, by relative path; folders before what is in them."""
    found: Flat = {}
    for name, node in tree.items():
        path = above + name
        found[path] = node if isinstance(node, Leaf) else None
        if not isinstance(node, Leaf):
            found.update(flat(node, path + b"/"))
    return found


async def plant(machine: FileSystem, root: bytes, tree: Mapping[bytes, Leaf | Tree], names: int = 0) -> None:
    """Put a tree into a folder that is there and empty. The first `names` files get another name beside `root`'s
    entries, of the same file."""
    files: list[bytes] = []
    for path, leaf in flat(tree).items():
        whole = root + b"/" + path
        if leaf is None:
            await machine.make_folder(whole)
        elif leaf.kind is FileKind.LINK:
            await machine.symlink(leaf.content, whole)
        else:
            time_ns = leaf.mtime * SECOND
            changes = Changes(mode=leaf.mode, mtime=time_ns, atime=time_ns)
            new = NewFile(
                path=whole, temporary=root + b"/planting", content=leaf.content, changes=changes, replace=False
            )
            await machine.write_file(new)
            files.append(whole)
    for number, path in enumerate(files[:names]):
        await machine.link(path, root + b"/name%d" % number)


async def harvest(machine: FileSystem, root: bytes) -> Flat:
    """What is in a folder now, unfinished transfers left out."""
    found: Flat = {}
    folders = [b""]
    while folders:
        above = folders.pop()
        async for entries in machine.list(root + b"/" + above if above else root):
            for entry in entries:
                path, attributes = above + entry.name, entry.attributes
                whole = root + b"/" + path
                if attributes.kind is FileKind.FOLDER:
                    found[path] = None
                    folders.append(path + b"/")
                elif attributes.kind is FileKind.LINK:
                    found[path] = Leaf(FileKind.LINK, await machine.read_link(whole))
                elif not is_temporary(entry.name):
                    content, _ = await machine.read_file(whole, LARGE)
                    mtime = (attributes.mtime or 0) // SECOND
                    found[path] = Leaf(FileKind.FILE, content, mtime, attributes.mode or 0)
    return found

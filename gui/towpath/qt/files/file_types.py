"""What kind of file a name's ending stands for, in words. By name alone: nothing is opened or looked up."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from towpath.model.filesystem import FileKind

MOST_ENDING = 8
"""Characters; what is longer is a part of the name."""


def type_word(kind: FileKind, name: str) -> str:
    """`Folder`, `PNG image`, `XYZ file`."""
    if kind is FileKind.FILE:
        # A dot in front hides a name, and begins no ending.
        ending = name.rpartition(".")[2] if "." in name[1:] else ""
        return _file_word(ending.lower() if len(ending) <= MOST_ENDING else "")
    return _other_word(kind)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileTypes", text)


@lru_cache
def _other_word(kind: FileKind) -> str:
    return {
        FileKind.FILE: _tr("File"),
        FileKind.FOLDER: _tr("Folder"),
        FileKind.LINK: _tr("Link"),
        FileKind.OTHER: _tr("Special file"),
    }[kind]


@lru_cache(maxsize=4096)
def _file_word(ending: str) -> str:
    if not ending or not ending.isalnum():
        return _tr("File")
    return _words().get(ending, _tr("{ending} file")).format(ending=ending.upper())


@lru_cache
def _words() -> dict[str, str]:
    """By ending."""
    endings = (
        (_tr("{ending} archive"), "7z ar bz2 cpio gz jar lz4 lzma rar tar tbz tgz txz whl xz zip zst"),
        (_tr("{ending} audio"), "aac flac m4a mid mp3 oga ogg opus wav wma"),
        (_tr("{ending} certificate"), "asc cer crt csr gpg p12 pem pfx pub"),
        (_tr("{ending} database"), "db duckdb mdb sqlite sqlite3"),
        (_tr("{ending} disk image"), "img iso qcow2 raw vdi vhd vmdk"),
        (_tr("{ending} document"), "doc docx epub md odt pdf ps rst rtf tex"),
        (_tr("{ending} font"), "otf ttf woff woff2"),
        (_tr("{ending} image"), "avif bmp gif heic ico jpeg jpg png svg tif tiff webp xcf"),
        (_tr("{ending} library"), "a dll dylib lib o so"),
        (_tr("{ending} package"), "apk deb dmg exe msi rpm snap"),
        (_tr("{ending} presentation"), "odp ppt pptx"),
        (_tr("{ending} script"), "bash bat cmd fish ps1 sh zsh"),
        (_tr("{ending} settings"), "cfg cnf conf desktop env ini json properties service toml xml yaml yml"),
        (
            _tr("{ending} source"),
            "asm c cc cpp cs css cu dart f f90 go h hpp hs htm html java js jsx kt lua php pl pm py r rb rs sql ts tsx",
        ),
        (_tr("{ending} table"), "csv ods tsv xls xlsx"),
        (_tr("{ending} text"), "text txt"),
        (_tr("{ending} video"), "avi flv m4v mkv mov mp4 mpeg mpg ogv webm wmv"),
    )
    return {ending: words for words, together in endings for ending in together.split()}

"""Which files are never opened by a double click, because opening them would run what somebody put into them.

What the desktop does with a file depends on its name, its permissions and its beginning: any of the three is enough.
"""

from __future__ import annotations

BEGINNING = 512
"""Bytes of a file that tell what it is."""
_MAGIC = (
    b"\x7fELF",
    b"#!",
    b"MZ",
    b"\xfe\xed\xfa\xce",  # Mach-O, in both sizes and byte orders; the last one is also a Java class
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
_ENTRIES = (b"[desktop entry]", b"[internetshortcut]")
_PROGRAMS = """
appimage bash bin class command csh deb desktop dmg fish flatpak flatpakref jar jnlp kdelnk ksh mpkg out pkg rpm run sh
snap so tool zsh
action app applescript dylib fileloc ftploc inetloc scpt scptd terminal webloc workflow
ade adp appref-ms application appx bat chm cmd com cpl diagcab dll exe gadget hta img inf ins iso isp js jse library-ms
lnk mde msc msh msi msix msp mst pif ps1 psm1 reg scf scr sct search-ms searchconnector-ms settingcontent-ms shb sys
theme themepack url vb vbe vbs vhd vhdx website ws wsc wsf wsh xbap xll
pl py pyc pyo pyw pyz pyzw rb tcl
"""
"""Extensions: those of Unix, of macOS, of Windows, and of interpreters that are asked by the name."""
_EXTENSIONS = frozenset(_PROGRAMS.split())


def could_be_run(name: str, mode: int | None, beginning: bytes) -> bool:
    """`mode` are its permission bits, None where they say nothing; `beginning` its first BEGINNING bytes."""
    shown = name.rstrip(". ")  # Windows drops these
    _, dot, extension = shown.rpartition(".")  # also of `.bat`, which is all extension there
    if dot and extension.lower() in _EXTENSIONS:
        return True
    if mode is not None and mode & 0o111:
        return True
    return beginning.startswith(_MAGIC) or any(entry in beginning.lower() for entry in _ENTRIES)

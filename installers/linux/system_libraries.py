"""Which libraries the package takes from Debian instead of bringing them along.

PyInstaller packs what it finds on the machine it runs on. Whatever Debian 12 and later have under the same name is left
to them: its faults are mended there, and the graphics drivers of the machine need the machine's own.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libatomic.so.1": "libatomic1",
    "libbrotlidec.so.1": "libbrotli1",
    "libbz2.so.1.0": "libbz2-1.0",
    "libc.so.6": "libc6",
    "libcrypto.so.3": "libssl3t64 | libssl3",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6",
    "libexpat.so.1": "libexpat1",
    "libffi.so.8": "libffi8",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "liblzma.so.5": "liblzma5",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libsqlite3.so.0": "libsqlite3-0",
    "libssl.so.3": "libssl3t64 | libssl3",
    "libstdc++.so.6": "libstdc++6",
    "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Every library that may be missing from the bundle, with its package in Debian 12 and later."""
ONLY_FOR_OTHERS = {
    "libXau.so.6",
    "libXdmcp.so.6",
    "libbrotlicommon.so.1",
    "libbsd.so.0",
    "libcap.so.2",
    "libgcrypt.so.20",
    "libgpg-error.so.0",
    "liblz4.so.1",
    "libmd.so.0",
    "libpcre2-8.so.0",
    "libpng16.so.16",
    "libsystemd.so.0",
}
"""What only those need: packages bring it themselves."""
LOADER = re.compile(r"ld-linux.*\.so\.\d")


def leave_to_debian(folder: Path) -> list[str]:
    """Take those libraries out of a bundle; returns what its package depends on.

    Ends the program when something would be missing then that no package is known for.
    """
    inside = folder / "_internal"
    for name in (*PACKAGES, *ONLY_FOR_OTHERS):
        (inside / name).unlink(missing_ok=True)
    files = list(elf_files(folder))
    there = {file.name for file in files}
    needed = {name for file in files for name in _needs(file)} - there
    needed = {name for name in needed if not LOADER.fullmatch(name)}
    if unknown := sorted(needed - PACKAGES.keys()):
        sys.exit(f"no Debian package is known for {', '.join(unknown)} (installers/linux/system_libraries.py)")
    packages = {PACKAGES[name] for name in needed} - {"libc6"}
    return [f"libc6 (>= {_least_libc(files)})", *sorted(packages)]


def elf_files(folder: Path) -> Iterator[Path]:
    """Programs and libraries, links among them left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def _needs(file: Path) -> list[str]:
    told = subprocess.run(["objdump", "-p", file], check=True, capture_output=True, text=True).stdout
    return re.findall(r"^\s*NEEDED\s+(\S+)", told, re.MULTILINE)


def _least_libc(files: list[Path]) -> str:
    versions = {found for file in files for found in re.findall(rb"GLIBC_(\d+)\.(\d+)", file.read_bytes())}
    major, minor = max((int(major), int(minor)) for major, minor in versions)
    return f"{major}.{minor}"

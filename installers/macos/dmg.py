"""Builds dist/Towpath-VERSION-ARCHITECTURE.dmg from Towpath.app: `python3 dev.py installer`.

Its makers have not run it on a real Mac (installers/README.md). PyInstaller signs libraries and app: ad hoc, or as
TOWPATH_SIGN_AS says ("Developer ID Application: ..."). With TOWPATH_NOTARY_PROFILE, which `xcrun notarytool
store-credentials` has made in the keychain, Apple is asked to notarise the image. No secret passes through here.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from installers.bundle import BUILD, DIST, build_bundle, say
from towpath import __version__


def main() -> None:
    """Build the image from a new app."""
    if os.environ.get("TOWPATH_NOTARY_PROFILE") and not os.environ.get("TOWPATH_SIGN_AS"):
        sys.exit("TOWPATH_NOTARY_PROFILE needs TOWPATH_SIGN_AS: Apple notarises only what is signed")
    made = pack(build_bundle())
    say(made)


def pack(app: Path) -> Path:
    """An image with the app, and a link to the folder that it is dragged to; signed and notarised if that is wanted."""
    signer, notary = os.environ.get("TOWPATH_SIGN_AS"), os.environ.get("TOWPATH_NOTARY_PROFILE")
    _run("codesign", "--verify", "--deep", "--strict", str(app))
    content = BUILD / "dmg"
    shutil.rmtree(content, ignore_errors=True)
    content.mkdir(parents=True)
    shutil.copytree(app, content / app.name, symlinks=True)
    (content / "Applications").symlink_to("/Applications")
    DIST.mkdir(exist_ok=True)
    image = DIST / f"Towpath-{__version__}-{platform.machine()}.dmg"
    volume = ["-volname", "Towpath", "-srcfolder", str(content)]
    _run("hdiutil", "create", "-ov", "-format", "UDZO", "-fs", "HFS+", *volume, str(image))
    if signer:
        _run("codesign", "--sign", signer, "--timestamp", str(image))
    if notary:
        _run("xcrun", "notarytool", "submit", str(image), "--keychain-profile", notary, "--wait")
        _run("xcrun", "stapler", "staple", str(image))
    return image


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()

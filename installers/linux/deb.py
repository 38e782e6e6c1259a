"""Builds dist/towpath_VERSION_ARCHITECTURE.deb from the bundle, with dpkg-deb alone: `python3 dev.py installer`.

The package has no maintainer scripts. Nothing is started or switched on for anybody; launch at login is each user's own
choice, kept in that user's home, as is the profile. So removing the package removes all of it.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from installers.bundle import BUILD, BUILT_AT, DIST, ROOT, build_bundle, say
from installers.icons import PNG_SIZES
from installers.linux.man_page import man_page
from installers.linux.system_libraries import elf_files, leave_to_debian
from towpath import __version__

HERE = Path(__file__).resolve().parent
RESOURCES = ROOT / "resources"
APP_ID = "io.github.towpath.towpath"
MAINTAINER = (
    f"{os.environ.get('DEBFULLNAME', 'Towpath contributors')} <{os.environ.get('DEBEMAIL', 'nobody@localhost')}>"
)
"""Whoever builds it, as Debian's own tools are told."""
ALWAYS = ["xkb-data"]
"""What libraries in the bundle read, and no library that it leaves to Debian brings."""
NO_HOME_PAGE = "appstream-metadata-validation-failed"
"""appstreamcli of Debian 13 wants the address of a home page: there is none. (Other faults are found by tests.)"""
CONTROL = """Package: towpath
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: openssh-client, hicolor-icon-theme
Suggests: gnome-keyring | keepassxc, gnome-shell-extension-appindicator
Section: net
Priority: optional
Description: keeps SSH connections, and what runs through them, up behind gateways
 Towpath sits in the tray and looks after SSH connections: it finds the way
 through gateways, keeps port forwards up, carries files, leads browsers through
 the right tunnel, and says in plain words what is wrong when one is not up.
 One login carries everything: five machines behind one gateway cost one
 password and one code.
 .
 There is a command line for all of it, for machines without a display too.
"""
CHANGELOG = """towpath ({version}) unstable; urgency=medium

  * {what}

 -- {maintainer}  {date}
"""
COMPLETIONS = {
    "bash": "usr/share/bash-completion/completions/towpath",
    "zsh": "usr/share/zsh/vendor-completions/_towpath",
    "fish": "usr/share/fish/vendor_completions.d/towpath.fish",
}


def main() -> None:
    """Build the package from a new bundle."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", BUILT_AT)
    root = BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    library = root / "usr/lib/towpath"
    library.parent.mkdir(parents=True)
    shutil.copytree(build_bundle(), library, symlinks=True)
    depends = sorted([*leave_to_debian(library), *ALWAYS])
    clean(library)
    links(root)
    share(root)
    completions(root, library / "towpath")
    architecture = _output("dpkg", "--print-architecture").strip()
    control(root, architecture, depends)
    rights(root)
    DIST.mkdir(exist_ok=True)
    package = DIST / f"towpath_{__version__}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, package], check=True, stdout=-3)
    look_over(package)
    say(package)


def look_over(package: Path) -> None:
    """End the build where lintian finds an error or a warning that has no reason (lintian-overrides)."""
    command = ["lintian", "--fail-on", "error,warning"]
    # As no override, since Debian 12's lintian, which does not know this tag, would take one for an error.
    told = subprocess.run(["lintian-explain-tags", NO_HOME_PAGE], check=False, capture_output=True, text=True).stdout
    if NO_HOME_PAGE in told:
        command += ["--suppress-tags", NO_HOME_PAGE]
    if os.geteuid() == 0:
        command.append("--allow-root")
    subprocess.run([*command, package], check=True)


def clean(library: Path) -> None:
    """Take out of libraries what the machine that built them has put in: symbols for debuggers, and its own folders.

    A library without these is left as its makers made it.
    """
    for file in elf_files(library):
        # PyInstaller keeps the modules behind the end of the programs, where these tools would cut them off.
        if file.parent == library:
            continue
        if "no symbols" not in _output("objdump", "--syms", str(file)):
            subprocess.run(["strip", "--strip-unneeded", file], check=True)
        if re.search(r"(RUNPATH|RPATH)\s+/", _output("objdump", "-p", str(file))):
            subprocess.run(["patchelf", "--remove-rpath", file], check=True)


def links(root: Path) -> None:
    """The commands."""
    (root / "usr/bin").mkdir(parents=True)
    for name in ("towpath", "towpath-gui"):
        (root / "usr/bin" / name).symlink_to(f"../lib/towpath/{name}")


def share(root: Path) -> None:
    """Everything in /usr/share."""
    shared = root / "usr/share"
    _put(shared / "applications/towpath.desktop", RESOURCES / "desktop/towpath.desktop")
    _put(shared / f"metainfo/{APP_ID}.metainfo.xml", RESOURCES / f"desktop/{APP_ID}.metainfo.xml")
    icons = shared / "icons/hicolor"
    for size in PNG_SIZES:
        _put(icons / f"{size}x{size}/apps/towpath.png", RESOURCES / f"identity/towpath-{size}.png")
    _put(icons / "scalable/apps/towpath.svg", RESOURCES / "identity/towpath.svg")
    _put(icons / "symbolic/apps/towpath-symbolic.svg", RESOURCES / "identity/towpath-symbolic.svg")
    _put(shared / "lintian/overrides/towpath", HERE / "lintian-overrides")
    documents = shared / "doc/towpath"
    _put(documents / "copyright", HERE / "copyright")
    date = _output("date", "-R", "-u", "-d", f"@{os.environ['SOURCE_DATE_EPOCH']}").strip()
    news = CHANGELOG.format(version=__version__, what="See CHANGELOG.md.", maintainer=MAINTAINER, date=date)
    _compressed(documents / "changelog.gz", news)
    _put(documents / "CHANGELOG.md", ROOT / "CHANGELOG.md")
    _compressed(shared / "man/man1/towpath.1.gz", man_page())
    (shared / "man/man1/towpath-gui.1.gz").symlink_to("towpath.1.gz")


def completions(root: Path, program: Path) -> None:
    """What makes shells complete our verbs and options; the program itself tells."""
    for shell, path in COMPLETIONS.items():
        target = root / path
        target.parent.mkdir(parents=True)
        environment = {**os.environ, "_TOWPATH_COMPLETE": f"{shell}_source"}
        told = subprocess.run([program], check=True, env=environment, capture_output=True, text=True).stdout
        target.write_text(told, encoding="utf-8")


def control(root: Path, architecture: str, depends: list[str]) -> None:
    """The package's description, and the sums of its files."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    folder = root / "DEBIAN"
    folder.mkdir()
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files]  # noqa: S324
    (folder / "md5sums").write_text("".join(sums))
    kilobytes = sum(path.stat().st_size for path in files) // 1024
    facts = {"version": __version__, "architecture": architecture, "maintainer": MAINTAINER, "kilobytes": kilobytes}
    (folder / "control").write_text(CONTROL.format(**facts, depends=", ".join(depends)), encoding="utf-8")


def rights(root: Path) -> None:
    """As Debian wants them, whatever the umask was and the bundle has."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            is_program = path.is_dir() or path.parent == root / "usr/lib/towpath"
            path.chmod(0o755 if is_program else 0o644)


def _put(target: Path, source: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compressed(target: Path, text: str) -> None:
    """As gzip -9n: nothing in it tells when it was made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()

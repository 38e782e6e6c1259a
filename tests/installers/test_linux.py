"""The parts of the Debian package that need no bundle; installers/linux/check.sh tries a whole one."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

from installers.linux import deb, man_page, system_libraries
from towpath import __version__
from towpath.cli.main import _VERBS

HERE = Path(deb.__file__).resolve().parent


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A program that needs libraries: one of its own, and of the system."""
    folder = tmp_path / "towpath"
    (folder / "_internal").mkdir(parents=True)
    module = importlib.util.find_spec("_ssl")
    assert module is not None
    assert module.origin is not None
    shutil.copy(module.origin, folder / "_internal")
    return folder


def test_what_debian_has_is_left_to_it(bundle: Path) -> None:
    left = bundle / "_internal" / "libcrypto.so.3"
    left.write_bytes(b"")
    depends = system_libraries.leave_to_debian(bundle)
    assert not left.exists()
    assert depends[0].startswith("libc6 (>= 2.")
    assert depends[1:] == ["libssl3t64 | libssl3"]


def test_a_library_that_would_be_missing_ends_the_build(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {name: package for name, package in system_libraries.PACKAGES.items() if name != "libssl.so.3"}
    monkeypatch.setattr(system_libraries, "PACKAGES", known)
    with pytest.raises(SystemExit, match=r"no Debian package is known for libssl\.so\.3"):
        system_libraries.leave_to_debian(bundle)


def test_the_package_says_who_it_is(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/towpath").write_text("#!/bin/sh\n")
    deb.control(root, "amd64", ["libc6", "xkb-data"])
    deb.rights(root)
    package = tmp_path / "towpath.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "--build", root, package], check=True, stdout=-3, timeout=60)
    fields = ["Package", "Version", "Architecture", "Depends"]
    told = subprocess.run(["dpkg-deb", "-f", package, *fields], check=True, capture_output=True, text=True, timeout=60)
    assert told.stdout.splitlines() == [
        "Package: towpath",
        f"Version: {__version__}",
        "Architecture: amd64",
        "Depends: libc6, xkb-data",
    ]
    assert "usr/bin/towpath\n" in (root / "DEBIAN/md5sums").read_text()
    assert {path.name for path in (root / "DEBIAN").iterdir()} == {"control", "md5sums"}, "nothing runs at installation"


def test_the_manual_has_every_verb_and_only_requests_of_man() -> None:
    page = man_page.man_page()
    for name in _VERBS:
        assert f".SS towpath {name}".replace("-", "\\-") in page
    for verb in page.split(".SS towpath")[1:]:
        paragraph, text = verb.splitlines()[1:3]
        assert (paragraph, text[:1].isalpha()) == (".PP", True), f"{verb} says what it does"
    assert page.count(".B \\-h, \\-\\-help") == 1
    requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".BR", ".RB", ".RI", ".IR", ".br", ".nf", ".fi"}


def test_every_override_of_lintian_has_its_reason() -> None:
    reason = ""
    for line in (HERE / "lintian-overrides").read_text().splitlines():
        if line.startswith("towpath: "):
            assert reason, line
        else:
            reason = line if line.startswith("#") else ""


def test_the_check_can_be_read_by_any_shell() -> None:
    subprocess.run(["sh", "-n", HERE / "check.sh"], check=True, timeout=10)

"""The disk image's script, with recording stand-ins for Apple's tools: nothing here shows that those are content."""

import plistlib
import sys
from pathlib import Path

import pytest

from installers.macos import dmg

STAND_IN = """#!{python}
import os, pathlib, sys
with open(os.environ["RECORD"], "a") as record:
    print(pathlib.Path(sys.argv[0]).name, *sys.argv[1:], file=record)
if "hdiutil" in sys.argv[0]:
    folder = pathlib.Path(sys.argv[sys.argv.index("-srcfolder") + 1])
    pathlib.Path(sys.argv[-1]).write_text(" ".join(sorted(path.name for path in folder.iterdir())))
"""


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What was run, a line each."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("codesign", "hdiutil", "xcrun"):
        (tools / name).write_text(STAND_IN.format(python=sys.executable))
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setenv("RECORD", str(tmp_path / "record"))
    for name in ("TOWPATH_SIGN_AS", "TOWPATH_NOTARY_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dmg, "BUILD", tmp_path / "build")
    monkeypatch.setattr(dmg, "DIST", tmp_path / "dist")
    return tmp_path / "record"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    folder = tmp_path / "Towpath.app"
    (folder / "Contents" / "MacOS").mkdir(parents=True)
    return folder


def test_without_secrets_nothing_is_sent_to_anybody(record: Path, app: Path) -> None:
    image = dmg.pack(app)
    assert image.read_text() == "Applications Towpath.app"
    assert [line.split()[0] for line in record.read_text().splitlines()] == ["codesign", "hdiutil"]


def test_signed_and_notarised_in_this_order(record: Path, app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWPATH_SIGN_AS", "Developer ID Application: Ada")
    monkeypatch.setenv("TOWPATH_NOTARY_PROFILE", "towpath")
    image = dmg.pack(app)
    ran = record.read_text().splitlines()
    steps = [
        "codesign --verify",
        "hdiutil create",
        "codesign --sign",
        "xcrun notarytool submit",
        "xcrun stapler staple",
    ]
    assert [line for line, step in zip(ran, steps, strict=True) if not line.startswith(step)] == []
    assert all(str(image) in line for line in ran[1:])


def test_notarising_needs_a_signature(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWPATH_NOTARY_PROFILE", "towpath")
    with pytest.raises(SystemExit, match="needs TOWPATH_SIGN_AS"):
        dmg.main()
    assert not record.exists()


def test_the_entitlements_can_be_read() -> None:
    entitlements = plistlib.loads(Path(dmg.__file__).with_name("entitlements.plist").read_bytes())
    assert list(entitlements) == ["com.apple.security.cs.allow-unsigned-executable-memory"]

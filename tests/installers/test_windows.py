"""The set-up's script: its entries, and what they name. Nothing here shows that Inno Setup is content with its code."""

import re
import subprocess
from pathlib import Path, PureWindowsPath

import pytest

from installers.windows import setup
from towpath.system.autostart.run_key import APPROVED, NAME, RUN

SCRIPT = Path(setup.__file__).with_name("towpath.iss")
PARAMETERS = {
    "Languages": {"Name", "MessagesFile"},
    "Tasks": {"Name", "Description", "Flags"},
    "InstallDelete": {"Type", "Name"},
    "Files": {"Source", "DestDir", "Flags"},
    "Icons": {"Name", "Filename", "Tasks"},
    "Registry": {"Root", "Subkey", "ValueType", "ValueName", "ValueData", "Flags", "Tasks", "Check"},
    "Run": {"Filename", "Description", "Flags"},
    "UninstallRun": {"Filename", "Parameters", "Flags", "RunOnceId"},
}
PLAIN = {"Setup", "CustomMessages"}
"""Sections of lines NAME=VALUE."""
ENTRY = re.compile(r'(\w+): (?:"((?:[^"]|"")*)"|([^;"]+))(?:; |$)')


def _sections() -> dict[str, list[str]]:
    """The lines of each section, without comments and what the preprocessor reads."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in SCRIPT.read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"\[(\w+)\]", line):
            assert found[1] not in sections, "twice"
            lines = sections[found[1]] = []
        elif line.strip() and not line.startswith((";", "#", "  #")):
            lines.append(line)
    return sections


def _entries(section: str) -> list[dict[str, str]]:
    entries = []
    for line in _sections()[section]:
        pieces = list(ENTRY.finditer(line))
        assert "".join(piece[0] for piece in pieces) == line, f"[{section}] {line}"
        entries.append({piece[1]: (piece[2] or piece[3] or "").replace('""', '"') for piece in pieces})
    return entries


def test_sections_and_their_parameters_are_inno_setups() -> None:
    sections = _sections()
    assert set(sections) == PARAMETERS.keys() | PLAIN | {"Code"}
    for name, known in PARAMETERS.items():
        for entry in _entries(name):
            assert entry.keys() <= known
    for name in PLAIN:
        assert all(re.match(r"[\w.]+=\S", line) for line in sections[name])


def test_what_it_packs_and_names_is_there() -> None:
    values = dict(line.split("=", 1) for line in _sections()["Setup"])
    for name in ("SetupIconFile", "LicenseFile"):
        assert SCRIPT.parent.joinpath(*PureWindowsPath(values[name]).parts).exists()
    tasks = {entry["Name"] for entry in _entries("Tasks")}
    assert {entry["Tasks"] for name in ("Icons", "Registry") for entry in _entries(name) if "Tasks" in entry} == tasks
    messages = {line.split("=")[0] for line in _sections()["CustomMessages"]}
    used = set(re.findall(r"\{cm:(\w+)\}", SCRIPT.read_text(encoding="utf-8"))) - {"CreateDesktopIcon"}
    languages = [entry["Name"] for entry in _entries("Languages")]
    assert messages == {f"{language}.{message}" for language in languages for message in used}


def test_it_is_for_one_user_and_touches_nothing_of_the_machine() -> None:
    values = dict(line.split("=", 1) for line in _sections()["Setup"])
    assert values["PrivilegesRequired"] == "lowest"
    assert values["DefaultDirName"].startswith("{localappdata}")
    assert {entry["Root"] for entry in _entries("Registry")} == {"HKCU"}


def test_launch_at_login_is_a_choice_and_the_value_that_towpath_writes() -> None:
    (entry,) = (entry for entry in _entries("Registry") if entry["Subkey"] == RUN)
    assert (entry["ValueName"], entry["Tasks"]) == (NAME, "autostart")
    (task,) = (task for task in _entries("Tasks") if task["Name"] == "autostart")
    assert task["Flags"] == "unchecked"
    code = "\n".join(_sections()["Code"])
    assert f"RunKey = '{RUN}';" in code
    assert f"ApprovedKey = '{APPROVED}';" in code


def test_every_key_of_ours_goes_with_the_program() -> None:
    """Run and PATH, which others share, are the code's business; all others lie below a key that is removed."""
    entries = [entry for entry in _entries("Registry") if entry["Subkey"] not in (RUN, "Environment")]
    removed = {entry["Subkey"] for entry in entries if entry.get("Flags") == "uninsdeletekey"}
    for entry in entries:
        ours = any(entry["Subkey"] == key or entry["Subkey"].startswith(f"{key}\\") for key in removed)
        assert ours or entry.get("Flags") == "uninsdeletevalue"


def test_blocks_of_the_code_are_closed() -> None:
    code = re.sub(r"'[^']*'|//.*", "", "\n".join(_sections()["Code"]))
    assert len(re.findall(r"\bbegin\b", code)) == len(re.findall(r"\bend[;.]", code))
    assert code.count("(") == code.count(")")
    called = set(re.findall(r"\{code:(\w+)\}|Check: (\w+)", SCRIPT.read_text(encoding="utf-8")))
    for name in {one or other for one, other in called}:
        assert re.search(rf"function {name}\b", code)


def test_signs_with_the_command_that_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, check: ran.append(command))
    setup.sign(tmp_path / "one.exe")
    monkeypatch.setenv("SIGN_COMMAND", r"signtool sign /fd SHA256")
    setup.sign(tmp_path / "one.exe")
    assert ran == [["signtool", "sign", "/fd", "SHA256", str(tmp_path / "one.exe")]]

"""What desktops and shops for programs are told of Towpath."""

import configparser
import shlex
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import click
import pytest

from towpath import __version__
from towpath.cli.main import make_program

DESKTOP = Path(__file__).resolve().parents[2] / "resources" / "desktop"
ENTRY = DESKTOP / "towpath.desktop"
COMPONENT = DESKTOP / "io.github.towpath.towpath.metainfo.xml"
NO_HOME_PAGE = "url-homepage-missing"
"""What newer versions of appstreamcli warn of. There is none."""


def test_desktops_find_nothing_wrong() -> None:
    done = subprocess.run(["desktop-file-validate", ENTRY], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_shops_find_nothing_wrong() -> None:
    command = ["appstreamcli", "validate", "--no-net", str(COMPONENT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    said = [line for line in done.stdout.splitlines() if line.startswith(("E:", "W:"))]
    assert [line for line in said if NO_HOME_PAGE not in line] == []
    assert said or done.returncode == 0, done.stdout + done.stderr


def _component() -> ET.Element:
    return ET.parse(COMPONENT).getroot()  # noqa: S314 - our own file


def _entry() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names differ by case
    parser.read(ENTRY, encoding="utf-8")
    return parser


@pytest.mark.parametrize("section", _entry().sections())
def test_what_it_starts_is_understood_by_the_program(section: str) -> None:
    program, *arguments = shlex.split(_entry()[section]["Exec"])
    assert program == "towpath-gui"
    started: list[object] = []

    def start(_profile: object, how: object) -> int:
        started.append(how)
        return 0

    given = [argument.replace("%u", "ssh://ada@gate.example") for argument in arguments]
    command: click.Group = make_program(start)
    command.main(given, standalone_mode=False)
    assert len(started) == 1


def test_both_files_tell_the_same() -> None:
    component = _component()
    entry = _entry()["Desktop Entry"]
    assert component.findtext("launchable") == ENTRY.name
    assert component.findtext("name") == entry["Name"]
    assert component.findtext("icon") == entry["Icon"]
    mime_types = {element.text for element in component.findall("provides/mediatype")}
    assert mime_types == set(entry["MimeType"].strip(";").split(";"))
    categories = {element.text for element in component.findall("categories/category")}
    assert categories == set(entry["Categories"].strip(";").split(";"))


def test_the_newest_release_is_this_version() -> None:
    release = _component().find("releases/release")
    assert release is not None
    assert release.get("version") == __version__


def test_windows_are_grouped_under_the_entry() -> None:
    """Desktops find the entry of a window by its WM_CLASS, which app.py sets to the name of our program."""
    assert _entry()["Desktop Entry"]["StartupWMClass"] == ENTRY.stem

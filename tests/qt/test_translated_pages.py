"""Translated pages look and work like those in English: nothing is cut off, and Alt with a letter means one thing."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from docs.screenshots.make import SCREEN
from resources.translations.texts import ROOT
from towpath.qt.languages import ENGLISH, available


@pytest.mark.parametrize("language", [one.code for one in available() if one.code != ENGLISH])
def test_a_language_fits_its_windows(language: str) -> None:
    child = [sys.executable, "-m", "tests.qt.translated_child", language]
    screen = {"QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN}"}
    ended = subprocess.run(child, cwd=ROOT, env={**os.environ, **screen}, check=True, capture_output=True, text=True)
    assert json.loads(ended.stdout) == {}

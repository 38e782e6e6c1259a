"""Running the demo: its machines, a profile that is thrown away at the end, and the window or the check on top."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from towpath.demo.accounts import PASSWORD, PASSWORD_USER
from towpath.demo.check import Check
from towpath.demo.lab import Lab
from towpath.engine.host import Owned, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.parts import parts_of
from towpath.model.desktop import Start
from towpath.model.ports import EngineAccess
from towpath.store.config import ConfigStore
from towpath.store.paths import Profile

Say = Callable[[str], None]


def run_window(start_window: Callable[[Profile, Start], int], say: Say) -> int:
    """The program on the demo's profile, until the user quits it. Returns the exit code."""
    with _lab_and_profile() as (_, profile):
        say(f"In the demo the password of {PASSWORD_USER} is: {PASSWORD} (the code is told when it is asked)")
        return start_window(profile, Start())


def run_check(save_screenshot: Callable[[EngineAccess], None] | None, say: Say) -> int:
    """The main job without a window; `save_screenshot` is called while everything is up. Returns the exit code."""
    with _lab_and_profile() as (lab, profile):
        opened = open_profile(profile.folder, EngineKind.COMMAND_LINE, lambda: parts_of(profile))
        assert isinstance(opened, Owned), "nobody else can hold a profile that was just made"
        with contextlib.closing(opened):

            def while_up() -> None:
                if save_screenshot:
                    save_screenshot(opened.engine)

            return 0 if Check(lab, opened.engine, say).run(while_up) else 1


@contextlib.contextmanager
def _lab_and_profile() -> Iterator[tuple[Lab, Profile]]:
    with Lab() as lab:
        profile = Profile(lab.profile_folder, lab.home, throw_away=True)
        ConfigStore(profile).save(lab.config())
        yield lab, profile

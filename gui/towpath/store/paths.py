"""Where a profile's files lie."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import platformdirs

APP = "towpath"
PROFILE_VARIABLE = "TOWPATH_CONFIG"


class Profile(msgspec.Struct, frozen=True):
    """One profile: the folder with everything that is kept. One engine at a time runs on it."""

    folder: Path
    home: Path
    """Whose `.ssh` is used: the user's home folder, except in the demo."""
    throw_away: bool = False
    """For the demo: no secret of it is kept anywhere."""

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "towpath.json"

    @property
    def backup(self) -> Path:
        """The configuration as it was before the last change."""
        return self.folder / "towpath.json.bak"

    @property
    def remembered(self) -> Path:
        """What the window remembers by itself."""
        return self.folder / "remembered.json"

    @property
    def secret_index(self) -> Path:
        """What was put into the keyring, without the secrets."""
        return self.folder / "secret_index.json"

    @property
    def was_up(self) -> Path:
        """What is up, for the next start."""
        return self.folder / "was_up.json"

    @property
    def web_apps(self) -> Path:
        """What web applications were opened lately, without their tokens."""
        return self.folder / "web_apps.json"

    @property
    def transfers(self) -> Path:
        """The journal of the transfers."""
        return self.folder / "transfers.sqlite"

    @property
    def edits(self) -> Path:
        """The folder with the copies of files that are edited here."""
        return self.folder / "edits"

    @property
    def browsers(self) -> Path:
        """The folder with the profiles of browsers that are started here."""
        return self.folder / "browsers"

    @property
    def logs(self) -> Path:
        """The folder with log files and crash reports: where such things belong, or in the profile's own."""
        if self.folder == usual_folder() and not self.throw_away:
            return platformdirs.user_log_path(APP, appauthor=False).absolute()
        return self.folder / "log"


def find_profile(folder: str | None = None) -> Profile:
    """The profile in `folder`, else in `$TOWPATH_CONFIG`, else in the platform's usual place (XDG_CONFIG_HOME)."""
    chosen = folder or os.environ.get(PROFILE_VARIABLE)
    return Profile(Path(chosen).expanduser().absolute() if chosen else usual_folder(), Path.home())


def usual_folder() -> Path:
    """Where the profile lies that needs no naming."""
    return platformdirs.user_config_path(APP, appauthor=False).absolute()


def proxy_journal() -> Path:
    """The desktop's proxy setting as it was before it was ours: one file for all profiles of the user."""
    return usual_folder() / "system-proxy.json"

"""What a typed command line of ssh says, in the terms of ssh_config(5)."""

from __future__ import annotations

import msgspec

from towpath.model.connection import SshConfigLink
from towpath.model.ssh_options import Option


class TypedCommand(msgspec.Struct, frozen=True, kw_only=True):
    """`program` has understood `options` in this order; of most keywords the first one counts."""

    program: str
    """`ssh`, `scp`, `sftp` or `autossh`."""
    host: str
    """`[user@]host`."""
    settings: tuple[Option, ...] = ()
    config_file: str = ""
    """As after -F: a path that may begin with `~`, or `none`; empty where it was not given."""
    sftp_command: str = ""
    """A server that sftp's -s names by its path."""
    remarks: tuple[str, ...] = ()
    """What was in the command and is not here, or means something else here, in words."""

    @property
    def options(self) -> tuple[str, ...]:
        """`Key=value` each, as with ssh's -o."""
        return tuple(f"{keyword}={value}" for keyword, value in self.settings)

    @property
    def link(self) -> SshConfigLink:
        """The same as ssh would understand it in whatever ssh_config there is."""
        return SshConfigLink(host=self.host, file=self.config_file, options=self.options)

    def first(self, keyword: str) -> str:
        """The value that counts; empty for none."""
        return next((value for key, value in self.settings if key == keyword), "")

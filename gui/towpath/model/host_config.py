"""Connections that live elsewhere: in ~/.ssh/config, in a typed ssh command, in other programs' sites. What a front end
can ask about them, and what it hears."""

from __future__ import annotations

import enum

import msgspec

from towpath.model.browsing import LeftOut
from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.secret_text import SecretText

# --- ssh_config


class HostAlias(msgspec.Struct, frozen=True, kw_only=True):
    """A name that a `Host` or `Match host` line of an ssh_config gives, without wildcards."""

    name: str
    file: str
    """Where it stands, after Includes."""
    line: int
    connection: str = ""
    """Id of the connection that follows it already; empty for none."""


class CommandKind(enum.StrEnum):
    """What an imported text wants to have run on this machine."""

    MATCH_EXEC = "match-exec"
    PROXY_COMMAND = "proxy-command"
    KNOWN_HOSTS_COMMAND = "known-hosts-command"


class ImportedCommand(msgspec.Struct, frozen=True, kw_only=True):
    """One of these, as it stands there."""

    kind: CommandKind
    text: str
    file: str = ""
    line: int = 0


class ResolvedBy(enum.StrEnum):
    """Who read the ssh_config."""

    SSH = "ssh"
    TOWPATH = "towpath"
    """There is no ssh on this machine."""


# --- commands


class FindHosts(msgspec.Struct, frozen=True, kw_only=True, tag="find-hosts"):
    """Which names an ssh_config gives. `HostsFound`. FILE_UNREADABLE, SSH_CONFIG_REFUSED."""

    request: str
    file: str = ""
    """Absolute; empty for the user's own."""
    asker: str = ""


class ResolveHost(msgspec.Struct, frozen=True, kw_only=True, tag="resolve-host"):
    """What ssh would make of a name, by the user's act: `Match exec` may run, once approved. `HostResolved`.
    SSH_CONFIG_REFUSED, COMMAND_REFUSED."""

    request: str
    host: str
    """`[user@]host[:port]` or `ssh://…`; as after ssh(1), but that a port may follow."""
    file: str = ""
    """As ssh's -F, absolute; empty for the user's own and the system's, `none` for none."""
    options: tuple[str, ...] = ()
    """`Key=value` each, as with ssh's -o."""
    for_show: bool = False
    """Nobody is asked anything, so what is not approved is refused."""
    asker: str = ""


class ImportHosts(msgspec.Struct, frozen=True, kw_only=True, tag="import-hosts"):
    """Save connections that follow these hosts of an ssh_config. `ConnectionsImported`."""

    request: str
    hosts: tuple[str, ...] = ()
    """Names; empty for all that have none yet."""
    file: str = ""
    follow_new: bool | None = None
    """Whether hosts that are added to the user's own file appear by themselves from now on; None leaves it."""
    asker: str = ""


class ReadSshCommand(msgspec.Struct, frozen=True, kw_only=True, tag="read-ssh-command"):
    """Understand a typed command line of ssh, scp, sftp or autossh. `SshCommandRead`. INVALID, SSH_CONFIG_REFUSED,
    COMMAND_REFUSED."""

    request: str
    command: str
    for_show: bool = False
    """While it is being typed: nobody is asked anything, so what is not approved is refused."""
    asker: str = ""


class SiteFormat(enum.StrEnum):
    """Programs whose saved connections can be read."""

    PUTTY = "putty"
    FILEZILLA = "filezilla"
    WINSCP = "winscp"
    TOWPATH = "towpath"
    """An exported profile."""


class ReadSites(msgspec.Struct, frozen=True, kw_only=True, tag="read-sites"):
    """What another program's file, or folder, has. `SitesRead`. SITE_FILE_MALFORMED, FILE_UNREADABLE."""

    request: str
    path: str
    """Absolute; empty for where these programs keep them on this machine."""
    asker: str = ""


class ImportSites(msgspec.Struct, frozen=True, kw_only=True, tag="import-sites"):
    """Save these. `ConnectionsImported`."""

    request: str
    path: str
    names: tuple[str, ...]
    """As `SitesRead` called them."""
    passwords: bool = False
    """Those that are stored there go into the keyring."""
    asker: str = ""


class ProfileFormat(enum.StrEnum):
    """What connections are exported as. Never with secrets."""

    SSH_CONFIG = "ssh-config"
    TOWPATH = "towpath"


class ExportConnections(msgspec.Struct, frozen=True, kw_only=True, tag="export-connections"):
    """Write them into a file, or have the text: `ConnectionsExported`. FILE_UNWRITABLE."""

    request: str
    format: ProfileFormat
    connections: tuple[str, ...] = ()
    """Ids; empty for all that are saved."""
    path: str = ""
    """Absolute; replaced if it is there. Empty for the text alone."""
    asker: str = ""


class MakeBackup(msgspec.Struct, frozen=True, kw_only=True, tag="make-backup"):
    """Profile and keys in one encrypted file (age, with a passphrase). Keys stay encrypted in it as they are.
    `BackupMade`. FILE_UNWRITABLE."""

    request: str
    path: str
    """Absolute; replaced if it is there."""
    passphrase: SecretText
    keys: tuple[str, ...] | None = None
    """Paths of private keys; None for all that are listed. Each brings its .pub and its certificate."""
    asker: str = ""


class RestoreBackup(msgspec.Struct, frozen=True, kw_only=True, tag="restore-backup"):
    """Put back what is not there any more, or only tell (`dry_run`). Nothing that is there is replaced: a connection of
    the same name gets another one, a key file of the same name and other content is left out and told.
    `BackupRestored`. BACKUP_UNREADABLE, PASSPHRASE_WRONG."""

    request: str
    path: str
    passphrase: SecretText
    dry_run: bool = False
    asker: str = ""


class AnsweredWelcome(msgspec.Struct, frozen=True, kw_only=True, tag="answered-welcome"):
    """The first start's welcome has been seen: it does not come again."""


HostQuestion = (
    FindHosts
    | ResolveHost
    | ImportHosts
    | ReadSshCommand
    | ReadSites
    | ImportSites
    | ExportConnections
    | MakeBackup
    | RestoreBackup
)
"""Those with answers, which come as `Reported` for the asker before they end."""
HostCommand = AnsweredWelcome | HostQuestion

# --- answers


class HostsFound(msgspec.Struct, frozen=True, kw_only=True, tag="hosts-found"):
    """For `FindHosts`."""

    hosts: tuple[HostAlias, ...]
    file: str
    """That was read first."""
    problems: tuple[Problem, ...] = ()
    """Why some of the files could not be read."""


class HostResolved(msgspec.Struct, frozen=True, kw_only=True, tag="host-resolved"):
    """For `ResolveHost`."""

    values: tuple[tuple[str, str], ...]
    """Keys in lower case and raw values, as `ssh -G` prints them; those we honour."""
    connection: Connection
    """A new one that follows it, with its values."""
    by: ResolvedBy
    remarks: tuple[str, ...] = ()
    """What is set there and cannot be done here, in words."""


class ConnectionsImported(msgspec.Struct, frozen=True, kw_only=True, tag="connections-imported"):
    """For `ImportHosts` and `ImportSites`."""

    connections: tuple[str, ...]
    """Ids of the new ones."""
    already: int = 0
    """How many there were."""
    passwords: int = 0
    """How many went into the keyring."""
    remarks: tuple[str, ...] = ()
    """What is set there and cannot be done here, in words, with the name of the connection before it."""
    problems: tuple[Problem, ...] = ()


class SshCommandRead(msgspec.Struct, frozen=True, kw_only=True, tag="ssh-command-read"):
    """For `ReadSshCommand`."""

    connection: Connection
    """Not saved; named after the machine."""
    remarks: tuple[str, ...] = ()
    """What was in the command and is not in the connection, or means something else here, in words."""


class FoundSite(msgspec.Struct, frozen=True, kw_only=True):
    """One saved connection of another program."""

    name: str
    connection: Connection
    format: SiteFormat
    has_password: bool = False
    remarks: tuple[str, ...] = ()
    already: bool = False
    """A connection with the same way and user is there."""


class SitesRead(msgspec.Struct, frozen=True, kw_only=True, tag="sites-read"):
    """For `ReadSites`."""

    path: str
    """That was asked for; empty for where these programs keep them."""
    sites: tuple[FoundSite, ...]
    """Each name once."""
    left_out: tuple[LeftOut, ...] = ()


class ConnectionsExported(msgspec.Struct, frozen=True, kw_only=True, tag="connections-exported"):
    """For `ExportConnections`."""

    text: str
    left_out: tuple[LeftOut, ...] = ()


class BackupMade(msgspec.Struct, frozen=True, kw_only=True, tag="backup-made"):
    """For `MakeBackup`."""

    connections: int
    keys: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


class BackupRestored(msgspec.Struct, frozen=True, kw_only=True, tag="backup-restored"):
    """For `RestoreBackup`: what came, or would come, back."""

    connections: tuple[str, ...]
    """Names."""
    keys: tuple[str, ...]
    """Paths."""
    left_out: tuple[LeftOut, ...] = ()


HostReport = (
    HostsFound
    | HostResolved
    | ConnectionsImported
    | SshCommandRead
    | SitesRead
    | ConnectionsExported
    | BackupMade
    | BackupRestored
)

"""What can go wrong, as data. `model.words` turns it into sentences; nobody else does.

TowpathError          anything that failed with a `Problem` a person can read
└── Cancelled         the user, or a shutdown, ended the work: not shown as a failure
"""

from __future__ import annotations

import enum

import msgspec


class ProblemKind(enum.StrEnum):
    """Every failure Towpath can explain. The facts each one carries are listed in `model.words`."""

    # reaching a machine
    NAME_UNKNOWN = "name-unknown"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"
    NOT_SSH = "not-ssh"
    NO_COMMON_ALGORITHM = "no-common-algorithm"
    LOST_DURING_LOGIN = "lost-during-login"
    SERVER_MISBEHAVES = "server-misbehaves"
    LOST = "lost"
    STOPPED_ANSWERING = "stopped-answering"
    NETWORK_DOWN = "network-down"
    LOGIN_NEEDED = "login-needed"
    GAVE_UP = "gave-up"
    PROXY_FAILED = "proxy-failed"
    PROXY_COMMAND_FAILED = "proxy-command-failed"
    HOP_FORWARDING_PROHIBITED = "hop-forwarding-prohibited"
    # host keys
    HOST_KEY_CHANGED = "host-key-changed"
    HOST_KEY_REVOKED = "host-key-revoked"
    HOST_KEY_UNKNOWN = "host-key-unknown"
    HOST_KEY_REFUSED_BY_USER = "host-key-refused-by-user"
    KNOWN_HOSTS_COMMAND_FAILED = "known-hosts-command-failed"
    KNOWN_HOSTS_UNWRITABLE = "known-hosts-unwritable"
    # logging in
    KEYS_REFUSED = "keys-refused"
    KEY_UNREADABLE = "key-unreadable"
    PASSPHRASE_WRONG = "passphrase-wrong"
    PASSWORD_REFUSED = "password-refused"
    PASSWORD_EXPIRED = "password-expired"
    CODE_REFUSED = "code-refused"
    NO_METHOD_LEFT = "no-method-left"
    TOO_MANY_TRIES = "too-many-tries"
    COMMAND_REFUSED = "command-refused"
    # keys and where connections live
    SSH_CONFIG_REFUSED = "ssh-config-refused"
    HOST_NOT_IN_CONFIG = "host-not-in-config"
    SITE_FILE_MALFORMED = "site-file-malformed"
    BACKUP_UNREADABLE = "backup-unreadable"
    AGENT_FAILED = "agent-failed"
    INSTALL_REFUSED = "install-refused"
    UNKNOWN_KEY = "unknown-key"
    # forwards
    PORT_IN_USE = "port-in-use"
    PORT_PRIVILEGED = "port-privileged"
    ADDRESS_NOT_LOCAL = "address-not-local"
    FORWARDING_PROHIBITED = "forwarding-prohibited"
    TARGET_REFUSES = "target-refuses"
    REMOTE_LISTEN_REFUSED = "remote-listen-refused"
    LISTENS_NARROWER = "listens-narrower"
    LISTENS_WIDER = "listens-wider"
    PROGRAM_NOT_STARTED = "program-not-started"
    TOO_MANY_OPEN_FILES = "too-many-open-files"
    # transfers
    FILE_NOT_FOUND = "file-not-found"
    FILE_EXISTS = "file-exists"
    PERMISSION_DENIED = "permission-denied"
    DISK_FULL = "disk-full"
    NOT_A_FOLDER = "not-a-folder"
    IS_A_FOLDER = "is-a-folder"
    FOLDER_NOT_EMPTY = "folder-not-empty"
    LINK_LOOP = "link-loop"
    NAME_IMPOSSIBLE = "name-impossible"
    SPECIAL_FILE = "special-file"
    FILE_CHANGED = "file-changed"
    FILE_FAILED = "file-failed"
    UNSUPPORTED = "unsupported"
    RESUME_REFUSED = "resume-refused"
    VERIFY_FAILED = "verify-failed"
    SFTP_UNAVAILABLE = "sftp-unavailable"
    TRANSFER_INCOMPLETE = "transfer-incomplete"
    TRANSFER_INTERRUPTED = "transfer-interrupted"
    UNKNOWN_TRANSFER = "unknown-transfer"
    UNKNOWN_EDIT = "unknown-edit"
    FILES_LEFT = "files-left"
    NOT_OPENED = "not-opened"
    # browsers
    SITE_BLOCKED = "site-blocked"
    TAKEN_DOWN_BY_HAND = "taken-down-by-hand"
    UNKNOWN_RULE = "unknown-rule"
    RULE_FILE_MALFORMED = "rule-file-malformed"
    NO_BROWSER = "no-browser"
    BROWSER_NOT_STARTED = "browser-not-started"
    SYSTEM_PROXY_FAILED = "system-proxy-failed"
    ROUTER_MOVED = "router-moved"
    # people and programs
    NEEDS_ANSWER = "needs-answer"
    CANCELLED = "cancelled"
    ENGINE_HELD = "engine-held"
    ENGINE_GONE = "engine-gone"
    NO_ENGINE = "no-engine"
    UNKNOWN_CONNECTION = "unknown-connection"
    UNKNOWN_FORWARD = "unknown-forward"
    NAME_TAKEN = "name-taken"
    INVALID = "invalid"
    CONNECTION_BUSY = "connection-busy"
    AUTOSTART_FAILED = "autostart-failed"
    # files and secrets
    CONFIG_DAMAGED = "config-damaged"
    CONFIG_TOO_NEW = "config-too-new"
    FILE_UNREADABLE = "file-unreadable"
    FILE_UNWRITABLE = "file-unwritable"
    NO_SAFE_KEYRING = "no-safe-keyring"
    KEYRING_FAILED = "keyring-failed"
    NO_DISPLAY = "no-display"
    QT_UNUSABLE = "qt-unusable"
    INTERNAL = "internal"


SECRET_SENT = "secret-sent"
"""A fact of a failed login: a password or code was sent, and the server did not say what it thinks of it."""


class Problem(msgspec.Struct, frozen=True):
    """One failure: what kind, of what, and the facts that explain it.

    `subject` is what failed in the user's terms (`user@gate:22`, `127.0.0.1:8888`, a file name).
    `facts` are named texts, never secrets; texts from servers are raw and escaped when shown.
    """

    kind: ProblemKind
    subject: str = ""
    facts: dict[str, str] = {}


class TowpathError(Exception):
    """A failure that can be explained. `str()` gives its one line."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        from towpath.model.words import line  # words builds on this module

        return line(self.problem)


class Cancelled(TowpathError):  # noqa: N818 - not a failure
    """The user, or a shutdown, ended the work."""

    def __init__(self, subject: str = "") -> None:
        super().__init__(Problem(ProblemKind.CANCELLED, subject))

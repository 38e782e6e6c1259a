"""The questions that a login or a transfer asks."""

from msgspec.structs import replace

from docs.screenshots.studio import Studio
from towpath.model.filesystem import SECOND, Attributes, FileKind
from towpath.model.host_config import CommandKind, ImportedCommand
from towpath.model.prompt import (
    Asked,
    CodeAsked,
    CommandAsked,
    HostKeyAsked,
    Line,
    OverwriteAsked,
    PassphraseAsked,
    PasswordAsked,
    Question,
)
from towpath.qt.prompts.queue import make_dialog

ACCOUNT = "ann@gateway.corp.example"
RANDOMART = """+--[ED25519 256]--+
|        .o+.     |
|       . +.o     |
|      . o B .    |
|     . o X = .   |
|      + S B =    |
|     . * @ O .   |
|      = @ * o    |
|     o * E o     |
|      o.o        |
+----[SHA256]-----+"""
HOST_KEY = HostKeyAsked(
    host="gateway.corp.example",
    key_type="ssh-ed25519",
    fingerprint="SHA256:Qk1ZmbVq3Tb0mXo7J8o3bJ5U1n0i2x8yM1uV6c9rT4E",
    randomart=RANDOMART,
    file="~/.ssh/known_hosts",
)
OVERWRITE = OverwriteAsked(
    source=b"/home/ann/papers/figures/response-surface.pdf",
    source_attributes=Attributes(kind=FileKind.FILE, size=2_480_113, mtime=1_790_000_000 * SECOND),
    destination=b"/data/shared/papers/figures/response-surface.pdf",
    destination_attributes=Attributes(kind=FileKind.FILE, size=1_912_004, mtime=1_789_000_000 * SECOND),
)
COMMAND = ImportedCommand(
    kind=CommandKind.PROXY_COMMAND,
    text="corp-connect --zone research %h:%p",
    file="/home/ann/.ssh/config.d/research",
    line=12,
)
QUESTIONS: dict[str, Asked] = {
    "command": CommandAsked(command=COMMAND, host="gpu-07.lab.example"),
    "host-key": HOST_KEY,
    "host-key-other-type": replace(HOST_KEY, other_known_types=("ssh-rsa",)),
    "password": PasswordAsked(account=ACCOUNT, can_remember=True, can_keep=True),
    "password-again": PasswordAsked(
        account=ACCOUNT,
        refused_before=True,
        can_keep=True,
        cannot_remember_why="no system keyring that encrypts was found",
    ),
    "passphrase": PassphraseAsked(
        file="~/.ssh/id_ed25519",
        fingerprint="SHA256:0hM5eQkqWbq9cB2vJp8LrTn3sYxUzK1dFgAoVi7mR6w",
        can_remember=True,
        can_keep=True,
    ),
    "code": CodeAsked(
        account=ACCOUNT,
        title="Two-step login",
        instruction="Open your authenticator app.",
        lines=(Line("Password: ", echo=False), Line("One-time code: ", echo=True)),
    ),
    "overwrite": OVERWRITE,
    "overwrite-edited": replace(OVERWRITE, source=b"/run/user/1000/towpath/edits/1/response-surface.pdf", edited=True),
}


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    for name, asked in QUESTIONS.items():
        dialog = make_dialog(Question(id=1, asked=asked, connection="Lab notebooks", hop=ACCOUNT))
        studio.save(dialog, f"prompt-{name}")
        dialog.withdraw()

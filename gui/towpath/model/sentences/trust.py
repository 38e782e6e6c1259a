"""Keys, agents, and connections that live elsewhere."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Sentences

SENTENCES: Sentences = {
    ProblemKind.COMMAND_REFUSED: lambda s, f: (
        f"a command for {s} has not been approved",
        f("detail"),
        "try again in the window or at a terminal, and look at the command there",
    ),
    ProblemKind.SSH_CONFIG_REFUSED: lambda s, f: (
        f"cannot use {s}" + (f", line {f('line')}" if f("line") else ""),
        f("detail"),
        f("hint") or "mend that line; ssh -G HOST says the same",
    ),
    ProblemKind.HOST_NOT_IN_CONFIG: lambda s, f: (
        f"the host {s} is no longer in {f('file')}",
        "somebody has removed it there",
        "unlink the connection to keep it as it was, or remove it",
    ),
    ProblemKind.SITE_FILE_MALFORMED: lambda s, f: (
        f"cannot read the connections in {s}",
        (f"line {f('line')}: " if f("line") else "") + (f("detail") or "it is in no format that is known here"),
        "PuTTY, FileZilla, WinSCP, ssh_config and Towpath's own exports can be read",
    ),
    ProblemKind.BACKUP_UNREADABLE: lambda s, f: (
        f"cannot restore {s}",
        f("detail") or "it is no backup of Towpath's",
        "choose another file",
    ),
    ProblemKind.AGENT_FAILED: lambda s, f: (
        f"the ssh-agent did not do this for {s}" if s else "the ssh-agent did not do this",
        f("detail"),
        f("hint") or "see that an agent runs and is unlocked",
    ),
    ProblemKind.INSTALL_REFUSED: lambda s, f: (
        f"cannot install the key on {s}",
        f("detail"),
        f("hint") or "ask the site's administrator where public keys are handed in",
    ),
    ProblemKind.UNKNOWN_KEY: lambda s, f: (f"no key {s}", "there is none", "see: towpath keys list"),
}

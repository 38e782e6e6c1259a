"""Keys, agents, and connections that live elsewhere."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Sentences

SENTENCES: Sentences = {
    ProblemKind.COMMAND_REFUSED: lambda say: (
        say("a command for {subject} has not been approved"),
        say["detail"],
        say("try again in the window or at a terminal, and look at the command there"),
    ),
    ProblemKind.SSH_CONFIG_REFUSED: lambda say: (
        say("cannot use {subject}") + say.if_told(", line {line}"),
        say["detail"],
        say["hint"] or say("mend that line; ssh -G HOST says the same"),
    ),
    ProblemKind.HOST_NOT_IN_CONFIG: lambda say: (
        say("the host {subject} is no longer in {file}"),
        say("somebody has removed it there"),
        say("unlink the connection to keep it as it was, or remove it"),
    ),
    ProblemKind.SITE_FILE_MALFORMED: lambda say: (
        say("cannot read the connections in {subject}"),
        say.if_told("line {line}: ") + (say["detail"] or say("it is in no format that is known here")),
        say("PuTTY, FileZilla, WinSCP, ssh_config and Towpath's own exports can be read"),
    ),
    ProblemKind.BACKUP_UNREADABLE: lambda say: (
        say("cannot restore {subject}"),
        say["detail"] or say("it is no backup of Towpath's"),
        say("choose another file"),
    ),
    ProblemKind.AGENT_FAILED: lambda say: (
        say("the ssh-agent did not do this for {subject}") if say["subject"] else say("the ssh-agent did not do this"),
        say["detail"],
        say["hint"] or say("see that an agent runs and is unlocked"),
    ),
    ProblemKind.INSTALL_REFUSED: lambda say: (
        say("cannot install the key on {subject}"),
        say["detail"],
        say["hint"] or say("ask the site's administrator where public keys are handed in"),
    ),
    ProblemKind.UNKNOWN_KEY: lambda say: (say("no key {subject}"), say("there is none"), say("see: towpath keys list")),
}

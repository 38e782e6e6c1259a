"""What a connection wishes for the programs that it runs at the far machine: SendEnv, SetEnv and ForwardAgent of
ssh_config(5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from towpath.model.connection import Connection
from towpath.ssh.agent_connection import chosen_agent, named_agent
from towpath.ssh.config_match import matches_pattern


class ProgramSettings(msgspec.Struct, frozen=True):
    """The same for all programs of one connection."""

    environment: tuple[tuple[str, str], ...] = ()
    """Names and values; a server takes those that its AcceptEnv allows."""
    agent: Path | None = None
    """Of this machine, that programs there may use; None for none."""


NO_SETTINGS = ProgramSettings()


def program_settings(
    connection: Connection, *, environment: Mapping[str, str], home: Path, agent: Path | None
) -> ProgramSettings:
    """Of this connection; `agent` is the usual one. Raises INVALID for a path with a variable that is not set."""
    sent = {name: value for name, value in environment.items() if _is_sent(name, connection.send_env)}
    for text in connection.set_env:
        name, _, value = text.partition("=")
        sent[name] = value
    forwarded = connection.forward_agent
    if forwarded == "yes":
        usual = chosen_agent(connection.target.auth, agent, home=home, environment=environment)
    else:
        usual = named_agent(forwarded or "none", agent, home=home, environment=environment)
    return ProgramSettings(tuple(sent.items()), usual)


def _is_sent(name: str, patterns: Sequence[str]) -> bool:
    """The last pattern that matches decides: those that begin with `-` take a name out again."""
    sent = False
    for pattern in patterns:
        if matches_pattern(name, pattern.removeprefix("-")):
            sent = not pattern.startswith("-")
    return sent

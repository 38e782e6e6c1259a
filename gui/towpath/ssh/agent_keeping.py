"""AddKeysToAgent (ssh_config(5)): a key file that a login has opened is given to the agent."""

from __future__ import annotations

import logging
import threading

from towpath.ssh.agent import Agent, AgentRefused
from towpath.ssh.config_forwards import Malformed
from towpath.ssh.config_values import seconds
from towpath.ssh.keys import PrivateKey

_log = logging.getLogger(__name__)


def keep_in_agent(agent: Agent, key: PrivateKey, name: str, how: str) -> None:
    """Have the agent hold `key`, as AddKeysToAgent says. Does not wait: an agent may ask a person to unlock it first.

    Under `ask` it is held so that the agent asks before each use: a login that has asked for a passphrase asks no more.
    """
    words = how.split()
    if not agent.exists or words in ([], ["no"]):
        return
    confirm = words[0] in ("ask", "confirm")
    lifetime = _lifetime(words[-1])

    def add() -> None:
        try:
            agent.add(key, name, lifetime=lifetime, confirm=confirm)
        except AgentRefused as error:
            _log.info("the ssh-agent does not hold %s: %s", name, error)

    threading.Thread(target=add, name=f"towpath-add-key-{name}", daemon=True).start()


def _lifetime(text: str) -> int:
    """Seconds; none in a word that is no time."""
    try:
        return seconds(text)
    except Malformed:
        return 0

"""AddKeysToAgent (ssh_config(5)): a key file that a login has opened is given to the agent."""

from __future__ import annotations

import logging
import re
import threading

from towpath.ssh.agent import Agent, AgentRefused
from towpath.ssh.keys import PrivateKey

_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_LONGEST = (1 << 31) - 1

_log = logging.getLogger(__name__)


def keep_in_agent(agent: Agent, key: PrivateKey, name: str, how: str) -> None:
    """Have the agent hold `key`, as AddKeysToAgent says. Does not wait: an agent may ask a person to unlock it first.

    Under `ask` it is held so that the agent asks before each use: a login that has asked for a passphrase asks no more.
    """
    words = how.split()
    if not agent.exists or words in ([], ["no"]):
        return
    confirm = words[0] in ("ask", "confirm")
    lifetime = seconds(words[-1]) if words[-1][0].isdigit() else 0

    def add() -> None:
        try:
            agent.add(key, name, lifetime=lifetime, confirm=confirm)
        except AgentRefused as error:
            _log.info("the ssh-agent does not hold %s: %s", name, error)

    threading.Thread(target=add, name=f"towpath-add-key-{name}", daemon=True).start()


def seconds(text: str) -> int:
    """A time of ssh_config(5), TIME FORMATS: `90`, `10m`, `1h30m`; what is none counts as nothing."""
    parts = re.findall(r"(\d+)([smhdw]?)", text.lower())
    return min(sum(int(count) * _SECONDS[unit] for count, unit in parts), _LONGEST)

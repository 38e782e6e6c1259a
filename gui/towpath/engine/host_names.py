"""Machines that can be named without a connection, for completion at a terminal: no engine has to run for it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Mapping
from pathlib import Path

from towpath.model.error import TowpathError
from towpath.model.host_names import names_in
from towpath.ssh.known_hosts_files import lines_of
from towpath.ssh.ssh_config import Reader


def host_names(home: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Those of ssh_config and of the user's known_hosts. What cannot be read has none. Waits for files."""
    return tuple(dict.fromkeys([*_aliases(home, environment), *_known(home)]))


def _aliases(home: Path, environment: Mapping[str, str]) -> Iterator[str]:
    try:
        hosts, _ = Reader(home=home, local_user=getpass.getuser(), environment=environment).aliases()
    except TowpathError:
        return
    yield from (host.name for host in hosts)


def _known(home: Path) -> Iterator[str]:
    try:
        lines = lines_of(home / ".ssh" / "known_hosts")
    except TowpathError:
        return
    for line in lines:
        yield from names_in(line.hosts)

"""Arguments that name connections and forwards, and how the shell completes them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from towpath.store.paths import find_profile

if TYPE_CHECKING:
    from towpath.model.connection import Connection
    from towpath.model.settings import Config

_Verb = TypeVar("_Verb", bound=Callable[..., Any])


def complete_names(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Names of saved connections."""
    return [c.name for c in _saved(context) if c.name.startswith(begun)]


def complete_hosts(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Machines that ssh_config or known_hosts name."""
    from towpath.engine.host_names import host_names

    profile = find_profile(context.find_root().params.get("config"))
    return [name for name in host_names(profile.home, os.environ) if name.startswith(begun)]


def complete_places_and_hosts(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """As `complete_places`, and machines that need no connection to be saved."""
    places = complete_places(context, parameter, begun)
    return list(dict.fromkeys([*places, *complete_hosts(context, parameter, begun)]))


def complete_places(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Names of saved connections and, once the name is there, `NAME:LABEL` of their forwards."""
    names = [c.name for c in _saved(context)]
    labels = [f"{c.name}:{f.label}" for c in _saved(context) for f in c.forwards if f.label]
    return [text for text in [*names, *(labels if ":" in begun else ())] if text.startswith(begun)]


def complete_names_before_path(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """`NAME:` of saved connections; the path after it is the far machine's."""
    return [f"{c.name}:" for c in _saved(context) if f"{c.name}:".startswith(begun)]


def complete_labels(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Labels of the forwards of the connection that was named before."""
    forwards = [f for c in _saved(context) if c.name == context.params.get("name") for f in c.forwards]
    return [f.label for f in forwards if f.label and f.label.startswith(begun)]


def complete_patterns(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Patterns of the saved site rules."""
    return [rule.pattern for rule in _config(context).settings.browser.rules if rule.pattern.startswith(begun)]


def name_argument(verb: _Verb) -> _Verb:
    """Decorate a click command with the NAME of a saved connection."""
    return click.argument("name", shell_complete=complete_names)(verb)


def places_argument(verb: _Verb) -> _Verb:
    """Decorate a click command with one or more NAME[:LABEL]."""
    return _names(complete_places)(verb)


def places_and_hosts_argument(verb: _Verb) -> _Verb:
    """The same; machines that need no connection to be saved are completed, too."""
    return _names(complete_places_and_hosts)(verb)


def _names(complete: Callable[[click.Context, click.Parameter, str], list[str]]) -> Callable[[_Verb], _Verb]:
    return click.argument("names", metavar="NAME[:LABEL]…", nargs=-1, required=True, shell_complete=complete)


def _saved(context: click.Context) -> tuple[Connection, ...]:
    return _config(context).connections


def _config(context: click.Context) -> Config:
    """Read from the file, without an engine."""
    from towpath.store.config import ConfigStore  # only here: `stdio` is to start fast

    return ConfigStore(find_profile(context.find_root().params.get("config"))).peek()

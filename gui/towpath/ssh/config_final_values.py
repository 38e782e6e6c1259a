"""What becomes of the values of an ssh_config once all lines are read: what ssh checks, clears and expands then."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from towpath.model.error import TowpathError
from towpath.ssh.config_forwards import DYNAMIC, LOCAL, REMOTE
from towpath.ssh.config_includes import Place
from towpath.ssh.config_jumps import Jump
from towpath.ssh.config_lines import ConfigLine, lower
from towpath.ssh.config_refusal import refused
from towpath.ssh.config_tokens import expand_all, expand_home, expand_tokens

SSH_PORT = 22
_FILES = ("globalknownhostsfile", "userknownhostsfile")
_NONE = "none"


def impossible(line: ConfigLine, why: str) -> TowpathError:
    """The refusal, by name, of what takes an ssh."""
    return refused(
        line.file, line.number, f"{line.keyword}: {why}", "install OpenSSH, which can, or write it otherwise"
    )


def finished(
    found: Mapping[str, Sequence[str]],
    places: Mapping[str, ConfigLine],
    jump: Jump | None,
    tokens: Mapping[str, str],
    place: Place,
) -> dict[str, list[str]]:
    """The values as `ssh -G` prints them. Raises SSH_CONFIG_REFUSED."""
    values = {keyword: list(texts) for keyword, texts in found.items()}
    _check(values, places, jump)
    if values.get("clearallforwardings") == ["yes"]:
        for keyword in (LOCAL, REMOTE, DYNAMIC):
            values.pop(keyword, None)
    for keyword in ("proxycommand", "knownhostscommand", "remotecommand"):
        if lower("".join(values.get(keyword, ()))) == _NONE:
            del values[keyword]
    if alias := values.get("hostkeyalias"):
        values["hostkeyalias"] = [lower(alias[0])]
    if path := values.pop("forwardagent path", None):
        values["forwardagent"] = path
    elif flag := values.get("forwardagent"):
        values["forwardagent"] = ["yes" if lower(flag[0]) in ("yes", "true") else "no"]
    expansion = _Expansion(tokens, place, places)
    for keyword, texts in values.items():
        values[keyword] = expansion.of(keyword, texts)
    if path and values.get("exitonforwardfailure") == ["yes"] and not os.path.lexists(values["forwardagent"][0]):
        line = places["forwardagent path"]
        raise refused(
            line.file, line.number, f"Cannot forward agent socket path: {values['forwardagent'][0]} is not there"
        )
    for keyword in _FILES:
        if keyword in values:
            values[keyword] = [" ".join(values[keyword])]
    return values


def _check(values: Mapping[str, list[str]], places: Mapping[str, ConfigLine], jump: Jump | None) -> None:
    """What ssh ends for, and what versions of it make different things of."""
    if any("%" in text or "${" in text for text in values["user"]) and "user" in places:
        raise impossible(places["user"], "versions of ssh differ in what % and ${ mean there")
    for text in values.get("setenv", ()):
        if "%" in text or "${" in text:
            raise impossible(places["setenv"], "versions of ssh differ in what % and ${ mean there")
    if values.get("canonicalizepermittedcnames", [_NONE]) != [_NONE]:
        raise impossible(places["canonicalizepermittedcnames"], "it asks the name service")
    if "refuseconnection" in values:
        line = places["refuseconnection"]
        raise refused(line.file, line.number, f"RefuseConnection: {values['refuseconnection'][0]}")
    if values.get("connectionattempts") == ["0"]:
        line = places["connectionattempts"]
        raise refused(line.file, line.number, "Invalid number of ConnectionAttempts")
    if values.get("forkafterauthentication") == ["yes"] and not (
        "remotecommand" in values or values.get("sessiontype") == [_NONE]
    ):
        line = places["forkafterauthentication"]
        raise refused(line.file, line.number, "Cannot fork into background without a command to execute.")
    if jump and (jump.last.host, jump.last.port or SSH_PORT, jump.last.user or values["user"][0]) == (
        values["hostname"][0],
        int(values["port"][0]),
        values["user"][0],
    ):
        line = places["proxyjump"]
        raise refused(line.file, line.number, f"jumphost loop via {jump.last.host}")


class _Expansion:
    """What ssh replaces before it prints a value; of the others it keeps the text until it needs them."""

    def __init__(self, tokens: Mapping[str, str], place: Place, places: Mapping[str, ConfigLine]) -> None:
        self._tokens = tokens
        self._place = place
        self._places = places

    def of(self, keyword: str, texts: list[str]) -> list[str]:
        try:
            if keyword == "remotecommand":
                return [expand_tokens(text, self._tokens) for text in texts]
            if keyword == "identityagent" or (keyword == "forwardagent" and texts[0] not in ("yes", "no")):
                return [self._path(text) for text in texts]
            if keyword in _FILES and lower(texts[0]) == _NONE:
                return [_NONE]
            if keyword == "userknownhostsfile":
                return [self._path(text) for text in texts]
            if keyword in (LOCAL, REMOTE):
                return [self._forward(keyword, text) for text in texts]
        except TowpathError as error:
            detail = error.problem.facts.get("detail", "")
            raise impossible(self._place_of(keyword), detail) from None
        return (
            [_NONE] if keyword in ("globalknownhostsfile", "userknownhostsfile") and lower(texts[0]) == _NONE else texts
        )

    def _place_of(self, keyword: str) -> ConfigLine:
        return self._places.get(keyword) or self._places[f"{keyword} path"]

    def _path(self, text: str) -> str:
        return expand_all(expand_home(text, self._place.home), self._tokens, self._place.environment)

    def _forward(self, keyword: str, text: str) -> str:
        """Sockets of files alone have tokens."""
        if "%" not in text:
            return text
        ends = text.split(" ")
        if len(ends) > 2:
            raise impossible(self._places[keyword], "a path with both a blank and a token is not told apart here")
        return " ".join(end if end.startswith("[") else expand_tokens(end, self._tokens) for end in ends)

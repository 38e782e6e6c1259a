"""Names and results of transfers as JSON. What is not UTF-8 is there twice: for people, and exactly."""

from __future__ import annotations

import base64
import contextlib
from typing import Any

import msgspec

from towpath.model.filesystem import SECOND, Entry
from towpath.model.text import path_text
from towpath.model.transfer import FileResult, Step, TransferState
from towpath.model.words import line as in_words

Plain = dict[str, Any]


def name_values(key: str, name: bytes) -> Plain:
    r"""`key`, and `key_base64` where the name is not UTF-8; then `key` has `\xff` for what is not."""
    values = {key: path_text(name)}
    with contextlib.suppress(UnicodeDecodeError):
        name.decode()
        return values
    return values | {f"{key}_base64": base64.b64encode(name).decode()}


def entry_values(entry: Entry) -> Plain:
    """One name in a folder. Times are seconds since the epoch."""
    attributes = entry.attributes
    return {
        **name_values("name", entry.name),
        "kind": attributes.kind.value,
        "size": attributes.size,
        "mtime": None if attributes.mtime is None else attributes.mtime / SECOND,
        "mode": None if attributes.mode is None else f"{attributes.mode:04o}",
        "uid": attributes.uid,
        "gid": attributes.gid,
        "links": attributes.links,
        **(name_values("target", entry.target) if entry.target is not None else {}),
    }


def result_values(result: FileResult) -> Plain:
    """What became of one file."""
    values: Plain = {
        **name_values("source", result.source),
        **name_values("destination", result.destination),
        "outcome": result.outcome.value,
        "size": result.size,
    }
    if result.problem:
        values |= {"problem": result.problem.kind.value, "reason": in_words(result.problem)}
    return values


def transfer_values(state: TransferState) -> Plain:
    """How far a batch is."""
    amounts = state.amounts
    return {
        "status": state.status.value,
        "problem": state.problem.kind.value if state.problem else "",
        "reason": in_words(state.problem) if state.problem else "",
        **{name: getattr(amounts, name) for name in amounts.__struct_fields__},
        "rate": state.rate,
        "files_rate": state.files_rate,
        "seconds_left": state.seconds_left,
    }


def step_values(step: Step) -> Plain:
    """One line of a plan."""
    values: Plain = {"act": step.act.value, **name_values("path", step.path)}
    for side, attributes in (("first", step.first), ("second", step.second)):
        if attributes:
            values[f"{side}_size"] = attributes.size
    return values | ({"why": step.why} if step.why else {})


def encode(values: Plain) -> str:
    """On one line."""
    return msgspec.json.encode(values).decode()

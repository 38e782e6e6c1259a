"""Keys and agents in words, and as JSON."""

from __future__ import annotations

import time
from pathlib import Path

from towpath.cli.describe import clock
from towpath.cli.output import Plain
from towpath.model.keys import AgentInfo, KeyFormat, KeyInfo
from towpath.model.state import Snapshot
from towpath.model.words import line


def file_of(key: KeyInfo) -> str:
    """Where it lies, for people."""
    home = f"{Path.home()}/"
    return "~/" + key.path.removeprefix(home) if key.path.startswith(home) else key.path or "(agent)"


def kind_of(key: KeyInfo) -> str:
    """`ED25519 256`."""
    return f"{key.type or '?'} {key.bits or ''}".rstrip()


def remarks(key: KeyInfo) -> list[str]:
    """What is to be known of it, the troubles last."""
    told = []
    if key.has_private and not key.is_token and key.problem is None:
        told.append("passphrase" if key.encrypted else "no passphrase")
    if key.path and not key.has_private and key.problem is None:
        told.append("public half only")
    if key.is_token:
        told.append("on a security key")
    if key.in_agent:
        told.append("in agent")
    if key.format is KeyFormat.PPK:
        told.append("PuTTY's format")
    if key.certificate and not _expired(key):
        until = key.certificate.valid_before
        told.append(f"certificate until {clock(until)}" if until else "certificate for ever")
    return told + faults(key)


def faults(key: KeyInfo) -> list[str]:
    """What is wrong with it."""
    found = []
    if key.too_open:
        found.append(f"others can read it ({key.permissions}); `towpath keys repair` mends that")
    if key.certificate and _expired(key):
        found.append(f"its certificate ended {clock(key.certificate.valid_before)}")
    if key.problem:
        found.append(key.problem.facts.get("detail") or line(key.problem))
    return found


def _expired(key: KeyInfo) -> bool:
    return key.certificate is not None and 0 < key.certificate.valid_before <= time.time()


def key_values(key: KeyInfo, snapshot: Snapshot) -> Plain:
    """For scripts."""
    certificate = key.certificate
    return {
        "path": key.path,
        "has_private": key.has_private,
        "type": key.type,
        "bits": key.bits,
        "fingerprint": key.fingerprint,
        "comment": key.comment,
        "format": key.format.value if key.format else "",
        "encrypted": key.encrypted,
        "in_agent": key.in_agent,
        "on_security_key": key.is_token,
        "permissions": key.permissions,
        "too_open": key.too_open,
        "public_key": key.public_line,
        "connections": snapshot.names_of(key.used_by),
        "certificate": {
            "file": certificate.file,
            "id": certificate.key_id,
            "serial": certificate.serial,
            "principals": list(certificate.principals),
            "valid_after": certificate.valid_after,
            "valid_before": certificate.valid_before,
            "authority": certificate.authority,
        }
        if certificate
        else None,
        "reason": line(key.problem) if key.problem else "",
        "problem": key.problem.kind.value if key.problem else "",
    }


def agent_values(agent: AgentInfo) -> Plain:
    """For scripts."""
    return {
        "socket": agent.socket,
        "name": agent.name,
        "keys": agent.keys,
        "reason": line(agent.problem) if agent.problem else "",
    }

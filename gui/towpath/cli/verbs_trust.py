"""The verbs about whom this machine trusts (known-hosts), and what is remembered (secrets)."""

from __future__ import annotations

from pathlib import Path

import click

from towpath.cli.forward_options import new_id
from towpath.cli.output import Plain, print_json, print_table
from towpath.cli.work import Work, working
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.state import Snapshot
from towpath.model.text import printable
from towpath.model.trust import (
    CompareFingerprint,
    FingerprintCompared,
    ForgetKnownHosts,
    ForgetSecrets,
    HostMarker,
    KnownHostLine,
    KnownHostsListed,
    LineNamed,
    ListKnownHosts,
    ListSecrets,
    RevokeHostKey,
    SecretPlace,
    SecretsListed,
    StoredSecret,
    TrustAuthority,
)
from towpath.model.words import line
from towpath.store.paths import Profile

_PLACES = {SecretPlace.KEYRING: "keyring", SecretPlace.SESSION: "until Towpath ends"}

LARGEST_KEY = 64 * 1024
"""Bytes of a public key's file; one that is larger is something else."""


@click.group("known-hosts", short_help="Whom this machine trusts: host keys and authorities.")
def known_hosts_verb() -> None:
    """Look after the known_hosts files that ssh and Towpath share."""


@known_hosts_verb.command("list")
@click.argument("host", default="")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def list_known_hosts(profile: Profile, /, host: str, as_json: bool) -> None:
    """List the lines of all files, or those for HOST (`host`, `host:port`), hashed ones too."""
    with working(profile) as work:
        report = _known_hosts(work, host)
        snapshot = work.snapshot
    for problem in report.problems:
        click.echo(f"towpath: {line(problem)}", err=True)
    if as_json:
        print_json([_line_values(one, snapshot) for one in report.lines])
        return
    rows = [
        (
            f"{one.file}:{one.line}",
            "(hashed)" if one.hashed else one.hosts,
            one.type,
            one.fingerprint,
            one.problem or one.marker,
            ", ".join(snapshot.names_of(one.used_by)),
        )
        for one in report.lines
    ]
    print_table(("LINE", "HOSTS", "TYPE", "FINGERPRINT", "", "CONNECTIONS"), rows)


@known_hosts_verb.command("forget")
@click.argument("host")
@click.pass_obj
def forget_known_hosts(profile: Profile, /, host: str) -> None:
    """Remove the keys of HOST, as ssh-keygen -R does: each file is kept as FILE.old. Authorities and revoked keys stay,
    and so does what is in files that are not yours."""
    with working(profile) as work:
        found = [one for one in _known_hosts(work, host).lines if one.marker is HostMarker.PLAIN]
        ours = [one for one in found if one.writable]
        if not ours:
            why = "only files that you cannot write have its keys" if found else "no key of it is known"
            raise click.ClickException(printable(f"{host}: {why} (see: towpath known-hosts list)"))
        work.run(ForgetKnownHosts(lines=tuple(LineNamed(one.file, one.line, one.text) for one in ours)))
    for one in ours:
        click.echo(printable(f"{one.file}:{one.line}: {one.type} {one.fingerprint} removed"))
    for file in dict.fromkeys(one.file for one in ours):
        click.echo(printable(f"{file}.old has what was there before"))


@known_hosts_verb.command("compare")
@click.argument("fingerprint")
@click.argument("host", default="")
@click.pass_context
def compare_fingerprint(context: click.Context, /, fingerprint: str, host: str) -> None:
    """Tell whether FINGERPRINT (SHA256:…, MD5, or a whole public key) is that of a known key, of HOST if named.

    Exits with 1 when it is not, or when that key is revoked.
    """
    profile: Profile = context.obj
    question = CompareFingerprint(request=new_id(), text=fingerprint, host=host)
    with working(profile) as work:
        found = work.ask(question, FingerprintCompared)
    revoked = [one for one in found.same if one.marker is HostMarker.REVOKED]
    if revoked:
        click.echo(f"REVOKED: {found.understood} must not be trusted")
    elif found.same:
        click.echo(f"the same: {found.understood}")
    else:
        of_host = f"{host} is known by other keys" if found.other else "no known key has it"
        click.echo(printable(f"not the same: {found.understood}: {of_host}"))
    for one in revoked or found.same or found.other:
        click.echo(printable(f"{one.file}:{one.line}: {one.type} {one.fingerprint} {one.marker}".rstrip()))
    context.exit(0 if found.same and not revoked else 1)


@known_hosts_verb.command("trust-authority")
@click.argument("hosts")
@click.argument("key")
@click.pass_obj
def trust_authority(profile: Profile, /, hosts: str, key: str) -> None:
    """Accept what a certificate authority has signed for HOSTS (`*.example.org,!test.example.org`). KEY is its public
    key: a file, or the line itself."""
    with working(profile) as work:
        work.run(TrustAuthority(hosts=hosts, public_line=_key_text(key)))


@known_hosts_verb.command("revoke")
@click.argument("key")
@click.option("--hosts", default="*", metavar="PATTERNS", help="For these only. [all]")
@click.pass_obj
def revoke_host_key(profile: Profile, /, key: str, hosts: str) -> None:
    """Never accept KEY again, a public key: a file, or the line itself."""
    with working(profile) as work:
        work.run(RevokeHostKey(public_line=_key_text(key), hosts=hosts))


@click.group("secrets", short_help="What is remembered: passwords and passphrases.")
def secrets_verb() -> None:
    """See what was put into the keyring, and have it forgotten. No secret is ever shown."""


@secrets_verb.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def list_secrets(profile: Profile, /, as_json: bool) -> None:
    """List what is kept, and say why nothing can be where the keyring cannot be used."""
    with working(profile) as work:
        report = _secrets(work)
        snapshot = work.snapshot
    if report.problem is not None:
        click.echo(f"towpath: {line(report.problem)}", err=True)
    if as_json:
        print_json([_secret_values(one, snapshot) for one in report.secrets])
        return
    rows = [
        (
            one.kind,
            one.key,
            _PLACES[one.place] + (", but it is not there any more" if one.missing else ""),
            ", ".join(snapshot.names_of(one.used_by)),
        )
        for one in report.secrets
    ]
    print_table(("KIND", "WHOSE", "WHERE", "CONNECTIONS"), rows)


@secrets_verb.command("forget")
@click.argument("kind", default="")
@click.argument("key", default="")
@click.option("--all", "everything", is_flag=True, help="All that Towpath has stored.")
@click.pass_obj
def forget_secrets(profile: Profile, /, kind: str, key: str, everything: bool) -> None:
    """Forget a secret, named as `towpath secrets list` names it, or all of them."""
    if everything == bool(kind and key):
        raise click.UsageError("name KIND and KEY, or give --all")
    with working(profile) as work:
        kept = {(one.kind, one.key) for one in _secrets(work).secrets}
        if not everything and (kind, key) not in kept:
            raise click.ClickException(printable(f"{kind} {key}: none is stored (see: towpath secrets list)"))
        work.run(ForgetSecrets(all=True) if everything else ForgetSecrets(secrets=((kind, key),)))


def _known_hosts(work: Work, host: str) -> KnownHostsListed:
    return work.ask(ListKnownHosts(request=new_id(), host=host), KnownHostsListed)


def _secrets(work: Work) -> SecretsListed:
    return work.ask(ListSecrets(request=new_id(), again=True), SecretsListed)


def _key_text(key: str) -> str:
    """The line of a public key, be it in a file or in the argument itself."""
    if any(char.isspace() for char in key):
        return key
    try:
        with Path(key).expanduser().open(encoding="utf-8", errors="replace") as file:
            return file.read(LARGEST_KEY)
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        raise TowpathError(Problem(ProblemKind.FILE_UNREADABLE, key, facts)) from error


def _line_values(one: KnownHostLine, snapshot: Snapshot) -> Plain:
    return {
        "file": one.file,
        "line": one.line,
        "marker": str(one.marker),
        "hosts": one.hosts,
        "hashed": one.hashed,
        "type": one.type,
        "bits": one.bits,
        "fingerprint": one.fingerprint,
        "comment": one.comment,
        "connections": snapshot.names_of(one.used_by),
        "writable": one.writable,
        "problem": one.problem,
    }


def _secret_values(one: StoredSecret, snapshot: Snapshot) -> Plain:
    return {
        "kind": one.kind,
        "key": one.key,
        "place": str(one.place),
        "connections": snapshot.names_of(one.used_by),
        "stored_at": one.stored_at,
        "missing": one.missing,
    }

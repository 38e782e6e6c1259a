"""The verb `keys`: the user's keys, on this machine, in its agents and on others."""

from __future__ import annotations

import os
from pathlib import Path

import click

from towpath.cli.describe_keys import agent_values, faults, file_of, key_values, kind_of, remarks
from towpath.cli.forward_options import new_id
from towpath.cli.main import DONE, FAILED
from towpath.cli.names import name_argument
from towpath.cli.output import print_json, print_table
from towpath.cli.passphrases import chosen_passphrase, given_passphrase, passphrase_option
from towpath.cli.work import Work, working
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.keys import (
    BCRYPT_ROUNDS,
    DEFAULT_NAMES,
    LONGEST_LIFETIME,
    AddToAgent,
    ChangePassphrase,
    ConvertKey,
    GenerateKey,
    InstallKey,
    KeyInfo,
    KeyInstalled,
    KeyMade,
    KeysListed,
    KeyTested,
    KeyType,
    ListKeys,
    RemoveFromAgent,
    RepairPermissions,
    TestKey,
)
from towpath.model.passphrase import strength
from towpath.model.secret_text import SecretText
from towpath.model.text import printable
from towpath.model.words import line
from towpath.store.paths import Profile

GOOD = 3
"""The score from which on nothing is said of a passphrase."""
_FINGERPRINT = "SHA256:"


@click.group("keys", short_help="Your keys: here, in agents and on other machines.")
def keys_verb() -> None:
    """Look after the keys in ~/.ssh, those that connections name, and those that agents hold.

    A KEY is its private or its public file; where an agent will do, also a fingerprint (SHA256:…).
    """


# --- looking


@keys_verb.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def list_verb(profile: Profile, /, as_json: bool) -> None:
    """List all keys, with what is to be said of each."""
    with working(profile) as work:
        listed = _listed(work)
        snapshot = work.snapshot
    if as_json:
        print_json([key_values(key, snapshot) for key in listed.keys])
        return
    rows = [
        (
            file_of(key),
            kind_of(key),
            key.fingerprint,
            key.comment,
            ", ".join(remarks(key)),
            ", ".join(snapshot.names_of(key.used_by)),
        )
        for key in listed.keys
    ]
    print_table(("FILE", "TYPE", "FINGERPRINT", "COMMENT", "REMARKS", "CONNECTIONS"), rows)


@keys_verb.command("show")
@click.argument("key")
@click.option("--randomart", is_flag=True, help="The picture of ssh-keygen -lv, too.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def show_verb(profile: Profile, /, key: str, randomart: bool, as_json: bool) -> None:
    """Tell all there is to know of a KEY; the last line is its public key, for others."""
    with working(profile) as work:
        found = _found(work, key)
        snapshot = work.snapshot
    if as_json:
        print_json(key_values(found, snapshot))
        return
    click.echo(printable(f"{file_of(found)}: {kind_of(found)} {found.comment}".rstrip()))
    click.echo(found.fingerprint or "its fingerprint cannot be known without its passphrase")
    if randomart and found.randomart:
        click.echo(found.randomart)
    for remark in remarks(found):
        click.echo(printable(remark))
    if certificate := found.certificate:
        who = ", ".join(certificate.principals) or "anybody"
        click.echo(printable(f"certificate {certificate.key_id} for {who}, signed by {certificate.authority}"))
    if names := snapshot.names_of(found.used_by):
        click.echo(printable(f"used by {', '.join(names)}"))
    if found.public_line:
        click.echo(printable(found.public_line))


@keys_verb.command("check")
@click.pass_obj
def check_verb(profile: Profile, /) -> int:
    """Tell what is wrong with keys and agents; exits with 1 if anything is."""
    with working(profile) as work:
        listed = _listed(work)
    found = [f"{file_of(key)}: {word}" for key in listed.keys for word in faults(key)]
    if listed.folder_too_open:
        found.append(f"{listed.folder}: others can look into it; `towpath keys repair` mends that")
    found += [line(agent.problem) for agent in listed.agents if agent.problem]
    for text in found:
        click.echo(printable(text))
    return FAILED if found else DONE


# --- key files


@keys_verb.command("new")
@click.argument("file")
@click.option(
    "--type",
    "kind",
    type=click.Choice([kind.value for kind in KeyType]),
    default=KeyType.ED25519.value,
    help="Of key. [ed25519: short, fast, and taken by every server since 2014]",
)
@click.option("--bits", type=click.IntRange(0), default=0, help="Of an RSA (3072 or more) or ECDSA key. [what suits]")
@click.option("--comment", default="", help="Stands behind the public key. [you@this-machine]")
@click.option("--rounds", type=click.IntRange(1, 1000), default=BCRYPT_ROUNDS, help="More make guessing slower. [24]")
@click.option("--no-passphrase", is_flag=True, help="Whoever gets the file can use the key.")
@passphrase_option
@click.pass_obj
def new_verb(
    profile: Profile,
    /,
    file: str,
    kind: str,
    bits: int,
    comment: str,
    rounds: int,
    no_passphrase: bool,
    descriptor: int | None,
) -> None:
    """Make a new key: FILE, and its public half FILE.pub. No file is ever written over."""
    if no_passphrase and descriptor is not None:
        raise click.UsageError("--no-passphrase and --passphrase-fd exclude each other")
    passphrase = SecretText() if no_passphrase else _chosen("Passphrase of the new key", descriptor)
    command = GenerateKey(
        request=new_id(),
        path=_absolute(file),
        kind=KeyType(kind),
        bits=bits,
        comment=comment,
        passphrase=passphrase,
        rounds=rounds,
    )
    with working(profile) as work:
        _tell_made(work, command)


@keys_verb.command("passphrase")
@click.argument("file")
@click.option("--remove", is_flag=True, help="None from now on: whoever gets the file can use the key.")
@click.option("--rounds", type=click.IntRange(1, 1000), default=BCRYPT_ROUNDS, help="More make guessing slower. [24]")
@click.option("--new-passphrase-fd", type=click.IntRange(0), metavar="N", help="Read the new one from this open file.")
@passphrase_option
@click.pass_obj
def passphrase_verb(
    profile: Profile, /, file: str, remove: bool, rounds: int, new_passphrase_fd: int | None, descriptor: int | None
) -> None:
    """Give a private key another passphrase. One that is stored is forgotten."""
    if remove and new_passphrase_fd is not None:
        raise click.UsageError("--remove and --new-passphrase-fd exclude each other")
    with working(profile) as work:
        key = _found(work, file)
        old = given_passphrase("Passphrase of now", descriptor) if key.encrypted else SecretText()
        new = SecretText() if remove else _chosen("New passphrase", new_passphrase_fd)
        command = ChangePassphrase(request=new_id(), path=_absolute(file), old=old, new=new, rounds=rounds)
        work.run(command)


@keys_verb.command("convert")
@click.argument("file")
@click.option("-o", "--output", metavar="NEW", required=True, help="The OpenSSH key that is made.")
@passphrase_option
@click.pass_obj
def convert_verb(profile: Profile, /, file: str, output: str, descriptor: int | None) -> None:
    """Make an OpenSSH key of PuTTY's (.ppk) or of a PEM file, with the same passphrase. FILE stays."""
    with working(profile) as work:
        key = _found(work, file)
        passphrase = given_passphrase("Its passphrase", descriptor) if key.encrypted else SecretText()
        command = ConvertKey(request=new_id(), path=_absolute(file), to=_absolute(output), passphrase=passphrase)
        _tell_made(work, command)


@keys_verb.command("repair")
@click.pass_obj
def repair_verb(profile: Profile, /) -> None:
    """Take everybody else's rights to private keys and to ~/.ssh away: ssh refuses keys that others can read."""
    with working(profile) as work:
        listed = _listed(work)
        open_ones = tuple(key.path for key in listed.keys if key.too_open)
        work.run(RepairPermissions(paths=open_ones))
    for path in (*open_ones, *([listed.folder] if listed.folder_too_open else [])):
        click.echo(printable(f"{path}: only you can read it now"))


# --- other machines


@keys_verb.command("install")
@name_argument
@click.argument("key", default="")
@click.pass_obj
def install_verb(profile: Profile, /, name: str, key: str) -> int:
    """Have the machine of connection NAME accept KEY, as ssh-copy-id does, and see whether it does.

    Without KEY: ~/.ssh/id_ed25519, or the next best.
    """
    with working(profile) as work:
        connection = work.connection(name).connection.id
        command = InstallKey(request=new_id(), path=_named(key) or _best(work), connection=connection)
        told = work.ask(command, KeyInstalled)
    click.echo(printable(f"the key {'is now' if told.added else 'was already'} in {told.file} on {name}"))
    if told.problem:
        click.echo(f"towpath: {line(told.problem)}", err=True)
    if told.verified:
        click.echo(printable(f"{name} accepts it"))
    return DONE if told.verified else FAILED


@keys_verb.command("test")
@name_argument
@click.argument("key")
@click.pass_obj
def test_verb(profile: Profile, /, name: str, key: str) -> int:
    """Tell whether the machine of connection NAME accepts KEY, by a login of its own with nothing else."""
    with working(profile) as work:
        command = TestKey(request=new_id(), path=_named(key), connection=work.connection(name).connection.id)
        told = work.ask(command, KeyTested)
    if told.problem:
        click.echo(f"towpath: {line(told.problem)}", err=True)
    click.echo(printable(f"{name} {'accepts' if told.accepted else 'does not accept'} it"))
    return DONE if told.accepted else FAILED


# --- agents


@keys_verb.group("agent", short_help="What agents hold.")
def agent_verb() -> None:
    """ssh-agents: programs that hold opened keys, and sign with them."""


@agent_verb.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def list_agents(profile: Profile, /, as_json: bool) -> None:
    """List the agents, the usual one first, and the keys that they hold."""
    with working(profile) as work:
        listed = _listed(work)
        snapshot = work.snapshot
    held = [key for key in listed.keys if key.in_agent]
    if as_json:
        agents = [agent_values(agent) for agent in listed.agents]
        print_json({"agents": agents, "keys": [key_values(key, snapshot) for key in held]})
        return
    for agent in listed.agents:
        state = line(agent.problem) if agent.problem else f"holds {agent.keys} key{'' if agent.keys == 1 else 's'}"
        click.echo(printable(f"{agent.name or 'agent'} at {agent.socket}: {state}"))
    if not listed.agents:
        click.echo("no agent runs: eval $(ssh-agent) starts one for a shell")
    print_table(("TYPE", "FINGERPRINT", "COMMENT"), [(kind_of(key), key.fingerprint, key.comment) for key in held])


@agent_verb.command("add")
@click.argument("file")
@click.option(
    "--lifetime",
    type=click.IntRange(0, LONGEST_LIFETIME),
    default=0,
    metavar="S",
    help="Forget it after so many seconds.",
)
@click.option("--confirm", is_flag=True, help="It asks before each use.")
@click.option("--socket", default="", help="Of another agent.")
@click.pass_obj
def add_to_agent(profile: Profile, /, file: str, lifetime: int, confirm: bool, socket: str) -> None:
    """Have the agent hold a key, with the certificate beside it. Its passphrase is asked for here."""
    with working(profile) as work:
        work.run(AddToAgent(path=_absolute(file), lifetime=lifetime, confirm=confirm, socket=socket))


@agent_verb.command("remove")
@click.argument("key", default="")
@click.option("--all", "everything", is_flag=True, help="All that it holds.")
@click.option("--socket", default="", help="Of another agent.")
@click.pass_obj
def remove_from_agent(profile: Profile, /, key: str, everything: bool, socket: str) -> None:
    """Have agents forget a KEY, or the usual one forget all."""
    if everything == bool(key):
        raise click.UsageError("name a KEY, or give --all")
    with working(profile) as work:
        work.run(RemoveFromAgent(fingerprint="" if everything else _fingerprint(work, key), socket=socket))


# --- what they share


def _listed(work: Work, *files: str) -> KeysListed:
    return work.ask(ListKeys(request=new_id(), files=files), KeysListed)


def _found(work: Work, text: str) -> KeyInfo:
    """Raises UNKNOWN_KEY, KEY_UNREADABLE."""
    if text.startswith(_FINGERPRINT):
        found = [key for key in _listed(work).keys if key.fingerprint == text]
    else:
        path = _absolute(text)
        found = [key for key in _listed(work, path).keys if key.path and _same(key.path, path)]
    if not found:
        raise TowpathError(Problem(ProblemKind.UNKNOWN_KEY, text))
    if found[0].problem and not found[0].has_private:
        raise TowpathError(found[0].problem)
    return found[0]


def _fingerprint(work: Work, text: str) -> str:
    return text if text.startswith(_FINGERPRINT) else _found(work, text).fingerprint


def _best(work: Work) -> str:
    """The key that ssh would try first. Raises UNKNOWN_KEY."""
    listed = _listed(work)
    there = {Path(key.path).name: key.path for key in listed.keys if Path(key.path).parent == Path(listed.folder)}
    best = next((there[name] for name in DEFAULT_NAMES if name in there), "")
    if not best:
        raise TowpathError(Problem(ProblemKind.UNKNOWN_KEY, f"{listed.folder}/{DEFAULT_NAMES[0]}"))
    return best


def _same(one: str, other: str) -> bool:
    """Its private or its public file, or a link to either."""
    return os.path.realpath(one).removesuffix(".pub") == os.path.realpath(other).removesuffix(".pub")


def _absolute(text: str) -> str:
    return str(Path(text).expanduser().absolute())


def _named(text: str) -> str:
    return text if not text or text.startswith(_FINGERPRINT) else _absolute(text)


def _chosen(prompt: str, descriptor: int | None) -> SecretText:
    """A new passphrase, with a word on one that is easily guessed."""
    chosen = chosen_passphrase(prompt, descriptor)
    judged = strength(chosen.value)
    if judged.score < GOOD:
        click.echo(f"towpath: {judged.words}", err=True)
    return chosen


def _tell_made(work: Work, command: GenerateKey | ConvertKey) -> None:
    made = work.ask(command, KeyMade).key
    click.echo(printable(f"{made.path}: {kind_of(made)} {made.fingerprint}"))
    click.echo(printable(made.public_line))

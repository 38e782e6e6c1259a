"""Our reading of ssh_config against ssh's own, `ssh -G`, over many trees of files made at random."""

import os
import pwd
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.ssh_configs import HOSTS, Tree
from towpath.model.error import ProblemKind, TowpathError
from towpath.ssh.config_values import HONOURED
from towpath.ssh.ssh_config import Reader, Values

TREES = 200
USER = pwd.getpwuid(os.getuid())
ENVIRONMENT = {**os.environ, "HOME": USER.pw_dir, "SSH_AUTH_SOCK": "/run/user/agent", "OTHER_SOCK": "/run/user/other"}

Printed = Mapping[str, list[str]]


class Asked:
    """What ssh says of a tree: its values, or its complaint."""

    def __init__(self, arguments: list[str]) -> None:
        done = subprocess.run(
            ["ssh", "-G", *arguments],
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
        )
        self.complaint = done.stderr if done.returncode else ""
        self.values: dict[str, list[str]] = {}
        for line in done.stdout.splitlines():
            key, _, value = line.partition(" ")
            if key in HONOURED:
                self.values.setdefault(key, []).append(value)
        # ssh prints a LocalForward to a socket twice, once as if it were a DynamicForward.
        printed = [forward.partition(" ") for forward in self.values.get("localforward", [])]
        echoes = [listen for listen, _, target in printed if not target.startswith("[")]
        dynamic = [listen for listen in self.values.pop("dynamicforward", []) if listen not in echoes]
        if dynamic:
            self.values["dynamicforward"] = dynamic


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Tree, Asked]]:
    made = [Tree(tmp_path_factory.mktemp(f"tree{seed}-"), seed) for seed in range(TREES)]
    return [(tree, Asked(tree.arguments)) for tree in made]


@pytest.fixture(scope="module")
def defaults() -> Mapping[str, Printed]:
    """What ssh uses for a host where no file says anything."""
    return {host: Asked(["-F", "none", "--", host]).values for host in HOSTS}


def reader(ssh: str | None) -> Reader:
    return Reader(home=Path(USER.pw_dir), local_user=USER.pw_name, environment=ENVIRONMENT, ssh=ssh)


def grouped(values: Values) -> dict[str, list[str]]:
    return {key: list(values.all(key)) for key, _ in values.entries}


def read(by: Reader, tree: Tree) -> Values | TowpathError:
    try:
        return by.values(tree.host, file=str(tree.main), options=tree.options)
    except TowpathError as error:
        return error


def test_the_trees_are_worth_comparing(trees: list[tuple[Tree, Asked]]) -> None:
    refused = sum(bool(asked.complaint) for _, asked in trees)
    assert 5 < refused < TREES / 4
    assert sum(len(set(tree.files)) > 1 for tree, _ in trees) > TREES / 3
    told = {key for tree, asked in trees for key in asked.values}
    assert told == HONOURED


def test_with_ssh_its_values_are_taken_and_its_complaints_repeated(trees: list[tuple[Tree, Asked]]) -> None:
    by_ssh = reader("ssh")
    for tree, asked in trees:
        answer = read(by_ssh, tree)
        if isinstance(answer, Values):
            assert not asked.complaint, f"seed {tree.seed}"
            assert grouped(answer) == asked.values
        else:
            problem = answer.problem
            assert asked.complaint, problem
            assert problem.kind is ProblemKind.SSH_CONFIG_REFUSED
            assert problem.subject in tree.files
            assert "line" not in problem.facts or f"line {problem.facts['line']}" in asked.complaint
            assert problem.facts["detail"].rpartition(": ")[2] in asked.complaint


def test_without_ssh_it_is_equal_or_refused_by_name(
    trees: list[tuple[Tree, Asked]], defaults: Mapping[str, Printed]
) -> None:
    by_us = reader(None)
    beyond = 0
    for tree, asked in trees:
        answer = read(by_us, tree)
        if isinstance(answer, Values):
            assert not asked.complaint, f"seed {tree.seed}"
            unset = {key: value for key, value in defaults[tree.host].items() if key not in grouped(answer)}
            assert {**unset, **grouped(answer)} == asked.values, f"seed {tree.seed}"
        else:
            problem = answer.problem
            assert problem.kind is ProblemKind.SSH_CONFIG_REFUSED
            assert problem.subject in tree.files, problem
            if not asked.complaint:
                beyond += 1
                keyword = re.match(r"\w+", problem.facts["detail"])
                assert keyword, problem
                line = Path(problem.subject).read_text(encoding="utf-8").split("\n")[int(problem.facts["line"]) - 1]
                assert keyword[0].lower() in line.lower(), problem
    assert 0 < beyond < TREES / 4


def test_names_files_and_commands_are_those_that_were_written(trees: list[tuple[Tree, Asked]]) -> None:
    by_us = reader(None)
    for tree, _ in trees:
        aliases, problems = by_us.aliases(str(tree.main))
        assert {alias.name: (alias.file, alias.line) for alias in aliases} == tree.aliases, f"seed {tree.seed}"
        assert not problems
        assert {str(path) for path in by_us.files(str(tree.main))} >= set(tree.files)
        found = [(command.text, command.file, command.line) for command in by_us.exec_commands(str(tree.main))]
        assert sorted(set(found)) == sorted(set(tree.commands)), f"seed {tree.seed}"

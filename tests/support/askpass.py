"""Scripts that answer OpenSSH's questions (SSH_ASKPASS in ssh(1)) in place of a person."""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path


class Askpass:
    """Gives its answers one after the other and notes each prompt it was shown.

    The answers lie in a private file, as argv and environment can be read by others.
    """

    def __init__(self, directory: Path, answers: Sequence[str]) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._prompts = directory / "prompts"
        self._prompts.write_text("")
        answers_file = directory / "answers"
        answers_file.write_text("".join(f"{answer}\n" for answer in answers))
        answers_file.chmod(0o600)
        self.script = directory / "askpass"
        self.script.write_text(
            "#!/bin/sh\n"
            f"prompts={shlex.quote(str(self._prompts))}\n"
            'printf "%s\\n" "$1" >> "$prompts"\n'
            f'sed -n "$(wc -l < "$prompts")p" {shlex.quote(str(answers_file))}\n'
        )
        self.script.chmod(0o700)

    @property
    def env(self) -> dict[str, str]:
        """An environment in which ssh, ssh-add and ssh-keygen ask this script."""
        return {**os.environ, "SSH_ASKPASS": str(self.script), "SSH_ASKPASS_REQUIRE": "force"}

    @property
    def prompts(self) -> list[str]:
        """The prompts shown so far, oldest first (one line each)."""
        return self._prompts.read_text().splitlines()

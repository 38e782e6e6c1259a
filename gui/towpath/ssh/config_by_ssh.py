"""What `ssh -G` says: the values that ssh itself would use for a host."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence

from towpath.model.error import TowpathError
from towpath.ssh.config_refusal import refused

LONGEST_SECONDS = 20.0
"""`Match exec` and looking up names may take a while."""

_COMPLAINT = re.compile(r"(?P<file>.+?):? line (?P<line>\d+): (?P<detail>.*)")
_AS_A_WHOLE = re.compile(
    r"(?P<detail>Bad owner or permissions) on (?P<file>.+)|Can't open user config file (?P<named>.+?): (?P<why>.*)"
)
_NO_MATTER = re.compile(r"Unsupported option|Pseudo-terminal will not be allocated|: terminating, \d+ bad")


def ask_ssh(ssh: str, arguments: Sequence[str], environment: Mapping[str, str], config_file: str) -> list[str]:
    """The lines that `ssh -G` prints. Any thread; waits. Raises SSH_CONFIG_REFUSED with what ssh does not like;
    `config_file` is the subject where ssh names no file."""
    try:
        process = subprocess.Popen(
            [ssh, "-G", *arguments],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # a group of its own: what Match exec started is ended as well
        )
    except OSError as error:
        raise refused(config_file, 0, f"cannot start {ssh}: {error.strerror or error}", "install OpenSSH") from error
    with process:
        try:
            output, errors = process.communicate(timeout=LONGEST_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            detail = f"{ssh} -G did not end within {LONGEST_SECONDS:g} s"
            hint = "look at the commands of its Match exec lines, and at CanonicalizeHostname"
            raise refused(config_file, 0, detail, hint) from None
    if process.returncode != 0:
        raise _complaint(errors.decode("utf-8", "replace"), process.returncode, config_file)
    return output.decode("utf-8", "replace").split("\n")


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left; macOS says EPERM then
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _complaint(errors: str, status: int, config_file: str) -> TowpathError:
    lines = [line.strip() for line in errors.split("\n") if line.strip() and not _NO_MATTER.search(line)]
    for line in lines:
        if found := _COMPLAINT.fullmatch(line):
            file = "" if found["file"] == "command-line" else found["file"]
            before = lines[0].rstrip(".") + ": " if line is not lines[0] else ""
            return refused(file, int(found["line"]), before + found["detail"])
        if whole := _AS_A_WHOLE.fullmatch(line):
            return refused(whole["file"] or whole["named"], 0, whole["detail"] or whole["why"], "look at the file")
    detail = lines[-1] if lines else f"ssh -G ended with exit status {status}"
    return refused(config_file, 0, detail, "ssh -G HOST says the same")

"""A program that ends while a session is open ends at once and in silence."""

import subprocess
import sys

from tests.support.keys import KeyFile
from tests.support.process import ROOT
from tests.support.sshd import Sshd

PROGRAM = """
import sys
from pathlib import Path
from tests.support.keys import KeyFile
from tests.support.login import authenticate, dial
from towpath.ssh.transport import Transport
port, key, user = sys.argv[1:]
transport = Transport(dial(int(port)), name="towpath-ssh-left-open")
authenticate(transport, KeyFile(Path(key)), user)
print(transport.is_authenticated())
"""


def test_a_session_left_open_neither_holds_up_the_exit_nor_complains(sshd: Sshd, user_key: KeyFile) -> None:
    argv = [sys.executable, "-c", PROGRAM, str(sshd.port), str(user_key.path), sshd.user]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")

"""Running the program as an ordinary user, also where the tests run as root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import TOWPATH
from towpath.model.forward import Endpoint

UID = 65534
"""Nobody's."""
SECONDS = 20
UNPRIVILEGED_FROM = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")


def as_nobody() -> tuple[str, ...]:
    """The command `towpath` of a user who may not listen on low ports.

    As root: of uid 65534, who can still read the checkout below root's own folders (capabilities(7),
    CAP_DAC_READ_SEARCH), and to whom the test's HOME now belongs.
    """
    if os.geteuid() != 0:
        return TOWPATH
    if not shutil.which("setpriv"):
        pytest.skip("setpriv (util-linux) is not installed")
    private = Path.home().parent
    for path in (private, *private.rglob("*")):
        os.chown(path, UID, UID, follow_symlinks=False)
    only = "-all,+dac_read_search"
    user = [f"--reuid={UID}", f"--regid={UID}", "--clear-groups"]
    capabilities = [f"--inh-caps={only}", f"--ambient-caps={only}", f"--bounding-set={only}"]
    return ("setpriv", *user, *capabilities, sys.executable, "-B", *TOWPATH[1:])


ASK = """\
import encodings.idna, os, socket, sys  # idna: which that user could not load
user, port = int(sys.argv[1]), int(sys.argv[2])
asked = sys.stdin.buffer.read()
os.setgroups([])
os.setgid(user)
os.setuid(user)
said = b""
with socket.create_connection(("127.0.0.1", port)) as client:
    try:
        client.sendall(asked)
        while piece := client.recv(65536):
            said += piece
    except (ConnectionResetError, BrokenPipeError):
        pass
sys.stdout.buffer.write(said)
"""


def said_to_nobody(endpoint: Endpoint, asked: bytes) -> bytes:
    """All that another user's program hears which says this to a port of 127.0.0.1. Only root can play another user."""
    if os.geteuid() != 0:
        pytest.skip("only root can play another user")
    command = [sys.executable, "-c", ASK, str(UID), str(endpoint.port)]
    return subprocess.run(command, input=asked, capture_output=True, timeout=SECONDS, check=True).stdout


def lowest_unprivileged_port() -> int:
    """Containers often let everybody listen everywhere (0)."""
    return int(UNPRIVILEGED_FROM.read_text()) if UNPRIVILEGED_FROM.exists() else 1024


def sftp_server_of_nobody() -> str:
    """A command line for OpenSSH's sftp-server as that user, without any capability. For servers that root runs."""
    if not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    return f"setpriv --reuid={UID} --regid={UID} --clear-groups {sftp_server()}"


def sftp_server() -> str:
    """OpenSSH's sftp-server."""
    places = ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server")
    program = next((place for place in places if Path(place).exists()), None)
    if program is None:
        pytest.skip("sftp-server is not installed")
    return program

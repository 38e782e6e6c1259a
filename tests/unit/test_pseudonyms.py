"""Names are hidden, the same one always behind the same, and what says where a fault lies stays."""

import pytest

from towpath.model.pseudonyms import Pseudonyms


@pytest.fixture
def names() -> Pseudonyms:
    names = Pseudonyms()
    names.know("connection", ["Lab cluster"])
    names.know("host", ["gate.uni.example", "spirit"])
    names.know("user", ["ann", "root"])
    return names


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("cannot reach ann@gate.uni.example:22", "cannot reach user-1@host-1:22"),
        ("Lab cluster: lost, SPIRIT is silent", "connection-1: lost, host-2 is silent"),
        ("bob@other.example and other.example", "user-2@host-3 and host-3"),
        ("http://ann@spirit:8888/lab/tree/secret-project", "http://user-1@host-2:8888/…"),
        ("from 10.1.2.3 and [fe80::1%eth0]", "from host-3 and [host-4%eth0]"),
        ("listens on 127.0.0.1:8888 and ::1", "listens on 127.0.0.1:8888 and ::1"),
        ("cannot read /home/ann/.ssh/id_ed25519: denied", "cannot read path-1: denied"),
        ("/home/ann/.ssh/id_ed25519 and ~/thesis.tex", "path-1 and path-2"),
        (r"C:\Users\ann\thesis.tex", "path-1"),
        ("key SHA256:7rVkXcLQ0mDlm2Zq9f0i1xGkq0bGJm1nB0a1n2b3c4d", "key fingerprint-1"),
        ("root@localhost", "root@localhost"),
        ("Jupyter on node7:8888, localhost:8888", "Jupyter on host-3:8888, localhost:8888"),
        ("at 12:30:45, port: 22, step 3:1", "at 12:30:45, port: 22, step 3:1"),
        ("a spirited annotation", "a spirited annotation"),
        (
            "2026-11-21 20:05:07,123 INFO towpath.engine.loop: up",
            "2026-11-21 20:05:07,123 INFO towpath.engine.loop: up",
        ),
        ("aes256-gcm@openssh.com", "aes256-gcm@openssh.com"),
        ("Python 3.11.7, Linux 6.1.0-13-amd64", "Python 3.11.7, Linux 6.1.0-13-amd64"),
        (
            'File "/home/ann/.venv/lib/python3.11/site-packages/paramiko/transport.py", line 12, in run',
            'File "…/paramiko/transport.py", line 12, in run',
        ),
        ('"pattern": "*.intra.lab"', '"pattern": "host-3"'),
    ],
)
def test_hidden(names: Pseudonyms, text: str, hidden: str) -> None:
    assert names.hide(text) == hidden


def test_the_same_in_all_texts(names: Pseudonyms) -> None:
    first = names.hide("eve@new.example failed")
    assert names.hide("new.example said no to eve@new.example") == "host-3 said no to user-2@host-3"
    assert first == "user-2@host-3 failed"


def test_a_long_text_takes_no_time(names: Pseudonyms) -> None:
    assert names.hide("a." * 20_000 + "x@" * 20_000 + "://" * 10_000 + "0:" * 20_000)

"""Secrets are taken out of texts, and nothing else is."""

import pytest

from towpath.model.redact import REMOVED, redact, removed_in

SECRET = "hunter2-4f9a8b7c6d5e4f3a2b1c"
KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\nhunter2-4f9a8b7c6d5e4f3a2b1c\n"


@pytest.mark.parametrize(
    "text",
    [
        f"http://127.0.0.1:8888/lab?token={SECRET}",
        f"http://127.0.0.1:8888/lab?a=1&access_token={SECRET}&b=2",
        f"http://localhost/vnc.html#password={SECRET}",
        f"https://ann:{SECRET}@proxy.example:3128/",
        f"password={SECRET}",
        f"password = '{SECRET} and more'",
        f'{{"token": "{SECRET}", "port": 1}}',
        f"{{'passphrase': '{SECRET}'}}",
        f"export DB_PASSWORD={SECRET}",
        f'["GITHUB_TOKEN={SECRET}"]',
        f"AWS_SECRET_ACCESS_KEY={SECRET} MYSQL_PWD={SECRET}",
        f'{{"DB_PASSWORD": "{SECRET}"}}',
        f"sshpass -p {SECRET} ssh ann@gate",
        f"sshpass -p'{SECRET}' ssh ann@gate",
        f"started with --token={SECRET} --port 1",
        f"started with --IdentityProvider.token {SECRET}",
        f"Authorization: token {SECRET}",
        f"Proxy-Authorization: Basic {SECRET}",
        f"Cookie: a=b; session={SECRET}",
        f"sent Bearer {SECRET}",
        f"the token is {SECRET}",
        f"ann@gate's password: {SECRET}",
        f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.{SECRET}",
        f"{KEY}-----END OPENSSH PRIVATE KEY-----",
        KEY,
        f"Private-Lines: 1\n{SECRET}\nPrivate-MAC: 00ff00ff",
    ],
)
def test_a_secret_is_gone(text: str) -> None:
    told = redact(f"before {text}\n")
    assert SECRET not in told
    assert told.startswith("before ")
    assert removed_in(told) >= 1
    assert redact(told) == told, "what was removed stays as it is"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Private-MAC: 00ff00ff", f"Private-MAC: {REMOVED}"),
        ("GET /?sid=abc&x=1", f"GET /?sid={REMOVED}&x=1"),
        ("http://inner/a;jsessionid=abc", f"http://inner/a;jsessionid={REMOVED}"),
        ("ann@gate's password: horse", f"ann@gate's password: {REMOVED}"),
    ],
)
def test_one_that_looks_harmless_is_known_by_what_stands_before_it(text: str, told: str) -> None:
    assert redact(text) == told


def test_what_is_around_a_secret_stays() -> None:
    told = redact(f"GET http://127.0.0.1:8888/lab?token={SECRET}&reset=1 by ann")
    assert told == f"GET http://127.0.0.1:8888/lab?token={REMOVED}&reset=1 by ann"
    key = redact(f"read {KEY}-----END OPENSSH PRIVATE KEY-----\nand went on")
    assert key == f"read -----BEGIN OPENSSH PRIVATE KEY----- {REMOVED}\nand went on"


@pytest.mark.parametrize(
    "text",
    [
        "cannot log in to ann@gate:22: the password was refused (type it again)",
        "host key SHA256:7rVkXcLQ0mDlm2Zq9f0i1xGkq0bGJm1nB0a1n2b3c4d of gate",
        "ann@gate:22 offers ssh-ed25519-cert-v01@openssh.com and publickey, password, keyboard-interactive",
        "ssh://ann@gate:22 and http://127.0.0.1:8888/lab?reset=1",
        '"remember_secrets": true, "methods": ["publickey", "password"]',
        "identity file /home/ann/.ssh/id_ed25519 with token-bucket limits",
        "the basic settings were saved",
        "a question about the passphrase of /home/ann/.ssh/id_ed25519 was answered",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact(text) == text


def test_a_long_text_takes_no_time() -> None:
    """Log lines may have what a server sent: a pattern that tries each way would never end."""
    told = redact("token " + "-" * 50_000 + " password" * 5_000 + "://" * 5_000)
    assert told.startswith("token ")

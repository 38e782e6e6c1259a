"""PAM services that ask for a password and a one-time code, as a gateway with two factors does.

pam_exec(8) compares the password with a file of ours, so that no account of the machine is touched;
pam_oath checks the code (HOTP, RFC 4226, or TOTP, RFC 6238). Writing to /etc/pam.d needs root.
"""

import hmac
import os
import pwd
import secrets
import shlex
import struct
import time
from pathlib import Path
from typing import Self

PAM_SERVICES = Path("/etc/pam.d")
DIGITS = 6
WINDOW = 20
TOTP_SECONDS = 30
USERS_FILE_COUNTER = 4  # column of the counter in the users file; absent before the first login


def current_user() -> str:
    """The account that runs the tests and that they log in to."""
    return pwd.getpwuid(os.geteuid()).pw_name


def pam_missing() -> str:
    """Why PAM services cannot be made here, or an empty string."""
    if os.geteuid() != 0:
        return "PAM services need root"
    if not any(Path("/").glob("lib*/**/security/pam_oath.so")) and not any(
        Path("/usr").glob("lib*/**/security/pam_oath.so")
    ):
        return "libpam-oath is not installed"
    return ""


class PamService:
    """A service in /etc/pam.d for one sshd: a password, and with `code=True` a one-time code after it.

    `totp=True` takes the codes from the clock: each is accepted once, so a second login within the same
    half minute is refused, as on real gateways. Codes by counter (the default) allow any number of logins.
    """

    def __init__(
        self, directory: Path, *, password: str = "correct horse", code: bool = False, totp: bool = False
    ) -> None:
        self.name = f"towpath-test-{os.getpid()}-{secrets.token_hex(3)}"
        self.password = password
        self._directory = directory / self.name
        self._with_code = code
        self._totp = totp
        self._secret = secrets.token_bytes(20)
        self._users_file = self._directory / "users.oath"
        self._next_counter = 0

    @property
    def asks_code(self) -> bool:
        return self._with_code

    def __enter__(self) -> Self:
        self._directory.mkdir(mode=0o700, parents=True)
        password_file = self._directory / "password"
        password_file.write_text(self.password)
        check = self._directory / "check-password"
        check.write_text(
            "#!/bin/sh\n"
            "# pam_exec ends the password with a NUL and no newline.\n"
            "given=$(tr -d '\\000')\n"
            f'[ "$given" = "$(cat {shlex.quote(str(password_file))})" ]\n'
        )
        check.chmod(0o700)
        stack = [f"auth requisite pam_exec.so quiet expose_authtok {check}"]
        if self._with_code:
            kind = f"HOTP/T{TOTP_SECONDS}" if self._totp else "HOTP"
            self._users_file.write_text(f"{kind} {current_user()} - {self._secret.hex()}\n")
            self._users_file.chmod(0o600)
            options = f"usersfile={self._users_file} window={WINDOW} digits={DIGITS}"
            stack.append(f"auth requisite pam_oath.so {options}")
        stack += ["auth required pam_permit.so", "account required pam_permit.so"]
        stack += ["session required pam_permit.so", "password required pam_deny.so"]
        (PAM_SERVICES / self.name).write_text("\n".join(stack) + "\n")
        return self

    def __exit__(self, *_: object) -> None:
        (PAM_SERVICES / self.name).unlink(missing_ok=True)

    def code(self) -> str:
        """A code that the next login will accept; each call by counter gives another one."""
        if self._totp:
            return hotp(self._secret, int(time.time()) // TOTP_SECONDS)
        accepted = self._accepted_counter()
        # Codes given out but never used would run out of the window; begin again at its start.
        if not accepted <= self._next_counter < accepted + WINDOW:
            self._next_counter = accepted
        self._next_counter += 1
        return hotp(self._secret, self._next_counter - 1)

    def wrong_code(self) -> str:
        """A code that is refused: none of those the window accepts now."""
        start = int(time.time()) // TOTP_SECONDS - WINDOW if self._totp else self._accepted_counter()
        valid = {hotp(self._secret, counter) for counter in range(max(0, start), start + 2 * WINDOW + 2)}
        return next(code for number in range(100) if (code := f"{number:0{DIGITS}}") not in valid)

    def _accepted_counter(self) -> int:
        columns = self._users_file.read_text().split()
        return int(columns[USERS_FILE_COUNTER]) if len(columns) > USERS_FILE_COUNTER else 0


def hotp(secret: bytes, counter: int) -> str:
    """The one-time code for a counter (RFC 4226, section 5.3)."""
    digest = hmac.digest(secret, struct.pack(">Q", counter), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"

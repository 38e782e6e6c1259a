"""Trees of ssh_config files, made at random, with all that people write in them and some of what they should not."""

import random
import re
from pathlib import Path

HOSTS = ("alpha", "beta.example.com", "gamma", "10.1.2.3", "Delta")
_PATTERNS = (
    *HOSTS,
    "*",
    "*.example.com",
    "g?mma",
    "!alpha *",
    "alpha gamma",
    "!*.com alpha beta*",
    "a* d* D*",
    "[ab]*",
)
_SEPARATORS = (" ", " ", "  ", "\t", " = ", "=", "= ", " \t")
_INDENTS = ("", "", "  ", "\t", "    ")
_RAW = ("ProxyCommand", "KnownHostsCommand", "RemoteCommand", "ProxyJump", "Include")

GOOD: dict[str, tuple[str, ...]] = {
    "AddKeysToAgent": ("yes", "no", "ask", "confirm", "1h", "confirm 90", '"confirm" 1h30m', "0"),
    "AddressFamily": ("any", "inet", "INET6"),
    "BindAddress": ("127.0.0.1", "::1"),
    "CertificateFile": ("~/.ssh/a-cert.pub", "/keys/%h-cert.pub", '"with blank-cert.pub"', "none"),
    "Ciphers": ("aes128-ctr", "aes256-ctr,aes128-ctr,aes256-ctr", "chacha20-poly1305@openssh.com"),
    "ClearAllForwardings": ("no", "yes"),
    "Compression": ("yes", "no", "YES"),
    "ConnectTimeout": ("10", "1m", "1h30m", "none", "2W", "0"),
    "DynamicForward": ("1080", "[::1]:1081", "localhost:1082", "*:1083", "/tmp/socks"),
    "ExitOnForwardFailure": ("yes", "no", "true"),
    "ForwardAgent": ("yes", "no", "/run/agent.sock", "~/agent.%n", "$SSH_AUTH_SOCK", "${HOME}/agent"),
    "ForwardX11": ("yes", "no"),
    "ForwardX11Trusted": ("yes", "no"),
    "GatewayPorts": ("yes", "no"),
    "GlobalKnownHostsFile": ("/etc/kh", "/etc/kh /etc/kh2", "none"),
    "HashKnownHosts": ("yes", "no"),
    "HostKeyAlgorithms": ("ssh-ed25519", "ssh-ed25519,rsa-sha2-512,ecdsa-sha2-nistp256"),
    "HostKeyAlias": ("one", "UPPER", "%h", '"a b"'),
    "HostName": ("10.0.0.1", "%h.example.com", "Beta.Example.COM", "::1", "127.1", "alpha", "x%%y"),
    "IdentitiesOnly": ("yes", "no"),
    "IdentityAgent": ("none", "SSH_AUTH_SOCK", "~/agent.%r", "$OTHER_SOCK", "${HOME}/%n.sock", '"/run/my agent"'),
    "IdentityFile": ("~/.ssh/id_a", "/keys/%h", '"~/a key"', r"a\ b", "'single quoted'", r'"a \"b\""', "none"),
    "KbdInteractiveAuthentication": ("yes", "no"),
    "ChallengeResponseAuthentication": ("yes", "no"),
    "KexAlgorithms": ("curve25519-sha256", "ecdh-sha2-nistp256,curve25519-sha256"),
    "KnownHostsCommand": ("/bin/echo %H", '/usr/bin/kh "%t" %h # all of it', "none"),
    "LocalForward": (
        *("8080 localhost:80", "*:8081 web:80", "[::1]:8082 [::1]:80", "8083 /run/x.sock", "/tmp/%h.sock db:5432"),
        *("127.0.0.1/8084 a:1", "localhost:8085 10.0.0.1:22", "/tmp/in /tmp/out", '"8086" "b:2"', ":8087 c:3"),
    ),
    "MACs": ("hmac-sha2-256", "hmac-sha2-512-etm@openssh.com,hmac-sha2-256"),
    "PasswordAuthentication": ("yes", "no"),
    "Port": ("22", "2222", "ssh", "022", "65535"),
    "PreferredAuthentications": ("publickey", "publickey,password", '"keyboard-interactive,password"'),
    "ProxyCommand": ("nc %h %p", 'ssh -W "%h:%p" gate  # this too', "none", "/bin/sh -c 'exec nc %h %p'"),
    "ProxyJump": ("gate", "ann@gate:2222", "one,two,[::1]:22", "ssh://bob@gate:22", "none", "gate,10.9.8.7"),
    "PubkeyAcceptedAlgorithms": ("ssh-ed25519", "rsa-sha2-256,ssh-ed25519"),
    "PubkeyAcceptedKeyTypes": ("rsa-sha2-512",),
    "PubkeyAuthentication": ("yes", "no", "unbound", "host-bound"),
    "RemoteCommand": ("tmux attach", 'echo "%h" %r %% %p', "none"),
    "RemoteForward": (
        "9090 localhost:80",
        "0 localhost:1",
        "9091",
        "*:9092 a:1",
        "/tmp/r.sock b:2",
        "[::]:9093 /tmp/%u",
    ),
    "RequestTTY": ("yes", "no", "force", "auto"),
    "SendEnv": ("LANG LC_*", "FOO", "-LC_*", '"BAR" BAZ', "A* -FOO"),
    "ServerAliveCountMax": ("3", "0", "5"),
    "ServerAliveInterval": ("30", "1m30s", "0", "none"),
    "SetEnv": ("A=1", "A=1 B=2", '"C=a b" D=4', "E="),
    "StrictHostKeyChecking": ("yes", "no", "ask", "accept-new", "off"),
    "TCPKeepAlive": ("yes", "no"),
    "KeepAlive": ("no",),
    "User": ("ann", "bob", "'carol'", '"d e"'),
    "UserKnownHostsFile": ("~/.ssh/kh", "~/kh.%h /etc/kh", '"~/a b" c', "none", "${HOME}/kh"),
    # Of these ssh -G prints more than we honour.
    "ControlMaster": ("auto", "no"),
    "ControlPath": ("~/.ssh/%C",),
    "LogLevel": ("INFO",),
    "NumberOfPasswordPrompts": ("1",),
    "Protocol": ("2",),
    "RhostsRSAAuthentication": ("whatever it says",),
    "VisualHostKey": ("yes",),
}
BAD: dict[str, tuple[str, ...]] = {
    "AddKeysToAgent": ("maybe", "yes 5m"),
    "Ciphers": ("rot13", ""),
    "Compression": ("true",),
    "ConnectTimeout": ("soon", "-1", "5x", "1h 30"),
    "DynamicForward": ("0", "a:b:c", "1080 x"),
    "ForwardX11": ("perhaps", "yes no"),
    "Host": ("",),
    "HostName": ('"unclosed', "", "%q"),
    "IdentityAgent": ("${NOT_SET_ANYWHERE}", "$bad-name"),
    "IdentityFile": ("a b", '""'),
    "LocalForward": ("80", "a:b:c d", "80 h", "0 h:1", "70000 h:1", "80 [::1:1"),
    "Match": ("host", "nonsense x", "all host alpha user root", ""),
    "NoSuchOption": ("x",),
    "Port": ("0", "65536", "nonsense", "22 23", "-1"),
    "ProxyJump": ("a,", "@gate", "gate:0", "[::1"),
    "RemoteForward": ("h:1 x", "-1 h:2"),
    "SendEnv": ("A=B", '""'),
    "ServerAliveCountMax": ("-1", "many", "99999999999"),
    "SetEnv": ("A",),
    "StrictHostKeyChecking": ("sometimes",),
    "UserKnownHostsFile": ("none a", '""'),
}
KNOWN_BY_SSH_ALONE: dict[str, tuple[str, ...]] = {
    "Ciphers": ("+aes128-cbc", "^aes256-ctr"),
    "HostKeyAlgorithms": ("-ssh-rsa", "ssh-*"),
    "Include": ("/nowhere/%h",),
    "KexAlgorithms": ("+diffie-hellman-group14-sha1",),
    "User": ("%n-%u",),
}
"""Without ssh these are refused, by name."""


class Tree:
    """The files of one configuration, and what was written into them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.seed = seed
        self._random = random.Random(seed)  # noqa: S311 - the same trees in every run
        self._folder = folder
        self._made = 0
        self.aliases: dict[str, tuple[str, int]] = {}
        """Names without wildcards: where each stands first."""
        self.commands: list[tuple[str, str, int]] = []
        """Of `Match exec`: text, file, line."""
        self.files: list[str] = []
        self.main = self._file(depth=0)
        self.host = self._random.choice(HOSTS)
        self.options = self._options()

    @property
    def arguments(self) -> list[str]:
        """For ssh."""
        return ["-F", str(self.main), *(word for option in self.options for word in ("-o", option)), "--", self.host]

    def _options(self) -> tuple[str, ...]:
        if not self._chance(0.3):
            return ()
        return tuple(
            self._random.choice(("Port=99", "User opt", "SendEnv=OPT", "IdentityFile=~/.ssh/id_a")) for _ in "12"
        )

    def _file(self, depth: int, name: str = "") -> Path:
        path = self._folder / (name or f"{self._made}.conf")
        self._made += 1
        self.files.append(str(path))
        ending = "\r\n" if self._chance(0.15) else "\n"
        lines: list[str] = []
        for _ in range(self._random.randint(2, 5)):
            self._section(path, lines, depth)
        path.write_bytes((ending.join(lines) + (ending if self._chance(0.9) else "")).encode())
        path.chmod(0o600)
        return path

    def _section(self, path: Path, lines: list[str], depth: int) -> None:
        kind = self._random.random()
        if kind < 0.45:
            patterns = self._random.choice(_PATTERNS)
            for name in patterns.split():
                if not re.search(r"[*?!]", name):
                    self.aliases.setdefault(name, (str(path), len(lines) + 1))
            lines.append(self._line("Host", patterns))
        elif kind < 0.8:
            lines.append(self._line("Match", self._match(path, len(lines) + 1)))
        for _ in range(self._random.randint(1, 6)):
            if self._chance(0.1) and depth < 3 and self._made < 8:
                self._include(lines, depth)
            elif self._chance(0.1):
                lines.append(self._random.choice(("", "   ", "# a comment", "\t# Port 1", " \f")))
            else:
                lines.append(self._setting())

    def _setting(self) -> str:
        table = GOOD
        if self._chance(0.004):
            table = BAD
        elif self._chance(0.006):
            table = KNOWN_BY_SSH_ALONE
        keyword = self._random.choice(list(table))
        value = self._random.choice(table[keyword])
        if table is GOOD and keyword not in _RAW:
            if value.isalnum() and self._chance(0.15):
                value = f'"{value}"'
            if self._chance(0.1):
                value += self._random.choice((" # a note", "\t#", "   "))
        return self._line(keyword, value)

    def _include(self, lines: list[str], depth: int) -> None:
        if self._chance(0.2):
            lines.append(self._line("Include", str(self._folder / "missing*")))
        elif self._chance(0.3):
            first = self._made
            for half in "ab":
                self._file(depth + 1, f"{first}{half}.glob")
            lines.append(self._line("Include", f'"{self._folder}/{first}?.glob"'))
        else:
            child = self._file(depth + 1)
            lines.append(self._line("Include", f"{child} {child}" if self._chance(0.1) else str(child)))

    def _match(self, path: Path, number: int) -> str:
        if self._chance(0.01):  # what versions of ssh read differently
            self.aliases.setdefault("alpha", (str(path), number))
            return self._random.choice(("host = alpha", "!final host alpha", "host 'alpha'"))
        if self._chance(0.25):
            return self._random.choice(("all", "final all", "final", "canonical", "ALL # for all", "!all"))
        parts: list[str] = []
        for _ in range(self._random.randint(1, 3)):
            criterion = self._random.choice(("host", "originalhost", "user", "localuser", "exec", "Host", "!user"))
            if criterion == "exec":
                command = self._random.choice(("true", "false", "test %n = alpha", "test -n %u"))
                self.commands.append((command, str(path), number))
                parts.append(f'exec "{command}"')
                continue
            value = self._random.choice(
                ("root", "ann,bob", "*", "!root,*")
                if "user" in criterion
                else ("alpha", "*.com,alpha", "!gamma,*", "DELTA")
            )
            if criterion in ("host", "originalhost", "Host"):
                for name in value.split(","):
                    if not re.search(r"[*?!]", name):
                        self.aliases.setdefault(name, (str(path), number))
            joined = self._random.choice((f"{criterion} {value}", f'{criterion} "{value}"', f"{criterion}={value}"))
            parts.append(joined)
        return self._random.choice((" ", "  ", "\t")).join(parts)

    def _line(self, keyword: str, value: str) -> str:
        spelled = self._random.choice((keyword, keyword, keyword.lower(), keyword.upper()))
        return self._random.choice(_INDENTS) + spelled + self._random.choice(_SEPARATORS) + value

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

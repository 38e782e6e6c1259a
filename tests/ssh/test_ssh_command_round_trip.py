"""300 typed command lines become connections, and these become command lines again: ssh understands both the same way.

What differs by decision is in `AS_WE_MEAN_IT`, with the reason.
"""

import functools
import getpass
import random
import re
import shlex
import subprocess
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from towpath.engine.approvals import Approvals
from towpath.engine.linked_hosts import Resolver
from towpath.model.connection import Connection, SshConfigLink
from towpath.model.prompt import Accept
from towpath.model.ssh_command import ssh_command
from towpath.model.ssh_command_line import read_command
from towpath.ssh.config_values import HONOURED
from towpath.ssh.ssh_config import NO_FILE, Reader, Values

LINES = 300
Found = Mapping[str, list[str]]


class RememberingReader(Reader):
    """Asks ssh only once for the same thing: most gateways come again and again."""

    def values(
        self, host: str, *, file: str = "", options: Sequence[str] = (), user: str = "", port: int = 0
    ) -> Values:
        return self._remembered(host, file, tuple(options), user, port)

    @functools.cache  # noqa: B019 - it lives as long as one test
    def _remembered(self, host: str, file: str, options: tuple[str, ...], user: str, port: int) -> Values:
        return super().values(host, file=file, options=options, user=user, port=port)


@pytest.fixture
def resolver(tmp_path: Path) -> Resolver:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    reader = RememberingReader(home=tmp_path, local_user=getpass.getuser(), environment=environment)
    approvals = Approvals(saved=tuple, save=lambda _text: None)
    return Resolver(reader, approvals, home=tmp_path, local_user=getpass.getuser(), environment=environment)


def connection_of(resolver: Resolver, line: str) -> Connection:
    """As it is when no ssh_config has a say."""
    typed = read_command(line)
    link = SshConfigLink(host=typed.host, file=NO_FILE, options=typed.options)
    return replace(resolver.resolve(link, lambda _asked: Accept()).connection, link=None)


def ssh_g(line: str) -> Found:
    """What ssh makes of a command line: keyword (in lower case) -> its values, of those that we honour."""
    program, *arguments = shlex.split(line)
    assert program == "ssh"
    done = subprocess.run(
        ["ssh", "-G", "-F", "none", *arguments], capture_output=True, text=True, timeout=10, check=False
    )
    assert done.returncode == 0, (line, done.stderr)
    found = defaultdict(list)
    for text in done.stdout.splitlines():
        key, _, value = text.partition(" ")
        if key in HONOURED:
            found[key].append(value)
    return found


# --- what is written otherwise than it was typed, on purpose


def _accept_new(found: Found) -> list[str]:
    """`no` would go on with a changed key."""
    return ["accept-new" if value in ("no", "off", "false") else value for value in found["stricthostkeychecking"]]


def _probing(found: Found) -> list[str]:
    """ssh probes nothing by default; we always do."""
    interval, count = found["serveraliveinterval"][0], found["serveralivecountmax"][0]
    return ["15", "3"] if interval == "0" else [interval, count]


def _methods(found: Found) -> list[str]:
    """One list for what ssh has in a list and three switches; Kerberos and the like we have not."""
    ours = ("publickey", "keyboard-interactive", "password")
    switches = {"publickey": "pubkey", "keyboard-interactive": "kbdinteractive", "password": "password"}
    wished = (found["preferredauthentications"] or [",".join(ours)])[0].split(",")
    off = {one for one, key in switches.items() if found[f"{key}authentication"][:1] in (["no"], ["false"])}
    return [one for one in wished if one in ours and one not in off]


def _listening(kind: str) -> Callable[[Found], list[str]]:
    """Where a forward listens is always said: GatewayPorts becomes `*`, and nothing becomes the loopback address."""

    def ends(found: Found) -> list[str]:
        nowhere = "*" if found["gatewayports"] == ["yes"] else "127.0.0.1"
        texts = [re.sub(r"^(\d+)(?= |$)", rf"[{nowhere}]:\1", text) for text in found[kind]]
        texts = [re.sub(r"^\[localhost\]:", "[127.0.0.1]:", text) for text in texts]
        return sorted(re.sub(r"^\[\]:|^:", "[*]:", text) for text in texts)

    return ends


def _remote(found: Found) -> list[str]:
    """The server's loopback address, said or not."""
    texts = [re.sub(r"^(\d+) ", r"[localhost]:\1 ", text) for text in found["remoteforward"]]
    return sorted(re.sub(r"^\[\]:", "[*]:", text) for text in texts)


def _jumps(found: Found) -> list[str]:
    """Port 22 is not said; each gateway has `user@host` or `user@host:port`."""
    return [re.sub(r":22(?=,|$)", "", text.replace("ssh://", "")) for text in found["proxyjump"]]


def _x11(found: Found) -> list[str]:
    """Trust is of interest only where there is X11."""
    return found["forwardx11trusted"] if found["forwardx11"] == ["yes"] else []


def _terminal(found: Found) -> list[str]:
    """A connection without a command and a wish for a terminal is written with -N."""
    return [value for value in found["requesttty"] if value not in ("auto", "false")]


def _once(found: Found) -> list[str]:
    """A key that is named twice is offered once."""
    return list(dict.fromkeys(found["identityfile"]))


def _compression(found: Found) -> list[str]:
    """OpenSSH 10 has no word for that of -C."""
    return ["yes" if value == "UNKNOWN" else value for value in found["compression"]]


def _nothing(_found: Found) -> list[str]:
    """Said by something else in this table; or a forward that fails takes ssh down, as it leaves a window here."""
    return []


AS_WE_MEAN_IT: Mapping[str, Callable[[Found], list[str]]] = {
    "stricthostkeychecking": _accept_new,
    "compression": _compression,
    "serveraliveinterval": _probing,
    "serveralivecountmax": _nothing,
    "preferredauthentications": _methods,
    "pubkeyauthentication": _nothing,
    "kbdinteractiveauthentication": _nothing,
    "passwordauthentication": _nothing,
    "identityfile": _once,
    "localforward": _listening("localforward"),
    "dynamicforward": _listening("dynamicforward"),
    "remoteforward": _remote,
    "gatewayports": _nothing,
    "proxyjump": _jumps,
    "forwardx11trusted": _x11,
    "requesttty": _terminal,
    "exitonforwardfailure": _nothing,
}


def meaning(found: Found) -> dict[str, list[str]]:
    """The values of every honoured keyword, but for what the table says."""
    return {key: AS_WE_MEAN_IT.get(key, lambda found, key=key: found[key])(found) for key in sorted(HONOURED)}


# --- the lines


class Typist:
    """Makes up command lines, as odd as ssh accepts them."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - the same lines each time
        self._keys = [str(folder / name) for name in ("id_a", "a key", "quo'te", "id#b")]
        for key in self._keys:
            Path(key).touch()  # ssh forgets an -i that is not there

    def line(self) -> tuple[str, str]:
        """And the command at its end, of which `ssh -G` says nothing."""
        dice = self._dice
        makers = dice.sample(_MAKERS, dice.randint(0, 7))
        if Typist.jump in makers and Typist.command in makers:
            makers.remove(Typist.command)  # ssh refuses to have both
        options = [make(self) for make in makers]
        host = dice.choice(["inner", "my_host", "inner.example", "fd00::1", "10.1.2.3", "-x-".strip("-"), "a--b"])
        named = dice.choice(["", "ann@", "bob-2@", "o.k@"]) + host
        if ":" not in host and dice.random() < 0.1:
            named = f"ssh://{named}:{dice.randint(1, 65535)}"
        cut, command = dice.randint(0, len(options)), self._command()
        words = [word for option in (["ssh"], *options[:cut], [named], *options[cut:], command) for word in option]
        return shlex.join(words), " ".join(command)

    def _command(self) -> list[str]:
        return self._dice.choice([[], [], [], [], ["uptime", "-p"], ["echo 'a b' $HOME"], ["true # not false"]])

    def flags(self) -> list[str]:
        return ["-" + "".join(self._dice.sample("AaCgNnqTtvXxYy46", self._dice.randint(1, 4)))]

    def port(self) -> list[str]:
        return self.either("-p", "Port", str(self._dice.randint(1, 65535)))

    def user(self) -> list[str]:
        return self.either("-l", "User", self._dice.choice(["ann", "bob", "me", "svc.backup", "a+b"]))

    def key(self) -> list[str]:
        key = self._dice.choice(self._keys)
        return self._dice.choice([["-i", key], ["-i" + key], ["-o", f'IdentityFile="{key}"']])

    def jump(self) -> list[str]:
        hops = ["gate", "ann@gate:2222", "[fd00::7]:22", "bob@10.0.0.1", "ssh://ann@gate.example:2200", "deep:22"]
        chosen = self._dice.sample(hops, self._dice.randint(1, 3))
        return self.either("-J", "ProxyJump", ",".join(chosen))

    def command(self) -> list[str]:
        return ["-o", self._dice.choice(["ProxyCommand=nc -X 5 -x 'a b:1080' %h %p", "ProxyCommand none"])]

    def local(self) -> list[str]:
        listen = self._dice.choice(
            ["{}", "127.0.0.1:{}", "[::1]:{}", "*:{}", ":{}", "localhost:{}", "/tmp/s{}", "10.0.0.1:{}"]
        )
        target = self._dice.choice(["web:80", "[fd00::2]:443", "127.0.0.1:22", "/run/docker.sock", "a_b.example:1"])
        return ["-L", f"{listen.format(self._number())}:{target}"]

    def remote(self) -> list[str]:
        listen = self._dice.choice(["{}", "*:{}", "localhost:{}", "[::]:{}", "/tmp/r{}", "10.0.0.1:{}"])
        target = self._dice.choice(["web:80", "[fd00::2]:443", "/run/here.sock"])
        return ["-R", f"{listen.format(self._number())}:{target}"]

    def dynamic(self) -> list[str]:
        listen = self._dice.choice(["{}", "127.0.0.1:{}", "[::1]:{}", "*:{}"]).format(self._number())
        return self.either("-D", "DynamicForward", listen)

    def algorithms(self) -> list[str]:
        dice = self._dice
        return dice.choice(
            [
                ["-c", dice.choice(["aes256-ctr", "aes128-gcm@openssh.com,aes256-ctr", "+aes256-cbc", "^aes256-ctr"])],
                ["-m", dice.choice(["hmac-sha2-256", "hmac-sha2-512-etm@openssh.com"])],
                ["-o", "KexAlgorithms" + dice.choice(["=curve25519-sha256", " -diffie*", "=^ecdh-sha2-nistp256"])],
                ["-o", dice.choice(["HostKeyAlgorithms=ssh-ed25519", "HostKeyAlgorithms=+ssh-rsa"])],
                ["-o", dice.choice(["PubkeyAcceptedAlgorithms=ssh-ed25519", "PubkeyAcceptedKeyTypes=-ecdsa*"])],
            ]
        )  # fmt: skip

    def bound(self) -> list[str]:
        return self.either("-b", "BindAddress", self._dice.choice(["127.0.0.1", "::1"]))

    def option(self) -> list[str]:
        keyword, values = self._dice.choice(_OPTIONS)
        value, sign = self._dice.choice(values), self._dice.choice(["=", " ", " = "])
        keyword = self._dice.choice([keyword, keyword.lower(), keyword.upper()])
        return self._dice.choice([["-o", f"{keyword}{sign}{value}"], [f"-o{keyword}{sign}{value}"]])

    def either(self, flag: str, keyword: str, value: str) -> list[str]:
        return self._dice.choice([[flag, value], [flag + value], ["-o", f"{keyword}={value}"]])

    def _number(self) -> int:
        return self._dice.randint(1025, 65535)


_MAKERS: list[Callable[[Typist], list[str]]] = [
    *[Typist.flags, Typist.port, Typist.user, Typist.key, Typist.key, Typist.jump, Typist.command, Typist.bound],
    *[Typist.local, Typist.local, Typist.remote, Typist.dynamic, Typist.algorithms, Typist.algorithms],
    *[Typist.option, Typist.option, Typist.option, Typist.option],
]
_OPTIONS = [
    ("HostName", ["elsewhere.example", "10.0.0.9", "fd00::9"]),
    ("CertificateFile", ["~/.ssh/a-cert.pub", '"/keys/a b-cert.pub"']),
    ("IdentitiesOnly", ["yes", "no"]),
    ("IdentityAgent", ["none", "/run/agent.sock", '"/run/an agent"', "$OTHER_AGENT"]),
    ("UserKnownHostsFile", ["/keys/known", '/keys/known "/keys/known too"', "/keys/100%%", "none"]),
    ("GlobalKnownHostsFile", ["/etc/known", "none"]),
    ("KnownHostsCommand", ["/usr/bin/known %H", "none"]),
    ("StrictHostKeyChecking", ["yes", "no", "ask", "accept-new", "off"]),
    ("HostKeyAlias", ["alias", "[alias]:2222"]),
    ("GatewayPorts", ["yes", "no"]),
    ("ExitOnForwardFailure", ["yes", "no"]),
    ("ServerAliveInterval", ["30", "1m", "0"]),
    ("ServerAliveCountMax", ["5", "2"]),
    ("ConnectTimeout", ["7", "1m", "none"]),
    ("TCPKeepAlive", ["yes", "no"]),
    ("PreferredAuthentications", ["publickey", "password,publickey", "gssapi-with-mic,password"]),
    ("PasswordAuthentication", ["no", "yes"]),
    ("PubkeyAuthentication", ["no", "yes"]),
    ("KbdInteractiveAuthentication", ["no"]),
    ("ChallengeResponseAuthentication", ["no"]),
    ("Compression", ["yes", "no"]),
    ("AddressFamily", ["inet", "inet6", "any"]),
    ("ForwardAgent", ["yes", "no", "/dev/null"]),
    ("ForwardX11", ["yes", "no"]),
    ("ForwardX11Trusted", ["yes", "no"]),
    ("SendEnv", ["LANG LC_*", "EDITOR"]),
    ("SetEnv", ["A=b", '"A=b c" D=e', "'Q=\"'"]),
    ("RequestTTY", ["yes", "no", "force", "auto"]),
    ("HashKnownHosts", ["yes", "no"]),
    ("AddKeysToAgent", ["yes", "no", "ask", "confirm", "1h", "confirm 60"]),
    ("MACs", ["+hmac-md5", "-hmac-sha1*"]),
    ("LocalForward", ["8080 web:80", "[::1]:8081 [fd00::1]:80", '"/tmp/a b" web:80', '/tmp/s "/run/c d"']),
    ("RemoteForward", ["3838 localhost:22"]),
    ("ControlMaster", ["no"]),
    ("LogLevel", ["ERROR"]),
]  # fmt: skip


def same_but_for_its_name(connection: Connection) -> Connection:
    """The name is that of the machine as it was typed; a failing forward is said to count by the command."""
    forwards = tuple(sorted(connection.forwards, key=lambda forward: forward.id))
    return replace(connection, id="", name="", forwards=forwards, exit_on_forward_failure=False)


@pytest.mark.parametrize("seed", range(6))
def test_ssh_understands_a_command_and_its_round_trip_alike(seed: int, resolver: Resolver, tmp_path: Path) -> None:
    typist = Typist(seed, tmp_path)
    for number in range(LINES // 6):
        line, command = typist.line()
        connection = connection_of(resolver, line)
        again = ssh_command(connection, connection.forwards)
        typed = meaning(ssh_g(line)) | ({"remotecommand": [command]} if command else {})
        assert meaning(ssh_g(again)) == typed, (line, again)
        if number % 5 == 0:
            linked = ssh_command(replace(connection, link=read_command(line).link), connection.forwards)
            assert meaning(ssh_g(linked)) == typed, (line, linked)
        elif number % 5 == 1:
            assert same_but_for_its_name(connection_of(resolver, again)) == same_but_for_its_name(connection)


@pytest.mark.parametrize(
    "line",
    [
        "ssh -p 2222 ann@gate -t ssh bob@inner",
        "ssh -i /keys/gate -C gate -t ssh -p 3 inner",
        "ssh -L 8888:localhost:8889 gate ssh -L 8889:node:80 inner",
        "ssh -o 'ProxyCommand=ssh -p 2200 ann@gate -W %h:%p' inner",
        "ssh -o 'ProxyCommand=ssh -l 100%% gate -W %h:%p' inner",
    ],
)
def test_what_becomes_a_jump_comes_back_as_one(line: str, resolver: Resolver) -> None:
    connection = connection_of(resolver, line)
    assert connection.jumps
    assert not connection.proxy_command
    again = connection_of(resolver, ssh_command(connection, connection.forwards))
    assert same_but_for_its_name(again) == same_but_for_its_name(connection)

"""Typed command lines of ssh, scp, sftp and autossh: what is understood, what is told, what is refused."""

import contextlib
import random
import time

import pytest

from towpath.model.error import ProblemKind, TowpathError
from towpath.model.ssh_command_line import read_command


@pytest.mark.parametrize(
    ("typed", "host", "options"),
    [
        ("ssh inner", "inner", ()),
        ("  $ ssh ann@inner  ", "ann@inner", ()),
        ("ann@laptop:~$ ssh inner # as always", "inner", ()),
        ("[ann@laptop ~]$ ssh inner", "inner", ()),
        ("/usr/bin/ssh -p2222 -l ann inner", "inner", ("Port=2222", "User=ann")),
        ("LANG=C exec ssh -fNT -vvv -q inner", "inner", ("RequestTTY=no",)),
        ("ssh -l bob ann@inner", "inner", ("User=bob",)),
        ("ssh ann@inner -p 1 -p 2", "ann@inner", ("Port=1", "Port=2")),
        ("ssh -- inner", "inner", ()),
        ("ssh ann@inner -l bob -o User=carol", "ann@inner", ()),
        ("ssh -o RequestTTY=force -tN inner", "inner", ()),
        ("ssh -Nt inner", "inner", ("RequestTTY=yes",)),
        ("ssh ssh://ann@[fd00::1]:2222/", "ann@fd00::1", ("Port=2222",)),
        ("ssh ann@fd00::1", "ann@fd00::1", ()),
        ("ssh -AXCtt4 inner", "inner",
         ("ForwardAgent=yes", "ForwardX11=yes", "Compression=yes", "RequestTTY=force", "AddressFamily=inet")),
        ("ssh -o ForwardAgent=no -A -a -A inner", "inner", ("ForwardAgent=yes", "ForwardAgent=no")),
        ("ssh -oCiphers=aes128-ctr -c aes256-ctr inner", "inner", ("Ciphers=aes256-ctr", "Ciphers=aes128-ctr")),
        ("ssh -o 'port 22' -o user=ann -o 'User = bob' inner", "inner", ("Port=22", "User=ann", "User=bob")),
        ("ssh -o ControlPath=none -o LogLevel=QUIET inner", "inner", ()),
        ("ssh -i '/keys/a b' -i ~/.ssh/id inner", "inner", ('IdentityFile="/keys/a b"', "IdentityFile=~/.ssh/id")),
        ("ssh -i $HOME/.ssh/id -i \"${HOME}/k\" inner", "inner", ("IdentityFile=~/.ssh/id", "IdentityFile=~/k")),
        (r"ssh -i '/k\' inner", "inner", (r'IdentityFile="/k\\"',)),
        ("ssh -J ann@a:22,b inner", "inner", ("ProxyJump=ann@a:22,b",)),
        ("ssh -L 8080:web:80 -gL*:1:[::1]:2 inner", "inner",
         ("GatewayPorts=yes", "LocalForward=8080 web:80", "LocalForward=*:1 [::1]:2")),
        ("ssh -L /tmp/a:/run/b -L [::1]:1:/run/b inner", "inner",
         ("LocalForward=/tmp/a /run/b", "LocalForward=[::1]:1 /run/b")),
        ("ssh -R 3838:127.0.0.1:22 -D 1080 inner", "inner", ("RemoteForward=3838 127.0.0.1:22", "DynamicForward=1080")),
        ("ssh \\\n  -p 22 \\\n inner\n", "inner", ("Port=22",)),
        ("ssh -b 10.0.0.1 -m hmac-sha2-256 -P tag inner", "inner",
         ("BindAddress=10.0.0.1", "MACs=hmac-sha2-256", "Tag=tag")),
        ("scp -P 2222 file ann@inner:folder", "ann@inner", ("Port=2222",)),
        ("scp -i k 'scp://ann@inner:2222/a b' .", "ann@inner", ("IdentityFile=k", "Port=2222")),
        ("scp ann@[fd00::1]:x /a:b", "ann@fd00::1", ()),
        ("sftp -P 2222 -J gate ann@inner:/srv", "ann@inner", ("Port=2222", "ProxyJump=gate")),
    ],
)  # fmt: skip
def test_is_understood(typed: str, host: str, options: tuple[str, ...]) -> None:
    read = read_command(typed)
    assert (read.host, read.options) == (host, options)


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("autossh -M 20000 -f inner", "-M 20000"),
        ("ssh -W db:5432 inner", "towpath stdio"),
        ("ssh -w 0:0 inner", "-w 0:0"),
        ("ssh -I /lib/p11.so inner", "ssh-add -s /lib/p11.so"),
        ("ssh -R 1080 inner", "SOCKS proxy for the far machine"),
        ("ssh -o GSSAPIAuthentication=yes inner", "GSSAPIAuthentication"),
        ("ssh inner uptime -p", "uptime -p: runs when a terminal"),
        ("scp -r a inner:b", "-r is left out"),
        ("scp a one:b two:c", "Only the first"),
        ("LANG=C ssh inner", "LANG=…"),
    ],
)
def test_what_has_no_like_here_is_told(typed: str, remark: str) -> None:
    assert any(remark in one for one in read_command(typed).remarks)


@pytest.mark.parametrize("typed", ["scp -qv a inner:", "sftp -qv inner", "ssh -fNTv inner"])
def test_what_matters_only_while_it_runs_is_not_told(typed: str) -> None:
    assert read_command(typed).remarks == ()


@pytest.mark.parametrize(
    "typed",
    ["sshpass -p 53cret ssh inner", "sshpass -p53cret ssh inner", "sshpass -v -f /tmp/53cret ssh inner"],
)
def test_a_typed_password_goes_nowhere(typed: str) -> None:
    read = read_command(typed)
    assert read.host == "inner"
    assert "53cret" not in repr(read)
    assert any("password" in remark for remark in read.remarks)


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("", "(empty)"),
        ("rsync a inner:b", "rsync"),
        ("ssh", "ssh"),
        ("ssh -p", "-p"),
        ("ssh -p x inner", "x"),
        ("ssh -Z inner", "-Z"),
        ("ssh --help", "--help"),
        ("ssh -V", "-V"),
        ("ssh -O check inner", "-O check"),
        ("ssh -1 inner", "-1"),
        ("ssh inner; reboot", ";"),
        ("ssh inner &", "&"),
        ("ssh inner | less", "|"),
        ("ssh inner > file", ">"),
        ("ssh inner 2>/dev/null", ">"),
        ("ssh $GATE", "$GATE"),
        ('ssh "ann@$(hostname)"', "$("),
        ("ssh `cat name`", "`…`"),
        ("ssh 'inner", "'"),
        ("ssh one\nssh two", "line 2"),
        ("ssh –p 22 inner", "–"),  # noqa: RUF001 - a dash that is no hyphen is what this is about
        ("sudo ssh inner", "sudo"),
        ("ssh -L 8080 inner", "8080"),
        ("ssh -L name=1:a:2 inner", "-L name=1:a:2"),
        ("ssh -F config inner", "-F config"),
        ("ssh -o Port inner", "-o Port"),
        ("ssh -J 'a b' inner", "-J a b"),
        ("ssh @inner", "@inner"),
        ("ssh 'in ner'", "in ner"),
        ("scp a b", "scp"),
        ("sftp", "sftp"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(typed: str, subject: str) -> None:
    with pytest.raises(TowpathError) as refused:
        read_command(typed)
    assert refused.value.problem.kind is ProblemKind.INVALID
    assert refused.value.problem.subject == subject


@pytest.mark.parametrize(
    ("typed", "host", "options"),
    [
        ("ssh -p 31415 gate -t ssh inner", "inner", ("ProxyJump=gate:31415",)),
        ("ssh -J first ann@gate -t 'ssh -p 3 -J third bob@inner'", "bob@inner",
         ("ProxyJump=first,ann@gate,third", "Port=3")),
        ("ssh a -t ssh b -t ssh c", "c", ("ProxyJump=a,b",)),
        ("ssh -L 8888:localhost:8889 gate ssh -L 8889:node:80 inner", "inner",
         ("ProxyJump=gate", "LocalForward=8888 node:80")),
        ("ssh -L [::1]:1:127.0.0.1:1080 gate ssh -D 1080 inner", "inner",
         ("ProxyJump=gate", "DynamicForward=[::1]:1")),
        ("ssh -i '/a key' gate ssh inner", "inner",
         ("ProxyCommand=ssh -o 'IdentityFile=\"/a key\"' gate -W '[%h]:%p'",)),
    ],
)  # fmt: skip
def test_ssh_inside_of_ssh_is_a_jump(typed: str, host: str, options: tuple[str, ...]) -> None:
    read = read_command(typed)
    assert (read.host, read.options) == (host, options)
    assert any("this machine's keys are used" in remark for remark in read.remarks)


def test_a_forward_to_the_gateway_itself_is_told_of() -> None:
    read = read_command("ssh -L 5432:db:5432 gate -t ssh inner")
    assert read.options == ("ProxyJump=gate",)
    assert any("LocalForward 5432 db:5432 of the ssh to gate is left out" in remark for remark in read.remarks)


def test_a_forward_from_the_gateway_leads_to_none_of_ours() -> None:
    """Its port there is one of the far machine that ours listens on."""
    read = read_command("ssh -R 1:localhost:8889 gate ssh -L 8889:node:80 inner")
    assert read.options == ("ProxyJump=gate", "LocalForward=8889 node:80")
    assert any("RemoteForward 1 localhost:8889 of the ssh to gate is left out" in remark for remark in read.remarks)


def test_what_no_jump_host_can_do_stays_a_command() -> None:
    assert read_command("ssh gate 'ssh inner; ls'").options == ("RemoteCommand=ssh inner; ls",)
    assert read_command("ssh gate 'ssh -F /x inner'").options == ("RemoteCommand=ssh -F /x inner",)
    assert read_command("ssh -i /k gate 'ssh -J a inner'").options[1] == "RemoteCommand=ssh -J a inner"


def test_a_percent_sign_of_a_command_is_no_token() -> None:
    assert read_command("ssh inner date +%s").options == ("RemoteCommand=date +%%s",)


def test_a_server_by_its_path_is_the_sftp_command() -> None:
    assert read_command("sftp -s /usr/lib/sftp-server inner").sftp_command == "/usr/lib/sftp-server"
    assert read_command("sftp -s sftp inner").sftp_command == ""


def test_the_file_after_f() -> None:
    assert read_command("ssh -F ~/other inner").config_file == "~/other"
    assert read_command("ssh -F /dev/null inner").config_file == "none"


def test_whatever_is_pasted_is_understood_or_refused() -> None:
    dice = random.Random(7)  # noqa: S311 - the same lines each time
    parts = [
        "ssh",
        "scp",
        "sftp",
        "-",
        "--",
        "-L",
        "-R",
        "-J",
        "-o",
        "-p",
        "-W",
        "-t",
        "-F",
        "8080:a:80",
        "[::1]:80:b:1",
    ]
    parts += [
        ":",
        "::",
        "@",
        "a@b",
        "ssh://",
        "ssh://x:99999",
        "'",
        '"',
        "\\",
        "\n",
        "$HOME",
        "$X",
        "`",
        "#",
        "a,b",
        "=",
    ]
    parts += ["Port=22", "User=", "~", "host:path", "[h]:p", "[", "]", "A=b", "sshpass", "-pq", "\x00", "\t", "0", "%"]
    understood = 0
    for number in range(5000):
        words = [dice.choice(parts) + dice.choice(["", " ", " "]) for _ in range(dice.randint(1, 9))]
        with contextlib.suppress(TowpathError):
            read_command(("ssh " if number % 2 else "") + "".join(words))
            understood += 1
    assert understood > 500


def test_commands_in_commands_have_an_end() -> None:
    started = time.monotonic()
    assert "ssh -t b" in read_command("ssh -t a " * 100 + "ssh -t b").first("RemoteCommand")
    with pytest.raises(TowpathError, match="too long"):
        read_command("ssh -t a " * 10_000)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("text", ["ssh ssh://ann:canary@host", "sftp sftp://ann:canary@host/x"])
def test_a_password_in_an_address_is_not_taken_over(text: str) -> None:
    typed = read_command(text)
    assert typed.host == "ann@host"
    assert "canary" not in repr(typed)
    assert any("password" in remark for remark in typed.remarks)

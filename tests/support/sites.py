"""Files of other programs with saved connections, as these write them."""

import base64
from collections.abc import Mapping
from pathlib import Path

from towpath.store.importers import ParsedSites, read_place

_PUTTY = "[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions"
PUTTY_REGISTRY = "\r\n".join(
    [
        "Windows Registry Editor Version 5.00",
        "",
        f"{_PUTTY}]",
        "",
        f"{_PUTTY}\\Default%20Settings]",
        '"HostName"=""',
        f"{_PUTTY}\\work%20box]",
        '"Present"=dword:00000001',
        '"HostName"="ann@box.example.org"',
        '"Protocol"="ssh"',
        '"PortNumber"=dword:000008ae',
        '"PublicKeyFile"="C:\\\\Users\\\\ann\\\\box.ppk"',
        '"PortForwardings"="L8080=intranet:80,4D1080=,R127.0.0.1:9000=localhost:9000,L1081=D"',
        '"Compression"=dword:00000001',
        '"PingIntervalSecs"=dword:0000001e',
        '"AgentFwd"=dword:00000001',
        '"TryAgent"=dword:00000000',
        '"AddressFamily"=dword:00000001',
        '"Colour0"="187,187,187"',
        '"Wordness0"=hex:00,01,\\',
        "  02,03",
        "",
        f"{_PUTTY}\\a%20switch]",
        '"HostName"="switch"',
        '"Protocol"="telnet"',
        f"{_PUTTY}\\old%20proxy]",
        '"HostName"="box"',
        '"ProxyMethod"=dword:00000001',
        f"{_PUTTY}\\nothing]",
        '"HostName"=""',
        f"{_PUTTY}\\bad%20host]",
        '"HostName"="-oProxyCommand=x"',
        f"{_PUTTY}\\socks]",
        '"HostName"="box"',
        '"ProxyMethod"=dword:00000002',
        '"ProxyHost"="proxy.example.org"',
        '"ProxyPort"=dword:00000438',
        '"ProxyUsername"="ann"',
        '"ProxyPassword"="proxy secret"',
        f"{_PUTTY}\\command]",
        '"HostName"="box"',
        '"ProxyMethod"=dword:00000005',
        '"ProxyHost"="proxy.example.org"',
        '"ProxyPort"=dword:00000c38',
        '"ProxyTelnetCommand"="connect -H %proxyhost:%proxyport %host %port 100%\\\\n"',
        f"{_PUTTY}\\behind]",
        '"HostName"="inner"',
        '"UserName"="bob"',
        '"ProxyMethod"=dword:00000006',
        '"ProxyHost"="work box"',
        f"{_PUTTY}\\by%20name]",
        '"HostName"="inner"',
        '"ProxyMethod"=dword:00000006',
        '"ProxyHost"="gate.example.org"',
        '"ProxyPort"=dword:000007e6',
        '"ProxyUsername"="gw"',
        "",
    ]
)


def filezilla(servers: str) -> bytes:
    """A sitemanager.xml with these."""
    return f'<?xml version="1.0"?>\n<FileZilla3 platform="*nix"><Servers>{servers}</Servers></FileZilla3>'.encode()


_PASSWORD = base64.b64encode("pässword".encode()).decode()
FILEZILLA = filezilla(
    f"""
<Folder expanded="1">Work
  <Folder expanded="0">Lab
    <Server>
      <Host>box.example.org</Host><Port>2222</Port><Protocol>1</Protocol><Type>0</Type><User>ann</User>
      <Pass encoding="base64">{_PASSWORD}</Pass><Logontype>1</Logontype><Name>Box</Name><Comments />
      <RemoteDir>1 0 4 home 5 ann é</RemoteDir>
    </Server>
    <Server>
      <Host>keys.example.org</Host><Port>22</Port><Protocol>1</Protocol><User>ann</User><Logontype>5</Logontype>
      <Keyfile>/home/ann/.ssh/id_lab</Keyfile><Name>Keys</Name>
    </Server>
  </Folder>
  <Server><Host>ftp.example.org</Host><Port>21</Port><Protocol>0</Protocol><Name>Shop</Name></Server>
</Folder>
<Server>
  <Host>locked.example.org</Host><Protocol>1</Protocol><Pass encoding="crypt" pubkey="x">abcd</Pass><Name>Locked</Name>
</Server>
<Server><Host>old.example.org</Host><Protocol>1</Protocol><User>bob</User><Pass>old secret</Pass></Server>
<Server><Host>other</Host><Protocol>1</Protocol>Box</Server>
"""
)


def winscp_password(password: str, key: str) -> str:
    """As WinSCP codes it: `key` is the user with the machine."""
    plain = (key + password).encode()
    length = bytes([0, len(plain)]) if len(plain) < 256 else bytes([2, *divmod(len(plain), 256)])
    coded = bytes([0xFF]) + length + bytes([3]) + b"xyz" + plain + b"rest"
    return bytes(~byte & 0xFF ^ 0xA3 for byte in coded).hex().upper()


WINSCP = "\r\n".join(
    [
        "[Configuration\\Interface]",
        "RandomSeedFile=x",
        "[Sessions\\Default%20Settings]",
        "[Sessions\\Work/Lab/my%20box]",
        "HostName=box.example.org",
        "PortNumber=2222",
        "UserName=ann",
        f"Password={winscp_password('pässword', 'annbox.example.org')}",
        "RemoteDirectory=/srv",
        "[Sessions\\shop]",
        "HostName=ftp.example.org",
        "FSProtocol=5",
        "[Sessions\\web]",
        "HostName=dav.example.org",
        "FSProtocol=6",
        "[Sessions\\tunnel]",
        "HostName=inner",
        "Tunnel=1",
        "TunnelHostName=gate",
        "TunnelPortNumber=2022",
        "TunnelUserName=gw",
        f"TunnelPassword={winscp_password('jump secret', 'gwgate')}",
        "[Sessions\\%EF%BB%BFgr%C3%B6%C3%9Fe]",
        "HostName=plain",
        "FSProtocol=0",
        "[Sessions\\Workspace/1]",
        "IsWorkspace=1",
        "",
    ]
)


def read(content: bytes, name: str = "file") -> ParsedSites:
    """What is in a file with this content."""
    return read_place(f"/nowhere/{name}", lambda _path: content)


def write_putty_sessions(folder: Path, sessions: Mapping[str, Mapping[str, str]]) -> None:
    """As PuTTY on Unix: below `folder`, by their coded names."""
    (folder / "sessions").mkdir(parents=True)
    for name, values in sessions.items():
        text = "".join(f"{key}={value}\n" for key, value in values.items())
        (folder / "sessions" / name).write_text(text)

"""FileZilla's sites: sitemanager.xml, what it exports, and the servers that it remembers."""

from __future__ import annotations

import base64
import binascii
import re
import xml.parsers.expat
from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder

from msgspec.structs import replace

from towpath.model.connection import Auth, Connection
from towpath.model.host_config import SiteFormat
from towpath.model.language import translate
from towpath.model.secret_text import SecretText
from towpath.store.importers.site import (
    Collecting,
    Malformed,
    NotCarriedError,
    ParsedSites,
    StoredPasswords,
    checked_hop,
    identity_files,
)

_SFTP = "1"
_PROTOCOLS = {"0": "FTP", "3": "FTPS", "4": "FTPS", "5": "FTPS", "6": "FTP", "7": "S3"}
_SITES = ("Server", "LastServer", "Tab")
_ANONYMOUS, _KEY_FILE = "0", "5"
"""Logontype."""
MOST_DEEP = 100


def read(content: bytes) -> ParsedSites:
    """Raises Malformed."""
    root = _parsed(content)
    if root.tag != "FileZilla3":
        raise Malformed(1, "")
    collecting = Collecting(SiteFormat.FILEZILLA)
    for server, folders in _servers(root, ()):
        name = _text(server, "Name") or _last_text(server) or _text(server, "Host")
        remarks: list[str] = []
        try:
            connection = _connection(server, remarks)
        except NotCarriedError as error:
            collecting.leave_out(" / ".join([*folders, name]), str(error))
            continue
        passwords = StoredPasswords(target=_password(server, remarks))
        connection = replace(connection, group=" / ".join(folders))
        collecting.add(name, connection, passwords, remarks, _folder(_text(server, "RemoteDir")))
    return collecting.found()


def _connection(server: Element, remarks: list[str]) -> Connection:
    """Raises NotCarriedError."""
    protocol = _text(server, "Protocol")
    if protocol != _SFTP:
        raise NotCarriedError(
            translate("Fact", "it is no SFTP site but {protocol}").format(
                protocol=_PROTOCOLS.get(protocol, "one of another protocol")
            )
        )
    login = _text(server, "Logontype")
    user = "" if login == _ANONYMOUS else _text(server, "User")
    files = identity_files(_text(server, "Keyfile"), remarks) if login == _KEY_FILE else ()
    hop = checked_hop(_text(server, "Host"), _text(server, "Port"), user, Auth(identity_files=files))
    if comments := " ".join(_text(server, "Comments").split()):
        remarks.append(translate("Fact", "its comment is not carried over: {what}").format(what=comments[:200]))
    return Connection(id="", name="", target=hop, imported=True)


def _password(server: Element, remarks: list[str]) -> SecretText:
    found = server.find("Pass")
    if found is None or not found.text:
        return SecretText()
    encoding = found.get("encoding", "")
    if encoding == "crypt":
        remarks.append("its password is behind FileZilla's master password")
        return SecretText()
    if encoding != "base64":
        return SecretText(found.text if not encoding else "")
    try:
        return SecretText(base64.b64decode(found.text, validate=True).decode())
    except (binascii.Error, UnicodeDecodeError):
        remarks.append("its password cannot be read")
        return SecretText()


_PART = re.compile(r"([0-9]{1,5}) ")


def _folder(coded: str) -> bytes:
    """`1 0 4 home 3 ann` is /home/ann: the kind of the machine (1 is Unix), and names after their lengths."""
    if not coded.startswith("1 0 "):
        return b""
    path, at = "", 4
    while at < len(coded):
        length = _PART.match(coded, at)
        if length is None or length.end() + int(length[1]) > len(coded):
            return b""
        path += "/" + coded[length.end() : length.end() + int(length[1])]
        at = length.end() + int(length[1]) + 1
    return path.encode("utf-8", "surrogateescape")


# --- XML


def _servers(element: Element, folders: tuple[str, ...]) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """All of them with the folders they are in. How deep it goes is known to be bounded."""
    for child in element:
        if child.tag in _SITES and child.find("Host") is not None:
            yield child, folders
        elif child.tag == "Folder":
            yield from _servers(child, (*folders, " ".join((child.text or "").split())))
        else:
            yield from _servers(child, folders)


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _last_text(server: Element) -> str:
    """Older versions write the name behind everything else."""
    return (server[-1].tail or "").strip() if len(server) else ""


def _parsed(content: bytes) -> Element:
    """The document. One with a DTD is refused: entities in it could grow without end, or read files (CWE-776, 611)."""
    builder, parser = TreeBuilder(), xml.parsers.expat.ParserCreate()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEEP:
            raise Malformed(
                parser.CurrentLineNumber,
                translate("Fact", "it is nested more than {most_deep} deep").format(most_deep=MOST_DEEP),
            )
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def has_dtd(*_: object) -> None:
        raise Malformed(parser.CurrentLineNumber, "it has a document type, which FileZilla's files have not")

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = has_dtd
    try:
        parser.Parse(content, True)
    except xml.parsers.expat.ExpatError as error:
        why = xml.parsers.expat.ErrorString(error.code)
        raise Malformed(error.lineno, translate("Fact", "it is no XML: {why}").format(why=why)) from error
    return builder.close()

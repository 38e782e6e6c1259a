"""The Jupyter servers that the user runs on a machine, found by asking there. Nothing that is said there is trusted."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.language import translate
from towpath.model.secret_text import SecretText
from towpath.model.web_address import read_web_address, redacted
from towpath.model.web_app import FoundWebApp, WebAppsFound

if TYPE_CHECKING:
    from towpath.ssh.program_settings import ProgramSettings
    from towpath.ssh.session import Session

SECONDS = 30.0
"""A login shell on a busy machine, and a Python on a slow disk."""
MOST_OUTPUT = 1 << 18
MOST_SERVERS = 50
LONGEST_FOLDER = 300
MOST_VALUES = 1000
_BEGINNING = re.compile(r"^[ \t]*[\[{]", re.MULTILINE)
_IN_PATHS = "/%!$&'()*+,;=:@~"
"""Besides letters, digits and `_.-`: characters that may stand in the path of a URL."""

_BEGIN, _NONE = "TOWPATH-LIST", "TOWPATH-NONE"
_PROBE = (
    f"echo {_BEGIN}; jupyter server list --jsonlist 2>/dev/null || jupyter notebook list --json 2>/dev/null"
    f" || echo {_NONE}"
)
"""For the user's own shell, whichever it is: only a login shell has what modules and conda add to the PATH."""
_SCRIPT = (
    "case $SHELL in *bash|*zsh|*ksh|*fish) s=$SHELL;; *) s=$(command -v bash || echo sh);; esac; "
    f'$s -lc "{_PROBE}" </dev/null; '
    "d=${JUPYTER_RUNTIME_DIR:-${JUPYTER_DATA_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/jupyter}/runtime}; "
    'for f in "$d"/jpserver-*.json "$d"/nbserver-*.json "$HOME"/Library/Jupyter/runtime/jpserver-*.json; do '
    "p=${f##*-}; p=${p%.json}; "
    '[ -r "$f" ] && kill -0 "$p" 2>/dev/null && cat "$f" && echo; done; exit 0'
)
"""Also what the servers have written down themselves, for a jupyter that is in nobody's PATH."""
_COMMAND = f"exec sh -c '{_SCRIPT}'".encode()


class _Server(msgspec.Struct, frozen=True):
    """As jupyter_server writes it (`ServerApp.server_info`), and notebook before it."""

    url: str
    port: int
    hostname: str = ""
    token: str = ""
    base_url: str = "/"
    root_dir: str = ""
    notebook_dir: str = ""


async def find_jupyter(session: Session, settings: ProgramSettings) -> WebAppsFound:
    """Raises TowpathError TIMED_OUT, UNSUPPORTED, FILE_FAILED, SFTP_UNAVAILABLE, LOST."""
    try:
        async with asyncio.timeout(SECONDS):
            result = await session.run(_COMMAND, MOST_OUTPUT, settings)
    except TimeoutError:
        facts = {"seconds": f"{SECONDS:g}"}
        raise TowpathError(Problem(ProblemKind.TIMED_OUT, session.name, facts)) from None
    return read_servers(result.out.decode("utf-8", "replace"))


def read_servers(said: str) -> WebAppsFound:
    """What was said there, understood."""
    _, begun, said = said.rpartition(f"{_BEGIN}\n")  # behind what the profile of the shell may say
    found: dict[str, FoundWebApp] = {}
    for value in _values(said):
        try:
            app = _app(msgspec.convert(value, _Server))
        except (msgspec.ValidationError, TowpathError, ValueError):
            continue
        found.setdefault(app.shown, app)
        if len(found) == MOST_SERVERS:
            break
    return WebAppsFound(apps=tuple(found.values()), remark="" if found else _why_none(bool(begun), said))


def _why_none(has_shell: bool, said: str) -> str:
    if not has_shell:
        return translate("WebApp", "the machine runs no commands for you, so it cannot be asked")
    if _NONE in said:
        return translate("WebApp", "no jupyter was found in the PATH of a login shell there, and no server that runs")
    return translate("WebApp", "no Jupyter server of yours runs there")


def _values(said: str) -> Iterator[object]:
    """The JSON values in a text, lists unpacked. Each begins a line."""
    decoder = json.JSONDecoder()
    place = 0
    for _ in range(MOST_VALUES):
        found = _BEGINNING.search(said, place)
        if found is None:
            return
        try:
            value, place = decoder.raw_decode(said, found.end() - 1)
        except ValueError:
            place = found.end()
        except RecursionError:
            return
        else:
            yield from value if isinstance(value, list) else [value]


def _app(server: _Server) -> FoundWebApp:
    """Raises INVALID, ValidationError, ValueError."""
    scheme = server.url.partition("://")[0]
    if scheme not in ("http", "https"):
        raise msgspec.ValidationError
    host = "localhost" if server.hostname in ("", "0.0.0.0", "::", "*") else urlsplit(server.url).hostname or ""
    host = f"[{host}]" if ":" in host else host
    base = quote(server.base_url, safe=_IN_PATHS) if server.base_url.startswith("/") else "/"
    token = f"?token={quote(server.token, safe='')}" if server.token else ""
    text = f"{scheme}://{host}:{server.port}{base}{token}"
    address = read_web_address(text)  # refuses port 0, too: it listens on a Unix socket
    folder = server.root_dir or server.notebook_dir
    return FoundWebApp(address=SecretText(text), shown=redacted(address), folder=folder[:LONGEST_FOLDER])

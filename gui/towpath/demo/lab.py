"""The demo as a whole: gateway, inner machine and web pages, and a throw-away profile whose connections lead there."""

from __future__ import annotations

import logging
import shutil
import socket
import tempfile
import threading
from pathlib import Path
from typing import Self

from towpath.demo.accounts import KEY_USER, PASSWORD_USER, Accounts, load_key, new_key
from towpath.demo.intranet import INNER_NAME, INTRANET_DOMAIN, INTRANET_NAME, Intranet, Service, inner_page, own_page
from towpath.demo.machine import Machine
from towpath.demo.sftp_tree import Tree, make_tree
from towpath.files import write_atomically
from towpath.model.connection import Auth, AuthMethod, Connection, Hop
from towpath.model.forward import DEFAULT_LISTEN_HOST, DEFAULT_REMOTE_HOST, Endpoint, Forward, ForwardKind
from towpath.model.settings import Config, Settings
from towpath.model.site_rule import BrowserSettings, SiteRule

log = logging.getLogger(__name__)
NOTEBOOK_PORT = 8888
OWN_PAGE_PORT = 8080
"""Where the gateway shows the page of this computer."""


class Lab:
    """Everything the demo runs, in this process, on loopback. A context manager: the end removes all of it."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="towpath-demo-"))
        self.key_file = self.home / ".ssh" / "id_ed25519"
        key_text = new_key()
        write_atomically(self.key_file, key_text.encode())
        key = load_key(key_text)
        make_tree(self.home / "files")
        files = Tree(self.home / "files")

        notebooks = Intranet()
        notebooks.add("localhost", NOTEBOOK_PORT, inner_page(INNER_NAME))
        self.inner = Machine(INNER_NAME, Accounts(key), notebooks, files)
        corp = Intranet()
        corp.add(INTRANET_NAME, 80, inner_page(INTRANET_NAME))
        corp.add(INNER_NAME, 22, self.inner.serve)
        self.gateway = Machine("gateway", Accounts(key), corp, files)

        self._gateway_port = _Port("gateway", self.gateway.serve)
        self._own_page_port = _Port("own-page", own_page())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def profile_folder(self) -> Path:
        """Where the throw-away profile is kept."""
        return self.home / "profile"

    @property
    def port(self) -> int:
        """The gateway's port on loopback."""
        return self._gateway_port.endpoint.port

    @property
    def own_page(self) -> Endpoint:
        """Where this computer serves a page that the gateway may see."""
        return self._own_page_port.endpoint

    def config(self) -> Config:
        """The connections a newcomer finds: three behind one code, one with a key. And a rule that leads browsers to
        the intranet; the desktop's own proxy setting is left alone."""
        with_code = Hop(
            host=DEFAULT_LISTEN_HOST,
            port=self.port,
            user=PASSWORD_USER,
            auth=Auth(use_agent=False, methods=(AuthMethod.KEYBOARD_INTERACTIVE,)),
        )
        by_key = Auth(use_agent=False, identity_files=(str(self.key_file),))
        with_key = Hop(host=DEFAULT_LISTEN_HOST, port=self.port, user=KEY_USER, auth=by_key)
        inner = Hop(host=INNER_NAME, user=KEY_USER, auth=by_key)
        page, notebook = Endpoint(INTRANET_NAME, 80), Endpoint("localhost", NOTEBOOK_PORT)
        rule = SiteRule(id="corp", pattern=INTRANET_DOMAIN, connection="intranet", note="names the gateway alone knows")
        return Config(
            settings=Settings(browser=BrowserSettings(rules=(rule,), change_system=False)),
            connections=(
                _connection("intranet", with_code, _local("page", page), _dynamic(), self._remote()),
                _connection("inner machine", inner, _local("notebook", notebook), jumps=(with_code,)),
                _connection("intranet too", with_code, _local("page again", page)),
                _connection("with a key", with_key, _local("page by key", page)),
            ),
        )

    def _remote(self) -> Forward:
        listen = Endpoint(DEFAULT_REMOTE_HOST, OWN_PAGE_PORT)
        return Forward(id="own page", kind=ForwardKind.REMOTE, listen=listen, target=self.own_page, label="own page")

    def close(self) -> None:
        """Stop listening, send everybody away, remove the files."""
        self._gateway_port.close()
        self._own_page_port.close()
        self.inner.close()
        self.gateway.close()
        shutil.rmtree(self.home, ignore_errors=True)


class _Port:
    """A port of this computer's loopback, and a thread that lets a service answer there."""

    def __init__(self, name: str, service: Service) -> None:
        self._name = name
        self._service = service
        self._listener = socket.create_server((DEFAULT_LISTEN_HOST, 0))
        self._accepting = threading.Thread(target=self._accept, name=f"towpath-demo-{name}", daemon=True)
        self._accepting.start()

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(*self._listener.getsockname())

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join(5)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                visitor, _address = self._listener.accept()
            except OSError:
                return  # closed
            visitor.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(
                target=self._service, args=(visitor,), name=f"towpath-demo-{self._name}-visitor", daemon=True
            ).start()


def _connection(name: str, target: Hop, *forwards: Forward, jumps: tuple[Hop, ...] = ()) -> Connection:
    return Connection(id=name, name=name, target=target, jumps=jumps, forwards=forwards, group="Demo")


def _local(label: str, target: Endpoint) -> Forward:
    return Forward(id=label, listen=_free_endpoint(), target=target, label=label)


def _dynamic() -> Forward:
    return Forward(id="proxy", kind=ForwardKind.DYNAMIC, listen=_free_endpoint(), label="proxy")


def _free_endpoint() -> Endpoint:
    """A loopback port that nobody uses right now."""
    with socket.create_server((DEFAULT_LISTEN_HOST, 0)) as probe:
        return Endpoint(DEFAULT_LISTEN_HOST, int(probe.getsockname()[1]))

"""The part of sshtunnel 0.5.1 that ssh/listening.py builds on; the library comes without types."""

import logging
import socketserver
from collections.abc import Callable
from typing import Any

class BaseSSHTunnelForwarderError(Exception): ...
class HandlerSSHTunnelForwarderError(BaseSSHTunnelForwarderError): ...

class _ForwardServer(socketserver.TCPServer):
    logger: logging.Logger
    remote_address: tuple[str, int]
    def __init__(self, address: tuple[str, int], handler: Any, *, logger: logging.Logger | None = None) -> None: ...
    @property
    def local_address(self) -> tuple[str, int]: ...
    @property
    def local_host(self) -> str: ...
    @property
    def local_port(self) -> int: ...

class _StreamForwardServer(socketserver.UnixStreamServer):
    logger: logging.Logger
    def __init__(self, address: str, handler: Any, *, logger: logging.Logger | None = None) -> None: ...

class SSHTunnelForwarder:
    skip_tunnel_checkup: bool
    daemon_forward_servers: bool
    daemon_transport: bool
    is_alive: bool
    logger: logging.Logger
    tunnel_is_up: dict[tuple[str, int], bool]
    _transport: Any  # whatever has is_active()
    _server_list: list[_ForwardServer | _StreamForwardServer]
    _local_binds: list[tuple[str, int] | str]
    def __init__(
        self,
        ssh_address_or_host: tuple[str, int] | str | None = None,
        ssh_config_file: str | None = ...,
        ssh_host_key: str | None = None,
        ssh_password: str | None = None,
        ssh_pkey: object = None,
        ssh_private_key_password: str | None = None,
        ssh_proxy: object = None,
        ssh_proxy_enabled: bool = True,
        ssh_username: str | None = None,
        local_bind_address: tuple[str, int] | None = None,
        local_bind_addresses: list[tuple[str, int]] | None = None,
        logger: logging.Logger | None = None,
        mute_exceptions: bool = False,
        remote_bind_address: tuple[str, int] | None = None,
        remote_bind_addresses: list[tuple[str, int]] | None = None,
        set_keepalive: float = 5.0,
        threaded: bool = True,
        compression: bool | None = None,
        allow_agent: bool = True,
        host_pkey_directories: list[str] | None = None,
        **kwargs: Any,
    ) -> None: ...
    def start(self) -> None: ...
    def stop(self, force: bool = False) -> None: ...
    def close(self) -> None: ...
    def restart(self) -> None: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def local_bind_port(self) -> int: ...
    @property
    def local_bind_host(self) -> str: ...
    @property
    def local_bind_address(self) -> tuple[str, int]: ...
    def _connect_to_gateway(self) -> None: ...
    @staticmethod
    def _consolidate_auth(**kwargs: Any) -> tuple[str, list[Any]]: ...
    def _create_tunnels(self) -> None: ...
    def _make_ssh_forward_server_class(self, remote_address_: tuple[str, int]) -> Callable[..., _ForwardServer]: ...
    def _make_ssh_forward_server(
        self, remote_address: tuple[str, int], local_bind_address: tuple[str, int]
    ) -> None: ...
    def _serve_forever_wrapper(self, _srv: _ForwardServer, poll_interval: float = 0.1) -> None: ...
    def _stop_transport(self, force: bool = False) -> None: ...
    def _raise(self, exception: type[Exception] = ..., reason: str | None = None) -> None: ...

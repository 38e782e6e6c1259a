"""A browser is handed an address by another one, which says it once, and only to who may know it."""

import asyncio

import pytest

from towpath.model.secret_text import SecretText
from towpath.net.shown_once import ShownOnce

ADDRESS = "http://127.0.0.1:8889/lab?token=canary&a=%20#ü"


async def said(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


def port_and_path(once: ShownOnce) -> tuple[int, str]:
    place, _, path = once.url.removeprefix("http://127.0.0.1:").partition("/")
    return int(place), f"/{path}"


def test_it_leads_on_once() -> None:
    async def run() -> None:
        once = ShownOnce(SecretText(ADDRESS))
        async with once.serve():
            port, path = port_and_path(once)
            request = f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            assert (
                await said(port, b"\x16\x03\x01\x02\x00\x01\r\n\r\n")
                == b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            assert not once.followed.is_set()
            first = await said(port, request)
            assert b"\r\nLocation: http://127.0.0.1:8889/lab?token=canary&a=%20#%C3%BC\r\n" in first
            assert b"\r\nCache-Control: no-store\r\n" in first
            assert once.followed.is_set()
            assert b"canary" not in await said(port, request)

    asyncio.run(run())


@pytest.mark.parametrize("request_line", ["GET / HTTP/1.1", "GET {path}x HTTP/1.1", "POST {path} HTTP/1.1", "{path}"])
def test_only_its_own_address_is_answered(request_line: str) -> None:
    async def run() -> None:
        once = ShownOnce(SecretText(ADDRESS))
        async with once.serve():
            port, path = port_and_path(once)
            assert b"canary" not in await said(port, f"{request_line.format(path=path)}\r\n\r\n".encode())
            assert not once.followed.is_set()

    asyncio.run(run())


def test_another_user_is_told_nothing() -> None:
    async def run() -> None:
        once = ShownOnce(SecretText(ADDRESS), allowed=lambda _connection: False)
        async with once.serve():
            port, path = port_and_path(once)
            assert b"canary" not in await said(port, f"GET {path} HTTP/1.1\r\n\r\n".encode())
            assert not once.followed.is_set()

    asyncio.run(run())

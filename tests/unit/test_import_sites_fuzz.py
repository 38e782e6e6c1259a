"""Damaged and hostile files of other programs: they are read or refused, and soon."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.sites import FILEZILLA, PUTTY_REGISTRY, WINSCP, read
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.host_config import SiteFormat
from towpath.model.parse import parse_hop, parse_name
from towpath.store.importers import ParsedSites, exported

_OWN = exported.export([site.site.connection for site in read(PUTTY_REGISTRY.encode()).sites]).encode()
SAMPLES = [PUTTY_REGISTRY.encode("utf-16"), PUTTY_REGISTRY.encode(), FILEZILLA, WINSCP.encode(), _OWN]
LONGEST = 2.0
"""Seconds of the processor's time."""
_SIGNS = [b"[Sessions\\", b"]", b"HostName=", b"ProxyMethod=", b"=", b",", b"\\", b"%00", b"%ff", b"%host", b"<Server>"]
_SIGNS += [b"</Server>", b"<!DOCTYPE", b"&#0;", b"\xff", b"\0", b'"', b"\n", b"-o", b" "]


def check(content: bytes) -> None:
    """The one property of all of them."""
    begin = time.process_time()
    found, problem = ParsedSites(format=SiteFormat.PUTTY, sites=()), None
    try:
        found = read(content)
    except TowpathError as error:
        problem = error.problem
    assert time.process_time() - begin < LONGEST
    assert problem is None or problem.kind is ProblemKind.SITE_FILE_MALFORMED
    names = [site.site.name for site in found.sites]
    assert len(set(names)) == len(names)
    for site in found.sites:
        assert parse_name(site.site.name) == site.site.name
        assert site.site.connection.imported
        if b"towpath-connections" not in content:  # whose own syntax is the editor's
            for hop in site.site.connection.hops:
                assert parse_hop(str(hop)).host == hop.host
        assert site.site.connection.proxy_command.isprintable()
    for one in found.left_out:
        (one.text + one.why).encode(errors="surrogatepass")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real file with a few things cut out, put in or doubled."""
    content = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 6))):
        at, end = sorted(draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
        if draw(st.booleans()):
            end = min(end, at + 8)
        middle = draw(
            st.one_of(st.just(b""), st.sampled_from(_SIGNS), st.binary(max_size=4), st.just(content[at:end] * 2))
        )
        content = (content[:at] + middle + content[end:])[:60_000]
    return content


@given(damaged())
@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
def test_damaged_files(content: bytes) -> None:
    check(content)


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=100)
def test_any_bytes(content: bytes) -> None:
    check(content)

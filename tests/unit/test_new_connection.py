"""What a new connection begins with."""

from towpath.model.connection import AddressFamily, Connection, Hop, Keepalive, Proxy, ProxyKind, Reconnect
from towpath.model.new_connection import begun
from towpath.model.settings import NetworkSettings

PLAIN = Connection(id="lab", name="lab", target=Hop(host="lab", user="ann"), jumps=(Hop(host="gate", port=2222),))


def test_the_usual_settings_change_nothing() -> None:
    assert begun(PLAIN, NetworkSettings()) == PLAIN


def test_every_machine_and_the_whole_get_what_is_set() -> None:
    network = NetworkSettings(
        timeout=5.0,
        keepalive=Keepalive(interval=30.0, count=2),
        reconnect=Reconnect(enabled=False),
        proxy=Proxy(kind=ProxyKind.SOCKS5, host="proxy", port=1080),
        address_family=AddressFamily.INET6,
    )
    made = begun(PLAIN, network)
    assert [(hop.timeout, hop.address_family) for hop in made.hops] == [(5.0, AddressFamily.INET6)] * 2
    assert [str(hop) for hop in made.hops] == [str(hop) for hop in PLAIN.hops]
    assert (made.keepalive, made.reconnect, made.proxy) == (network.keepalive, network.reconnect, network.proxy)

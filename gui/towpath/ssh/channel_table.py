"""The channels of one transport by number, in place of paramiko's table."""

from __future__ import annotations

from towpath.ssh.channel import Channel


class ChannelTable:
    """The open channels by number. Stock holds them weakly and closes what nobody else holds."""

    def __init__(self) -> None:
        self._channels: dict[int, Channel] = {}

    def put(self, number: int, channel: Channel) -> None:
        self._channels[number] = channel

    def get(self, number: int) -> Channel | None:
        return self._channels.get(number)

    def delete(self, number: int) -> None:
        self._channels.pop(number, None)

    def values(self) -> list[Channel]:
        return list(self._channels.values())

    def __len__(self) -> int:
        return len(self._channels)


class EveryChannel(dict[int, bool]):
    """What stock asks when a message comes for a channel that is closed: was there one? Stock keeps every number for
    ever to know; a late message is always ignored instead."""

    def __contains__(self, number: object) -> bool:
        return True

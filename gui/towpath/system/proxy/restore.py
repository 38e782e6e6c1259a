"""Puts the desktop's setting back, place by place, where it is still ours. Used by the program and by its guard."""

from __future__ import annotations

from towpath.system.proxy.journal import Journal, Record
from towpath.system.proxy.setting import ProxySetting, Seen, Value, failed, is_towpath


def restore(setting: ProxySetting, journal: Journal) -> bool:
    """Put back what was there before. False if somebody else has changed something, which is then left as it is.

    A place whose URL is not ours is somebody else's, whatever its mode: who typed another URL found the mode on
    "automatic" already. The mode goes first, so that no browser sees "automatic" without a URL and looks for one.
    Raises TowpathError SYSTEM_PROXY_FAILED.
    """
    untouched = True
    seen = setting.read()
    for place, record in journal.places.items():
        now = seen.places.get(place)
        if now is None:
            continue  # it is no longer there: a network service that was removed
        if now.url not in record.urls:
            untouched = untouched and now == record.was
            continue
        if now.mode != record.mode:
            untouched = untouched and now.mode == record.was.mode
        elif record.before.mode != record.mode:
            setting.write_mode(place, record.before.mode)
        setting.write_url(place, record.before.url)
    if any(is_ours(now, journal.places.get(place)) for place, now in setting.read().places.items()):
        raise failed(setting.desktop, "it could not be put back", "set it by hand in the desktop's settings")
    return untouched


def reset(setting: ProxySetting) -> None:
    """Unset every Towpath's URL, when what was there before is not known. Raises TowpathError SYSTEM_PROXY_FAILED."""
    for place, now in setting.read().places.items():
        if is_towpath(now):
            if now.mode == setting.ours(place, "").mode:
                setting.write_mode(place, None)
            setting.write_url(place, None)


def is_ours(now: Value, record: Record | None) -> bool:
    """Whether a place is as we made it."""
    return record is not None and now.url in record.urls and now.mode == record.mode


def all_ours(seen: Seen, journal: Journal) -> bool:
    """Whether all of the setting is as we made it, as far as it is still there."""
    places = [(now, journal.places[place]) for place, now in seen.places.items() if place in journal.places]
    return bool(places) and all(is_ours(now, record) for now, record in places)

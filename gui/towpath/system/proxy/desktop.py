"""Which desktop this is, and who knows its proxy setting."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from towpath.system.proxy.gnome import GnomeSetting
from towpath.system.proxy.kde import KdeSetting
from towpath.system.proxy.macos import MacSetting
from towpath.system.proxy.setting import ProxySetting

WITH_GSETTINGS = {
    "GNOME": "GNOME",
    "Unity": "Unity",
    "X-Cinnamon": "Cinnamon",
    "Pantheon": "Pantheon",
    "Deepin": "Deepin",
    "DDE": "Deepin",
    "UKUI": "UKUI",
    "COSMIC": "COSMIC",
}
"""Where Chromium follows gsettings, by the words of XDG_CURRENT_DESKTOP. Firefox does so everywhere."""
OTHER_NAMES = {"XFCE": "Xfce", "LXQt": "LXQt", "LXDE": "LXDE", "sway": "Sway", "ENLIGHTENMENT": "Enlightenment"}
"""How desktops without such a setting are written."""


def setting_here(environment: Mapping[str, str]) -> ProxySetting | str:
    """The setting that browsers follow here, or the name of a desktop that has none (empty: no desktop at all)."""
    if sys.platform == "win32":
        from towpath.system.proxy.windows import UserRegistry, WindowsSetting  # the registry is only there

        return WindowsSetting(UserRegistry())
    elif sys.platform == "darwin":
        return MacSetting(environment)
    else:
        return _on_linux(environment)


def setting_named(platform: str, environment: Mapping[str, str]) -> ProxySetting | None:
    """The one that goes by this name in a journal, which may be of another desktop's session."""
    here = setting_here(environment)
    if not isinstance(here, str) and here.platform == platform:
        return here
    if sys.platform in ("win32", "darwin"):
        return None
    if platform == KdeSetting.platform:
        return KdeSetting(environment)
    return GnomeSetting("GNOME", environment) if platform == GnomeSetting.platform else None


def _on_linux(environment: Mapping[str, str]) -> ProxySetting | str:
    words = [word for word in environment.get("XDG_CURRENT_DESKTOP", "").split(":") if word]
    for word in words:
        if word == "KDE":
            return KdeSetting(environment)
        if word in WITH_GSETTINGS:
            return GnomeSetting("Budgie" if "Budgie" in words else WITH_GSETTINGS[word], environment)
    return OTHER_NAMES.get(words[0], words[0]) if words else ""

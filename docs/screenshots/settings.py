"""The Settings page, section by section, and what a search in it finds."""

from PySide6.QtCore import QSize

from docs.screenshots.canned import Canned
from docs.screenshots.connections import connections
from docs.screenshots.studio import Studio
from towpath.model.connection import Proxy, ProxyKind
from towpath.model.desktop import AutostartState, ReadAutostart
from towpath.model.settings import GeneralSettings, NetworkSettings, Settings
from towpath.model.state import Snapshot
from towpath.qt.bridge import Bridge
from towpath.qt.window import MainWindow

SIZE = QSize(1040, 780)


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    settings = Settings(
        appearance=studio.scheme,
        general=GeneralSettings(shortcuts={"files.refresh": "Ctrl+R"}),
        network=NetworkSettings(proxy=Proxy(kind=ProxyKind.SOCKS5, host="proxy.example", port=1080)),
    )
    snapshot = Snapshot(connections=connections(), settings=settings)
    autostart = AutostartState(enabled=True, place="/home/ann/.config/autostart/towpath.desktop")
    for number, name in enumerate(("general", "network", "transfers", "browser", "appearance", "shortcuts")):
        bridge = Bridge(Canned(snapshot, reports={ReadAutostart: autostart}))
        window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
        window.show_page(window.settings)
        window.settings.list.setCurrentRow(number)
        if name == "shortcuts":
            window.settings.shortcuts.field.setKeySequence("Ctrl+K")
        studio.save(window, f"settings-{name}", SIZE)
        bridge.close()
    bridge = Bridge(Canned(snapshot))
    window = MainWindow(bridge, studio.theme, tray_shown=lambda: True)
    window.show_page(window.settings)
    window.settings.search.setText("proxy")
    studio.save(window, "settings-search", SIZE)
    bridge.close()

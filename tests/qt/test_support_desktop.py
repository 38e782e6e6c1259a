"""The tests' own desktop pieces work with a real Qt tray program, by D-Bus and by mouse, and with keyring."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support import process
from tests.support.desktop import GnomeKeyring, SessionBus, XEmbedHost, Xvfb
from tests.support.tray_watcher import TrayWatcher
from tests.support.wait import wait_for

PROGRAM = [sys.executable, "-m", "tests.support.tray_program"]


def wait_until_said(log: Path, text: str) -> None:
    wait_for(lambda: text in log.read_text(), what=lambda: f"{text!r} in: {log.read_text()}")


def test_a_menu_is_read_and_clicked_over_the_bus(
    xvfb: Xvfb, session_bus: SessionBus, tray_watcher: TrayWatcher, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    env = {**os.environ, **xvfb.env, **session_bus.env}
    program = process.start(PROGRAM, log=log, env=env, cwd=process.ROOT)
    try:
        item = tray_watcher.wait_for_item()
        menu = tray_watcher.menu(item)
        assert menu.lines()[1:] == ["  Off (disabled)", "  [ ] Tunnel one", "  ---", "  More", "    Leave"]
        assert tray_watcher.property(item, "ToolTip")[2] == "A tray program"
        tunnel = menu.find("Tunnel")
        for state in (True, False):
            tray_watcher.click(item, tunnel)
            wait_until_said(log, f"tunnel {'on' if state else 'off'}")
            assert tray_watcher.menu(item).find("Tunnel").checked is state
        tray_watcher.click(item, menu.find("More", "Leave"))
        program.wait(10)
        wait_for(lambda: not tray_watcher.items, what="the icon to vanish with its program")
    finally:
        process.stop(program)


def test_a_menu_is_used_by_mouse_and_keyboard(xvfb: Xvfb, xembed_host: XEmbedHost, tmp_path: Path) -> None:
    log = tmp_path / "log"
    # No bus: Qt then takes the old kind of tray.
    env = {**os.environ, **xvfb.env, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    program = process.start(PROGRAM, log=log, env=env, cwd=process.ROOT)
    try:
        icon = xembed_host.icon("trayprogram")
        xembed_host.click(icon, button=3)
        wait_for(lambda: len(xembed_host.windows("trayprogram")) > 1, what="the menu to open")
        xembed_host.press("Down", "Return")
        wait_until_said(log, "tunnel on")
    finally:
        process.stop(program)


def test_a_keyring_keeps_a_secret(gnome_keyring: GnomeKeyring) -> None:
    code = (
        "import keyring\n"
        "keyring.set_password('towpath-test', 'ann', 'kept')\n"
        "print(keyring.get_keyring().name, keyring.get_password('towpath-test', 'ann'))\n"
        "keyring.delete_password('towpath-test', 'ann')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **gnome_keyring.env},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stdout == "SecretService Keyring kept\n", done.stderr

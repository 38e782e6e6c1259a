"""A tray program of a few lines, to prove the tests' own tray hosts: it prints what was chosen in its menu."""

import sys

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon


def main() -> None:
    app = QApplication(sys.argv)
    app.setApplicationName("trayprogram")
    app.setQuitOnLastWindowClosed(False)
    menu = QMenu()
    menu.addAction("Off").setEnabled(False)
    tunnel = menu.addAction("Tunnel &one")
    tunnel.setCheckable(True)
    tunnel.toggled.connect(lambda on: print("tunnel", "on" if on else "off", flush=True))  # noqa: T201
    menu.addSeparator()
    more = menu.addMenu("More")
    more.addAction("Leave").triggered.connect(app.quit)
    picture = QPixmap(22, 22)
    picture.fill(QColor("#20a040"))
    tray = QSystemTrayIcon(QIcon(picture))
    tray.setToolTip("A tray program")
    tray.setContextMenu(menu)
    tray.show()
    app.exec()


if __name__ == "__main__":
    main()

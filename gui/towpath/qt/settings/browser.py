"""Settings: what the browser switch does."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QSizePolicy, QSpinBox

from towpath.model.settings import Settings
from towpath.qt.bridge import Bridge
from towpath.qt.settings.section import Section, switch
from towpath.qt.theme import SPACE

_LONGEST_IDLE = 100_000
"""Minutes, as the settings allow."""


class BrowserSection(Section):
    """The rules themselves are on the Browser page."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "browser")
        tr = self.tr
        self.entitle(tr("Browser"))
        self.change_system = switch("change-system", tr("The browser switch changes the desktop's proxy setting"))
        self.idle = QSpinBox()
        self.idle.setObjectName("idle-minutes")
        self.idle.setAccessibleName(tr("Connections brought up by a browser"))
        self.idle.setRange(0, _LONGEST_IDLE)
        self.idle.setPrefix(tr("End after "))
        self.idle.setSuffix(tr(" min without a request"))
        self.idle.setSpecialValueText(tr("Stay up"))
        self.idle.lineEdit().setTextMargins(SPACE, 0, 0, 0)
        self.idle.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.log_sites = switch("remember-sites", tr("Show which sites browsers asked for just now"))
        self.add(
            tr("Desktop"),
            self.change_system,
            tr("Otherwise only browsers that are opened here, or given the PAC address, follow the rules."),
        )
        self.add(tr("Connections brought up by a browser"), self.idle)
        self.add(tr("Sites"), self.log_sites, tr("The list is never written down, and is gone when Towpath ends."))
        self.change_system.clicked.connect(self.save)
        self.idle.editingFinished.connect(self.save)
        self.log_sites.clicked.connect(self.save)
        self.start()

    def show_settings(self, settings: Settings) -> None:
        self.change_system.setChecked(settings.browser.change_system)
        self.log_sites.setChecked(settings.browser.log_sites)
        if not self.idle.hasFocus():
            self.idle.setValue(settings.browser.idle_minutes)

    def changed(self, before: Settings) -> Settings:
        browser = replace(
            before.browser,
            change_system=self.change_system.isChecked(),
            idle_minutes=self.idle.value(),
            log_sites=self.log_sites.isChecked(),
        )
        return replace(before, browser=browser)

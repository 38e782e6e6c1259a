"""Settings: how Towpath looks, and what it speaks."""

from __future__ import annotations

from msgspec.structs import replace

from towpath.model.settings import Appearance, Settings
from towpath.qt.bridge import Bridge
from towpath.qt.languages import available
from towpath.qt.settings.section import Section, choice, choose

SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Per cent of the system's text."""


class AppearanceSection(Section):
    """Scheme and size count at once, the language after a restart."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "appearance")
        tr = self.tr
        self.entitle(tr("Appearance"))
        self.appearance = choice(
            "appearance",
            tr("Appearance"),
            (
                (tr("As the system"), Appearance.SYSTEM.value),
                (tr("Light"), Appearance.LIGHT.value),
                (tr("Dark"), Appearance.DARK.value),
            ),
        )
        self.text_size = choice("text-size", tr("Text size"), ((f"{size} %", str(size)) for size in SIZES))
        languages = ((one.name, one.code) for one in available())
        self.language = choice("language", tr("Language"), ((tr("As the system"), ""), *languages))
        self.add(tr("Colours"), self.appearance)
        self.add(tr("Text size"), self.text_size, tr("Of the size that the system has set."))
        self.add(tr("Language"), self.language, tr("From the next start on. The command line is in English."))
        for box in (self.appearance, self.text_size, self.language):
            box.activated.connect(self.save)
        self.start()

    def show_settings(self, settings: Settings) -> None:
        choose(self.appearance, settings.appearance.value)
        size, language = str(settings.general.text_size), settings.general.language
        if self.text_size.findData(size) < 0:  # written by hand
            self.text_size.addItem(f"{size} %", size)
        if self.language.findData(language) < 0:
            self.language.addItem(language, language)
        choose(self.text_size, size)
        choose(self.language, language)

    def changed(self, before: Settings) -> Settings:
        general = replace(
            before.general,
            text_size=int(self.text_size.currentData()),
            language=self.language.currentData(),
        )
        return replace(before, appearance=Appearance(self.appearance.currentData()), general=general)

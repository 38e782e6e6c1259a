"""How long a rule is there: one choice, wherever rules are made."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from towpath.model.site_rule import Lifetime


class LifetimeBox(QComboBox):
    """Says it as the table does."""

    def __init__(self, name: str, lifetime: Lifetime = Lifetime.LASTING, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Lasts"))
        for one, text in (
            (Lifetime.LASTING, self.tr("Always")),
            (Lifetime.SESSION, self.tr("Until Towpath ends")),
            (Lifetime.HOUR, self.tr("For one hour")),
        ):
            self.addItem(text, one.value)
        self.setCurrentIndex(self.findData(lifetime.value))

    @property
    def lifetime(self) -> Lifetime:
        """What is chosen."""
        return Lifetime(self.currentData())

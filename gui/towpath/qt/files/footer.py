"""The line below a list: how many entries, what is selected, what is not shown, and how much room there is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from towpath.model.text import size
from towpath.qt.files.folder_view import Totals
from towpath.qt.theme import SPACE, ElidedLabel, MutedLabel, scaled


class Footer(QWidget):
    """`12 items, 3 selected (4.2 MB) · 2 hidden`, and at the other end `120 GB free`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = ElidedLabel()
        self.counts.setObjectName("folder-totals")
        self.counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.room = MutedLabel()
        self.room.setObjectName("free-space")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE // 2, 0, SPACE // 2, 0)
        layout.setSpacing(SPACE)
        for label in (self.counts, self.room):
            label.setFont(scaled(label.font(), 0.92))
        layout.addWidget(self.counts, 1)
        layout.addWidget(self.room)

    def show_totals(self, totals: Totals, *, listing: bool, ready: bool, free_space: int | None) -> None:
        """Say what the list holds now."""
        self.counts.setText(self._counts(totals, listing) if listing or ready else "")
        self.room.setText(self.tr("{size} free").format(size=size(free_space)) if free_space is not None else "")

    def _counts(self, totals: Totals, listing: bool) -> str:
        text = self.tr("1 item") if totals.shown == 1 else self.tr("{n} items").format(n=f"{totals.shown:,}")
        if listing:
            text = self.tr("Listing… {items}").format(items=text)
        if totals.selected:
            text += self.tr(", {n} selected").format(n=f"{totals.selected:,}")
            text += f" ({size(totals.selected_bytes)})" if totals.selected_bytes else ""
        if totals.hidden and not listing:  # some that came only wait for their places
            text += " · " + self.tr("{n} hidden").format(n=f"{totals.hidden:,}")
        return text

"""How Towpath looks: one palette for light and one for dark, one accent colour, a small type scale, even spacing.

The look follows the system's scheme live, or `Settings.appearance`. Painters ask for colours by meaning with the
palette they paint with (`status_colour`, `muted`), so nothing has to be told when the scheme changes.
"""

from __future__ import annotations

import html
import sys
from string import Template

import msgspec
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from towpath.model.settings import Appearance, Settings
from towpath.model.state import Status
from towpath.qt.colours import DARK, LIGHT, Colours
from towpath.qt.resources import icon_folder

SPACE = 8
"""The unit of all spacing, in device-independent pixels; margins and gaps are multiples or halves of it."""

_STATUS_COLOUR = {
    Status.OFF: "muted",
    Status.CONNECTING: "busy",
    Status.WAITING_FOR_USER: "asking",
    Status.WAITING_FOR_NETWORK: "warning",
    Status.UP: "good",
    Status.DEGRADED: "warning",
    Status.RETRYING: "busy",
    Status.FAILED: "bad",
}

_STYLE = Template(
    """
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QAbstractItemView { activate-on-singleclick: 0; }
#rail { background: $raised; border-right: 1px solid $line; }
#rail QToolButton { border: none; border-radius: 8px; padding: 8px 4px; color: $muted; }
#rail QToolButton:hover { background: $window; color: $text; }
#rail QToolButton:checked { background: $selected; color: $text; }
#rail QToolButton:focus { border: 2px solid $accent; padding: 6px 2px; }
#card { background: $raised; border: 1px solid $line; border-radius: 8px; }
#banner { background: $warning_ground; border: 1px solid $warning; border-radius: 8px; }
#banner[loud="true"] { background: $bad_ground; border-color: $bad; }
#banner[quiet="true"] { background: $selected; border-color: $accent; }
#fieldMessage { color: $bad; }
QPushButton { background: $raised; border: 1px solid $line; border-radius: 6px; padding: 6px 14px; color: $text; }
QPushButton:hover { border-color: $accent; }
QPushButton:pressed { background: $selected; }
QPushButton:disabled { color: $disabled; background: $window; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton[primary="true"] { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $line; border-color: $line; color: $disabled; }
QLineEdit, QComboBox, QAbstractSpinBox {
    background: $base; border: 1px solid $line; border-radius: 6px; padding: 5px 8px; color: $text;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QPlainTextEdit {
    background: $base; border: 1px solid $line; border-radius: 6px; padding: 2px; color: $text;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit:focus { border-color: $accent; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: $disabled; background: $window; }
QLineEdit[invalid="true"] { border-color: $bad; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
    border: none; padding: 0; background: transparent;
}
QAbstractItemView QLineEdit { border: none; border-radius: 0; padding: 0 2px; }
QAbstractItemView #nameEditor { border: 1px solid $accent; border-radius: 4px; padding: 0 3px; }
QAbstractItemView #nameEditor[invalid="true"] { border-color: $bad; background: $bad_ground; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url($icons/chevron-down.svg); width: 14px; height: 14px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; }
QAbstractSpinBox::up-arrow { image: url($icons/chevron-up.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url($icons/chevron-down.svg); width: 10px; height: 10px; }
QToolButton::menu-indicator { image: none; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 2px; background: transparent; }
QToolButton:hover { background: $selected; }
QToolButton:pressed { background: $line; }
QToolButton:checked, QToolButton[on="true"] { background: $selected; border-color: $line; }
QToolButton[fold="true"]:checked { background: transparent; border-color: transparent; }
QToolButton:disabled { color: $disabled; }
QToolButton:focus { border: 2px solid $accent; padding: 1px; }
#machine { background: $raised; border-color: $line; padding: 4px 8px; }
#machine:hover { background: $raised; border-color: $accent; }
#machine:focus { border-color: $accent; padding: 3px 7px; }
QToolButton[primary="true"] { background: $accent; border-color: $accent; }
QToolButton[primary="true"]:disabled { background: transparent; border-color: $line; }
QToolButton[primary="true"]:focus { border: 2px solid $text; }
#path-frame { background: $base; border: 1px solid $line; border-radius: 6px; }
#breadcrumbs QToolButton { border-radius: 4px; padding: 1px 3px; }
#breadcrumbs QToolButton:focus { padding: 0 2px; }
#segments { background: $window; border: 1px solid $line; border-radius: 8px; }
#segments QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 5px 14px; color: $text; }
#segments QToolButton:hover { border-color: $accent; background: transparent; }
#segments QToolButton:checked { background: $accent; border-color: $accent; color: $on_accent; }
#segments QToolButton:focus { border: 2px solid $accent; padding: 4px 13px; }
#segments QToolButton:checked:focus { border-color: $text; }
#segments QToolButton:disabled { color: $disabled; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator, QAbstractItemView::indicator, QMenu::indicator {
    width: 14px; height: 14px; border: 1px solid $muted; border-radius: 4px; background: $base;
}
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
    background: $accent; border-color: $accent; image: url($icons/check-$scheme.svg);
}
QCheckBox::indicator:indeterminate { border-color: $accent; image: url($icons/dash-$scheme.svg); }
QCheckBox::indicator:checked:focus { border-color: $text; }
QCheckBox::indicator:disabled { border-color: $line; }
QRadioButton { spacing: 8px; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $muted; border-radius: 8px; background: $base; }
QRadioButton::indicator:hover { border-color: $accent; }
QRadioButton::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }
QRadioButton::indicator:checked:focus { border-color: $text; }
QListView, QTableView, QTreeView {
    background: $base; border: 1px solid $line; border-radius: 8px; padding: 2px; outline: none;
    selection-background-color: $selected; selection-color: $text;
}
QListView:focus, QTableView:focus, QTreeView:focus { border-color: $accent; }
QTreeView { show-decoration-selected: 0; }
#folder-tree::item, #synchronise-plan::item, #site-rules::item, #keys::item, #known-hosts::item, #secrets::item,
#import-rules-table::item, #shortcuts::item { padding: 3px 0; }
#folder-tree::item:selected, #synchronise-plan::item:selected { background: $selected; color: $text; }
#sites::item { padding: 3px 2px; }
#sites::item:selected { background: $selected; color: $text; }
QTreeView::branch:has-children:closed { image: url($icons/branch-closed.svg); }
QTreeView::branch:has-children:open { image: url($icons/branch-open.svg); }
QListWidget::item { padding: 4px 6px; border-radius: 4px; color: $text; }
QListWidget::item:selected { background: $selected; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView { background: transparent; }
QHeaderView::section {
    background: transparent; color: $muted; border: none; border-bottom: 1px solid $line; padding: 6px 4px;
}
QHeaderView::section:disabled { color: $disabled; }
QTabWidget::pane { background: $raised; border: 1px solid $line; border-radius: 8px; top: -1px; }
#keys-tabs::pane { background: transparent; border: none; }
QTabBar::tab { padding: 8px 14px; color: $muted; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $selected; }
QTabBar::close-button { image: url($icons/close-tab.svg); width: 16px; height: 16px; border-radius: 4px; }
QTabBar::close-button:hover { background: $line; }
#pane-tabs::tab { padding: 5px 10px; }
QProgressBar { background: $line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; color: $text; menu-scrollable: 1; }
QMenu::item { padding: 6px 28px 6px 32px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $muted; background: transparent; }
QMenu::indicator { left: 8px; }
QMenu::indicator:exclusive { border-radius: 8px; }
QMenu::indicator:exclusive:checked {
    border: 5px solid $accent; width: 6px; height: 6px; background: $base; image: none;
}
QMenu::icon { left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QSplitter::handle { background: transparent; }
QStatusBar { background: $raised; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px; }
"""
)


def colours(palette: QPalette) -> Colours:
    """The scheme that `palette` belongs to."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def status_meaning(status: Status) -> str:
    """Which of the `Colours` is that of a state."""
    return _STATUS_COLOUR[status]


def status_colour(status: Status, palette: QPalette) -> QColor:
    """The colour of a state; it never stands alone, see `qt.status`."""
    return QColor(getattr(colours(palette), _STATUS_COLOUR[status]))


def muted(palette: QPalette) -> QColor:
    """For text of second rank."""
    return QColor(colours(palette).muted)


def scaled(font: QFont, factor: float, *, strong: bool = False) -> QFont:
    """The type scale: 1.35 titles, 1.15 headings, 1 text, 0.92 notes."""
    result = QFont(font)
    if font.pointSizeF() > 0:
        result.setPointSizeF(font.pointSizeF() * factor)
    else:
        result.setPixelSize(round(font.pixelSize() * factor))
    if strong:
        result.setWeight(QFont.Weight.DemiBold)
    return result


def fixed_font(font: QFont) -> QFont:
    """The system's font of equal widths, as large as `font` looks."""
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if font.pointSizeF() > 0:
        fixed.setPointSizeF(font.pointSizeF() * 0.92)
    else:
        fixed.setPixelSize(round(font.pixelSize() * 0.92))
    return fixed


def plain_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that never reads its text as rich text: for everything that comes from outside."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(text)
    return label


def take_any_width(label: QLabel) -> None:
    """A name of 250 letters without a blank must not make everything around it wider."""
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)


def tool_tip(text: str) -> str:
    """A tool tip that shows `text` as it is (Qt would read what looks like HTML as HTML)."""
    return f"<span>{html.escape(text)}</span>" if text else ""


class MutedLabel(QLabel):
    """Plain text of second rank, in the colour of the current scheme."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setText(text)


class ElidedLabel(MutedLabel):
    """One line that takes what room there is, and ends in dots where that is too little."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), text)


_SIZED = 0x0002
"""QFont::SizeResolved, which Python's QFont does not name."""


def _has_own_size(widget: QWidget) -> bool:
    return widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) and bool(widget.font().resolveMask() & _SIZED)


class Theme(QObject):
    """Applies a scheme to the whole program, and again whenever the system changes its mind."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = Appearance.SYSTEM
        self._system_font = app.font()
        self._text_size = 100
        self._native = sys.platform in ("win32", "darwin")
        if not self._native:
            app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._repaint)
        self._paint()

    def follow(self, settings: Settings) -> None:
        """Look as the user has chosen. Text grows best before there are widgets with a size of their own."""
        self.apply(settings.appearance)
        self.use_text_size(settings.general.text_size)

    def apply(self, appearance: Appearance) -> None:
        """Follow the user's choice."""
        if appearance != self._appearance:
            self._appearance = appearance
            hints = QGuiApplication.styleHints()
            if appearance == Appearance.SYSTEM:
                hints.unsetColorScheme()
            else:
                dark = appearance == Appearance.DARK
                hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
            self._paint()

    def use_text_size(self, percent: int) -> None:
        """Make all text that large, compared with the system's."""
        if percent == self._text_size:
            return
        factor, self._text_size = percent / self._text_size, percent
        self._app.setFont(scaled(self._system_font, percent / 100))
        self._paint(factor)

    @property
    def dark(self) -> bool:
        """Whether the dark scheme is on."""
        if self._appearance == Appearance.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._appearance == Appearance.DARK

    def _repaint(self, _scheme: Qt.ColorScheme) -> None:
        self._paint()

    def _paint(self, factor: float = 1.0) -> None:
        """Anew. Fonts of a size of their own become larger by `factor`: they do not follow the application's, and Qt
        gives all widgets the fonts back that they had before the first style sheet."""
        own = {widget: scaled(widget.font(), factor) for widget in self._app.allWidgets() if _has_own_size(widget)}
        # setColorScheme does nothing on platforms without a theme plugin (plain X11, offscreen): own palette.
        chosen = DARK if self.dark else LIGHT
        self._app.setPalette(_palette(chosen))
        drawn = {"icons": icon_folder(), "scheme": "dark" if self.dark else "light"}
        self._app.setStyleSheet(_STYLE.substitute(msgspec.structs.asdict(chosen), **drawn))
        for widget, font in own.items():
            widget.setFont(font)


def _palette(chosen: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(chosen.raised), QColor(chosen.window))
    for which, colour in {
        role.Window: chosen.window,
        role.WindowText: chosen.text,
        role.Base: chosen.base,
        role.AlternateBase: chosen.window,
        role.Text: chosen.text,
        role.Button: chosen.raised,
        role.ButtonText: chosen.text,
        role.BrightText: chosen.bad,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent,
        role.Accent: chosen.accent,
        role.ToolTipBase: chosen.raised,
        role.ToolTipText: chosen.text,
        role.PlaceholderText: chosen.muted,
        role.Link: chosen.accent,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(chosen.disabled))
    return palette

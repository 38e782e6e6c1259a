"""Web applications in words and signs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from towpath.model.forward import FROM_WEB_APP
from towpath.model.state import ForwardState, Snapshot, Status
from towpath.model.text import printable
from towpath.model.web_app import WebAppKind, WebAppState

KIND_SIGNS = {
    WebAppKind.JUPYTER: "notebook",
    WebAppKind.TENSORBOARD: "chart",
    WebAppKind.DASK: "chart",
    WebAppKind.VNC: "computer",
    WebAppKind.RDP: "computer",
    WebAppKind.WEB: "globe",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("WebApps", text)


def viewer(kind: WebAppKind) -> str:
    """The program that shows it."""
    return {
        WebAppKind.VNC: _tr("the VNC viewer"),
        WebAppKind.RDP: _tr("the Remote Desktop viewer"),
    }.get(kind, _tr("the browser"))


def app_name(app: WebAppState) -> str:
    """Safe to be shown: what is in an address may come from anywhere."""
    return printable(app.name)


def is_app_forward(forward_id: str) -> bool:
    """A forward that belongs to a web application, which has its own place wherever forwards are listed."""
    return forward_id.startswith(FROM_WEB_APP)


def forward_of(snapshot: Snapshot, app: WebAppState) -> ForwardState | None:
    """How the forward of one that is open does."""
    state = snapshot.by_id(app.app.connection) if app.is_open else None
    return next((one for one in state.forwards if one.forward.id == app.forward), None) if state else None


def status_of(snapshot: Snapshot, app: WebAppState) -> Status:
    """OFF for one that is not open."""
    forward = forward_of(snapshot, app)
    return forward.status if forward else Status.OFF

"""The desktop's side of the modern tray: StatusNotifierWatcher, and a host that reads and clicks menus.

https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/ and com.canonical.dbusmenu.
"""

from dataclasses import dataclass
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection

from tests.support.bus_name import BusName
from tests.support.desktop import CALL_SECONDS, SessionBus
from tests.support.wait import wait_for

WATCHER = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
ITEM_PATH = "/StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"

# An RGB icon is a list of (width, height, bytes); a D-Bus variant is a pair (signature, value).
Variant = tuple[str, Any]


@dataclass(frozen=True)
class TrayItem:
    """A registered tray icon: the bus name that owns it and the path of its object."""

    service: str
    path: str


@dataclass(frozen=True)
class MenuEntry:
    """An entry of a tray menu with those below it; `checked` is None where it cannot be checked."""

    id: int
    label: str
    enabled: bool
    visible: bool
    checked: bool | None
    separator: bool
    children: tuple["MenuEntry", ...]

    def find(self, *labels: str) -> "MenuEntry":
        """The entry reached by these labels; each may be the beginning of one."""
        entry = self
        for label in labels:
            fitting = [child for child in entry.children if child.label.startswith(label)]
            if not fitting:
                raise LookupError(f"no {label!r} in {[child.label for child in entry.children]}")
            entry = fitting[0]
        return entry

    def lines(self, depth: int = 0) -> list[str]:
        """The tree as text, for failures."""
        mark = {None: "", True: "[x] ", False: "[ ] "}[self.checked]
        own = [f"{'  ' * depth}{mark}{self.label or '---'}{'' if self.enabled else ' (disabled)'}"]
        return own + [line for child in self.children for line in child.lines(depth + 1)]


class TrayWatcher(BusName):
    """Owns the watcher's name on a bus; its thread serves registrations, the test's thread makes the calls."""

    def __init__(self, bus: SessionBus) -> None:
        gone = "type='signal',interface='org.freedesktop.DBus',member='NameOwnerChanged'"
        super().__init__(bus, WATCHER, thread="test-tray-watcher", match=gone)
        self._items: dict[str, TrayItem] = {}  # by the name that vanishes with the icon
        self._calling: DBusConnection | None = None

    def __enter__(self) -> Self:
        self._calling = self._bus.connect()
        return super().__enter__()

    def __exit__(self, *exception: object) -> None:
        super().__exit__(*exception)
        if self._calling:
            self._calling.close()

    # --- what a host does

    @property
    def items(self) -> tuple[TrayItem, ...]:
        with self.lock:
            return tuple(self._items.values())

    def wait_for_item(self, *, timeout: float = 20.0) -> TrayItem:
        return wait_for(lambda: self.items, timeout=timeout, what="a tray icon to register")[0]

    def property(self, item: TrayItem, name: str) -> Any:
        """`Status`, `ToolTip`, `IconPixmap`, `Menu`, … of an icon."""
        where = DBusAddress(item.path, item.service, PROPERTIES)
        _, value = self._call(where, "Get", "ss", (ITEM, name))[0]
        return value

    def activate(self, item: TrayItem) -> None:
        """A left click on the icon."""
        self._call(DBusAddress(item.path, item.service, ITEM), "Activate", "ii", (0, 0))

    def menu(self, item: TrayItem) -> MenuEntry:
        """The whole menu, as shown now; its root has no label."""
        where = self._menu_address(item)
        self._call(where, "AboutToShow", "i", (0,))
        _, root = self._call(where, "GetLayout", "iias", (0, -1, []))
        return _entry(root)

    def click(self, item: TrayItem, entry: MenuEntry) -> None:
        """Choose an entry, as a click on it does."""
        self._call(self._menu_address(item), "Event", "isvu", (entry.id, "clicked", ("s", ""), 0))

    def _menu_address(self, item: TrayItem) -> DBusAddress:
        return DBusAddress(self.property(item, "Menu"), item.service, MENU)

    def _call(self, where: DBusAddress, method: str, signature: str, body: tuple[Any, ...]) -> tuple[Any, ...]:
        assert self._calling, "used outside its with block"
        call = new_method_call(where, method, signature, body)
        reply = self._calling.send_and_get_reply(call, timeout=CALL_SECONDS)
        if reply.header.message_type is MessageType.error:
            raise RuntimeError(f"{method} on {where}: {reply.body}")
        return reply.body

    # --- what the watcher serves, in its thread

    def signalled(self, signal: Message) -> None:
        if signal.header.fields.get(HeaderFields.member) == "NameOwnerChanged":
            name, _, new_owner = signal.body
            if not new_owner:
                with self.lock:
                    self._items.pop(name, None)

    def answer(self, call: Message) -> Message:
        member = call.header.fields.get(HeaderFields.member)
        match member:
            case "RegisterStatusNotifierItem":
                item = self._register(call.body[0], call.header.fields[HeaderFields.sender])
                watcher = DBusAddress(WATCHER_PATH, interface=WATCHER)
                self.send(new_signal(watcher, "StatusNotifierItemRegistered", "s", (item.service,)))
                return new_method_return(call)
            case "RegisterStatusNotifierHost":
                return new_method_return(call)
            case "Get" if call.body[1] in self._properties():
                return new_method_return(call, "v", (self._properties()[call.body[1]],))
            case "GetAll":
                return new_method_return(call, "a{sv}", (self._properties(),))
            case _:
                return self.unknown(call, member)

    def _register(self, given: str, sender: str) -> TrayItem:
        """An icon names its bus name, or only the path of its object (libayatana)."""
        item = TrayItem(sender, given) if given.startswith("/") else TrayItem(given, ITEM_PATH)
        with self.lock:
            self._items[item.service] = item
        return item

    def _properties(self) -> dict[str, Variant]:
        return {
            "RegisteredStatusNotifierItems": ("as", [item.service for item in self.items]),
            "IsStatusNotifierHostRegistered": ("b", True),
            "ProtocolVersion": ("i", 0),
        }


def _entry(node: tuple[int, dict[str, Variant], list[Variant]]) -> MenuEntry:
    number, properties, children = node
    shown = {name: value for name, (_, value) in properties.items()}
    label = str(shown.get("label", ""))
    # "_" marks the key of an entry and "__" is an underscore.
    plain = label.replace("__", "\0").replace("_", "").replace("\0", "_")
    return MenuEntry(
        id=number,
        label=plain,
        enabled=bool(shown.get("enabled", True)),
        visible=bool(shown.get("visible", True)),
        checked=shown.get("toggle-state") == 1 if shown.get("toggle-type") else None,
        separator=shown.get("type") == "separator",
        children=tuple(_entry(child) for _, child in children),
    )

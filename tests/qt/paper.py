"""An outlet of messages that writes everything down."""

from PySide6.QtCore import QObject, Signal

from towpath.qt.messages.message import Message


class Paper(QObject):
    """In place of an `Outlet`."""

    chosen = Signal(str, str)
    gone = Signal(str)
    unseen = Signal(str)
    service_came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, Message]] = []
        self.there: dict[str, Message] = {}
        self.popped_up = 0
        """Messages that did not replace one."""

    def show(self, topic: str, message: Message) -> None:
        self.popped_up += topic not in self.there
        self.there[topic] = message
        self.shown.append((topic, message))

    def withdraw(self, topic: str) -> None:
        del self.there[topic]

    def dismiss(self, topic: str) -> None:
        del self.there[topic]
        self.gone.emit(topic)

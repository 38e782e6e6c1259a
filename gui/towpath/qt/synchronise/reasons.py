"""Why a plan wants something done, in words. The first place is on the left, the second on the right."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from towpath.model.filesystem import SECOND, Attributes, FileKind
from towpath.model.text import sentence, size
from towpath.model.transfer import CANNOT_TELL, LEFT_ALONE, Act, Differ, Step


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reasons", text)


def reason(step: Step, differ: Differ) -> str:
    """Of a step as the plan has it."""
    if step.why:
        return sentence(_why(step))
    if step.first is None:
        return _tr("Not on the left")
    if step.second is None:
        return _tr("Not on the right")
    return _difference(step.first, step.second, differ)


def _why(step: Step) -> str:
    """What the plan itself gives for a reason, with sides in place of first and second."""
    if step.first is not None and step.second is not None and step.first.kind is not step.second.kind:
        kinds = {
            FileKind.FILE: _tr("a file"),
            FileKind.FOLDER: _tr("a folder"),
            FileKind.LINK: _tr("a link"),
            FileKind.OTHER: _tr("a device"),
        }
        text = _tr("{first} in the left, {second} in the right")
        if step.why.endswith(LEFT_ALONE):
            text = _tr("{first} in the left, {second} in the right, in which something is left alone")
        return text.format(first=kinds[step.first.kind], second=kinds[step.second.kind])
    if step.why == CANNOT_TELL:
        return _tr("they differ, and it cannot be told which is newer")
    return _tr("they differ; the left is newer") if "first" in step.why else _tr("they differ; the right is newer")


def _difference(first: Attributes, second: Attributes, differ: Differ) -> str:
    if first.kind is not second.kind:
        return _tr("Different kinds")
    if first.kind is FileKind.LINK:
        return _tr("The links lead elsewhere")
    later = _later(first, second)
    if first.size != second.size:
        sizes = _tr("{first} against {second}").format(first=size(first.size), second=size(second.size))
        if size(first.size) == size(second.size):
            sizes = _tr("{first} against {second} bytes").format(first=first.size, second=second.size)
        return _tr("{later}; {sizes}").format(later=later, sizes=sizes) if later else sizes
    if later and differ is Differ.TIME:
        return later
    return _tr("The contents differ")


def _later(first: Attributes, second: Attributes) -> str:
    if first.mtime is None or second.mtime is None or first.mtime // SECOND == second.mtime // SECOND:
        return ""
    return _tr("Newer on the left") if first.mtime > second.mtime else _tr("Newer on the right")


def overwrites_newer(step: Step, act: Act) -> bool:
    """Whether doing that loses the file that was changed later, as far as times tell."""
    ends = {Act.UPDATE_UP: (step.first, step.second), Act.UPDATE_DOWN: (step.second, step.first)}
    source, lost = ends.get(act, (None, None))
    if source is None or lost is None or source.mtime is None or lost.mtime is None:
        return False
    return lost.mtime // SECOND > source.mtime // SECOND


def act_text(act: Act) -> str:
    """What is done, short."""
    return {
        Act.COPY_UP: _tr("Copy to the right"),
        Act.COPY_DOWN: _tr("Copy to the left"),
        Act.UPDATE_UP: _tr("Update the right"),
        Act.UPDATE_DOWN: _tr("Update the left"),
        Act.DELETE_FIRST: _tr("Delete on the left"),
        Act.DELETE_SECOND: _tr("Delete on the right"),
        Act.CONFLICT: _tr("Undecided"),
        Act.NOTHING: _tr("Leave"),
    }[act]


ACT_ICONS = {
    Act.COPY_UP: "sync-right",
    Act.COPY_DOWN: "sync-left",
    Act.UPDATE_UP: "sync-right",
    Act.UPDATE_DOWN: "sync-left",
    Act.DELETE_FIRST: "remove",
    Act.DELETE_SECOND: "remove",
    Act.CONFLICT: "state-waiting-for-user",
    Act.NOTHING: "sync-none",
}

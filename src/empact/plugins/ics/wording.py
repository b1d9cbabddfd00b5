"""Words the entries of a calendar, and decides what an entry may say: a calendar is shared."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import attrs

from empact.analysis import PlanContext, raised_marking
from empact.hooks import ExportContext, printable
from empact.model import Action, Milestone, Prose, is_web_address
from empact.plugins.ics.entries import Entry, EntryKind


@attrs.frozen(kw_only=True)
class Disclosure:
    """What the entries of a plan may say."""

    marking: str | None
    """The marking in force. None if the plan has none."""
    category: str
    """The value of CLASS: ``PUBLIC``, ``PRIVATE`` or ``CONFIDENTIAL``."""
    in_full: bool
    """Whether they have texts of the plan. Otherwise they have number, date and marking only."""


def disclosure(ctx: PlanContext, export: ExportContext) -> Disclosure:
    """Return what the entries of a plan may say, by its marking in force on the date of knowledge.

    A plan without a marking in force is PUBLIC. One that has distribution markings only, such as LIMITE, is PRIVATE.
    One with a level, or with a marking that is not known, is CONFIDENTIAL. A PUBLIC one is written in full, and so is
    one that is released at a level.

    Args:
        ctx: The plan.
        export: The export, with the level of its release.
    """
    marking = raised_marking(ctx.marking, export.raised_to)
    if marking is None:
        return Disclosure(marking=None, category="PUBLIC", in_full=True)
    known = ctx.register.marking(marking)
    category = "CONFIDENTIAL" if known.level is not None or known.unknown else "PRIVATE"
    is_released = export.release is not None and not known.is_above(export.release)
    return Disclosure(marking=marking, category=category, in_full=is_released)


_WIDTH = 100
"""The most characters of the words in a title: a calendar shows less."""


def plain(text: str) -> str:
    """Return a text in one line, with control characters as escapes."""
    return " ".join(printable(text.replace("\r", "\n")).split())


def title(entry: Entry, allowed: Disclosure) -> str:
    """Return the title: ``C-2012:5.1 (possible) One day of action to be established in October``.

    That a day is only possible is said early, since a calendar shows the beginning.
    """
    number = entry.subject
    if allowed.in_full and entry.item is not None and entry.item.phase is not None:
        number = f"{number} phase {entry.item.phase}"
    states = [word for word, holds in (("cancelled", entry.is_cancelled), ("possible", bool(entry.doubts))) if holds]
    number = f"{number} ({', '.join(states)})" if states else number
    if not allowed.in_full:
        return plain(f"{number} {allowed.marking or ''}")
    return plain(f"{number}{' due:' if entry.is_deadline else ''} {_short(_words(entry))}")


def _words(entry: Entry) -> str:
    """Return what takes place: the words of a milestone; of a period, the activity."""
    if entry.kind is EntryKind.CHECKPOINT:
        return f"Checkpoint {entry.words}"
    return _activity(entry.action) if entry.kind is EntryKind.PERIOD else entry.words


def _activity(action: Action | None) -> str:
    cell = Prose() if action is None else action.activity
    return plain(cell.plain) or ("activity withheld" if cell.withheld else "no activity")


def _short(text: str) -> str:
    return textwrap.shorten(plain(text), _WIDTH, placeholder=" ...")


def description(entry: Entry, allowed: Disclosure) -> str:
    """Return the description, a paragraph for each column; the marking is the last."""
    paragraphs = [plain(paragraph) for paragraph in _paragraphs(entry)] if allowed.in_full else []
    return "\n\n".join([*paragraphs, *([plain(allowed.marking)] if allowed.marking else [])])


def _paragraphs(entry: Entry) -> Iterator[str]:
    if entry.doubts:
        yield f"Possible only: {', '.join(entry.doubts)}."
    action = entry.action
    if entry.parties:
        yield f"Due from: {', '.join(entry.parties)}"
    if entry.kind is EntryKind.CHECKPOINT:
        yield f"Results are reported for the checkpoint {entry.words}."
    if action is None:
        return
    yield f"Activity: {_activity(action)}"
    parts = dict.fromkeys(_part(task.role and task.role.value, task.through) for task in entry.tasks)
    if parts:
        yield f"Part: {'; '.join(parts)}"
    columns = (
        ("Timing", entry.words),
        ("Leader", _cell("; ".join(map(str, action.leaders)), withheld=action.leaders.withheld)),
        ("Participants", _cell("; ".join(map(str, action.participants)), withheld=action.participants.withheld)),
        ("Links", _cell(str(action.links), withheld=action.links.withheld)),
        ("Description", _cell(action.description.plain, withheld=action.description.withheld)),
        ("Documentation", "; ".join(action.documentation)),
    )
    yield from (f"{name}: {text}" for name, text in columns if text.strip())


def _part(role: str | None, through: str | None) -> str:
    if role is None:
        return "mentioned in a text"
    return f"{role} ({through})" if through else role


def _cell(text: str, *, withheld: bool) -> str:
    return "withheld" if withheld else text


def categories(entry: Entry, allowed: Disclosure) -> list[str]:
    """Return the categories: the kind of entry, the plan and the goal."""
    if not allowed.in_full:
        return []
    goal = None if entry.action is None else entry.action.goal
    return [entry.kind.value.capitalize(), plain(entry.ctx.plan.id), *([] if goal is None else [f"SG {plain(goal)}"])]


def place(entry: Entry, allowed: Disclosure) -> str | None:
    """Return the place of a milestone: one, or alternatives."""
    if not allowed.in_full or entry.item is None or not isinstance(entry.item.item, Milestone):
        return None
    return plain(" or ".join(entry.item.item.locations)) or None


def address(entry: Entry, allowed: Disclosure) -> str | None:
    """Return the first web address of the documentation of the action."""
    if not allowed.in_full or entry.action is None:
        return None
    return next((text.strip() for text in entry.action.documentation if is_web_address(text.strip())), None)

"""What empact adds to the rows of a table that it writes: notes, the marking, and what a row was made from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import attrs

from empact.diagnostics import NOT_UNDERSTOOD
from empact.plugins.importing.actions import ActionReader, ReadAction
from empact.plugins.importing.layouts import Column
from empact.plugins.importing.markings import markings_in
from empact.plugins.importing.source import Sourced
from empact.plugins.importing.words import shown

OWN = ("marking", "notes", "reference")
"""What a column can be that says nothing about an action itself."""
_REFERENCE = re.compile(r"(?P<plan>\S{1,200}):(?P<number>\S{1,100}) [0-9a-f]{8}")
"""What a row was made from: ``C-2012:1.1 42356aec``."""


def notes_in(text: str, marks: Iterable[str], *, titled: bool = False) -> list[tuple[str, str]] | None:
    """Return the notes in a text, each with its mark; None if it is something else.

    Args:
        text: The notes one below the other, parted by a blank line: ``[^7] Only with consent.``
        marks: The marks that the notes can have, each as it stands: ``[^7]``.
        titled: Whether the titles of the columns of each note stand before it: ``Leader: [^7] Only with consent.``
    """
    known = "|".join(sorted({re.escape(mark[2:-1]) for mark in marks}, key=len, reverse=True))
    if not known:
        return None
    titles = r"[^\n\[\]]{1,300}: " if titled else ""
    starts = list(re.finditer(rf"(?:\A|(?<=\n\n)){titles}\[\^(?P<mark>{known})\](?: |\Z)", text))
    if not starts or starts[0].start():
        return None
    ends = [*(start.start() for start in starts[1:]), len(text)]
    return [(start["mark"], text[start.end() : end].strip()) for start, end in zip(starts, ends, strict=True)]


@attrs.define
class OwnTexts:
    """What these columns say."""

    plan_ids: dict[str, Sourced] = attrs.field(factory=dict[str, Sourced])
    """The plans that the rows were made from."""
    notes: dict[str, Sourced] = attrs.field(factory=dict[str, Sourced])
    """The notes by their marks."""


def take_own(actions: ActionReader) -> OwnTexts:
    """Take what empact has added out of the texts of actions; a column of others becomes data of an extension."""
    own = OwnTexts()
    for action in actions.actions:
        for column in [column for column in action.texts if column.field in OWN]:
            for text in action.texts.pop(column):
                if not _take(column.field, text, action, actions, own):
                    _keep(column.field, text, action, actions)
    return own


def _take(field: str, text: Sourced, action: ReadAction, actions: ActionReader, own: OwnTexts) -> bool:
    """Read a text of a column; return False if somebody else has written it."""
    line = text.passage.line
    if field == "marking":
        markings = markings_in(line)
        actions.markings.update(dict.fromkeys(markings, text.place))
        return bool(markings)
    if field == "reference":
        match = _REFERENCE.fullmatch(line)
        if match is not None:
            own.plan_ids.setdefault(match["plan"], text)
        return match is not None
    found = notes_in(text.passage.text, _marks(action), titled=True)
    for mark, words in found or ():
        note = attrs.evolve(text, passage=attrs.evolve(text.passage, text=words))
        known = own.notes.setdefault(mark, note)
        if known.passage.text != words:
            message = f"The note {mark} is also {shown(words)}, which is not read."
            actions.ctx.report(NOT_UNDERSTOOD, message, text.place)
    return found is not None


def _marks(action: ReadAction) -> Collection[str]:
    """Return the marks in the texts of an action."""
    texts = (text for several in action.texts.values() for text in several)
    return {mark for text in texts for mark in text.passage.marks} | action.said.passage.marks


def _keep(field: str, text: Sourced, action: ReadAction, actions: ActionReader) -> None:
    """Keep a text that somebody else has written in such a column, as data of an extension."""
    title = actions.titles.get(field, field)
    known: Column = actions.unknown_column(title, actions.columns.get(field, text.place))
    action.texts.setdefault(known, []).append(text)

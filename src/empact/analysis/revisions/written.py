"""Changes as written: which field has which value before and after, and which words differ."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any, cast

import attrs

from empact.analysis.columns import format_cell
from empact.model import Anchor, Cell, FrozenMap, Prose
from empact.values import listed, unlisted, value

_CONTEXT = 3
"""The words before and after a change that are shown with it."""
_MORE = "..."


@value(kw_only=True)
class WordChange:
    """A stretch of words that differs, with the words around it."""

    before: str
    """The words of the old plan. Empty if there were none."""
    after: str
    """The words of the new plan. Empty if there are none."""


@value(kw_only=True)
class Change:
    """A field of the plan or of one of its parts that has another value."""

    field: str
    """The field, such as ``leaders``, or ``cover/date`` for a line of the cover."""
    before: Any = attrs.field(repr=False, metadata=unlisted())
    """The value in the old plan."""
    after: Any = attrs.field(repr=False, metadata=unlisted())
    """The value in the new plan."""
    follows: bool = False
    """Whether it follows from new numbers alone, such as a link to an action that has another number now; or only says
    elsewhere where the plan states something.
    """

    @listed
    def written_before(self) -> str:
        """The words of the old plan; empty if there are none."""
        return written(self.before)

    @listed
    def written_after(self) -> str:
        """The words of the new plan; empty if there are none."""
        return written(self.after)

    @listed
    def words(self) -> tuple[WordChange, ...]:
        """The words that differ, each with the words around it. Empty if only what is meant differs."""
        return tuple(word_changes(self.written_before, self.written_after))


def changed_fields(before: Any, after: Any, carried: Any, *, leave: frozenset[str] = frozenset()) -> Iterator[Change]:
    """Yield the fields of two values of one class that differ, in the order of the class.

    Args:
        before: The value of the old plan.
        after: The value of the new plan.
        carried: The value of the old plan in the numbers of the new one: what differs from it is more than a number.
        leave: The fields that are not compared.
    """
    for field in attrs.fields(before.__class__):
        if field.init and field.name not in leave:
            old, new = getattr(before, field.name), getattr(after, field.name)
            if old != new:
                follows = without_sources(getattr(carried, field.name)) == without_sources(new)
                yield Change(field=field.name, before=old, after=new, follows=follows)


def written(of: object) -> str:  # noqa: PLR0911 - one for each class of values
    """Return a value of a plan as text for people: a cell as it is printed, a list with its items."""
    if of is None:
        return ""
    if isinstance(of, Prose):
        return format_cell(of)
    if isinstance(of, Cell):
        return format_cell(cast("Cell[object]", of))
    if isinstance(of, bool):
        return "yes" if of else "no"
    if isinstance(of, enum.Enum):
        return str(of.value)
    if isinstance(of, tuple):
        return "; ".join(filter(None, map(written, cast("tuple[object, ...]", of))))
    if isinstance(of, FrozenMap):
        items = cast("FrozenMap[str, object]", of).items()
        return "; ".join(f"{key}: {text}" for key, text in ((key, written(inner)) for key, inner in items) if text)
    cls: Any = of.__class__
    if attrs.has(cls) and cls.__str__ is object.__str__:
        values = (getattr(of, field.name) for field in attrs.fields(cls) if field.init)
        return ", ".join(filter(None, (written(inner) for inner in values if not isinstance(inner, Anchor))))
    return str(of)


def without_sources(item: object) -> object:
    """Return a value as something that is equal for all that differ only in where the plan states them."""
    if isinstance(item, tuple):
        return tuple(map(without_sources, cast("tuple[object, ...]", item)))
    cls = item.__class__
    if not attrs.has(cls) or isinstance(item, Anchor):
        return item
    names = [field.name for field in attrs.fields(cls) if field.init and field.name != "stated"]
    return cls, tuple(without_sources(getattr(item, name)) for name in names)


def word_changes(before: str, after: str) -> Iterator[WordChange]:
    """Yield the stretches of words in which two texts differ, with some words around them."""
    from difflib import SequenceMatcher  # only for plans that differ

    old, new = before.split(), after.split()
    if not old or not new:
        if old != new:
            yield WordChange(before=" ".join(old), after=" ".join(new))
        return
    matcher = SequenceMatcher(None, old, new)
    stretches: list[list[int]] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        if stretches and first - stretches[-1][1] <= 2 * _CONTEXT:
            stretches[-1][1], stretches[-1][3] = last, end
        else:
            stretches.append([first, last, start, end])
    for first, last, start, end in stretches:
        yield WordChange(before=_excerpt(old, first, last), after=_excerpt(new, start, end))


def _excerpt(words: list[str], first: int, last: int) -> str:
    start, end = max(0, first - _CONTEXT), min(len(words), last + _CONTEXT)
    shown = words[start:end]
    return " ".join([*([_MORE] if start else []), *shown, *([_MORE] if end < len(words) else [])])

"""The content digest of an action: eight digits by which a sheet or a record is matched with what it is about."""

from __future__ import annotations

import enum
import functools
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import attrs

from empact.model.anchors import Anchor
from empact.model.cells import Cell, Prose

if TYPE_CHECKING:
    from empact.model.actions import Action

HALF = 4
"""The digits of each of the two halves of a content digest.

:meta hide-value:
"""
_PLACES = frozenset(("number", "goal", "links", "results", "proposal"))
"""What an action is called, where it stands, what it leads to, what came of it and what a draft proposes: none of this
is its content.
"""


def content_digest(action: Action) -> str:
    """Return the content digest of an action: eight digits from 0 to f, such as ``3f9a1c2b``.

    An action that moves to another number or goal keeps it, and so does one whose links or results change. The first
    four digits are those of its core: who leads it, what each KPI counts, and which earlier actions it continues. A
    record about it stays meaningful as long as these are the same. The last four are those of everything else.
    """
    return _short(_core(action)) + _short(_content(action))


def is_content_digest(text: str) -> bool:
    """Whether a text has the form of a content digest."""
    return len(text) == 2 * HALF and set(text) <= set("0123456789abcdef")


def same_core(first: str, second: str) -> bool:
    """Whether two content digests are of actions with the same leaders, counted things and earlier actions."""
    return first[:HALF] == second[:HALF]


def _short(tree: Any) -> str:
    import json  # most calls need no digest

    text = json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:HALF]


def _core(action: Action) -> Any:
    # Spelling, order of leaders and target values may change: the record still means the same thing.
    return [
        sorted({_words(item.party).casefold() for item in action.leaders.understood}) or _words(action.leaders.plain),
        [counted_words(kpi) for kpi in action.kpis],
        sorted(map(str, action.continues)),
    ]


def counted_words(kpi: object) -> list[str]:
    """Return what a KPI counts, or each of its parts; of words that are not understood, these words."""
    counted = [getattr(part, "counted", None) or getattr(part, "unit", None) for part in getattr(kpi, "parts", ())]
    counted = counted or [getattr(kpi, "counted", None) or ("" if hasattr(kpi, "counted") else str(kpi))]
    return [_words(words or "").casefold() for words in counted]


def _content(action: Action) -> Any:
    return _trees({name: value for name, value in _values(action).items() if name not in _PLACES})


@functools.cache
def _fields(cls: Any) -> tuple[tuple[str, object], ...]:
    """Return the name and the default of each field of a class."""
    return tuple((field.name, field.default) for field in attrs.fields(cls))


def _values(of: Any) -> dict[str, Any]:
    """Return the fields of a value that are not at their default: a field that is added later changes nothing."""
    values: dict[str, Any] = {}
    for name, default in _fields(of.__class__):
        value = getattr(of, name)
        if value is not default and value != default:
            values[name] = value
    return values


def _trees(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the trees of named values, without those that say nothing."""
    trees = {name: _tree(value) for name, value in values.items()}
    return {name: tree for name, tree in trees.items() if tree is not None and tree is not False and tree != []}


def _tree(value: Any) -> Any:  # noqa: PLR0911 - one for each class of values
    """Return a value as a tree; of an anchor nothing, since it has the numbers of actions and notes."""
    if isinstance(value, str):
        return _words(Prose(text=value).plain if "[^" in value else value)  # a note can get another mark
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [_tree(item) for item in cast("list[Any]", value)]
    if isinstance(value, (Prose, Cell)):
        return _cell_tree(value)
    if value is None or isinstance(value, Anchor):
        return None
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, Decimal):
        return str(value.normalize())
    if attrs.has(value.__class__):
        return _trees(_values(value))
    if isinstance(value, Mapping):
        items = cast("Mapping[object, Any]", value).items()
        return _trees({str(key): item for key, item in items})
    return str(value)


def _cell_tree(cell: Any) -> dict[str, Any]:
    values = _values(cell)
    values.pop("emphasis", None)  # how words are printed says nothing
    if cell.text is not None:
        values["text"] = cell.plain  # a note can get another mark
    return _trees(values)


def _words(text: str) -> str:
    """Return a text with single spaces: where its lines break says nothing."""
    return " ".join(text.split())

"""Structure cells: a file has a string, a list of items, or a mapping of text, items and ``withheld``.

The file format is a union of two spellings, and the type of the raw value decides between them, without trial and
error: a string is read by the notation of the cell (:mod:`empact.grammar`), a mapping by its keys.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from empact import grammar
from empact.arguments import check_type
from empact.diagnostics import OVER_LIMIT
from empact.model import (
    Anchor,
    Cell,
    Checkpoint,
    Dates,
    DocumentNumber,
    DocumentNumbers,
    Emphasis,
    Kpi,
    Kpis,
    Link,
    Links,
    Milestone,
    Parties,
    PartyItem,
    Period,
    Prose,
    Ref,
    SubjectCode,
    SubjectCodes,
    Target,
    Targets,
    Timing,
    Unparsed,
)
from empact.serde.scalars import to_bool, to_str
from empact.serde.structure_errors import StructureError, StructureErrors, UnknownKey, wrong_type
from empact.syntax.raw import is_list, is_mapping
from empact.values import value

T = TypeVar("T")
Structure = Callable[[Any], Any]
"""A function that returns a raw value as a value of the model, or raises."""


@value
class Notation:
    """How one class of cells is read."""

    cell: Callable[[str], Cell[Any]]
    """Reads the complete text of a cell."""
    item: Callable[[str], Any]
    """Reads one item of a list that is written as a string."""
    fields: Callable[[Mapping[str, Any]], type[Any] | None]
    """Returns the class of an item that is written as a mapping, or None if mappings are not allowed."""

    def read_cell(self, text: str) -> Cell[Any]:
        """Read the text of a cell; refuse one that is longer than any cell of a plan."""
        return self.cell(_bounded(text))

    def read_item(self, text: str) -> Any:
        """Read an item of a list; refuse one that is longer than any cell of a plan."""
        return self.item(_bounded(text))


MAX_CELL = 10_000
"""The most characters of a cell with items: the longest of the reference plan has about 500."""

MAX_EMPHASIS = 100
"""The most entries of emphasis of a text: for each, the whole text is searched."""


def _bounded(text: str) -> str:
    if len(text) > MAX_CELL:
        message = f"The cell has {len(text):,} characters; the maximum is {MAX_CELL:,}."
        raise StructureError(OVER_LIMIT, message, "Move explanations to the description or to a note of the action.")
    return text


def _date(text: str) -> Any:
    return grammar.parse_date(text) or Unparsed(text=text)


def _number(text: str) -> Any:
    return grammar.parse_document_number(text) or Unparsed(text=text)


def _timing_item(raw: Mapping[str, Any]) -> type[Period | Milestone]:
    return Milestone if "label" in raw else Period


NOTATIONS: Mapping[type[Cell[Any]], Notation] = {
    Parties: Notation(grammar.parse_parties, grammar.parse_party, lambda _: PartyItem),
    Links: Notation(grammar.parse_links, grammar.parse_link, lambda _: Link),
    Timing: Notation(grammar.parse_timing, grammar.parse_timing_item, _timing_item),
    Targets: Notation(grammar.parse_targets, grammar.parse_target, lambda _: Target),
    Kpis: Notation(grammar.parse_kpis, grammar.parse_kpi, lambda _: Kpi),
    DocumentNumbers: Notation(grammar.parse_document_numbers, _number, lambda _: DocumentNumber),
    SubjectCodes: Notation(grammar.parse_subject_codes, grammar.parse_subject_code, lambda _: SubjectCode),
    Dates: Notation(grammar.parse_dates, _date, lambda _: None),
}
"""The notation of each class of cells that has items."""


def _one_party(text: str) -> PartyItem | None:
    item = grammar.parse_party(text)
    return item if isinstance(item, PartyItem) else None


WRITTEN: Mapping[type[Any], tuple[Callable[[str], Any], str, str]] = {
    Anchor: (grammar.parse_anchor, "a place in the plan", "Write 'section 5.2/1', 'note 8/1/3' or '6.2/participants'."),
    Ref: (grammar.parse_ref, "a goal or an action", "Write 'SG 1', '2.1', '2.1/1', 'B:SG*', 'B-2012:2.1' or 'OAP B'."),
    DocumentNumber: (
        grammar.parse_document_number,
        "the number of a Council document",
        "Write '17793/2/11 REV 2' or '15358/10'.",
    ),
    Checkpoint: (grammar.parse_checkpoint, "a checkpoint", "Write 'June', or '{name: June, on: 2012-06-30}'."),
    PartyItem: (_one_party, "one party", "Write 'HU', 'Frontex (if: ...)' or 'ES (tbc)'."),
}
"""Classes whose values a file has in their notation, or as a mapping where the notation does not round-trip.

Each with its parser, its name in messages, and the hint.
"""


def reads(cell: Cell[T]) -> tuple[T | Unparsed, ...]:
    """Read the text of a cell again and return the items, whatever items the cell has; none if it has no text."""
    check_type("The cell", "a Cell", Cell, cell)
    return NOTATIONS[type(cell)].cell(cell.text or "").items


class ProseStructurer:
    """Structures a text: a string, or ``{text, emphasis, withheld}``.

    Args:
        function: Returns the function that structures values of another type: the words that are set apart.
    """

    def __init__(self, function: Callable[[Any], Structure]) -> None:
        self._keys = {"text": to_str, "emphasis": _emphasis(function), "withheld": to_bool}

    def __call__(self, raw: object) -> Prose:
        """Return the text of a raw value."""
        if isinstance(raw, str):
            return Prose(text=str(raw))
        if raw is None:
            return Prose()
        if is_mapping(raw) and len(raw) == 1 and isinstance(raw.get("text"), str):  # most texts of a JSON file
            return Prose(text=to_str(raw["text"]))
        return Prose(**mapping(raw, self._keys, "a text"))


def _emphasis(function: Callable[[Any], Structure]) -> Structure:
    """Return the function that structures the words that are set apart, made when a file first has some."""

    def structure_emphasis(raw: object) -> Any:
        if is_list(raw) and len(raw) > MAX_EMPHASIS:
            message = f"The emphasis has {len(raw):,} entries; the maximum is {MAX_EMPHASIS}."
            raise StructureError(OVER_LIMIT, message, "Write one entry for a longer part of the text.")
        return function(tuple[Emphasis, ...])(raw)

    return structure_emphasis


class CellStructurer:
    """Structures cells of one class.

    ``items`` as written win over ``text``: where a mapping has both, the text is only printed. Where it has a text and
    no ``items``, the notation reads the text, as it reads a cell that is a string.

    Args:
        cls: The class of the cells.
        function: Returns the function that structures values of another type: an anchor, an item as a mapping.
    """

    def __init__(self, cls: type[Cell[Any]], function: Callable[[Any], Structure]) -> None:
        self._cls: Any = cls
        self._empty = cls()
        self._notation = NOTATIONS[cls]
        self._function = function
        self._keys = {
            "text": to_str,
            "emphasis": _emphasis(function),
            "items": self._items,
            "stated": self._stated,
            "withheld": to_bool,
        }

    def __call__(self, raw: object) -> Cell[Any]:
        """Return the cell of a raw value."""
        if isinstance(raw, str):
            return self._notation.read_cell(str(raw))  # a str, so that no Plain scalar stays in the model
        if raw is None:
            return self._empty
        fields = {"items": raw} if is_list(raw) else raw
        if is_mapping(fields) and fields.keys() <= _BARE and is_list(fields.get("items")):
            try:
                return _shared(self._cls, fields.get("text"), tuple(fields["items"]))
            except (TypeError, StructureError):
                pass  # an item is a mapping, or something is wrong: mapping() says what
        values = mapping(fields, self._keys, "a text, a list or a mapping")
        if "items" not in values and values.get("text") is not None:
            values["items"] = self._notation.read_cell(values["text"]).items
        cell: Cell[Any] = self._cls(**values)
        return cell

    def _stated(self, raw: object) -> Anchor:
        return cast("Anchor", self._function(Anchor)(raw))

    def _items(self, raw: object) -> tuple[Any, ...]:
        if not is_list(raw):
            raise wrong_type(raw, "a list of items", "Write '[HU, AT]', or one item per line after '- '.")
        return each(raw, self._item)

    def _item(self, raw: object) -> Any:
        if isinstance(raw, str):
            return self._notation.read_item(str(raw))
        if not is_mapping(raw):
            raise wrong_type(raw, "an item", "Write it as a text." if isinstance(raw, (int, float)) else None)
        if "unparsed" in raw:
            return _unparsed(raw)
        wanted = self._notation.fields(raw)
        if wanted is None:
            raise wrong_type(raw, "a text")
        return self._function(wanted)(raw)


_BARE = frozenset(("text", "items"))


@functools.lru_cache(maxsize=16384)
def _shared(cls: type[Cell[Any]], text: str | None, words: tuple[str, ...]) -> Cell[Any]:
    """Return the cell of a text and of items that are written as strings: equal cells of a plan are one object."""
    items = tuple(NOTATIONS[cls].read_item(to_str(word)) for word in words)
    return cls(text=None if text is None else to_str(text), items=items)


def _unparsed(raw: dict[str, Any]) -> Unparsed:
    words = mapping(raw, {"unparsed": to_str}, "an item")
    if not words:
        raise StructureErrors([("unparsed", wrong_type(None, "a text"))])
    return Unparsed(text=words["unparsed"])


def each(raw: list[Any], structure: Structure) -> tuple[Any, ...]:
    """Structure every value of a list.

    Raises:
        StructureErrors: Values failed: all of them, not only the first, each with its index.
    """
    done: list[Any] = []
    errors: list[tuple[str, Exception]] = []
    for index, item in enumerate(raw):
        try:
            done.append(structure(item))
        except Exception as found:  # noqa: BLE001 - whatever a value raises is collected and reported
            errors.append((str(index), found))
    if errors:
        raise StructureErrors(errors)
    return tuple(done)


def mapping(
    raw: object, functions: Mapping[str, Structure], wanted: str, required: Sequence[str] = ()
) -> dict[str, Any]:
    """Structure the values of a mapping, each by the function of its key; a known key without a value is left out.

    Raises:
        StructureError: The raw value is not a mapping but should be what is ``wanted``.
        StructureErrors: Keys are unknown, required keys are missing, or values failed: all of them, in their order.
    """
    if not is_mapping(raw):
        raise wrong_type(raw, wanted)
    done: dict[str, Any] = {}
    errors: list[tuple[str, Exception]] = []
    for key, item in raw.items():
        try:
            function = functions[key]
            if item is not None:
                done[key] = function(item)
        except Exception as found:  # noqa: BLE001 - as above
            known = key in functions
            errors.append((key, found) if known else ("", UnknownKey(key, tuple(functions))))
    errors += [(key, KeyError(key)) for key in required if key not in done and raw.get(key) is None]
    if errors:
        raise StructureErrors(errors)
    return done

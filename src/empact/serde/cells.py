"""Structure and unstructure cells: a file has a string, a list of items, or a mapping of text, items and ``withheld``.

The file format is a union of two spellings, and the type of the raw value decides between them, without trial and
error: a string is read by the notation of the cell (:mod:`empact.grammar`), a mapping by its keys. Writing takes the
notation only where it round-trips, that is, where reading the string gives the same value; otherwise it writes the
mapping. So what is written always reads back as the same model value.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import attrs
from cattrs import Converter

from empact import grammar
from empact.model import (
    Anchor,
    Cell,
    Dates,
    DocumentNumbers,
    Kpi,
    Kpis,
    Link,
    Links,
    Milestone,
    Parties,
    PartyItem,
    Period,
    Prose,
    SubjectCode,
    SubjectCodes,
    Target,
    Targets,
    Timing,
    Unparsed,
)
from empact.model import DocumentNumber as _Number
from empact.serde.scalars import to_bool, to_str
from empact.serde.structure_errors import StructureErrors, UnknownKey, wrong_type
from empact.syntax.raw import is_list, is_mapping

T = TypeVar("T")


@attrs.frozen
class Notation:
    """How one class of cells is read.

    Args:
        cell: Reads the complete text of a cell.
        item: Reads one item of a list that is written as a string.
        fields: Returns the class of an item that is written as a mapping; None where mappings are not allowed.
    """

    cell: Callable[[str], Cell[Any]]
    item: Callable[[str], Any]
    fields: Callable[[Mapping[str, Any]], type[Any] | None]


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
    DocumentNumbers: Notation(grammar.parse_document_numbers, _number, lambda _: _Number),
    SubjectCodes: Notation(grammar.parse_subject_codes, grammar.parse_subject_code, lambda _: SubjectCode),
    Dates: Notation(grammar.parse_dates, _date, lambda _: None),
}
"""The notation of each class of cells that has items."""


def reads(cell: Cell[T]) -> tuple[T | Unparsed, ...]:
    """Read the text of a cell again and return the items, whatever items the cell has; none where it has no text."""
    return NOTATIONS[type(cell)].cell(cell.text or "").items


def structure_prose(raw: object, _cls: object) -> Prose:
    """Structure a text: a string, or ``{text, withheld}``."""
    if isinstance(raw, str):
        return Prose(text=str(raw))
    if raw is None:
        return Prose()
    return Prose(**_fields(raw, {"text": to_str, "withheld": to_bool}, "a text"))


def cell_structurer(cls: type[Cell[Any]], converter: Converter) -> Callable[[object, object], Cell[Any]]:
    """Return a function that structures cells of this class.

    ``items`` as written win over ``text``: where a mapping has both, the text is only printed. Where it has a text and
    no ``items``, the notation reads the text, as it reads a cell that is a string.
    """
    notation = NOTATIONS[cls]
    keys: dict[str, Callable[[Any], Any]] = {
        "text": to_str,
        "items": functools.partial(_items, notation, converter),
        "stated": functools.partial(converter.structure, cl=Anchor),
        "withheld": to_bool,
    }

    def structure(raw: object, _cls: object) -> Cell[Any]:
        if raw is None:
            return cls()
        if isinstance(raw, str):
            return notation.cell(str(raw))  # a str, so that no Plain scalar stays in the model
        if is_list(raw):
            return cls(**_fields({"items": raw}, keys, ""))
        fields = _fields(raw, keys, "a text, a list or a mapping")
        if "items" not in fields and fields.get("text") is not None:
            fields["items"] = notation.cell(fields["text"]).items
        return cls(**fields)

    return structure


def _items(notation: Notation, converter: Converter, raw: object) -> tuple[Any, ...]:
    if not is_list(raw):
        raise wrong_type(raw, "a list of items", "Write '[HU, AT]', or one item per line after '- '.")
    return each(raw, functools.partial(_item, notation, converter))


def _item(notation: Notation, converter: Converter, raw: object) -> Any:
    if isinstance(raw, str):
        return notation.item(str(raw))
    if not is_mapping(raw):
        raise wrong_type(raw, "an item", "Write it as a text." if isinstance(raw, (int, float)) else None)
    if "unparsed" in raw:
        words = _fields(raw, {"unparsed": to_str}, "an item")
        if not words:
            raise StructureErrors([("unparsed", wrong_type(None, "a text"))])
        return Unparsed(text=words["unparsed"])
    wanted = notation.fields(raw)
    if wanted is None:
        raise wrong_type(raw, "a text")
    return converter.structure(raw, wanted)


def each(raw: list[Any], structure: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Structure every value of a list.

    Raises:
        StructureErrors: Values failed: all of them, not only the first, each with its index.
    """
    done: list[Any] = []
    errors: list[tuple[str, Exception]] = []
    for index, value in enumerate(raw):
        try:
            done.append(structure(value))
        except Exception as found:  # noqa: BLE001 - whatever a value raises is collected and reported
            errors.append((str(index), found))
    if errors:
        raise StructureErrors(errors)
    return tuple(done)


def _fields(raw: object, keys: Mapping[str, Callable[[Any], Any]], wanted: str) -> dict[str, Any]:
    if not is_mapping(raw):
        raise wrong_type(raw, wanted)
    done: dict[str, Any] = {}
    errors: list[tuple[str, Exception]] = []
    for key, value in raw.items():
        try:
            if key not in keys:
                errors.append(("", UnknownKey(key, tuple(keys))))
            elif value is not None:
                done[key] = keys[key](value)
        except Exception as found:  # noqa: BLE001 - as above
            errors.append((key, found))
    if errors:
        raise StructureErrors(errors)
    return done


def unstructure_prose(prose: Prose, *, compact: bool) -> Any:
    """Return a text as a tree: canonical, or in the compact form as a string where nothing is lost."""
    if compact and prose.text is not None and not prose.withheld:
        return prose.text
    return _present(prose, text=prose.text)


def cell_unstructurer(cls: type[Cell[Any]], converter: Converter, *, compact: bool) -> Callable[[Cell[Any]], Any]:
    """Return a function that turns cells of this class into trees: canonical, or compact as people write them."""
    notation = NOTATIONS[cls]

    def item(value: Any) -> Any:
        words = str(value)
        if notation.item(words) == value:  # the notation only where it reads back as the same item
            return words
        return {"unparsed": value.text} if isinstance(value, Unparsed) else converter.unstructure(value)

    def unstructure(cell: Cell[Any]) -> Any:
        bare = cell.stated is None and not cell.withheld
        if compact and bare and cell.text is not None and notation.cell(cell.text).items == cell.items:
            return cell.text
        items = [item(value) for value in cell.items]
        if compact and bare and cell.text is None and items:
            return items
        stated = None if cell.stated is None else converter.unstructure(cell.stated)
        # Without `items`, reading would take them from the text. So a text whose items were removed keeps `items: []`.
        emptied = not items and cell.text is not None and bool(notation.cell(cell.text).items)
        return _present(cell, text=cell.text, items=items if items or emptied else None, stated=stated)

    return unstructure


def _present(cell: Prose | Cell[Any], **fields: Any) -> dict[str, Any]:
    tree = {key: value for key, value in fields.items() if value is not None}
    return {**tree, "withheld": True} if cell.withheld else tree

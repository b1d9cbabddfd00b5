"""Turn the model into raw trees, with cattrs. No other module imports it.

Writing takes the notation of a cell or an item only where it round-trips, that is, where reading the string gives the
same value; otherwise it writes the mapping. So what is written always reads back as the same model value.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from empact.model import Cell, Emphasis, FrozenMap, KpiNumber, Prose, Unparsed
from empact.model.frozen import thaw
from empact.serde.cells import NOTATIONS, WRITTEN, Notation

_DIGITS = 18
"""Longer whole numbers are written as text, since some JSON programs read numbers as floats and lose digits."""


@functools.cache
def unstructurer(*, compact: bool) -> Converter:
    """Return the converter that writes trees: canonical, or compact as a person would write them."""
    converter = Converter()
    converter.register_unstructure_hook_factory(attrs.has, functools.partial(_class_unstructurer, converter))
    converter.register_unstructure_hook_factory(_is_map, functools.partial(_map_unstructurer, converter))
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_unstructure_hook(Decimal, decimal_tree)
    converter.register_unstructure_hook(KpiNumber, kpi_number_tree)
    for cls, (parse, _, _) in WRITTEN.items():
        converter.register_unstructure_hook(cls, _written_unstructurer(cls, parse, converter))
    converter.register_unstructure_hook(Prose, functools.partial(unstructure_prose, compact=compact))
    for cell in NOTATIONS:
        converter.register_unstructure_hook(cell, cell_unstructurer(cell, converter, compact=compact))
    return converter


def _class_unstructurer(converter: Converter, cls: type[Any]) -> Callable[[Any], dict[str, Any]]:
    return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)


def _is_map(type_: Any) -> bool:
    return get_origin(type_) is FrozenMap


def _map_unstructurer(converter: Converter, type_: Any) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    inner = get_args(type_)[1]

    def typed(value: Any) -> Any:
        return converter.unstructure(value, inner)

    def extension(value: object) -> Any:
        return converter.unstructure(value) if attrs.has(type(value)) else thaw(value)

    unstructure = extension if inner is Any else typed
    return lambda values: {key: unstructure(value) for key, value in values.items()}


def _written_unstructurer(
    cls: type[Any], parse: Callable[[str], Any], converter: Converter
) -> Callable[[Any], str | dict[str, Any]]:
    fields = _class_unstructurer(converter, cls)

    def unstructure(value: Any) -> str | dict[str, Any]:
        return str(value) if parse(str(value)) == value else fields(value)

    return unstructure


def decimal_tree(value: Decimal) -> int | float | str:
    """Return a decimal number as an int or a float where no digit is lost, otherwise as text."""
    if value.as_tuple().exponent == 0 and value.adjusted() < _DIGITS and str(int(value)) == str(value):
        return int(value)
    return float(value) if repr(float(value)) == str(value) else str(value)


def kpi_number_tree(number: KpiNumber) -> int | str:
    """Return the number of a KPI as an int, that of one of its parts as a text such as ``1a``."""
    return number.ordinal if number.letter is None else str(number)


def unstructure_prose(prose: Prose, *, compact: bool) -> Any:
    """Return a text as a tree: canonical, or in the compact form as a string where nothing is lost."""
    if compact and prose.text is not None and not prose.emphasis and not prose.withheld:
        return prose.text
    tree = _text_tree(prose)
    if prose.withheld:
        tree["withheld"] = True
    return tree


def _text_tree(cell: Prose | Cell[Any]) -> dict[str, Any]:
    """Return the text of a cell and the words in it that are set apart, as far as it has them."""
    tree: dict[str, Any] = {} if cell.text is None else {"text": cell.text}
    if cell.emphasis:
        tree["emphasis"] = list(map(_emphasis_tree, cell.emphasis))
    return tree


def _emphasis_tree(part: Emphasis) -> dict[str, str]:
    tree = {"words": part.words, "within": part.within, "style": part.style.value}
    return {key: text for key, text in tree.items() if text is not None}


def cell_unstructurer(cls: type[Cell[Any]], converter: Converter, *, compact: bool) -> Callable[[Cell[Any]], Any]:
    """Return a function that turns cells of this class into trees: canonical, or compact as people write them."""
    notation = NOTATIONS[cls]
    item = _item_unstructurer(notation, converter)

    def canonical_tree(cell: Cell[Any]) -> dict[str, Any]:
        tree = _text_tree(cell)
        # Without `items`, reading would take them from the text. So a text whose items were removed keeps `items: []`.
        if cell.items or (cell.text is not None and notation.cell(cell.text).items):
            tree["items"] = list(map(item, cell.items))
        if cell.stated is not None:
            tree["stated"] = converter.unstructure(cell.stated)
        if cell.withheld:
            tree["withheld"] = True
        return tree

    def compact_tree(cell: Cell[Any]) -> Any:
        if cell.stated is not None or cell.withheld:
            return canonical_tree(cell)
        if cell.text is not None and notation.cell(cell.text).items == cell.items:
            return _text_tree(cell) if cell.emphasis else cell.text
        if cell.text is None and cell.items and not cell.emphasis:
            return list(map(item, cell.items))
        return canonical_tree(cell)

    return compact_tree if compact else canonical_tree


def _item_unstructurer(notation: Notation, converter: Converter) -> Callable[[Any], Any]:
    def item(value: Any) -> Any:
        words = str(value)
        again = notation.item(words)
        if again is value or again == value:  # the notation only where it reads back as the same item
            return words
        return {"unparsed": value.text} if isinstance(value, Unparsed) else converter.unstructure(value)

    return item

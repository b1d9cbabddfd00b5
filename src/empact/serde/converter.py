"""The cattrs converters between raw trees and the model. No other module imports cattrs."""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, cast, get_args, get_origin

import attrs
from cattrs import AttributeValidationNote, Converter, ForbiddenExtraKeysError
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from empact.diagnostics import BAD_VALUE
from empact.grammar import parse_anchor, parse_document_number, parse_party, parse_ref
from empact.model import Anchor, DocumentNumber, Extension, FrozenMap, PartyItem, Prose, Ref
from empact.model.answers import check_pair
from empact.model.frozen import thaw
from empact.model.links import check_number, check_optional_plan, check_words
from empact.serde import scalars
from empact.serde.cells import (
    NOTATIONS,
    cell_structurer,
    cell_unstructurer,
    each,
    structure_prose,
    unstructure_prose,
)
from empact.serde.structure_errors import StructureError, StructureErrors, UnknownKey, bad_value, wrong_type
from empact.syntax.raw import is_list, is_mapping

_DIGITS = 18
"""Longer whole numbers are written as text, since some JSON programs read numbers as floats and lose digits."""

_NUMBERS = (check_number, attrs.validators.optional(check_number))


def _one_party(text: str) -> PartyItem | None:
    item = parse_party(text)
    return item if isinstance(item, PartyItem) else None


_WRITTEN: Mapping[type[Any], tuple[Callable[[str], Any], str, str]] = {
    Anchor: (parse_anchor, "a place in the plan", "Write 'section 5.2/1', 'note 8/1/3' or '6.2/participants'."),
    Ref: (parse_ref, "a goal or an action", "Write 'SG 1', '2.1', '2.1/1', 'B:SG*', 'B-2012:2.1' or 'OAP B'."),
    DocumentNumber: (
        parse_document_number,
        "the number of a Council document",
        "Write '17793/2/11 REV 2' or '15358/10'.",
    ),
    PartyItem: (_one_party, "one party", "Write 'HU', 'Frontex (if: ...)' or 'ES (tbc)'."),
}
"""Classes whose values a file has in their notation, or as a mapping where the notation does not round-trip.

Each with its parser, its name in messages, and the hint.
"""


@functools.lru_cache(maxsize=16)
def structurer(*, detailed: bool, extensions: tuple[Extension[Any], ...] = ()) -> Converter:
    """Return the converter that structures raw trees. It is strict either way.

    Args:
        detailed: Collect every problem; otherwise stop at the first, which is faster.
        extensions: The extensions whose data get their types. The data of others are kept as they are.
    """
    converter = Converter(detailed_validation=detailed, forbid_extra_keys=True)
    converter.register_structure_hook_factory(
        attrs.has, functools.partial(_class_structurer, converter, extensions=extensions)
    )
    converter.register_structure_hook_factory(_is_tuple, functools.partial(_tuple_structurer, converter))
    converter.register_structure_hook_factory(_is_map, functools.partial(_map_structurer, converter))
    converter.register_structure_hook(str, scalars.to_str)
    converter.register_structure_hook(int, scalars.to_int)
    converter.register_structure_hook(bool, scalars.to_bool)
    converter.register_structure_hook(Decimal, scalars.to_decimal)
    converter.register_structure_hook(float, scalars.to_float)
    converter.register_structure_hook(dt.date, scalars.to_date)
    converter.register_structure_hook_func(_is_enum, scalars.to_enum)
    for cls in _WRITTEN:
        converter.register_structure_hook(cls, _written_structurer(cls, converter))
    converter.register_structure_hook(Prose, structure_prose)
    for cell in NOTATIONS:
        converter.register_structure_hook(cell, cell_structurer(cell, converter))
    return converter


@functools.cache
def unstructurer(*, compact: bool) -> Converter:
    """Return the converter that writes trees: canonical, or compact as a person would write them."""
    converter = Converter()
    converter.register_unstructure_hook_factory(attrs.has, functools.partial(_class_unstructurer, converter))
    converter.register_unstructure_hook_factory(_is_map, functools.partial(_map_unstructurer, converter))
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_unstructure_hook(Decimal, _decimal_tree)
    for cls, (parse, _, _) in _WRITTEN.items():
        converter.register_unstructure_hook(cls, _written_unstructurer(cls, parse, converter))
    converter.register_unstructure_hook(Prose, functools.partial(unstructure_prose, compact=compact))
    for cell in NOTATIONS:
        converter.register_unstructure_hook(cell, cell_unstructurer(cell, converter, compact=compact))
    return converter


def _class_unstructurer(converter: Converter, cls: type[Any]) -> Callable[[Any], dict[str, Any]]:
    return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)


def _is_tuple(type_: Any) -> bool:
    return get_origin(type_) is tuple and get_args(type_)[-1] is Ellipsis


def _is_map(type_: Any) -> bool:
    return get_origin(type_) is FrozenMap


def _is_enum(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, enum.Enum)


def _class_structurer(
    converter: Converter, cls: type[Any], extensions: tuple[Extension[Any], ...] = ()
) -> Callable[[Any, Any], Any]:
    attrs.resolve_types(cls)
    fields = [field for field in attrs.fields(cls) if field.init]
    own: Any = {f.name: override(struct_hook=_number) for f in fields if f.validator in _NUMBERS}
    own |= {f.name: override(struct_hook=_pair) for f in fields if f.validator is check_pair}
    own |= {f.name: override(struct_hook=scalars.to_plan_name) for f in fields if f.validator is check_optional_plan}
    own |= {f.name: override(struct_hook=scalars.to_words) for f in fields if f.validator is check_words}
    typed = {extension.name: extension.cls for extension in extensions if extension.on is cls}
    if typed:
        own["extensions"] = override(struct_hook=_extensions_structurer(converter, typed))
    generated = make_dict_structure_fn(cls, converter, _cattrs_detailed_validation=converter.detailed_validation, **own)
    names = [field.name for field in fields]

    def structure(raw: Any, type_: Any) -> Any:
        if not is_mapping(raw):
            raise wrong_type(raw, f"a mapping (with keys such as {', '.join(names[:3])})")
        given = raw
        if None in raw.values():  # a known key without a value counts as absent
            given = {key: value for key, value in raw.items() if value is not None or key not in names}
        try:
            return generated(given, type_)
        except ClassValidationError as found:
            raise StructureErrors([part for inner in found.exceptions for part in _parts(inner, names)]) from None

    return structure


def _parts(error: Exception, names: list[str]) -> Iterator[tuple[str, Exception]]:
    """List the errors of cattrs for one field, each with the name of the field; unknown keys have no name."""
    if isinstance(error, ForbiddenExtraKeysError):
        yield from (("", UnknownKey(key, names)) for key in sorted(error.extra_fields))
        return
    notes = getattr(error, "__notes__", ())
    yield next((note.name for note in notes if isinstance(note, AttributeValidationNote)), ""), error


def _number(raw: Any, _type: Any) -> str | None:
    return None if raw is None else scalars.to_number(raw)


def _pair(raw: Any, _type: Any) -> tuple[Ref, ...]:
    """Structure the two actions of an answer, checked here so that the other errors of the file are reported too."""
    hint = "Write '[C-2012:2.1, B-2012:2.3]'."
    if not is_list(raw):
        raise wrong_type(raw, "a list of two actions", hint)
    refs = each(raw, _ref)
    try:
        check_pair(None, None, refs)
    except ValueError:
        raise StructureError(BAD_VALUE, "The list must name two different actions, each with its plan.", hint) from None
    return refs


def _ref(raw: Any) -> Ref:
    parse, what, how = _WRITTEN[Ref]
    found = parse(scalars.to_str(raw))
    if found is None:
        raise bad_value(raw, what, how)
    return cast("Ref", found)


def _tuple_structurer(converter: Converter, type_: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    inner = get_args(type_)[0]
    hook = converter.get_structure_hook(inner)

    def structure(raw: Any, _type: Any) -> tuple[Any, ...]:
        if not is_list(raw):
            raise wrong_type(raw, "a list", "Write '[...]', or one item per line after '- '.")
        return each(raw, lambda value: hook(value, inner))

    return structure


def _map_structurer(converter: Converter, type_: Any) -> Callable[[Any, Any], FrozenMap[str, Any]]:
    inner = get_args(type_)[1]
    hook: Callable[[Any, Any], Any] = scalars.to_extension if inner is Any else converter.get_structure_hook(inner)
    return lambda raw, _type: _entries(raw, lambda _key, value: hook(value, inner))


def _extensions_structurer(
    converter: Converter, typed: Mapping[str, type[Any]]
) -> Callable[[Any, Any], FrozenMap[str, Any]]:
    """Return a function that gives the data of known extensions their types and keeps the data of others."""

    def typed_data(name: str, value: Any) -> Any:
        cls = typed.get(name)
        return scalars.to_extension(value) if cls is None else converter.structure(value, cls)

    def structure(raw: Any, _type: Any) -> FrozenMap[str, Any]:
        if is_mapping(raw):  # a known key without a value counts as absent
            raw = {key: value for key, value in raw.items() if value is not None or key not in typed}
        return _entries(raw, typed_data)

    return structure


def _entries(raw: Any, structure: Callable[[str, Any], Any]) -> FrozenMap[str, Any]:
    """Structure every value of a mapping, and raise all errors together."""
    if not is_mapping(raw):
        raise wrong_type(raw, "a mapping")
    errors: list[tuple[str, Exception]] = []
    done: dict[str, Any] = {}
    for key, value in raw.items():
        try:
            done[str(key)] = structure(key, value)
        except Exception as found:  # noqa: BLE001 - collected and reported with the others
            errors.append((key, found))
    if errors:
        raise StructureErrors(errors)
    return FrozenMap(done)


def _map_unstructurer(converter: Converter, type_: Any) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    inner = get_args(type_)[1]

    def typed(value: Any) -> Any:
        return converter.unstructure(value, inner)

    def extension(value: object) -> Any:
        return converter.unstructure(value) if attrs.has(type(value)) else thaw(value)

    unstructure = extension if inner is Any else typed
    return lambda values: {key: unstructure(value) for key, value in values.items()}


def _written_structurer(cls: type[Any], converter: Converter) -> Callable[[Any, Any], Any]:
    parse, what, how = _WRITTEN[cls]
    fields = _class_structurer(converter, cls)

    def structure(raw: Any, type_: Any) -> Any:
        if is_mapping(raw):
            return fields(raw, type_)
        found = parse(scalars.to_str(raw))
        if found is None:
            raise bad_value(raw, what, how)
        return found

    return structure


def _written_unstructurer(
    cls: type[Any], parse: Callable[[str], Any], converter: Converter
) -> Callable[[Any], str | dict[str, Any]]:
    fields = _class_unstructurer(converter, cls)

    def unstructure(value: Any) -> str | dict[str, Any]:
        return str(value) if parse(str(value)) == value else fields(value)

    return unstructure


def _decimal_tree(value: Decimal) -> int | float | str:
    """Return a decimal number as an int or a float where no digit is lost, otherwise as text."""
    if value.as_tuple().exponent == 0 and value.adjusted() < _DIGITS and str(int(value)) == str(value):
        return int(value)
    return float(value) if repr(float(value)) == str(value) else str(value)

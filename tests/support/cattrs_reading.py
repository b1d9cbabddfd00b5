"""The classes of plans structured by cattrs, to which tests compare the functions that empact compiles.

Cells, items in their notation and scalars are those of empact: what differs is everything that goes over fields.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any, get_args, get_origin

import attrs
from cattrs import AttributeValidationNote, Converter, ForbiddenExtraKeysError
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn, override

from empact.model import FrozenMap, Prose
from empact.model.links import check_number, check_optional_plan
from empact.serde import scalars
from empact.serde.cells import NOTATIONS, WRITTEN, CellStructurer, ProseStructurer, each
from empact.serde.structure_errors import StructureErrors, UnknownKey, bad_value, wrong_type

Hook = Callable[[Any, Any], Any]


@functools.cache
def reader() -> Converter:
    """Return a converter that is strict and collects every error.

    Functions over fields are made when a class is first read (by factories), so that they find every hook below.
    """
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    converter.register_structure_hook_factory(attrs.has, functools.partial(fields, converter))
    converter.register_structure_hook_factory(of(tuple), functools.partial(items, converter))
    converter.register_structure_hook_factory(of(FrozenMap), functools.partial(entries, converter))
    converter.register_structure_hook_factory(WRITTEN.__contains__, functools.partial(written, converter))

    def of_type(type_: Any) -> Callable[[Any], Any]:
        return lambda raw: converter.structure(raw, type_)

    simple: dict[Any, Callable[[Any], Any]] = {
        str: scalars.to_str,
        int: scalars.to_int,
        bool: scalars.to_bool,
        Decimal: scalars.to_decimal,
        dt.date: scalars.to_date,
        Prose: ProseStructurer(of_type),
        **{cell: CellStructurer(cell, of_type) for cell in NOTATIONS},
    }
    for cls, structure in simple.items():
        converter.register_structure_hook(cls, hook(structure))
    converter.register_structure_hook_func(
        lambda type_: isinstance(type_, type) and issubclass(type_, enum.Enum), scalars.to_enum
    )
    return converter


def hook(structure: Callable[[Any], Any]) -> Hook:
    return lambda raw, _type: structure(raw)


def of(origin: Any) -> Callable[[Any], bool]:
    return lambda type_: get_origin(type_) is origin


def fields(converter: Converter, cls: type[Any]) -> Hook:
    attrs.resolve_types(cls)
    names = [field.name for field in attrs.fields(cls) if field.init]
    numbers = (check_number, attrs.validators.optional(check_number))
    own: Any = {
        field.name: override(struct_hook=lambda raw, _: None if raw is None else scalars.to_number(raw))
        for field in attrs.fields(cls)
        if field.validator in numbers
    }
    own |= {
        field.name: override(struct_hook=lambda raw, _: None if raw is None else scalars.to_plan_name(raw))
        for field in attrs.fields(cls)
        if field.validator is check_optional_plan
    }
    generated = make_dict_structure_fn(cls, converter, _cattrs_detailed_validation=True, **own)

    def structure(raw: Any, type_: Any) -> Any:
        if not isinstance(raw, dict):
            raise wrong_type(raw, f"a mapping (with keys such as {', '.join(names[:3])})")
        given = {key: value for key, value in raw.items() if value is not None or key not in names}
        try:
            return generated(given, type_)
        except ClassValidationError as found:
            raise StructureErrors([part for inner in found.exceptions for part in parts(inner, names)]) from None

    return structure


def parts(error: Exception, names: list[str]) -> list[tuple[str, Exception]]:
    if isinstance(error, ForbiddenExtraKeysError):
        return [("", UnknownKey(key, names)) for key in sorted(error.extra_fields)]
    notes = [note.name for note in getattr(error, "__notes__", ()) if isinstance(note, AttributeValidationNote)]
    return [(notes[0] if notes else "", error)]


def written(converter: Converter, cls: type[Any]) -> Hook:
    parse, what, how = WRITTEN[cls]
    from_mapping = fields(converter, cls)

    def structure(raw: Any, type_: Any) -> Any:
        if isinstance(raw, dict):
            return from_mapping(raw, type_)
        found = parse(scalars.to_str(raw))
        if found is None:
            raise bad_value(raw, what, how)
        return found

    return structure


def items(converter: Converter, type_: Any) -> Hook:
    inner = get_args(type_)[0]

    def structure(raw: Any, _type: Any) -> Any:
        if not isinstance(raw, list):
            raise wrong_type(raw, "a list", "Write '[...]', or one item per line after '- '.")
        return each(raw, lambda value: converter.structure(value, inner))

    return structure


def entries(converter: Converter, type_: Any) -> Hook:
    inner = get_args(type_)[1]

    def structure(raw: Any, _type: Any) -> Any:
        if not isinstance(raw, dict):
            raise wrong_type(raw, "a mapping")
        done, errors = {}, []
        for key, value in raw.items():
            try:
                done[str(key)] = scalars.to_extension(value) if inner is Any else converter.structure(value, inner)
            except Exception as found:  # noqa: BLE001 - collected with the others
                errors.append((key, found))
        if errors:
            raise StructureErrors(errors)
        return FrozenMap(done)

    return structure

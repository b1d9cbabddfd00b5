"""Structure raw trees as values of the model: strict, in one pass that collects every error.

Each class is compiled once into a function with the functions of its fields, which call each other directly. To catch
an error costs nothing where there is none, so a valid file does not pay for the report about one that is not valid.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin

import attrs

from empact.diagnostics import BAD_VALUE, PLUGIN_FAILED
from empact.errors import PASSING, crash_line
from empact.model import Extension, FrozenMap, KpiNumber, Prose, Ref
from empact.model.links import check_number, check_optional_plan, check_pair, check_words
from empact.serde import scalars
from empact.serde.cells import NOTATIONS, WRITTEN, CellStructurer, ProseStructurer, Structure, each, mapping
from empact.serde.structure_errors import StructureError, StructureErrors, UnknownKey, bad_value, wrong_type
from empact.syntax.raw import is_list, is_mapping

T = TypeVar("T")

_SCALARS: Mapping[Any, Structure] = {
    str: scalars.to_str,
    int: scalars.to_int,
    bool: scalars.to_bool,
    Decimal: scalars.to_decimal,
    float: scalars.to_float,
    dt.date: scalars.to_date,
    KpiNumber: scalars.to_kpi_number,
    Any: scalars.to_extension,
}


@functools.lru_cache(maxsize=16)
def structurer(extensions: tuple[Extension[Any], ...] = ()) -> Structurer:
    """Return the structurer with these extensions."""
    return Structurer(extensions)


class Structurer:
    """The compiled functions of classes and other types, each made when it is first used.

    Args:
        extensions: The extensions whose data get their types. The data of others are kept as they are.
    """

    def __init__(self, extensions: tuple[Extension[Any], ...] = ()) -> None:
        self._extensions = extensions
        self._functions: dict[Any, Structure] = {
            **_SCALARS,
            Prose: ProseStructurer(self.function),
            **{cell: CellStructurer(cell, self.function) for cell in NOTATIONS},
        }

    def structure(self, raw: object, cls: type[T]) -> T:
        """Return a raw value as a value of a class.

        Raises:
            Exception: The value does not fit; :func:`~empact.serde.structure_errors.problems` lists every error.
        """
        return cast("T", self.function(cls)(raw))

    def function(self, type_: Any) -> Structure:
        """Return the function that structures values of a type."""
        if type_ not in self._functions:
            self._functions[type_] = self._compile(type_)
        return self._functions[type_]

    def _compile(self, type_: Any) -> Structure:
        origin, arguments = get_origin(type_), get_args(type_)
        if origin in {Union, UnionType}:
            return self._optional(arguments)
        if origin is tuple:
            return self._tuple(arguments[0])
        if origin is FrozenMap:
            structure = self.function(arguments[1])
            return lambda raw: _entries(raw, lambda _key: structure)
        if issubclass(type_, enum.Enum):
            members = {member.value: member for member in type_ if isinstance(member.value, str)}
            return lambda raw: (members.get(raw) if isinstance(raw, str) else None) or scalars.to_enum(raw, type_)
        return self._written(type_) if type_ in WRITTEN else self._class(type_)

    def _optional(self, options: tuple[Any, ...]) -> Structure:
        (inner,) = (self.function(option) for option in options if option is not NoneType)
        return lambda raw: None if raw is None else inner(raw)

    def _tuple(self, type_: Any) -> Structure:
        structure = self.function(type_)

        def structure_tuple(raw: object) -> tuple[Any, ...]:
            if not is_list(raw):
                raise wrong_type(raw, "a list", "Write '[...]', or one item per line after '- '.")
            return each(raw, structure)

        return structure_tuple

    def _written(self, cls: type[Any]) -> Structure:
        parse, what, how = WRITTEN[cls]
        from_mapping = self._class(cls)

        def structure_written(raw: object) -> Any:
            if is_mapping(raw):
                return from_mapping(raw)
            value = parse(scalars.to_str(raw))
            if value is None:
                raise bad_value(raw, what, how)
            return value

        return structure_written

    def _class(self, cls: type[Any]) -> Structure:
        attrs.resolve_types(cls)
        fields = [field for field in attrs.fields(cls) if field.init]
        functions = {field.name: self._field(cls, field) for field in fields}
        required = [field.name for field in fields if field.default is attrs.NOTHING]
        wanted = f"a mapping (with keys such as {', '.join([*functions][:3])})"

        def structure_class(raw: object) -> Any:
            try:
                values = mapping(raw, functions, wanted, required)
            except StructureErrors as found:
                raise StructureErrors(_in_order(found, functions)) from None
            return cls(**values)

        return structure_class

    def _field(self, cls: type[Any], field: attrs.Attribute[Any]) -> Structure:
        """Return the function of a field. What its validator checks is checked here, with an error of its own."""
        structure = self._any_length(cls, field)
        return scalars.short(structure, field.name) if is_short(cls, field) else structure

    def _any_length(self, cls: type[Any], field: attrs.Attribute[Any]) -> Structure:
        if field.validator in _NUMBERS:
            return scalars.to_number
        if field.validator is check_optional_plan:
            return scalars.to_plan_name
        if field.validator in _WORDS:
            return scalars.to_words
        if field.validator is check_pair:
            return _pair
        typed = {extension.name: extension.cls for extension in self._extensions if extension.on is cls}
        if typed and field.name == "extensions":
            return self._typed_extensions({name: _contained(name, self.function(data)) for name, data in typed.items()})
        return self.function(field.type)

    def _typed_extensions(self, typed: Mapping[str, Structure]) -> Structure:
        """Return a function that gives the data of known extensions their types and keeps the data of others."""

        def structure_extensions(raw: object) -> FrozenMap[str, Any]:
            if is_mapping(raw):  # a known key without a value counts as absent
                raw = {key: value for key, value in raw.items() if value is not None or key not in typed}
            return _entries(raw, lambda key: typed.get(key, scalars.to_extension))

        return structure_extensions


def _contained(name: str, structure: Structure) -> Structure:
    """Return a function that reports the class of an extension if it fails in another way than to refuse a value."""

    def structure_data(raw: object) -> Any:
        try:
            return structure(raw)
        except (*PASSING, StructureError, StructureErrors, UnknownKey, ValueError, TypeError):
            raise
        except BaseException as crash:  # noqa: BLE001 - the class of a plugin may raise anything
            message = f"The class of the extension {name!r} stops with {crash_line(crash).rstrip('.')}."
            hint = f"Report this to the authors of the plugin with the extension {name!r}."
            raise StructureError(PLUGIN_FAILED, message, hint) from None

    return structure_data


def is_short(cls: type[Any], field: attrs.Attribute[Any]) -> bool:
    """Return whether the text of a field has a maximum length. A plugin sets the limits of its own classes."""
    return field.name in scalars.LONGEST and cls.__module__.startswith("empact.")


_NUMBERS = (check_number, attrs.validators.optional(check_number))
_WORDS = (check_words, attrs.validators.optional(check_words))


def _in_order(errors: StructureErrors, fields: Iterable[str]) -> list[tuple[str, Exception]]:
    """Return the errors in the order of the fields, then the unknown keys by name: not all have different places."""
    order = {name: (index, "") for index, name in enumerate(fields)}

    def rank(part: tuple[str, Exception]) -> tuple[int, str]:
        name, error = part
        return (len(order), error.key) if isinstance(error, UnknownKey) and not name else order[name]

    return sorted(errors.parts, key=rank)


def _pair(raw: object) -> tuple[Ref, ...]:
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


def _ref(raw: object) -> Ref:
    parse, what, how = WRITTEN[Ref]
    ref = parse(scalars.to_str(raw))
    if ref is None:
        raise bad_value(raw, what, how)
    return cast("Ref", ref)


def _entries(raw: object, function_of: Callable[[str], Structure]) -> FrozenMap[str, Any]:
    """Structure every value of a mapping, and raise all errors together."""
    if not is_mapping(raw):
        raise wrong_type(raw, "a mapping")
    errors: list[tuple[str, Exception]] = []
    done: dict[str, Any] = {}
    for key, value in raw.items():
        try:
            done[str(key)] = function_of(key)(value)
        except Exception as found:  # noqa: BLE001 - collected and reported with the others
            errors.append((key, found))
    if errors:
        raise StructureErrors(errors)
    return FrozenMap(done)

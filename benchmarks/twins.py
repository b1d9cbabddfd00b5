"""Classes of another library with the fields of the classes of plans."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from typing import Any, get_args, get_origin

import attrs

from empact.model import Cell, FrozenMap
from empact.serde.cells import NOTATIONS, WRITTEN

Fields = dict[str, tuple[Any, Any]]
"""The type and the default of each field, by name; ``attrs.NOTHING`` is no default."""


@attrs.frozen
class Twins:
    """Makes classes with the fields of classes of the model, and twins of the classes of these fields.

    Args:
        make: Makes a class of the other library from its name and its fields.
        notation: Returns the type of a value that a file has in its notation, such as ``HU`` or ``SG 1``; it gets the
            parser of empact.
    """

    make: Callable[[str, Fields], Any]
    notation: Callable[[Callable[[str], Any]], Any]
    _made: dict[type[Any], Any] = attrs.field(factory=dict, init=False)

    def of(self, cls: type[Any]) -> Any:
        """Return the twin of a class."""
        if cls not in self._made:
            attrs.resolve_types(cls)
            fields = {field.name: self._field(cls, field) for field in attrs.fields(cls) if field.init}
            self._made[cls] = self.make(cls.__name__, fields)
        return self._made[cls]

    def _field(self, cls: type[Any], field: attrs.Attribute[Any]) -> tuple[Any, Any]:
        if field.name == "items" and issubclass(cls, Cell):
            return types.GenericAlias(tuple, (self.notation(NOTATIONS[cls].item), ...)), ()
        type_, default = self._type(field.type), field.default
        if getattr(default, "takes_self", False):  # computed from another field, if a file leaves it out
            return typing.Optional[type_], None  # noqa: UP045 - the type is computed
        if isinstance(default, FrozenMap):
            return type_, {}
        return type_, type_() if attrs.has(type(default)) else default

    def _type(self, type_: Any) -> Any:
        origin, arguments = get_origin(type_), get_args(type_)
        if origin is tuple:
            return types.GenericAlias(tuple, (self._type(arguments[0]), ...))
        if origin is FrozenMap:
            return types.GenericAlias(dict, (str, self._type(arguments[1])))
        if origin in {typing.Union, types.UnionType}:
            return typing.Union[tuple(map(self._type, arguments))]  # noqa: UP007 - the members are computed
        if type_ in WRITTEN:
            return self.notation(WRITTEN[type_][0])
        return self.of(type_) if attrs.has(type_) else type_

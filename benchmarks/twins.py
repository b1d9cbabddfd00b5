"""Classes of another library with the fields of the classes of plans, those of the items of cells included."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Sequence
from typing import Any, Protocol, get_args, get_origin

import attrs

from empact.model import Cell, FrozenMap, Unparsed

TAG = "item"
"""The key that says what an item of a cell is, with the name of its class."""
Fields = dict[str, tuple[Any, Any]]
"""The type and the default of each field, by name; ``attrs.NOTHING`` is no default."""


class Maker(Protocol):
    """Makes a class of the other library."""

    def __call__(self, name: str, fields: Fields, *, item: bool) -> Any:
        """Make a class from its name, its fields, and whether it is the class of an item, which has a tag in a file."""


def item_types(cell: type[Cell[Any]]) -> tuple[Any, ...]:
    """Return what the items of a cell can be, such as a period, a milestone, or words that are not understood."""
    (declared,) = get_args(cell.__orig_bases__[0])  # type: ignore[attr-defined]
    return (*(get_args(declared) or (declared,)), Unparsed)


@attrs.frozen
class Twins:
    """Makes classes with the fields of classes of the model, and twins of the classes of these fields.

    Args:
        make: Makes a class of the other library.
        union: Returns the type of the items of a cell, from what they can be.
    """

    make: Maker
    union: Callable[[Sequence[Any]], Any] = lambda members: typing.Union[tuple(members)]  # noqa: UP007 - computed
    _made: dict[tuple[type[Any], bool], Any] = attrs.field(factory=dict, init=False)

    def of(self, cls: type[Any], *, item: bool = False) -> Any:
        """Return the twin of a class."""
        if (cls, item) not in self._made:
            attrs.resolve_types(cls)
            fields = {field.name: self._field(cls, field) for field in attrs.fields(cls) if field.init}
            self._made[cls, item] = self.make(cls.__name__, fields, item=item)
        return self._made[cls, item]

    def _field(self, cls: type[Any], field: attrs.Attribute[Any]) -> tuple[Any, Any]:
        if field.name == "items" and issubclass(cls, Cell):
            members = [self.of(type_, item=True) if attrs.has(type_) else type_ for type_ in item_types(cls)]
            return types.GenericAlias(tuple, (self.union(members), ...)), ()
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
        return self.of(type_) if attrs.has(type_) else type_

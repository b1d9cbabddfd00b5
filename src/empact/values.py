"""What classes of values have in common: the decorator, and the marks for outputs.

An output, such as the JSON of a command, has the public fields of a value. A mark says where it differs.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from attrs import frozen as value

    listed = property
    stand_in = property
else:
    import attrs

    from empact.reprs import short_repr

    def value(cls: type | None = None, *, kw_only: bool = False) -> object:
        """Make a class a value: frozen, with slots, equal by its fields, and with a short representation.

        A class that defines ``__repr__`` itself keeps it. For type checkers this is :func:`attrs.frozen`.

        Args:
            cls: The class; None if the decorator is called with arguments.
            kw_only: Whether the fields are keyword arguments only.
        """
        if cls is None:
            return lambda cls: value(cls, kw_only=kw_only)
        own = vars(cls)
        if "__repr__" not in own:
            cls.__repr__ = short_repr
        if "__eq__" in own:
            return attrs.frozen(cls, kw_only=kw_only)
        made = attrs.frozen(cls, kw_only=kw_only, eq=False)
        _compare_by_fields(made, hashed="__hash__" not in own)
        return made

    def _compare_by_fields(cls: type, *, hashed: bool) -> None:
        """Give a class its comparison, and its hash, which are compiled when one of them is first used.

        They are those of attrs, which compiles them with the class: a third of the time to make it. Few of the classes
        that a command loads have values that it compares.
        """

        def __eq__(self: object, other: object) -> bool:  # noqa: N807 - it is the method until it is first used
            return compiled()["__eq__"](self, other)

        def __hash__(self: object) -> int:  # noqa: N807 - as above
            return compiled()["__hash__"](self)

        def compiled() -> dict[str, Any]:
            if any(field.eq_key for field in attrs.fields(cls)):
                message = f"{cls.__name__}: a field of a value is compared as it is, not with a function in eq=."
                raise TypeError(message)
            names = [field.name for field in attrs.fields(cls) if field.eq]
            methods: dict[str, Any] = {}
            exec(  # noqa: S102 - the names of fields, as in attrs
                _COMPARISON.format(
                    same=" and ".join(f"self.{name} == other.{name}" for name in names) or True,
                    content="".join(f"self.{name}, " for name in names),
                ),
                methods,
            )
            for name in given:
                setattr(cls, name, methods[name])
            return methods

        given = {"__eq__": __eq__, "__hash__": __hash__} if hashed else {"__eq__": __eq__}
        for name, method in given.items():
            setattr(cls, name, method)

    _COMPARISON = """
def __eq__(self, other):
    if other.__class__ is not self.__class__:
        return NotImplemented
    return {same}

def __hash__(self):
    return hash((self.__class__, {content}))
"""

    class listed(property):  # noqa: N801 - it is written as `property` is
        """A property that outputs have, like the fields of the class. For type checkers this is ``property``."""

    class stand_in(property):  # noqa: N801 - it is written as `property` is
        """A property whose value outputs have instead of the whole object: the short form of a cell, for example.

        The type that it returns is that of the schema, and its values can have a stand-in themselves. For type checkers
        this is ``property``.
        """


def owned() -> dict[str, object]:
    """Return the metadata of a field whose values outputs have in full, not as references."""
    return {"output": "owned"}


def unlisted() -> dict[str, object]:
    """Return the metadata of a field that outputs leave out: a context, or what another key says already."""
    return {"output": "unlisted"}


def as_fields() -> dict[str, object]:
    """Return the metadata of a field with values of the model that outputs have field by field, not as in a file.

    A value then has no notation: a list is there also if it is empty, and what is None is left out.
    """
    return {"output": "as fields"}


def part_of(plan: str) -> dict[str, object]:
    """Return the metadata of a field with parts of a plan, in a class with several: the field that has the plan."""
    return {"plan": plan}


__all__ = ["as_fields", "listed", "owned", "part_of", "stand_in", "unlisted", "value"]

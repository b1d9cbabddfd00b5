"""What classes of values have in common: the decorator, and the marks for outputs.

An output, such as the JSON of a command, has the public fields of a value. A mark says where it differs.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
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
        if "__repr__" not in vars(cls):
            cls.__repr__ = short_repr
        return attrs.frozen(cls, kw_only=kw_only)

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

"""The decorator of a value: a frozen class of attrs with a short representation."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from attrs import frozen as value
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


__all__ = ["value"]

"""Extensions: data of plugins on a plan, a goal or an action, where the model has no field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Generic, TypeVar, cast

import attrs

from empact.arguments import check_text_field, check_type, wrong_type
from empact.model.actions import Action
from empact.model.plan import Plan, StrategicGoal
from empact.values import value

T = TypeVar("T")
Owner = Plan | StrategicGoal | Action
"""What can have data of a plugin."""

_OWNERS = (Plan, StrategicGoal, Action)
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _check_name(_instance: object, _attribute: object, value: Any) -> None:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        message = f"the name of an extension must be lower-case words joined by hyphens, such as areas, not {value!r}"
        raise ValueError(message)


def _check_owner(_instance: object, _attribute: object, value: type[Owner]) -> None:
    if value not in _OWNERS:
        message = f"an extension is on Plan, StrategicGoal or Action, not on {value!r}"
        raise TypeError(message)


def _check_class(_instance: object, _attribute: object, value: Any) -> None:
    if not isinstance(value, type) or not attrs.has(value):
        message = f"the data of an extension must be an attrs class, not {value!r}"
        raise TypeError(message)
    if value.__hash__ is None:
        message = f"the class {value.__name__} can be changed; decorate it with @attrs.frozen"
        raise TypeError(message)
    for field in attrs.fields(value):
        ExtensionField.of(field)  # raises for a wrong title or width


def _check_width(_field: object, _attribute: object, width: Any) -> None:
    if width is not None and (not isinstance(width, int) or isinstance(width, bool) or width < 1):
        raise wrong_type("ExtensionField.width", "a number of characters or None", width)


@value(kw_only=True)
class ExtensionField:
    """One field of an extension as a column.

    Title and width come from the metadata of the field: ``attrs.field(metadata={"title": ..., "width": ...})``. What
    the field means is the docstring under it, which the schema of files has.
    """

    name: str
    """The name of the field, which is its key in a file."""
    title: str = attrs.field(validator=check_text_field)
    """The title of the column. Without a title in the metadata, it is the name of the field in words."""
    width: int | None = attrs.field(default=None, validator=_check_width)
    """The width of the column in characters. None if the writer of a format decides."""

    @classmethod
    def of(cls, field: attrs.Attribute[Any]) -> ExtensionField:
        """Read the metadata of a field of an attrs class."""
        given = field.metadata
        usual = field.name.replace("_", " ").capitalize()
        return cls(name=field.name, title=given.get("title", usual), width=given.get("width"))


@value(kw_only=True)
class Extension(Generic[T]):
    """Typed data that a plugin adds to plans, goals or actions.

    Without the plugin, the data are kept as they are, untyped.

    >>> import attrs
    >>> from empact import Action
    >>> from empact.hooks import Extension
    >>> @attrs.frozen
    ... class Grant:
    ...     euros: int
    >>> Extension(name="grant", on=Action, cls=Grant).name
    'grant'
    """

    name: str = attrs.field(validator=_check_name)
    """The key below ``extensions`` in a file: lower-case words joined by hyphens, such as ``crime-areas``."""
    on: type[Owner] = attrs.field(validator=_check_owner)
    """The class that has the data: a plan, a strategic goal or an action."""
    cls: type[T] = attrs.field(validator=_check_class)
    """A frozen attrs class. Its fields are read like those of the model: ``str``, ``int``, ``float``, ``Decimal``,
    ``bool``, ``date``, enumerations, cells, tuples, ``FrozenMap`` and other frozen classes.
    """
    summary: str = attrs.field(default="", validator=check_text_field)
    """What the data are for, in one sentence; empty if the plugin does not say."""

    def of(self, owner: Owner) -> T | None:
        """Return the data of this plan, goal or action.

        None if it has no data, or if it was read without the plugin, so that the data are untyped.
        """
        check_type("The owner", "a Plan, a StrategicGoal or an Action", _OWNERS, owner)
        value = owner.extensions.get(self.name)
        return value if isinstance(owner, self.on) and isinstance(value, self.cls) else None

    @property
    def fields(self) -> tuple[ExtensionField, ...]:
        """The fields of the data, as columns."""
        return tuple(ExtensionField.of(field) for field in attrs.fields(cast("Any", self.cls)) if field.init)

    def values(self, owner: Owner) -> Iterator[tuple[ExtensionField, Any]]:
        """List the fields, each with its value on this plan, goal or action; None if it has no data."""
        data = self.of(owner)
        for field in self.fields:
            yield field, None if data is None else getattr(data, field.name)

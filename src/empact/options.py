"""Options of documents, exporters, formatters and rules: declared once, converted and checked in one place."""

from __future__ import annotations

import datetime as dt
import keyword
import math
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

import attrs

from empact.arguments import (
    as_items,
    check_text,
    check_text_field,
    format_given,
    one_of,
    type_of,
    write_date,
    wrong_type,
)
from empact.diagnostics import did_you_mean
from empact.model.frozen import FrozenMap
from empact.reprs import cut_repr
from empact.values import value

OptionType: TypeAlias = type[str] | type[int] | type[float] | type[bool] | type[dt.date] | type[Path]

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_CALLED: Mapping[OptionType, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    dt.date: "a datetime.date",
    Path: "a path",
}
_WRITTEN: Mapping[OptionType, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "yes or no",
    dt.date: "a date: YYYY-MM-DD",
    Path: "the path of a file",
}
_BOOLS = {"yes": True, "true": True, "no": False, "false": False}
_MOST = 60


def _choices(values: Iterable[Any]) -> tuple[Any, ...]:
    return as_items("Option.choices", "a tuple of values", values)


_check_flag = type_of("True or False", bool)


def _check_name(_instance: object, _attribute: object, value: str) -> None:
    check_text("The name of an option", value)
    if not _NAME.fullmatch(value) or keyword.iskeyword(value):
        message = f"the name of an option must be lower-case words joined by underscores, such as to_day, not {value!r}"
        raise ValueError(message)


def _check_kind(_instance: object, _attribute: object, value: object) -> None:
    if not isinstance(value, type) or value not in _CALLED:
        raise wrong_type("The type of an option", "str, int, float, bool, datetime.date or pathlib.Path", value)


def _check_between(option: Option, _attribute: object, value: Any) -> None:
    if value is None:
        return
    given: object = value
    pair = cast("tuple[object, ...]", given) if isinstance(given, tuple) else ()
    if len(pair) != 2 or not all(type(number) in {int, float} for number in pair):  # noqa: PLR2004 - lowest, highest
        raise wrong_type("Option.between", "a tuple of two numbers", value)
    if not value[0] <= value[1]:  # which is also so if one is not a number
        message = f"The lowest number of the option {option.name!r} is above the highest: {value[0]} and {value[1]}."
        raise ValueError(message)
    if option.type not in {int, float}:
        message = f"The option {option.name!r} has a lowest and a highest number, so its type has to be int or float."
        raise ValueError(message)


def _no_value(option: Option) -> object:
    return () if option.repeated else None


@value
class Option:
    """An option of a document, an exporter, a formatter or a rule.

    In Python it is a keyword argument of ``export`` or ``format``, on the command line ``--first-month`` for the name
    ``first_month``. That of a rule is a key below ``[rules.NAME]`` in ``empact.toml``.

    >>> from empact.hooks import Option
    >>> Option("first_month", summary="The first month that is shown.", type=int, default=1).default
    1
    """

    name: str = attrs.field(validator=_check_name)
    """The name: lower-case words joined by underscores."""
    summary: str = attrs.field(kw_only=True, validator=check_text_field)
    """One sentence for the help of the command line."""
    type: OptionType = attrs.field(default=str, kw_only=True, validator=_check_kind)
    """The type of its values: ``str``, ``int``, ``float``, ``bool``, ``datetime.date``, or ``pathlib.Path`` for a file
    that the code of the option reads.
    """
    choices: tuple[Any, ...] = attrs.field(default=(), kw_only=True, converter=_choices)
    """The allowed values; empty if all values of the type are allowed."""
    between: tuple[float, float] | None = attrs.field(default=None, kw_only=True, validator=_check_between)
    """The lowest and the highest allowed number; None if all values of the type are allowed."""
    required: bool = attrs.field(default=False, kw_only=True, validator=_check_flag)
    """Whether the option must be given."""
    repeated: bool = attrs.field(default=False, kw_only=True, validator=_check_flag)
    """Whether it can be given several times; its value is then a tuple."""
    default: Any = attrs.field(default=attrs.Factory(_no_value, takes_self=True), kw_only=True)
    """The value if the option is not given; by default None, or an empty tuple for a repeated option. It is converted
    like one that is given: ``2`` of a ``float`` is ``2.0``, a list of a repeated option is a tuple.
    """
    needs: Literal["reports", "seals"] | None = attrs.field(
        default=None, kw_only=True, validator=attrs.validators.optional(one_of("reports", "seals"))
    )
    """What is read if the option, which is of the type ``bool``, is True: with ``"reports"``, the context of the plans
    has the reports of the workspace, with its operations and KPI registers. If there are none, the export is refused.
    With ``"seals"``, the context has only what the newest seal of the plan lists: if the document has an option
    ``checkpoint``, the newest seal of this checkpoint. None if nothing more is read.
    """

    def __attrs_post_init__(self) -> None:
        if self.needs is not None and (self.type is not bool or self.repeated):
            message = f"The option {self.name!r} needs {self.needs}, so its type has to be bool, and it is given once."
            raise ValueError(message)
        for choice in self.choices:
            self._check_type(choice)
            if not self._is_within(choice):
                raise self._not_allowed(choice, self._kind)
        if self.default not in (None, ()):
            object.__setattr__(self, "default", self.check(self.default))

    @property
    def allowed(self) -> str:
        """The allowed values in words: ``a whole number``, ``text, json``."""
        return ", ".join(map(str, self.choices)) or self._kind

    @property
    def _kind(self) -> str:
        within = "" if self.between is None else " from {} to {}".format(*self.between)
        return f"{_WRITTEN[self.type]}{within}"

    def parse(self, text: str) -> Any:
        """Return one value, from a text such as that of the command line.

        Raises:
            ValueError: The text is not an allowed value.
        """
        check_text("The text", text)
        try:
            value = self._parsed(text.strip())
        except (ValueError, KeyError, TypeError):
            raise self._not_allowed(text) from None
        if not self._is_allowed(value):
            raise self._not_allowed(text)
        return value

    def _parsed(self, text: str) -> Any:
        if self.type is bool:
            return _BOOLS[text.lower()]
        if self.type in {int, float}:
            return self._checked(self.type(text))
        if self.type is dt.date:
            return dt.date.fromisoformat(text)
        if self.type is Path:
            return self._checked(text)
        return text

    def check(self, value: object) -> Any:
        """Return a value of the option that a Python program gives, or, for a repeated option, its values as a tuple.

        Raises:
            TypeError: The value has another type.
            ValueError: The value is not one of the choices.
        """
        if self.repeated:
            if isinstance(value, str) or not isinstance(value, Sequence):
                hint = f"[{cut_repr(value)}]" if isinstance(value, str) else None
                raise wrong_type(f"The option {self.name!r}", "a list", value, hint)
            items = cast("Sequence[object]", value)
            return tuple(map(self._checked, items))
        return self._checked(value)

    def _checked(self, given: object) -> object:
        value: object = given
        if self.type is Path and isinstance(given, (str, os.PathLike)) and given:
            value = Path(cast("str", given))
        if self.type is float and type(value) is int:
            try:
                value = float(value)
            except OverflowError:
                raise self._not_allowed(value) from None
        self._check_type(value)
        if not self._is_allowed(value):
            raise self._not_allowed(value)
        return value

    def _is_allowed(self, value: Any) -> bool:
        return self._is_within(value) and (not self.choices or value in self.choices)

    def _is_within(self, value: Any) -> bool:
        if isinstance(value, float) and not math.isfinite(value):  # no JSON can hold it
            return False
        return self.between is None or self.between[0] <= value <= self.between[1]

    def _check_type(self, value: object) -> None:
        # A bool is an int and a datetime is a date, but neither is meant where the other is wanted.
        if type(value) is not self.type and not (self.type in {str, Path} and isinstance(value, self.type)):
            hint = write_date(value) if self.type is dt.date else None
            raise wrong_type(f"The option {self.name!r}", _CALLED[self.type], value, hint)

    def _not_allowed(self, value: object, allowed: str | None = None) -> ValueError:
        given = cut_repr(value, _MOST) if isinstance(value, str) else format_given(value)
        close = did_you_mean(value, map(str, self.choices)) if isinstance(value, str) else None
        hint = f" Did you mean {close!r}?" if close else ""
        return ValueError(f"The option {self.name!r} is {given}. Allowed: {allowed or self.allowed}.{hint}")


def option_values(options: Iterable[Option], given: Mapping[str, object]) -> FrozenMap[str, Any]:
    """Return the value of each option: as given, or its default.

    Raises:
        TypeError: A given option is not one of these, a required one is missing, or a value has the wrong type.
        ValueError: A value is not one of the choices of its option.
    """
    known = {option.name: option for option in options}
    for name in given:
        if name not in known:
            close = did_you_mean(name, known)
            hint = f"Did you mean {close!r}?" if close else f"Options: {', '.join(known) or 'none'}."
            raise TypeError(f"Unknown option {name!r}. {hint}")
    missing = next((option for option in known.values() if option.required and option.name not in given), None)
    if missing is not None:
        raise TypeError(f"The option {missing.name!r} is required: {missing.summary}")
    return FrozenMap(
        {name: option.check(given[name]) if name in given else option.default for name, option in known.items()}
    )

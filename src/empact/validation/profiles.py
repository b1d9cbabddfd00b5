"""Profiles: named rule selections, each for one use of a plan."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from empact.arguments import check_name_field, check_text, check_text_field, check_type, format_given
from empact.diagnostics import Severity
from empact.model.frozen import FrozenMap
from empact.validation.selectors import as_selectors
from empact.values import value


def as_severities(severity: Mapping[str, Severity | str]) -> FrozenMap[str, Severity]:
    """Convert severities by selector; a severity may be a string."""
    check_type("The severities", "a mapping of selectors", Mapping, severity, lambda _value: "{'links': 'info'}")
    for selector, given in severity.items():
        check_text("A selector", selector)
        if given not in list(Severity):
            message = f"The severity of {selector!r} must be 'info', 'warning' or 'error', not {format_given(given)}."
            raise ValueError(message)
    return FrozenMap({selector: Severity(value) for selector, value in severity.items()})


@value(kw_only=True)
class Profile:
    """A named rule selection, for one use of a plan.

    Selectors are those of ``validate``: a code, the beginning of a code, a name, a group or a plugin.
    """

    name: str = attrs.field(validator=check_name_field)
    """The name, as in ``empact validate --profile NAME``."""
    summary: str = attrs.field(default="", validator=check_text_field)
    """What the profile is for, in one sentence; it may be empty."""
    select: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    """The selectors of the rules to run; empty if all run."""
    ignore: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    """The selectors of the rules to leave out."""
    severity: Mapping[str, Severity] = attrs.field(factory=FrozenMap[str, Severity], converter=as_severities)
    """The severities of findings, by selector: ``{"links": "info"}``. The others keep that of their rule."""

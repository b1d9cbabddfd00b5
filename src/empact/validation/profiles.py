"""Profiles: a choice of rules with a name, for one use of a plan."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from empact.diagnostics import Severity
from empact.model.frozen import FrozenMap
from empact.reprs import short_repr
from empact.validation.selectors import as_selectors


def as_severities(severity: Mapping[str, Severity | str]) -> FrozenMap[str, Severity]:
    """Severities by selector; each may be written as its word."""
    return FrozenMap({selector: Severity(value) for selector, value in severity.items()})


@attrs.frozen(kw_only=True)
class Profile:
    """Rules that are run together: which to select (none: all), which to ignore, and how bad their findings are.

    The selectors are those of ``validate``: a code, the beginning of one, a name, a group or a plugin. A severity is
    given by selector: ``{"links": "info"}``.
    """

    name: str
    summary: str = ""
    select: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    severity: Mapping[str, Severity] = attrs.field(factory=FrozenMap[str, Severity], converter=as_severities)

    __repr__ = short_repr

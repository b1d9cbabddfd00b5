"""Profiles: named rule selections, each for one use of a plan."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from empact.diagnostics import Severity
from empact.model.frozen import FrozenMap
from empact.reprs import short_repr
from empact.validation.selectors import as_selectors


def as_severities(severity: Mapping[str, Severity | str]) -> FrozenMap[str, Severity]:
    """Convert severities by selector; a severity may be a string."""
    return FrozenMap({selector: Severity(value) for selector, value in severity.items()})


@attrs.frozen(kw_only=True)
class Profile:
    """A named rule selection: the rules to select (none: all) and to ignore, and the severities of their findings.

    Selectors are those of ``validate``: a code, the beginning of a code, a name, a group or a plugin. Severities are
    set by selector: ``{"links": "info"}``.
    """

    name: str
    summary: str = ""
    select: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    severity: Mapping[str, Severity] = attrs.field(factory=FrozenMap[str, Severity], converter=as_severities)

    __repr__ = short_repr

"""Provides two profiles."""

from __future__ import annotations

from collections.abc import Iterator

from empact.diagnostics import Severity
from empact.hooks import Profile, hookimpl


@hookimpl
def empact_profiles() -> Iterator[Profile]:
    yield Profile(
        name="zoo", summary="Links only.", select=["links", "ZZZ"], ignore=["one-way-link"], severity={"links": "error"}
    )
    yield Profile(name="zoo-times", select="time", severity={"time": Severity.INFO})

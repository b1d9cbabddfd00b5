"""Profiles for the two stages of a plan of this priority: a draft and the final version."""

from __future__ import annotations

from empact.diagnostics import Severity
from empact.hooks import Profile

PROFILES = (
    Profile(
        name="cyber-draft",
        summary="Before the first meeting: checks links and dates, not measures and documents",
        ignore=("measures", "documentation-missing", "drafter-not-named", "named-not-drafter"),
        severity={"dangling-link": Severity.WARNING},
    ),
    Profile(
        name="cyber-final",
        summary="Before the plan goes to COSI: unsecured funding is an error",
        severity={"OAPY": Severity.ERROR, "funding-unsecured": Severity.ERROR},
    ),
)

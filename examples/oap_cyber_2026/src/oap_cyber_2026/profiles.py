"""Profiles for the two stages at which the drafters of this priority check their plans."""

from __future__ import annotations

from empact.hooks import Profile, Severity

PROFILES = (
    Profile(
        name="cyber-draft",
        summary="Before the first meeting: links and dates matter, figures and documents come later",
        ignore=("measures", "documentation-missing", "drafter-not-named", "named-not-drafter"),
        severity={"dangling-link": Severity.WARNING},
    ),
    Profile(
        name="cyber-final",
        summary="Before the plan goes to COSI: money in doubt stops it",
        severity={"OAPY": Severity.ERROR, "funding-unsecured": Severity.ERROR},
    ),
)

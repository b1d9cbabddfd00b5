"""Waivers: remove accepted findings from the list, and report expired and unused waivers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from empact.analysis import Portfolio
from empact.diagnostics import (
    EXPIRED_WAIVER,
    UNUSED_WAIVER,
    Diagnostic,
    Diagnostics,
    Place,
    Waived,
    Waiver,
)
from empact.validation.rules import Rule
from empact.validation.selectors import Provided


def waive(
    diagnostics: Iterable[Diagnostic],
    waivers: Sequence[Waiver],
    *,
    as_of: dt.date | None = None,
    file: str | None = None,
) -> Diagnostics:
    """Move waived findings from the diagnostics to the waived ones, and report expired waivers.

    Only findings of rules can be waived.

    Args:
        diagnostics: The diagnostics.
        waivers: The waivers.
        as_of: The date of knowledge: waivers that ended before it have expired. Without it, none has.
        file: The file that contains the waivers.
    """
    kept: list[Diagnostic] = []
    waived: list[Waived] = []
    expired: dict[Waiver, None] = {}
    by_subject: dict[str | None, list[Waiver]] = {}
    for waiver in waivers:
        by_subject.setdefault(waiver.at, []).append(waiver)
    for diagnostic in diagnostics:
        candidates = by_subject.get(diagnostic.place.subject, ()) if isinstance(diagnostic.kind, Rule) else ()
        matching = [waiver for waiver in candidates if waiver.waives(diagnostic)]
        valid = [waiver for waiver in matching if as_of is None or as_of <= waiver.until]
        if valid:
            waived.append(Waived(diagnostic, valid[0]))
        else:
            expired.update(dict.fromkeys(matching))
            kept.append(diagnostic)
    return Diagnostics([*kept, *(_expired(waiver, file) for waiver in expired)], waived)


def unused(
    waivers: Iterable[Waiver],
    findings: Iterable[Diagnostic],
    portfolio: Portfolio,
    rules: Iterable[Provided[Rule]],
    *,
    file: str | None = None,
) -> Iterator[Diagnostic]:
    """Report waivers without a finding, for rules that ran and plans that were checked."""
    ran = {word for provided in rules for word in (provided.value.code, provided.value.name)}
    plans = {plan.id for plan in portfolio}
    answered = {(word, finding.place.subject) for finding in findings for word in (finding.code, finding.name)}
    for waiver in waivers:
        checked = waiver.at.partition(":")[0] in plans
        if checked and waiver.rule in ran and (waiver.rule, waiver.at) not in answered:
            yield Diagnostic(
                kind=UNUSED_WAIVER,
                message=f"Unused waiver: {waiver.rule!r} reports nothing at {waiver.at!r}.",
                place=Place(file=file, subject=waiver.at),
                hint="Remove it, or correct its rule or its subject.",
            )


def _expired(waiver: Waiver, file: str | None) -> Diagnostic:
    return Diagnostic(
        kind=EXPIRED_WAIVER,
        message=f"The waiver of {waiver.rule!r} at {waiver.at!r} ended on {waiver.until}: {waiver.reason}",
        place=Place(file=file, subject=waiver.at),
        hint="Fix the finding, or agree on a new end date.",
    )

"""Waivers: remove accepted findings from the list, and report expired, ambiguous and unused waivers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from empact.analysis import Portfolio
from empact.diagnostics import (
    AMBIGUOUS_WAIVER,
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
    """Move waived findings from the diagnostics to the waived ones, and report expired and ambiguous waivers.

    Only findings of rules can be waived. A waiver that matches findings with different messages waives none of them,
    since it was written for one. Two with one message are one finding, such as those of two revisions of a plan.

    Args:
        diagnostics: The diagnostics.
        waivers: The waivers.
        as_of: The date of knowledge: waivers that ended before it have expired. Without it, none has.
        file: The file that contains the waivers.
    """
    kept: list[Diagnostic] = []
    waived: list[Waived] = []
    expired: dict[Waiver, None] = {}
    ambiguous: dict[Waiver, None] = {}
    by_subject: dict[str | None, list[Waiver]] = {}
    for waiver in waivers:
        by_subject.setdefault(waiver.at, []).append(waiver)
    matched: list[tuple[Diagnostic, list[Waiver]]] = []
    messages: dict[Waiver, set[str]] = {}
    for diagnostic in diagnostics:
        candidates = by_subject.get(diagnostic.place.subject, ()) if isinstance(diagnostic.kind, Rule) else ()
        matching = [waiver for waiver in candidates if waiver.waives(diagnostic)]
        matched.append((diagnostic, matching))
        for waiver in matching:
            messages.setdefault(waiver, set()).add(diagnostic.message)
    for diagnostic, matching in matched:
        valid = [waiver for waiver in matching if as_of is None or as_of <= waiver.until]
        single = next((waiver for waiver in valid if len(messages[waiver]) == 1), None)
        if single is not None:
            waived.append(Waived(diagnostic, single))
        else:
            (ambiguous if valid else expired).update(dict.fromkeys(valid or matching))
            kept.append(diagnostic)
    about = [_expired(waiver, file) for waiver in expired]
    about += [_ambiguous(waiver, len(messages[waiver]), file) for waiver in ambiguous]
    return Diagnostics([*kept, *about], waived)


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
    by_subject: dict[str | None, list[Diagnostic]] = {}
    for finding in findings:
        by_subject.setdefault(finding.place.subject, []).append(finding)
    for waiver in waivers:
        checked = waiver.at.partition(":")[0] in plans
        if checked and waiver.rule in ran and not any(map(waiver.waives, by_subject.get(waiver.at, ()))):
            words = "" if waiver.message is None else f" with the words {waiver.message!r}"
            yield Diagnostic(
                kind=UNUSED_WAIVER,
                message=f"Unused waiver: {waiver.rule!r} reports nothing at {waiver.at!r}{words}.",
                place=Place(file=file, subject=waiver.at),
                hint=f"Remove it, or correct its rule or its {'message' if words else 'subject'}.",
            )


def _expired(waiver: Waiver, file: str | None) -> Diagnostic:
    return Diagnostic(
        kind=EXPIRED_WAIVER,
        message=f"The waiver of {waiver.rule!r} at {waiver.at!r} ended on {waiver.until}: {waiver.reason}",
        place=Place(file=file, subject=waiver.at),
        hint="Fix the finding, or agree on a new end date.",
    )


def _ambiguous(waiver: Waiver, number: int, file: str | None) -> Diagnostic:
    return Diagnostic(
        kind=AMBIGUOUS_WAIVER,
        message=f"The waiver of {waiver.rule!r} at {waiver.at!r} matches {number} findings, so it waives none of them.",
        place=Place(file=file, subject=waiver.at),
        hint='Write a waiver for each finding, with words that only its message has: message = "...".',
    )

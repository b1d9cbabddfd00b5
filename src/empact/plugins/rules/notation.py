"""Rules about cells that cannot be read or are ambiguous."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext, language, reads
from empact.model import Choice, ConditionKind, Milestone, Parties, Period, Timing, Unit, Unparsed, Window
from empact.plugins.rules.phrasing import excerpt
from empact.plugins.rules.texts import PlanCell, cells

_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEMESTER: 6}
_MONTHS_OF_A_YEAR = 12
_PIECES = re.compile(r"[;\n]|(?<=[.!?])\s")


def _unparsed(cell: PlanCell) -> Iterator[tuple[Pointer, str]]:
    """The words of a cell that cannot be read, with their pointers."""
    for index, item in enumerate(cell.cell):
        if isinstance(item, Unparsed):
            yield cell.at / "items" / index, item.text


def timing_not_understood(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The timing of an action contains words that are not understood.

    The words are kept and printed, but they give no dates. Schedules and the rules about time ignore them. "Timing" in
    the notation is a month, a quarter or another period, alone or in a list, with a phase before it or a condition
    after it. A milestone says what happens, and then when, with "in", "by" or "before". A sentence without a time is a
    milestone without a date. If the cell has nothing else, timing-without-date reports it.
    """
    for cell in cells(ctx):
        if isinstance(cell.cell, Timing):
            for at, words in _unparsed(cell):
                yield Finding(
                    f"Cannot read the timing {excerpt(words)} of {cell.owner}.",
                    at,
                    hint="Use e.g. 'June', '2nd quarter', 'April to June' or 'whole year'.",
                )


def words_not_understood(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A cell other than the timing contains words that are not understood.

    The words are kept and printed, but they have no effect: a party that is not understood gets no tasking sheet, a
    link has no destination, a KPI is not counted. Usually a list is not separated by commas, or there is a remark
    between the names. Use the notation of the column, or keep the text and add the items.
    """
    for cell in cells(ctx):
        if not isinstance(cell.cell, Timing):
            for at, words in _unparsed(cell):
                yield Finding(
                    f"Cannot read {excerpt(words)} in the {cell.name} of {cell.owner}.",
                    at,
                    hint=_meanings(cell, words, ctx)
                    or "Use the notation of this cell, or keep the text and write what it means under 'items'.",
                )


def _meanings(cell: PlanCell, words: str, ctx: RuleContext) -> str | None:
    """Return what a code in a cell of parties can mean, if it is another word too: "SG"."""
    codes: Mapping[str, Sequence[str]] = language().words["parties"]["codes"]
    party = ctx.register.find(words) if isinstance(cell.cell, Parties) and words in codes else None
    if party is None:
        return None
    *others, last = (party.name, *codes[words])
    return f"It can mean {', '.join(others)} or {last}. Write the name of the party, such as {party.name}."


def _month_range(window: Window) -> tuple[int, int]:
    """Return the start and the end of a window, in months from the year 0 or, without a year, from January.

    Without a year, "December to February" ends in the next one.
    """
    size, year = _MONTHS[window.unit], window.year or 0
    start = year * _MONTHS_OF_A_YEAR + (window.first - 1) * size
    end = (window.last_year or year) * _MONTHS_OF_A_YEAR + window.last * size
    return start, end if end > start else end + _MONTHS_OF_A_YEAR


def _are_adjacent(windows: tuple[Window, ...]) -> bool:
    """Whether windows follow each other without a gap."""
    ranges = sorted(map(_month_range, windows))
    reached = ranges[0][1]
    for start, end in ranges:
        if start > reached:
            return False
        reached = max(reached, end)
    return True


@functools.cache
def _or_pattern() -> re.Pattern[str]:
    return re.compile(language("en.rules").pattern("timing", "choice"), re.IGNORECASE)


def _is_written_with_or(cell: Timing, windows: tuple[Window, ...]) -> bool:
    """Whether the sentence that gives these windows contains "or": then it can only be a choice."""
    # Items do not keep their place in the text, so each sentence with "or" is parsed again and compared.
    pieces = (piece for piece in _PIECES.split(cell.text or "") if _or_pattern().search(piece))
    read = (item for piece in pieces for item in reads(attrs.evolve(cell, text=piece)))
    return any(not isinstance(item, Unparsed) and item.windows == windows for item in read)


def timing_ambiguous(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A slash between two times can mean a choice, or all the time between them.

    For "April/May/June" both meanings are nearly the same. For "February/June" they are not: it can mean one of the two
    months, both, or all five months from February to June (action 5.1). Everyone who plans with it has to ask. A
    sentence with "or" is a choice and is not reported. An item of a list without text is not reported either, because a
    slash in it is always a choice.
    """
    for at, action in ctx.actions():
        if action.timing.text is None:
            continue
        for index, item in enumerate(action.timing):
            if isinstance(item, Unparsed) or item.choice is not Choice.ANY or not item.windows:
                continue
            whole_months = all(window.unit in _MONTHS and window.day is None for window in item.windows)
            if (
                whole_months
                and not _are_adjacent(item.windows)
                and not _is_written_with_or(action.timing, item.windows)
            ):
                windows = "/".join(map(str, item.windows))
                yield Finding(
                    f"The timing {windows!r} of action {action.number} is ambiguous: it can mean a choice or all the "
                    f"time between.",
                    at / "timing" / "items" / index,
                    hint="Write 'or' for a choice, 'to' for all the time between, 'and' for each.",
                )


_TIMES = frozenset({ConditionKind.EVENT, ConditionKind.INPUT})
"""The conditions that say when something happens: after something else."""


def _is_timeless(item: Period | Milestone | Unparsed) -> bool:
    """Whether an item is a sentence without any time, not even that of an event."""
    return (
        isinstance(item, Milestone)
        and not item.windows
        and _TIMES.isdisjoint(condition.kind for condition in item.conditions)
    )


def timing_without_date(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The timing of an action has words, but no date of any kind.

    "Two weeks" or "6 months" is a duration. Without a time, nobody can plan for it, and the action is in no month of a
    workload. "12 months" is not the whole year either, because it can start in any month. Write the time too: "two
    weeks in the 2nd quarter", "6 months from March".

    A sentence such as "Meeting with all partners" is a milestone. If the cell has nothing else, the action has no time
    at all. The words can also be a time in another language, such as "entre mars et mai" or "dès que possible", which
    is not understood. Write a time, or "to be determined". A time that depends on an event ("after the workshop") or a
    status ("ongoing") is enough.
    """
    for at, action in ctx.actions():
        timing = action.timing
        for index, item in enumerate(timing):
            if isinstance(item, Period) and item.duration and not item.windows and not item.provisional:
                yield Finding(
                    f"The timing {str(item)!r} of action {action.number} says how long it takes, but not when.",
                    at / "timing" / "items" / index,
                    hint="Write the time too, such as '2 weeks in 2nd quarter'.",
                )
        if timing.items and all(map(_is_timeless, timing)):
            yield Finding(
                f"The timing {excerpt(str(timing))} of action {action.number} has no date.",
                at / "timing",
                hint="Write the time too, such as 'by May' or '2nd quarter', or 'to be determined'.",
            )


def result_not_understood(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A result contains only punctuation, without a letter or a digit.

    An empty cell means that nothing was reported; a text is what was reported. A single full stop or dash is neither,
    but is counted as a reported result, such as the "." in the results of action 2.3. Empty the cell, or write the
    result.
    """
    for at, action in ctx.actions():
        for checkpoint, result in action.results.items():
            words = str(result)
            if words.strip() and not any(character.isalnum() for character in words):
                yield Finding(
                    f"The {checkpoint} result of action {action.number} contains only punctuation: {excerpt(words)}.",
                    at / "results" / checkpoint,
                    hint="Leave the cell empty if nothing was reported, or write what was reported.",
                )


RULES = (
    Rule(code="OAP102", name="timing-not-understood", severity=Severity.WARNING, check=timing_not_understood),
    Rule(code="OAP103", name="timing-ambiguous", severity=Severity.WARNING, check=timing_ambiguous),
    Rule(code="OAP105", name="result-not-understood", severity=Severity.WARNING, check=result_not_understood),
    Rule(code="OAP107", name="words-not-understood", severity=Severity.WARNING, check=words_not_understood),
    Rule(code="OAP109", name="timing-without-date", severity=Severity.WARNING, check=timing_without_date),
)

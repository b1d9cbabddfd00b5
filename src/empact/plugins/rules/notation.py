"""Notation: what the words of a cell say, and what of them was not understood."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import attrs

from empact import Plan
from empact.hooks import Choice, Finding, Rule, RuleContext, Severity, Timing, Unit, Unparsed, Window, language, reads
from empact.plugins.rules.phrasing import excerpt
from empact.plugins.rules.texts import PlanCell, cells

_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEMESTER: 6}
_MONTHS_OF_A_YEAR = 12
_PIECES = re.compile(r"[;\n]|(?<=[.!?])\s")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _of(count: int, total: int) -> str:
    return f"{count} of {total} item{'s' * (total > 1)} {'is' if count == 1 else 'are'}"


def read_by_hand(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    """The items of a cell differ from what its text says.

    In a plan file, the text of a cell is the printed text, and its items are the meaning. If a cell has both, and the
    text is parsed to other items, then somebody entered the items by hand: because a note or another cell adds
    information (note 7 makes Frontex a leader of action 2.1), or because the text is not understood. This is not a
    mistake. But text and items no longer match if only one of them is changed. An item that is not in the text is "by
    hand"; so is a cell that omits an item of the text.
    """
    for at, owner, _, name, cell in cells(plan):
        if cell.text is None:
            continue
        read = reads(cell)
        if read == cell.items:
            continue
        known, kept = set(read), set(cell.items)
        added = sum(item not in known for item in cell.items)
        left_out = sum(item not in kept for item in read)
        if added:
            what = f"{_of(added, len(cell.items))} not what the text alone says"
        else:
            what = f"{_of(left_out, len(read))} in the text alone" if left_out else "the text has another order"
        yield Finding(
            f"{_capital(owner)} has its {name} read by hand: {what}.",
            at,
            hint="Compare the items with the text whenever one of them changes.",
        )


def _unread(found: PlanCell) -> Iterator[Finding]:
    for index, item in enumerate(found.cell):
        if isinstance(item, Unparsed):
            yield Finding(
                f"{_capital(found.owner)} has words in its {found.name} that are not understood: {excerpt(item.text)}.",
                found.at / "items" / index,
                hint="Write it in the notation of the column, or write down as items what it means.",
            )


def timing_not_understood(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    """The timing of an action contains words that are not understood.

    The words are kept and printed, but they give no dates. Schedules and the rules about time ignore them. "Timing" in
    the notation is a month, a quarter or another period, alone or in a list, with a phase before it or a condition
    after it. A milestone says what happens, and then when, with "in", "by" or "before". A sentence without a time is a
    milestone without a date. It is not reported.
    """
    for found in cells(plan):
        if isinstance(found.cell, Timing):
            yield from _unread(found)


def words_not_understood(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    """A cell other than the timing contains words that are not understood.

    The words are kept and printed, but they have no effect: a party that is not understood gets no tasking sheet, a
    link has no destination, a KPI is not counted. Usually a list is not separated by commas, or there is a remark
    between the names. Use the notation of the column, or keep the text and add the items.
    """
    for found in cells(plan):
        if not isinstance(found.cell, Timing):
            yield from _unread(found)


def _stretch(window: Window) -> tuple[int, int]:
    """Where a window begins and ends, in months from the year 0; without a year, from that of the plan."""
    size, year = _MONTHS[window.unit], window.year or 0
    start = year * _MONTHS_OF_A_YEAR + (window.first - 1) * size
    return start, (window.last_year or year) * _MONTHS_OF_A_YEAR + window.last * size


def _joined(windows: tuple[Window, ...]) -> bool:
    """Whether windows follow each other without a gap, December and January too."""
    stretches = sorted(map(_stretch, windows))
    gaps, reached = 0, stretches[0][1]
    for start, end in stretches:
        gaps += start > reached
        reached = max(reached, end)
    around = (stretches[0][0], reached) == (0, _MONTHS_OF_A_YEAR)  # without a year
    return gaps == 0 or (gaps == 1 and around)


@functools.cache
def _choice() -> re.Pattern[str]:
    return re.compile(language("en.rules").pattern("timing", "choice"), re.IGNORECASE)


def _said_with_or(cell: Timing, windows: tuple[Window, ...]) -> bool:
    """Whether the words that give these windows say "or": then it is a choice and nothing else."""
    pieces = (piece for piece in _PIECES.split(cell.text or "") if _choice().search(piece))
    read = (item for piece in pieces for item in reads(attrs.evolve(cell, text=piece)))
    return any(not isinstance(item, Unparsed) and item.windows == windows for item in read)


def timing_ambiguous(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A slash between two times can mean a choice, or the entire time between them.

    For "April/May/June" both meanings are nearly the same. For "February/June" they are not: it can mean one of the two
    months, both, or all five months from February to June (action 5.1). Everybody who plans with it has to ask. A
    sentence with "or" is a choice and is not reported. An item of a list without text is not reported either: there a
    slash is always a choice.
    """
    for at, action in ctx.actions(plan):
        if action.timing.text is None:
            continue
        for index, item in enumerate(action.timing):
            if isinstance(item, Unparsed) or item.choice is not Choice.ANY or not item.windows:
                continue
            plain = all(window.unit in _MONTHS and window.day is None for window in item.windows)
            if plain and not _joined(item.windows) and not _said_with_or(action.timing, item.windows):
                said = "/".join(map(str, item.windows))
                yield Finding(
                    f"Action {action.number} has {said!r} in its timing, which may mean a choice or all the time "
                    f"between.",
                    at / "timing" / "items" / index,
                    hint="Write 'or' for a choice, 'to' for all the time between, 'and' for each.",
                )


def result_not_understood(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A result contains only punctuation, without a letter or a digit.

    An empty cell means that nothing was reported. A text is what was reported. A single full stop or dash is neither,
    but a count of reported results includes it, such as the "." in the results of action 2.3. Empty the cell, or write
    the result.
    """
    for at, action in ctx.actions(plan):
        for checkpoint, result in action.results.items():
            words = str(result)
            if words.strip() and not any(sign.isalnum() for sign in words):
                yield Finding(
                    f"Action {action.number} has {excerpt(words)} as its result of {checkpoint}, which says nothing.",
                    at / "results" / checkpoint,
                    hint="Leave the cell empty where nothing was reported, or say what was.",
                )


RULES = (
    Rule(code="OAP101", name="read-by-hand", severity=Severity.INFO, check=read_by_hand),
    Rule(code="OAP102", name="timing-not-understood", severity=Severity.WARNING, check=timing_not_understood),
    Rule(code="OAP103", name="timing-ambiguous", severity=Severity.WARNING, check=timing_ambiguous),
    Rule(code="OAP105", name="result-not-understood", severity=Severity.WARNING, check=result_not_understood),
    Rule(code="OAP107", name="words-not-understood", severity=Severity.WARNING, check=words_not_understood),
)

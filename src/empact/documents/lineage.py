"""The lineage: how the actions of a plan continue in the plan that follows it."""

from __future__ import annotations

import itertools
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from empact.analysis import ActionHistory, Continuation, Lineage, Match, PlanContext, Portfolio, PortfolioContext
from empact.analysis import lineage as compared
from empact.analysis.facts import check_context
from empact.analysis.surveys import in_time
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Text
from empact.model import Action

_BEGINNING = 44
"""The characters of the beginning of a dropped action."""
_NONE = "No plan continues another one; a lineage compares two plans."


def build_lineage(ctx: PlanContext | PortfolioContext, *, language: str = "en") -> Document:
    """Return how the actions of a plan continue in the plan that follows it.

    Two plans are compared in the order in which they begin, or else as they are given. Of more plans, each is compared
    with the ones that it follows: :meth:`empact.Portfolio.lineage`.

    Args:
        ctx: The plans.
        language: The language of the fixed words.
    """
    check_context("build_lineage()", ctx)
    words = words_in(language)
    lineages = () if isinstance(ctx, PlanContext) else _lineages(ctx.portfolio)
    verdict = tuple(_verdict(lineages, words)) or (words(_NONE),)
    sections = [Section(key="summary", title=words("Summary"), body=Text(verdict))]
    for number, lineage in enumerate(lineages, 1):
        sections += _continued(lineage, f"actions-{number}", words)
    return Document(sections=tuple(sections), **about_plans("lineage", "Lineage of {plans}", ctx, words))


def _lineages(portfolio: Portfolio) -> tuple[Lineage, ...]:
    plans = portfolio.plans
    if len(plans) != 2:  # noqa: PLR2004 - two plans are compared whatever their priorities are
        return tuple(itertools.chain.from_iterable(map(portfolio.lineage, plans)))
    return (compared(*in_time(plans)),)


def _verdict(lineages: Sequence[Lineage], words: Words) -> Iterator[str]:
    for lineage in lineages:
        counts = Counter(history.continuation for history in lineage.histories)
        counted = ", ".join(f"{counts[kind]} {words(kind.value)}" for kind in Continuation if counts[kind])
        earlier, later = lineage.earlier, lineage.later
        sentence = _many(earlier.id, len(lineage.histories), words)
        inferred = sum(not match.stated for match in lineage.matches)
        parts = [f"{sentence}: {counted}." if counted else f"{sentence}."]
        if inferred:
            parts.append(words("Inferred from the words, and not stated: {number}.", number=inferred))
        yield " ".join(parts)
        come = words("{number} new", number=len(lineage.new))
        if lineage.elsewhere:
            come += f", {words('{number} from elsewhere', number=len(lineage.elsewhere))}"
        yield f"{_many(later.id, len(later.actions), words)}: {come}."
        for action in lineage.elsewhere:
            others = ", ".join(map(str, action.continues))
            yield words("{action} continues {others}.", action=f"{later.id}:{action.number}", others=others)


def _many(plan_id: str, number: int, words: Words) -> str:
    return words("{plan}: 1 action" if number == 1 else "{plan}: {number} actions", plan=plan_id, number=number)


class _Row(NamedTuple):
    """An action of the earlier plan with one of the actions that continue it; None if it is dropped."""

    history: ActionHistory
    match: Match | None
    first: bool


def _continued(lineage: Lineage, key: str, words: Words) -> Iterator[Section]:
    rows = [
        _Row(history, match, index == 0)
        for history in lineage.histories
        for index, match in enumerate(history.matches or (None,))
    ]
    if not rows:
        return

    def why(row: _Row) -> str:
        return _beginning(row.history.action) if row.match is None else _why(row.match, words)

    def score(row: _Row) -> float | None:
        similarity = None if row.match is None else row.match.similarity
        return None if similarity is None else round(similarity.score, 2)

    columns: tuple[ColumnOf[_Row], ...] = (
        column("earlier", lineage.earlier.id, lambda row: row.history.action.number if row.first else None),
        column("continuation", words("Continuation"), lambda row: _kind(row, words)),
        column("later", lineage.later.id, lambda row: None if row.match is None else row.match.later.number),
        column("score", words("Score"), score, type=ColumnType.NUMBER),
        column("why", words("Why, or what is dropped"), why, width=48),
    )
    body = table(columns, rows, key=_row_key)
    title = words("From {earlier} to {later}", earlier=lineage.earlier.id, later=lineage.later.id)
    yield Section(key=key, title=title, body=body)


def _row_key(row: _Row) -> str:
    number = row.history.action.number
    return number if row.match is None else f"{number} {row.match.later.number}"


def _kind(row: _Row, words: Words) -> str | None:
    return words(row.history.continuation.value) if row.first else None


def _why(match: Match, words: Words) -> str:
    stated = words("stated" if match.stated else "not stated")
    similarity = match.similarity
    if similarity is None:
        return stated
    shared = words("{shared} of {every} words the same", shared=similarity.shared, every=similarity.every)
    return f"{stated}; {shared}"


def _beginning(action: Action) -> str:
    return textwrap.shorten(action.activity.plain, _BEGINNING, placeholder=" ...")

"""The overlaps: actions of several plans that may be the same work, the most likely first, with what they share."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from empact.analysis import LEAST, Common, Feature, Overlap, PlanContext, PortfolioContext, Side
from empact.analysis import overlaps as compared
from empact.documents.excluded import excluded_parties
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Text
from empact.model import Answer

_BEGINNING = 64
"""The characters of the beginning of an activity."""
_FEATURES = {
    Feature.WORDS: ("Words", "Words in common"),
    Feature.PARTIES: ("Parties", "Parties in common"),
    Feature.PLACES: ("Places", "Places in common"),
    Feature.WEEKS: ("Weeks", "Weeks in common"),
}
"""The titles of the similarity in a feature, and of what the two actions have in common there."""


def build_overlaps(  # noqa: PLR0913 - each is an input or an option of the document
    ctx: PlanContext | PortfolioContext,
    *,
    answers: Sequence[Answer] = (),
    least: float | None = None,
    all: bool = False,  # noqa: A002 - the name of the option, as in the command
    spelling: bool = False,
    language: str = "en",
) -> Document:
    """Return the pairs of actions that may overlap, as :func:`empact.analysis.overlaps` finds them.

    Args:
        ctx: The plans. A party that a decision in the ledger excludes does not count from that day on.
        answers: The answers of the project: what people have decided about two actions.
        least: The lowest score to list, from 0 to 1; None for ``empact.analysis.LEAST``.
        all: Whether overlaps that are answered or linked are listed too.
        spelling: Whether words that differ only in spelling count as one; needs rapidfuzz.
        language: The language of the fixed words.
    """
    words = words_in(language)
    known = compared(ctx, least=LEAST if least is None else least, answers=answers, spelling=spelling)
    listed = [overlap for overlap in known if all or overlap.open]
    sections = [
        Section(key="summary", title=words("Summary"), body=Text((_verdict(listed, len(known) - len(listed), words),)))
    ]
    if listed:
        sections.append(_overlaps(listed, words))
    excluded = excluded_parties(ctx, words)
    if excluded is not None:
        sections.append(excluded)
    return Document(sections=tuple(sections), **about_plans("overlaps", "Overlaps of {plans}", ctx, words))


def _verdict(listed: Sequence[Overlap], hidden: int, words: Words) -> str:
    is_single = len(listed) == 1
    if not hidden:
        return words("1 possible overlap." if is_single else "{number} possible overlaps.", number=len(listed))
    return words(
        "1 possible overlap; {hidden} answered or linked not listed."
        if is_single
        else "{number} possible overlaps; {hidden} answered or linked not listed.",
        number=len(listed),
        hidden=hidden,
    )


def _overlaps(listed: Sequence[Overlap], words: Words) -> Section:
    columns: tuple[ColumnOf[Overlap], ...] = (
        column("action", "Action", lambda overlap: str(overlap.one)),
        column("other", "Other action", lambda overlap: str(overlap.other)),
        column("state", "State", lambda overlap: _state(overlap, words), type=ColumnType.LIST),
        column("score", "Score", lambda overlap: round(overlap.score, 2), type=ColumnType.NUMBER),
        *(_similarity(feature, title) for feature, (title, _) in _FEATURES.items()),
        column("activity", "Activity", lambda overlap: _beginning(overlap.one), width=30),
        column("other_activity", "Its activity", lambda overlap: _beginning(overlap.other), width=30),
        *(_things(feature, title) for feature, (_, title) in _FEATURES.items()),
        column("answer", "Answer", lambda overlap: _answer(overlap.answer, words), width=24),
    )
    body = table(columns, listed, key=lambda overlap: " ".join(sorted(map(str, overlap.sides))), words=words)
    return Section(key="overlaps", title=words("Possible overlaps"), body=body, layout=Layout.RECORDS)


def _similarity(feature: Feature, title: str) -> ColumnOf[Overlap]:
    """Return the column with the similarity of the two actions in a feature."""

    def get(overlap: Overlap) -> float | None:
        reason = _reason(overlap, feature)
        return None if reason is None else round(reason.similarity, 2)

    return column(feature.value, title, get, type=ColumnType.NUMBER)


def _things(feature: Feature, title: str) -> ColumnOf[Overlap]:
    """Return the column with what the two actions have in common in a feature."""

    def get(overlap: Overlap) -> tuple[str, ...] | None:
        reason = _reason(overlap, feature)
        return None if reason is None else reason.things or None

    return column(f"{feature.value}_in_common", title, get, type=ColumnType.LIST, width=30)


def _reason(overlap: Overlap, feature: Feature) -> Common | None:
    return next((reason for reason in overlap.reasons if reason.feature is feature), None)


def _state(overlap: Overlap, words: Words) -> tuple[str, ...] | None:
    states = {"looks like one action": overlap.twin, "linked": overlap.linked}
    return tuple(words(state) for state, holds in states.items() if holds) or None


def _beginning(side: Side) -> str:
    plain = side.action.activity.plain
    return textwrap.shorten(plain, _BEGINNING, placeholder=" ...", break_on_hyphens=False)


def _answer(answer: Answer | None, words: Words) -> str | None:
    if answer is None:
        return None
    given = words("{answer} by {who} on {day}", answer=words(answer.answer.value), who=answer.by, day=answer.on)
    return f"{given}: {answer.remark}" if answer.remark else given

"""The practice register: the good and bad practice of plans, with requests and uptake (plan section 5.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from empact.analysis import PortfolioContext
from empact.analysis.columns import format_cell
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.values import Column, ColumnType, Document, Row, Section, Table, Text, unique_keys
from empact.model import FrozenMap, Practice, PracticeKind, Prose

_TITLES = {PracticeKind.GOOD: "Good practice", PracticeKind.BAD: "Practice to avoid"}
_PRACTICE = (
    Column(key="on", title="Recorded on", type=ColumnType.DATE),
    Column(key="plan", title="Plan"),
    Column(key="title", title="Title", width=30),
    Column(key="actions", title="Actions", type=ColumnType.LIST, width=12),
    Column(key="text", title="What was done", width=40),
    Column(key="context", title="Circumstances", width=30),
    Column(key="evidence", title="Evidence", width=30),
    Column(key="opportunities", title="Opportunity", type=ColumnType.LIST, width=16),
    Column(key="shared", title="Shared with", type=ColumnType.LIST, width=16),
    Column(key="by", title="Recorded by", width=16),
    Column(key="source", title="Source", width=24),
)
_REQUEST = (
    Column(key="practice", title="Practice", width=30),
    Column(key="to", title="Requested from", width=16),
    Column(key="on", title="On", type=ColumnType.DATE),
    Column(key="due", title="Due", type=ColumnType.DATE),
    Column(key="answered", title="Answered", type=ColumnType.DATE),
    Column(key="text", title="Text", width=40),
)
_UPTAKE = (
    Column(key="practice", title="Practice", width=30),
    Column(key="where", title="Taken up in", width=16),
    Column(key="on", title="Since", type=ColumnType.DATE),
    Column(key="text", title="Text", width=40),
)


def build_practices(ctx: PortfolioContext, *, practices: Sequence[Practice], language: str = "en") -> Document:
    """Return the practices of the plans: those to follow, those to avoid, the requests for examples, and the uptake.

    Args:
        ctx: The plans.
        practices: The practices of the workspace; those of other plans are counted only.
        language: The language of the fixed words.
    """
    ids = {plan.id for plan in ctx.portfolio.plans}
    own = sorted((one for one in practices if one.plan in ids), key=lambda one: (one.on, one.plan, one.title))
    found = dict(zip(unique_keys(f"{one.plan} {one.on} {one.title}" for one in own), own, strict=True))
    words = words_in(language)
    head = about_plans("practices", "Practice register of {plans}", ctx, words)
    others = len(practices) - len(own)
    head["properties"] = FrozenMap({**head["properties"], **({"practices_of_other_plans": others} if others else {})})
    sections = [*_kinds(found, words), *_requests(found, words), *_uptake(found, words)]
    if not found:
        sections.append(Section(key="empty", title=words("Practices"), body=Text((words("No practice is recorded."),))))
    return Document(sections=tuple(sections), **head)


def _kinds(found: dict[str, Practice], words: Words) -> Iterator[Section]:
    for kind, title in _TITLES.items():
        rows = [Row(key, _practice(one, words)) for key, one in found.items() if one.kind is kind]
        yield from _section(kind.value, title, _PRACTICE, rows, words)


def _practice(one: Practice, words: Words) -> tuple[object, ...]:
    return (
        one.on,
        one.plan,
        one.title,
        tuple(map(str, one.actions)) or None,
        _text(one.text, words),
        _text(one.context, words),
        _text(one.evidence, words),
        tuple(words(opportunity.value) for opportunity in one.opportunities) or None,
        one.shared or None,
        str(one.by) or None,
        one.source,
    )


def _requests(found: dict[str, Practice], words: Words) -> Iterator[Section]:
    lines = [(key, one.title, request) for key, one in found.items() for request in one.requests]
    keys = unique_keys(f"{key} {request.to} {request.on}" for key, _, request in lines)
    rows = (
        Row(name, (title, str(one.to), one.on, one.due, one.answered, _text(one.text, words)))
        for name, (_, title, one) in zip(keys, lines, strict=True)
    )
    return _section("requests", "Requests for examples", _REQUEST, rows, words)


def _uptake(found: dict[str, Practice], words: Words) -> Iterator[Section]:
    lines = [(key, one.title, uptake) for key, one in found.items() for uptake in one.taken_up]
    keys = unique_keys(f"{key} {uptake.where}" for key, _, uptake in lines)
    rows = (
        Row(name, (title, str(one.where), one.on, _text(one.text, words)))
        for name, (_, title, one) in zip(keys, lines, strict=True)
    )
    return _section("uptake", "Where practice was taken up", _UPTAKE, rows, words)


def _section(key: str, title: str, columns: tuple[Column, ...], rows: Iterable[Row], words: Words) -> Iterator[Section]:
    found = tuple(rows)
    if found:
        yield Section(key=key, title=words(title), body=Table(words.columns(columns), found))


def _text(prose: Prose, words: Words) -> str | None:
    return format_cell(prose, words) or None

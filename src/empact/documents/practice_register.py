"""The practice register: the good and bad practice of plans, with requests and uptake (plan section 5.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from empact.analysis import PortfolioContext, find_practices
from empact.analysis.columns import format_cell
from empact.analysis.facts import check_context
from empact.analysis.practices import practices_as_now
from empact.arguments import check_text, objects
from empact.documents.headings import about_plans, selected
from empact.documents.keys import unique_keys
from empact.documents.language import Words, words_in
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Table, Text
from empact.errors import UnknownIdError
from empact.model import FrozenMap, Practice, PracticeKind, Prose, Request, Uptake

_TITLES = {PracticeKind.GOOD: "Good practice", PracticeKind.BAD: "Practice to avoid"}


class _Practice(NamedTuple):
    """A practice with the key of its row."""

    key: str
    practice: Practice


class _RequestRow(NamedTuple):
    of: _Practice
    request: Request


class _UptakeRow(NamedTuple):
    of: _Practice
    uptake: Uptake


def build_practices(
    ctx: PortfolioContext,
    *,
    practices: Sequence[Practice],
    practice_kind: str | None = None,
    search: str | None = None,
    language: str = "en",
) -> Document:
    """Return the practices of the plans: those to follow, those to avoid, the requests for examples, and the uptake.

    Args:
        ctx: The plans.
        practices: The practices of the workspace; those of other plans are counted only.
        practice_kind: Only those to follow (``good``) or those to avoid (``bad``); None for both.
        search: Only those with all these words, as :func:`empact.analysis.find_practices` finds them; None for all.
        language: The language of the fixed words.

    Raises:
        UnknownIdError: There is no such kind.
    """
    check_context("build_practices()", ctx)
    practices = objects("practices", "a list of practices", Practice, practices)
    kind = None if practice_kind is None else _kind(practice_kind)
    ids = {plan.id for plan in ctx.portfolio.plans}
    every = sorted(
        (practice for practice in practices_as_now(ctx, practices) if practice.plan in ids),
        key=lambda practice: (practice.on, practice.plan, practice.title),
    )
    own = [practice for practice in every if kind is None or practice.kind is kind]
    if search is not None:
        own = list(find_practices(own, search))
    keys = unique_keys(f"{practice.plan} {practice.on} {practice.title}" for practice in own)
    rows = [_Practice(key, practice) for key, practice in zip(keys, own, strict=True)]
    words = words_in(language)
    head = about_plans("practices", "Practice register of {plans}", ctx, words)
    head["title"] = selected(head["title"], words, practice_kind and words(practice_kind), search)
    others = len(practices) - len(every)
    head["properties"] = FrozenMap({**head["properties"], **({"practices_of_other_plans": others} if others else {})})
    sections = [*_kinds(rows, words, several=len(ids) > 1), *_requests(rows, words), *_uptake(rows, words)]
    if not rows:
        none = "No practice is recorded." if not every else "No practice matches."
        sections.append(Section(key="empty", title=words("Practices"), body=Text((words(none),))))
    return Document(version=2, sections=tuple(sections), **head)


def _kind(name: str) -> PracticeKind:
    check_text("The practice kind", name)
    try:
        return PracticeKind(name)
    except ValueError:
        raise UnknownIdError("Kind of practice", name, [kind.value for kind in PracticeKind]) from None


def _kinds(practices: Sequence[_Practice], words: Words, *, several: bool) -> Iterator[Section]:
    def actions(row: _Practice) -> tuple[str, ...] | None:
        return tuple(map(str, row.practice.actions)) or None

    def opportunities(row: _Practice) -> tuple[str, ...] | None:
        return tuple(words(opportunity.value) for opportunity in row.practice.opportunities) or None

    def requests(row: _Practice) -> tuple[str, ...] | None:
        return tuple(_request(request, words) for request in row.practice.requests) or None

    def taken_up(row: _Practice) -> tuple[str, ...] | None:
        return tuple(_since(uptake, words) for uptake in row.practice.taken_up) or None

    plan: ColumnOf[_Practice] = column("plan", "Plan", lambda row: row.practice.plan)
    columns: tuple[ColumnOf[_Practice], ...] = (
        column("on", "On", lambda row: row.practice.on, type=ColumnType.DATE),
        *([plan] if several else []),
        column("title", "Title", lambda row: row.practice.title, width=30),
        column("actions", "Actions", actions, type=ColumnType.LIST, width=12),
        column("text", "What was done", lambda row: _text(row.practice.text, words), width=40),
        column("context", "Circumstances", lambda row: _text(row.practice.context, words), width=30),
        column("evidence", "Evidence", lambda row: _text(row.practice.evidence, words), width=30),
        column("opportunities", "Opportunity", opportunities, type=ColumnType.LIST, width=16),
        column("requests", "Requested from", requests, type=ColumnType.LIST, width=24),
        column("shared", "Shared with", lambda row: row.practice.shared or None, type=ColumnType.LIST, width=16),
        column("taken_up", "Taken up in", taken_up, type=ColumnType.LIST, width=20),
        column("by", "Recorded by", lambda row: str(row.practice.by) or None, width=16),
        column("source", "Source", lambda row: row.practice.source, width=24),
    )
    for kind, title in _TITLES.items():
        rows = [row for row in practices if row.practice.kind is kind]
        body = table(columns, rows, key=lambda row: row.key, words=words)
        yield from _section(kind.value, words(title), body, layout=Layout.RECORDS)


def _request(request: Request, words: Words) -> str:
    """Say who was asked for which examples, when, and what came of it."""
    asked = words("{party} on {day}", party=request.to, day=request.on)
    due = words(", by {day}", day=request.due) if request.due else ""
    answered = words("answered {day}", day=request.answered) if request.answered else words("not answered")
    text = _text(request.text, words)
    return f"{asked}{due}: {answered}{f' ({text})' if text else ''}"


def _since(uptake: Uptake, words: Words) -> str:
    where = words("{place} since {day}", place=uptake.where, day=uptake.on) if uptake.on else str(uptake.where)
    text = _text(uptake.text, words)
    return f"{where} ({text})" if text else where


def _requests(practices: Iterable[_Practice], words: Words) -> Iterator[Section]:
    columns: tuple[ColumnOf[_RequestRow], ...] = (
        column("practice", "Practice", lambda row: row.of.practice.title, width=30),
        column("to", "Requested from", lambda row: str(row.request.to), width=16),
        column("on", "On", lambda row: row.request.on, type=ColumnType.DATE),
        column("due", "Due", lambda row: row.request.due, type=ColumnType.DATE),
        column("answered", "Answered", lambda row: row.request.answered, type=ColumnType.DATE),
        column("text", "Text", lambda row: _text(row.request.text, words), width=40),
    )
    rows = [_RequestRow(of, request) for of in practices for request in of.practice.requests]
    body = table(columns, rows, key=lambda row: f"{row.of.key} {row.request.to} {row.request.on}", words=words)
    return _section("requests", words("Requests for examples"), body, secondary=True)


def _uptake(practices: Iterable[_Practice], words: Words) -> Iterator[Section]:
    columns: tuple[ColumnOf[_UptakeRow], ...] = (
        column("practice", "Practice", lambda row: row.of.practice.title, width=30),
        column("where", "Taken up in", lambda row: str(row.uptake.where), width=16),
        column("on", "Since", lambda row: row.uptake.on, type=ColumnType.DATE),
        column("text", "Text", lambda row: _text(row.uptake.text, words), width=40),
    )
    rows = [_UptakeRow(of, uptake) for of in practices for uptake in of.practice.taken_up]
    body = table(columns, rows, key=lambda row: f"{row.of.key} {row.uptake.where}", words=words)
    return _section("uptake", words("Where practice was taken up"), body, secondary=True)


def _section(
    key: str, title: str, body: Table, *, layout: Layout | None = None, secondary: bool = False
) -> Iterator[Section]:
    if body.rows:
        yield Section(key=key, title=title, body=body, layout=layout, secondary=secondary)


def _text(prose: Prose, words: Words) -> str | None:
    return format_cell(prose, words) or None

"""The plan as the Council prints it: cover, texts, the table with a row for each goal, and the notes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from empact.analysis import PlanContext
from empact.analysis.columns import format_cell
from empact.analysis.facts import check_plan_context
from empact.analysis.parts_of_cells import part_emphasis
from empact.documents.headings import MARKING_FACTS, about_plan, driver_alone
from empact.documents.keys import unique_keys
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.plan_sheet import by_goal, results_of, sheet_table
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import CellNote, ColumnType, Document, Section, TableCell, Text
from empact.model import Cell, Cover, Emphasis, EmphasisStyle, Plan, Prose

_GOALS = "strategic goals"
"""The words of the heading of the section that lists the goals (plan section 5.1)."""
_PRINTED = re.compile(
    "goal|number|activity|leaders|participants|description|links/(goals|actions)|timing|target|(results|reported)/.*"
)
"""The columns of the printed table; the goal is a row of it."""


class _Line(NamedTuple):
    """A line of the cover: its name, what is on the left, and its texts."""

    name: str
    left: TableCell
    right: TableCell


_HEAD: tuple[ColumnOf[_Line], ...] = (
    column("issuer", "", lambda line: line.left, width=42),
    column("document", "", lambda line: line.right, type=ColumnType.LIST, width=42),
)
_LINES: tuple[ColumnOf[_Line], ...] = (
    column("name", "", lambda line: line.left, width=16),
    column("text", "", lambda line: line.right, type=ColumnType.LIST, width=90),
)


def build_council_document(
    ctx: PlanContext, *, per_goal: bool = False, with_reports: bool = False, language: str = "en"
) -> Document:
    """Return a plan as the Council prints it, with the parts that the plan has.

    The first sections have no title: they are the cover, with the lines of the cover page and the covering text. Then
    follow the texts of the plan, with its goals in the section about them, and the actions of each goal under its
    words, in the columns of the printed table. A text has the notes whose marks are in it; notes whose marks are in no
    text are at the end. Before them is a table with what the printed table does not have and
    :func:`build_plan_sheet` describes, without who added a link, and without channels that a text of the plan states.

    Args:
        ctx: The plan.
        per_goal: Whether each goal is a section of its own, not a part of one table over all.
        with_reports: Whether the results columns have what the reports say, as in :func:`build_plan_sheet`.
        language: The language of the fixed words.
    """
    check_plan_context("build_council_document()", ctx)
    plan = ctx.plan
    words = words_in(language)
    results = results_of(ctx, words, with_reports=with_reports)
    keys = [column.key for column in sheet_table(ctx, words, results=results)(()).columns]
    other = [key for key in keys if not _PRINTED.fullmatch(key)]
    body = sheet_table(ctx, words, {"goal", *other}, results)
    sections = [*_cover(plan, words), *_texts(plan, words)]
    sections += (
        Section(key=key, title=_spelt_out(title, words), body=body(positions), level=1 if per_goal else 2)
        for key, title, positions in by_goal(plan, words)
    )
    shown = {"number", *other}.difference(_known(plan))
    if plan.actions and len(shown) > 1:
        more = sheet_table(ctx, words, set(keys) - shown, results)(range(len(plan.actions)))
        sections.append(Section(key="other-data", title=words("Other data of the actions"), body=more))
    if results is not None:
        sections += results.report_list(range(len(plan.actions)))
    sections += _left_notes(plan, sections, words)
    about = about_plan(ctx, words)
    left_out = {"plan", *MARKING_FACTS}  # the Council prints the marking alone
    if results is None:
        left_out.add("as_of")  # only what the reports say depends on it
    about["properties"] = {key: value for key, value in about["properties"].items() if key not in left_out}
    if results is not None:
        about["properties"] = {**driver_alone(words), **about["properties"]}
    return Document(kind="plan", name=file_stem(plan.id), sections=tuple(sections), **about)


def _known(plan: Plan) -> Iterator[str]:
    """Yield the columns that the document leaves out: who added a link, and channels that its texts state."""
    yield "links/origins"
    if all(channel.stated for channel in plan.channels):
        yield "plan/channels"
    if all(channel.stated for action in plan.actions for channel in action.channels):
        yield "channels"


def _spelt_out(title: str, words: Words) -> str:
    """Return the title of a goal as the annex has it: ``Strategic Goal 1`` for ``SG 1``."""
    return words("Strategic Goal {number}", number=title.removeprefix("SG ")) if title.startswith("SG ") else title


def _cover(plan: Plan, words: Words) -> Iterator[Section]:
    cover = plan.cover
    document = (", ".join(filter(None, map(str, (cover.place, cover.date)))), str(cover.number))
    codes = "\n".join(map(str, cover.codes))
    right = _texts_of((*document, codes), cover.place, cover.date, cover.number, cover.codes)
    lines = (_Line("head", _left(cover.issuer), right), _Line("kind", _left(cover.kind), TableCell()))
    head = [line for line in lines if line.left.value or line.right.value]
    if head:
        yield Section(key="cover", title="", body=table(_HEAD, head, key=lambda line: line.name))
    below = [_Line(name, TableCell(words(f"{name}:")), texts) for name, texts in _lines(cover) if texts.value]
    if below:
        yield Section(key="cover-lines", title="", body=table(_LINES, below, key=lambda line: line.name))
    if cover.covering:
        covering = _text(plan, _paragraphs(cover.covering, words), words, cover.covering.emphasis)
        yield Section(key="covering", title="", body=covering)


def _left(prose: Prose) -> TableCell:
    return TableCell(prose.text or None, emphasis=prose.emphasis)


def _texts_of(texts: Iterable[str], *of: Prose | Cell[Any]) -> TableCell:
    """Return the texts that there are as one cell, with the emphasis of what they are made of."""
    return TableCell(tuple(filter(None, texts)) or None, emphasis=tuple(itertools.chain(*map(part_emphasis, of))))


def _lines(cover: Cover) -> Iterator[tuple[str, TableCell]]:
    """Yield the lines of the cover below its head, each with its texts, which may be none."""
    yield "From", _texts_of((str(cover.sender),), cover.sender)
    yield "To", _texts_of((str(cover.recipient),), cover.recipient)
    previous = (" ".join(filter(None, (str(document.number), str(document.codes)))) for document in cover.previous)
    cells = (cell for document in cover.previous for cell in (document.number, document.codes))
    yield "No. prev. doc.", _texts_of(previous, *cells)
    yield "Subject", _texts_of((str(cover.subject),), cover.subject)


def _texts(plan: Plan, words: Words) -> Iterator[Section]:
    """Yield the texts of a plan; the goals are in the section about them, or else in one of their own."""
    labels = {goal: words("Goal {number}:", number=goal.number) for goal in plan.goals if goal.body}
    goals = [f"{label}\n{format_cell(goal.body, words)}" for goal, label in labels.items()]
    of_goals = [Emphasis(words=label, style=EmphasisStyle.BOLD) for label in labels.values()]
    of_goals += (part for goal in labels for part in part_emphasis(goal.body))
    keys = unique_keys(f"section-{section.number}" for section in plan.sections)
    for key, section in zip(keys, plan.sections, strict=True):
        paragraphs, emphasis = _paragraphs(section.text, words), section.text.emphasis
        if goals and _GOALS in (section.heading or "").lower():
            paragraphs += goals
            emphasis = (*part_emphasis(section.text), *of_goals)
            goals = []
        is_part = len(list(filter(None, section.number.split(".")))) > 1
        title = section.heading if section.heading and section.heading.strip() else section.number
        yield Section(key=key, title=title, body=_text(plan, paragraphs, words, emphasis), level=2 if is_part else 1)
    if goals:
        yield Section(key="goals", title=words("Strategic goals"), body=_text(plan, goals, words, of_goals))


def _paragraphs(prose: Prose, words: Words) -> list[str]:
    return list(Prose(text=format_cell(prose, words)).paragraphs)


def _text(plan: Plan, paragraphs: Iterable[str], words: Words, emphasis: Iterable[Emphasis]) -> Text:
    texts = tuple(paragraphs)
    marked = map(plan.find_note, dict.fromkeys(mark for text in texts for mark in Prose(text=text).marks))
    notes = (CellNote(format_cell(note.text, words), note.mark) for note in marked if note is not None)
    return Text(texts, tuple(notes), tuple(emphasis))


def _left_notes(plan: Plan, sections: Iterable[Section], words: Words) -> Iterator[Section]:
    """Yield the notes of a plan that no text and no cell has."""
    shown: set[CellNote] = set()
    for section in sections:
        body = section.body
        if isinstance(body, Text):
            shown.update(body.notes)
        else:
            shown.update(note for row in body.rows for cell in row.cells for note in cell.notes)
    notes = (CellNote(format_cell(note.text, words), note.mark) for note in plan.notes)
    left = tuple(f"{words('Note {mark}:', mark=note.mark)} {note.text}" for note in notes if note not in shown)
    if left:
        yield Section(key="notes", title=words("Other notes"), body=Text(left))

"""What was read from a document of others, for a person who checks it: its words beside what was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

import attrs

from empact.analysis import PlanContext, ResolvedPlan
from empact.analysis.columns import CELL_TITLES, PlanColumn, PlanTable
from empact.analysis.imported_plans import ImportReview, ReviewedValue, SourceText
from empact.analysis.resolved_plans.cells import ResolvedCell
from empact.analysis.resolved_plans.parsed_cells import CellMeaning, cell_meaning
from empact.diagnostics import Diagnostic, Place, Pointer
from empact.documents.cell_meanings import meaning_rows
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.months import format_span
from empact.documents.plan_notes import with_plan_notes
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Table, TableCell, Text
from empact.model import Emphasis, EmphasisStyle, FrozenMap

T = TypeVar("T")
_PLAN = "plan"
_PARTS = {_PLAN: "The plan", "cover": "Cover", "sections": "Sections", "goals": "Goals", "notes": "Notes"}
"""The titles of the sections that are not about one action, by the key of the plan file; the plan has all others."""
_ITEMS = {"sections": "Section {number}", "goals": "Goal {number}", "notes": "Note {number}"}
"""How a row about an item of a list is named."""
_NAMED_BY = frozenset({"number", "mark"})
"""The keys of what names an item."""
_PARTIES = frozenset({"oversight", "driver", "co_drivers", "drafters", "support"})
"""The cells of a plan that name parties."""
_CELLS = frozenset(CELL_TITLES) - {"activity", "description"}
"""The cells of an action that have items."""
_INSIDE = ("sheet", "cell", "page", "table", "row", "column")
"""What a place says beside its file."""
_ADDED = ("goal/", "plan/", "extensions/", "channels", "documentation", "links/origins")
"""How the keys of columns begin that no plan has to have."""
_SHORTEST = 80
"""The most characters of the words that a value leaves out; for more, its text says what it has."""


def import_review_document(ctx: PlanContext, review: ImportReview, *, language: str = "en") -> Document:
    """Return the words of a document beside what was understood of them, for a person who checks the plan.

    What is in doubt comes first. Then follows the document: its cover, sections and goals, each action, and the notes.
    Words from which several values were read stand once.

    Args:
        ctx: The plan that was read.
        review: What was read.
        language: The language of the fixed words; what readers and rules report is English.
    """
    words = words_in(language)
    imported = review.imported
    rows = _Rows(ctx, review, words)
    sections = [_how(review, words), *_in_doubt(rows, review, words)]
    meanings = _Meanings(rows)
    own = (_part(part, rows, meanings, review.file) for part in rows.parts)
    sections += [with_plan_notes(section, (ctx.plan,), words) for section in own]
    about = about_plans("import-review", "Check the import of {plans}", ctx, words)
    facts = {
        "document": imported.file,
        "plan_file": review.file,
        "cells": imported.cells,
        "words": imported.words,
        "in_doubt": len(rows.doubts),
    }
    about["properties"] = FrozenMap({**about["properties"], **facts})
    return Document(sections=tuple(sections), **about)


def _how(review: ImportReview, words: Words) -> Section:
    """Return what the person who checks the plan has to know."""
    paragraphs = (
        words("Begin with what is in doubt. Then compare each row with the document: a mistake can be in any of them."),
        words("Parties are those of the time of the action. Tables, rows and columns are counted from 1, with titles."),
        words(
            "If something was misunderstood, change it in {file}, in the line of the last column. If lines are added, "
            "those below move: then look for the number of the action.",
            file=review.file,
        ),
    )
    return Section(key="how", title=words("How to check"), body=Text(paragraphs))


# The rows: the words of the document, with the values that were read from them.


@attrs.define
class _Row:
    """Words of the document, with the values that were read from them."""

    title: str
    sources: tuple[SourceText, ...]
    values: list[ReviewedValue]
    empty: tuple[str, ...] = ()
    """The titles of the columns of an action that have no words, in the row that lists them."""

    @property
    def place(self) -> Place:
        """Where its words are, as far as they are in one place; nowhere without words."""
        if not self.sources:
            return Place()
        first = self.sources[0].place
        names = (name for name in _INSIDE if all(_same(each.place, first, name) for each in self.sources))
        return Place(**{name: getattr(first, name) for name in names})

    @property
    def words(self) -> tuple[str, ...]:
        """Its words; those in several places with what sets these apart, such as the column."""
        if not self.sources:
            return ()
        first = self.sources[0].place
        names = [name for name in _INSIDE if not all(_same(each.place, first, name) for each in self.sources)]
        if not names:  # paragraphs
            return ("\n\n".join(each.text for each in self.sources),)
        places = (str(Place(**{name: getattr(each.place, name) for name in names})) for each in self.sources)
        return tuple(
            f"{place}: {each.text}" if place else each.text for place, each in zip(places, self.sources, strict=True)
        )


def _is_other_item(pointer: Pointer, row: _Row) -> bool:
    """Return whether a value is of another item of the list that a row is about: two sections may have one heading.

    Words in a cell are those of one place, whatever was read from them.
    """
    key, *inner = Pointer(row.values[0].value.pointer).tokens
    is_of_list = key in _ITEMS and pointer.tokens[0] == key
    return is_of_list and pointer.tokens[1] != inner[0] and not str(row.place)


def _same(place: Place, other: Place, name: str) -> bool:
    return bool(getattr(place, name) == getattr(other, name))


@attrs.frozen
class _Part:
    """A part of the document: an action, or its other parts by what they are."""

    key: str
    title: str
    position: int | None = None
    """The index of the action in the plan. None if it is something else."""


@attrs.frozen
class _Doubt:
    """A finding about what was read, with the words that it is about if they are in the plan."""

    finding: Diagnostic
    part: _Part | None = None
    row: _Row | None = None
    value: ReviewedValue | None = None


class _Rows:
    """The rows of each part of a document."""

    def __init__(self, ctx: PlanContext, review: ImportReview, words: Words) -> None:
        self.words = words
        self.ctx = ctx
        self.parts: dict[_Part, list[_Row]] = {}
        self._others = review.others
        shown: dict[SourceText, _Row] = {}
        for each in review.values:
            pointer, rows = Pointer(each.value.pointer), [shown.get(source) for source in each.value.sources]
            known = rows[0] if rows else None
            if known is not None and all(row is known for row in rows) and not _is_other_item(pointer, known):
                known.values.append(each)
                continue
            row = _Row(self._title(pointer), each.value.sources, [each])
            self.parts.setdefault(self._part(pointer), []).append(row)
            shown.update(dict.fromkeys(each.value.sources, row))

    def _part(self, pointer: Pointer) -> _Part:
        key, *inner = pointer.tokens
        if key == "actions":
            position = int(inner[0])
            number = self.ctx.plan.actions[position].number
            return _Part(f"action-{position + 1}", self.words("Action {number}", number=number), position)
        key = key if key in _PARTS else _PLAN
        return _Part(key, self.words(_PARTS[key]))

    def _title(self, pointer: Pointer) -> str:
        """Return the name of a row by the first value in it: that of its item, or that of its field."""
        key, *inner = pointer.tokens
        named = _ITEMS.get(key)
        if named is None:
            return self.field(pointer)
        plan, position = self.ctx.plan, int(inner[0])
        if key == "notes":
            number = plan.notes[position].mark
        else:
            number = (plan.sections if key == "sections" else plan.goals)[position].number
        title = self.words(named, number=number)
        return title if inner[-1] in _NAMED_BY else f"{title}: {self.field(pointer)}"

    def title(self, row: _Row) -> str:
        """Return the name of a row: of several values of the plan as a whole, all their fields."""
        pointers = [Pointer(each.value.pointer) for each in row.values]
        if row.empty or pointers[0].tokens[0] in {"actions", *_ITEMS}:
            return row.title
        return ", ".join(map(self.field, pointers))

    def field(self, pointer: Pointer) -> str:
        """Return the title of a value."""
        tokens = pointer.tokens
        if tokens[0] != "actions":
            return self.words.property_title(tokens[-1])
        name = tokens[2]
        if name == "results":
            return f"{self.words('Results')} {tokens[-1]}"
        if name == "extensions":
            return tokens[-1]
        return self.words(CELL_TITLES[name]) if name in CELL_TITLES else self.words.property_title(name)

    @cached_property
    def doubts(self) -> tuple[_Doubt, ...]:
        """What is in doubt, each finding once: first what is not in the plan, then in the order of the rows."""
        doubts = {id(finding): _Doubt(finding) for finding in self._others}
        for part, rows in self.parts.items():
            for row in rows:
                for each in row.values:
                    for finding in each.doubts:
                        doubts.setdefault(id(finding), _Doubt(finding, part, row, each))
        return tuple(doubts.values())

    def without_words(self, part: _Part) -> Iterator[_Row]:
        """Yield the row that lists the columns of an action without words, at its number; nothing if all have some."""
        if part.position is None:
            return
        action = self.ctx.plan.actions[part.position]
        empty = tuple(each.title.replace(">", " ") for each in self._columns if not each.text(action))
        if empty:
            first = self.parts[part][0]
            at = attrs.evolve(first.place, column=None, cell=None)
            yield _Row(self.words("No words"), (SourceText(place=at, text=""),), first.values[:1], empty)

    @cached_property
    def _columns(self) -> tuple[PlanColumn, ...]:
        """The columns of the printed table of actions, which the goals stand between."""
        columns = PlanTable(self.ctx.plan, words=self.words).columns
        return tuple(each for each in columns if each.key != "goal" and not each.key.startswith(_ADDED))

    def findings(self, part: _Part) -> tuple[Diagnostic, ...]:
        """Return what is in doubt about a part of the document."""
        findings = (finding for row in self.parts[part] for each in row.values for finding in each.doubts)
        return tuple({id(finding): finding for finding in findings}.values())


# What is in doubt.


def _in_doubt(rows: _Rows, review: ImportReview, words: Words) -> Iterator[Section]:
    if not rows.doubts:
        yield Section(key="doubts", title=words("In doubt"), body=Text((words("Nothing is in doubt."),)))
        return
    counted = [(part.title, findings) for part in rows.parts if (findings := rows.findings(part))]
    if review.others:
        counted.insert(0, (words("The document"), review.others))
    titles = {part.title: part.key for part in rows.parts}
    columns: tuple[ColumnOf[tuple[str, tuple[Diagnostic, ...]]], ...] = (
        column("part", words("Part"), lambda each: each[0], sections=titles, width=16),
        column("number", words("In doubt"), lambda each: len(each[1]), type=ColumnType.NUMBER, width=8),
        column("names", words("Why"), lambda each: _counts(each[1]), type=ColumnType.LIST, width=40),
    )
    body = table(columns, counted, key=lambda each: each[0])
    yield Section(key="parts", title=words("In doubt, by part"), body=body)
    yield Section(key="doubts", title=words("In doubt"), body=_list(rows, titles, review.file, words))


def _counts(findings: Iterable[Diagnostic]) -> tuple[str, ...]:
    return tuple(f"{number} {name}" for name, number in Counter(finding.name for finding in findings).items())


def _list(rows: _Rows, titles: dict[str, str], file: str, words: Words) -> Table:
    """Return what is in doubt as a table."""

    def line(doubt: _Doubt) -> int | None:
        place = doubt.finding.place
        if place.file == file and place.line is not None:
            return place.line
        return None if doubt.value is None else doubt.value.line

    def part(doubt: _Doubt) -> str:
        return words("The document") if doubt.part is None else doubt.part.title

    def field(doubt: _Doubt) -> str | None:
        return None if doubt.value is None else rows.field(Pointer(doubt.value.value.pointer))

    columns: list[ColumnOf[_Doubt]] = [
        column("part", words("Part"), part, sections=titles, width=12),
        column("field", words("Field"), field, width=14),
        column("name", words("Why"), lambda each: each.finding.name, width=16),
        column("message", words("Message"), lambda each: each.finding.message, width=60),
        column("hint", words("Cure"), lambda each: each.finding.hint, width=30),
        column("place", words("In the document"), lambda each: str(_found_at(each, file)) or None, width=18),
        _line_column(line, file, words, ColumnType.NUMBER),
    ]
    return table(columns, rows.doubts, key=lambda each: f"{each.finding.code} {each.finding.place}")


def _found_at(doubt: _Doubt, file: str) -> Place:
    """Return where a finding is in the document: rules point at the plan file, so it is where the words are."""
    if doubt.row is None or doubt.finding.place.file != file:
        place = doubt.finding.place
        own = Place(**{name: getattr(place, name) for name in _INSIDE})
        return own if str(own) or doubt.row is None else doubt.row.place
    return doubt.row.place


# The parts of the document.


def _part(part: _Part, rows: _Rows, meanings: _Meanings, file: str) -> Section:
    """Return the words of a part of the document beside what was understood of them."""
    words, own = rows.words, (*rows.parts[part], *rows.without_words(part))
    number = len(rows.findings(part))
    columns: list[ColumnOf[_Row]] = [
        column("field", words("Field"), rows.title, width=12),
        column("place", words("In the document"), lambda row: str(row.place) or None, width=16),
        column("words", words("Words of the document"), lambda row: row.words, type=ColumnType.LIST, width=40),
        column("means", words("What was understood"), meanings.cell, type=ColumnType.LIST, width=40),
    ]
    if not any(str(row.place) for row in own):
        del columns[1]
    columns.append(_line_column(_lines, file, words, ColumnType.LIST))
    return Section(
        key=part.key,
        title=words("{part} ({number} in doubt)", part=part.title, number=number) if number else part.title,
        body=table(columns, own, key=lambda row: f"{row.values[0].value.pointer}{'/' * bool(row.empty)}"),
    )


def _lines(row: _Row) -> tuple[int, ...] | None:
    return tuple(dict.fromkeys(each.line for each in row.values if each.line is not None)) or None


def _line_column(
    get: Callable[[T], int | tuple[int, ...] | None], file: str, words: Words, type_: ColumnType
) -> ColumnOf[T]:
    return column("line", words("Line of {file}", file=file), get, type=type_, width=8)


class _Meanings:
    """What was understood of words: each value in words for people."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows
        self._words = rows.words
        self._resolved: ResolvedPlan = rows.ctx.resolved()

    def cell(self, row: _Row) -> TableCell:
        """Return what is in doubt about the words of a row, and what was understood of them."""
        findings = {id(finding): finding for each in row.values for finding in each.doubts}
        if row.empty or not findings:
            return TableCell(self._of_row(row))
        label = f"{self._words('In doubt')}:"
        doubts = (f"{label} {finding.name}. {finding.message}" for finding in findings.values())
        return TableCell((*doubts, *self._of_row(row)), emphasis=(Emphasis(words=label, style=EmphasisStyle.BOLD),))

    def _of_row(self, row: _Row) -> tuple[str, ...]:
        """Return what was understood of the words of a row; of several values, each behind its title."""
        if row.empty:
            return (self._words("nothing: {columns}", columns=", ".join(row.empty)),)
        if len(row.values) == 1:
            return tuple(self._of(row.values[0]))
        return tuple(f"{self._named(each)}: {line}" for each in row.values for line in self._of(each))

    def _named(self, reviewed: ReviewedValue) -> str:
        """Return the title of one of several values; the goal of an action is above it, in the row of the goal."""
        pointer = Pointer(reviewed.value.pointer)
        title = self._rows.field(pointer)
        if pointer.tokens[0] != "actions":
            return title
        number = self._rows.ctx.plan.actions[int(pointer.tokens[1])].number
        return self._words("{field} of action {number}", field=title, number=number)

    def _of(self, reviewed: ReviewedValue) -> Iterator[str]:
        key, *inner = Pointer(reviewed.value.pointer).tokens
        if key in _PARTIES and not inner:
            cell = getattr(self._resolved, key)
            yield from self._of_cell(CellMeaning(text=cell.text, items=(), parties=cell), cell, reviewed)
        elif key == "actions" and inner[1] in _CELLS:
            action, field = self._resolved.actions[int(inner[0])], inner[1]
            cell = getattr(action, field)
            yield from self._of_cell(cell_meaning(cell.text, (), field, action), cell, reviewed)
        else:
            said = self._of_text(reviewed)
            is_data = "extensions" in (key, *inner)
            yield self._words("data of an extension: {text}", text=said) if is_data else said
            if key == "actions" and inner[1] == "number":
                span = self._rows.ctx.schedule.span(int(inner[0]))
                if span is not None:
                    yield self._words("time of the action: {time}", time=format_span(span, self._words))

    def _of_cell(self, meaning: CellMeaning, cell: ResolvedCell, reviewed: ReviewedValue) -> Iterator[str]:
        """Yield what the items of a cell mean, and which of its words have no meaning."""
        rows = list(meaning_rows(meaning, self._words, titled=True))
        for row in rows:
            is_said = len(rows) == 1 and not cell.unparsed and _line(row.item) in _line(reviewed.text)
            said = row.means if is_said or row.item == row.means else f"{row.item.rstrip('.')}: {row.means}"
            yield said if row.role is None else f"{said} ({row.role})"
        for each in cell.unparsed:
            yield self._words("not understood: {words}", words=each.text)
        if reviewed.withheld:
            yield self._words("words are withheld")

    def _of_text(self, reviewed: ReviewedValue) -> str:
        """Return what of the words is a text of the plan: all of them, all but some, or another text."""
        said, written = _line(" ".join(source.text for source in reviewed.value.sources)), _line(reviewed.text)
        withheld = self._words("words are withheld")
        if reviewed.withheld:
            return f"{reviewed.text} ({withheld})" if written else withheld
        if said == written:
            return self._words("as it stands")
        left = _line(said.replace(written, " ", 1)) if written else said
        if left != said and len(left) <= _SHORTEST < len(written):
            return self._words("as it stands, without {words}", words=repr(left))
        return reviewed.text


def _line(text: str) -> str:
    return " ".join(text.split())

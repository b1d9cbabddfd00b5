"""Makes a plan of a source document, whatever the format of its file: its cover, sections, tables and notes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import attrs

from empact import find_document_numbers
from empact.diagnostics import GUESSED, NOT_A_PLAN, NOT_UNDERSTOOD, OVER_LIMIT, Place, Pointer
from empact.hooks import Option, RawDocument, ReadContext, Unreadable, printed_markings
from empact.plugins.importing.actions import ActionReader
from empact.plugins.importing.cover import ReadCover, is_document_number, is_same_document, read_cover
from empact.plugins.importing.facts import add_facts
from empact.plugins.importing.forms import is_form, read_form
from empact.plugins.importing.goals import goal_in
from empact.plugins.importing.layouts import DEFAULT, Layout
from empact.plugins.importing.lists import ListReader, PlanList, list_of
from empact.plugins.importing.markings import markings_in, markings_of, words_beside
from empact.plugins.importing.own import take_own
from empact.plugins.importing.sections import SectionReader
from empact.plugins.importing.source import (
    Passage,
    SourceBlock,
    Sourced,
    SourceDocument,
    SourceNote,
    SourceParagraph,
    SourceTable,
)
from empact.plugins.importing.tables import Head, head_above, head_of, read_table
from empact.plugins.importing.trees import Draft
from empact.plugins.importing.words import report_emphasis, report_marks, shown

PLAN_OPTIONS = (
    Option(
        "layout",
        summary="The layout of the document: the name of one that ships, a .toml file, or package:file.toml.",
        default=DEFAULT,
    ),
    Option("id", summary="The id of the plan; without it, it is derived from the document."),
)
"""The options of every reader of documents of others."""
_MOST = 2_000_000
"""The most characters of a document; the plan of 2012 has 30,000."""
FORM = Head(())
"""Stands for a table that is the form of one action."""


def refuse_long(characters: int, ctx: ReadContext) -> None:
    """Refuse a document with too many characters.

    Raises:
        Unreadable: It has more than any plan. This is reported.
    """
    if characters > _MOST:
        ctx.report(OVER_LIMIT, f"The document has more than {_MOST:,} characters.")
        raise Unreadable


def mark(texts: Iterable[str], ctx: ReadContext) -> None:
    """Mark the call with all markings that a document has anywhere, also if no plan is read from it.

    Args:
        texts: The texts of the document, with those above and below its pages.
        ctx: The call of the reader.
    """
    ctx.marking = "; ".join(markings_of(texts)) or None


def plan_of(document: SourceDocument, layout: Layout, ctx: ReadContext) -> RawDocument:
    """Return the plan in a document.

    Raises:
        Unreadable: It has no plan. This is reported.
    """
    lists = _lists(document.blocks, layout)
    tables = _tables(document.blocks, lists, layout)
    at = _end_of_cover(document.blocks, {*tables, *lists}, layout)
    cover = read_cover(document.blocks[:at], layout, ctx)
    if not tables:
        _refuse(document, layout, ctx)
    sections, actions = SectionReader(layout, ctx), ActionReader(layout, ctx)
    listed = ListReader(actions)
    first = _first_head(tables.values())
    for block, behind in zip(document.blocks[at:], _blocks_behind(document.blocks[at:]), strict=True):
        found = tables.get(block.number) if isinstance(block, SourceTable) else None
        if isinstance(block, SourceParagraph):
            is_above = isinstance(behind, SourceTable) and behind.number in tables
            has_none = isinstance(behind, SourceParagraph) and behind.line.casefold() in layout.left_out
            is_heading = is_above or (block.heading is not None and (has_none or not sections.is_about_goals))
            if not (is_heading and actions.begin_goal(block.passage, block.place)):
                sections.read(block)
        elif found is FORM:
            sections.close()
            read_form(block, actions)
        elif found is not None:
            sections.close()
            is_guess = _is_guess(block, found, first, ctx)
            read_table(block, found, actions, is_guess=is_guess)
        elif block.number in lists:
            sections.close()
            listed.read(block, lists[block.number])
        elif not _is_goal(block, actions):
            sections.table(block)
    sections.number()
    listed.give()
    return _draft(document, cover, sections, listed, ctx).document()


def _lists(blocks: Iterable[SourceBlock], layout: Layout) -> dict[int, PlanList]:
    """Return what the tables beside that of the actions list, by the numbers of the tables."""
    tables = (block for block in blocks if isinstance(block, SourceTable))
    found = ((table.number, list_of(table, layout)) for table in tables)
    return {number: listed for number, listed in found if listed is not None}


def _tables(blocks: Sequence[SourceBlock], lists: Container[int], layout: Layout) -> dict[int, Head]:
    """Return the titles of the tables of the plan, by the numbers of the tables."""
    found: dict[int, Head] = {}
    before: Head | None = None
    for block in blocks:
        if isinstance(block, SourceTable) and block.number in lists:
            before = None
        elif isinstance(block, SourceTable):
            before = head_of(block, layout) or (head_above(block, before) if before is not None else None)
            if before is None and is_form(block, layout):
                found[block.number] = FORM
            elif before is not None:
                found[block.number] = before
        elif not _is_between(block, layout):
            before = None
    return found


def _first_head(heads: Iterable[Head]) -> Head | None:
    """Return the titles of the first table that has some."""
    return next((head for head in heads if head.rows), None)


def _is_guess(table: SourceTable, head: Head, first: Head | None, ctx: ReadContext) -> bool:
    """Report a table that is not like the first one, since it has no titles or other ones; return whether it is so."""
    if not head.rows:
        ctx.report(GUESSED, f"Table {table.number} has no titles; it goes on with the one before.", table.place)
    elif first is not None and head.meanings != first.meanings:
        message = f"Table {table.number} has other columns than the first one; its rows are read as actions too."
        ctx.report(GUESSED, message, table.place)
    else:
        return False
    return True


def _is_between(paragraph: SourceParagraph, layout: Layout) -> bool:
    """Whether a paragraph can stand between two tables of which one goes on with the other."""
    line = paragraph.line
    is_about_goals = line.casefold() in layout.no_goal or goal_in(paragraph.passage, layout.goal_rows) is not None
    return not line or bool(markings_in(line)) or is_about_goals


def _is_goal(table: SourceTable, actions: ActionReader) -> bool:
    """Read a table with one cell that introduces a goal; return False for any other."""
    said = [cell for cell in table.cells if cell.passage]
    return len(said) == 1 and actions.begin_goal(said[0].passage, said[0].place)


def _blocks_behind(blocks: Sequence[SourceBlock]) -> list[SourceBlock | None]:
    """Return for each block the next one that says something."""
    behind: list[SourceBlock | None] = []
    last: SourceBlock | None = None
    for block in reversed(blocks):
        behind.append(last)
        if isinstance(block, SourceTable) or block.line:
            last = block
    return behind[::-1]


def _end_of_cover(blocks: Sequence[SourceBlock], tables: Container[int], layout: Layout) -> int:
    """Return where the cover ends: at the title of the plan, at its first heading or goal, or before its table."""
    before = ""
    for at, block in enumerate(blocks):
        if isinstance(block, SourceTable):
            if block.number in tables:
                return at
        elif block.line:
            is_title = block.line.casefold().startswith(layout.plan_titles) and not before.endswith(":")
            is_goal = goal_in(block.passage, layout.goal_rows) is not None or block.line.casefold() in layout.no_goal
            is_heading = block.heading is not None and not is_document_number(block.line)
            if is_title or is_goal or is_heading:
                return at
            before = block.line
    return len(blocks)


def _refuse(document: SourceDocument, layout: Layout, ctx: ReadContext) -> None:
    """Report that a document has no table of a plan, and nothing else."""
    fields = ("number", "activity", "leaders")
    titles = [next((title.words for title in layout.titles if title.column.field == field), None) for field in fields]
    tables = [block for block in document.blocks if isinstance(block, SourceTable)]
    what = "No table of the document has" if tables else "The document has no table with"
    widest = max(tables, key=lambda table: table.width, default=None)
    ctx.diagnostics.clear()
    ctx.report(
        NOT_A_PLAN,
        f"{what} the columns of the layout {layout.name!r}: the number of the action and at least two more, such as "
        f"{', '.join(map(repr, filter(None, titles)))}.{_beginning(widest)}",
        hint="If its columns have other titles, write a layout with them.",
    )
    raise Unreadable


def _beginning(table: SourceTable | None) -> str:
    """Return the first words of a table, which may be titles that no layout has."""
    lines = (cell.line for row in (() if table is None else table.rows[:1]) for cell in row.cells)
    words = ", ".join(filter(None, lines))
    return "" if table is None or not words else f" The widest one, table {table.number}, begins with {shown(words)}."


def _draft(
    document: SourceDocument, cover: ReadCover, sections: SectionReader, lists: ListReader, ctx: ReadContext
) -> Draft:
    actions, root = lists.actions, Pointer()
    if not actions.actions:
        ctx.report(
            NOT_A_PLAN,
            "The document has a table with the titles of a plan, but no actions below them.",
            hint="Check that each title stands above its column, and that the rows have numbers.",
        )
        raise Unreadable
    _report_twice(actions, ctx)
    draft, own = Draft(actions.layout, ctx), take_own(actions)
    if len(own.plan_ids) == 1:
        ((plan_id, source),) = own.plan_ids.items()
        cover.texts.setdefault("id", attrs.evolve(source, passage=Passage(plan_id)))
    add_facts(draft, sections.title, cover, ctx)
    if sections.title:
        title = " ".join(text.passage.line for text in sections.title)
        draft.put(draft.tree, root, "title", title, sections.title[0].place, sections.title)
        for text in sections.title:
            report_marks(text.passage, text.place, ctx)
            report_emphasis(text.passage.without_throughout(), text.place, ctx)
    margins = _of_margins(document, cover, actions.layout, ctx)
    apart = {**margins, **cover.markings, **sections.markings, **actions.markings}
    markings = {**apart, **_within_texts(document, apart, ctx)}
    if markings:
        draft.put(draft.tree, root, "marking", "; ".join(markings), next(iter(markings.values())))
    draft.add_cover(cover)
    for section in sections.sections:
        draft.add_section(section)
    checkpoints = [field for field in actions.columns if field.startswith("results/")]
    if checkpoints:
        names = [field.partition("/")[2] for field in checkpoints]
        titles = [Sourced(Passage(actions.titles[field]), actions.columns[field]) for field in checkpoints]
        draft.put(draft.tree, root, "checkpoints", names, titles[0].place, titles)
        if any(column.field in checkpoints for column in actions.guessed):
            draft.guess(root / "checkpoints")
    _add_goals(draft, sections, actions)
    for action in actions.actions:
        draft.add_action(action)
    _add_notes(draft, document, {**own.notes, **lists.notes, **sections.notes}, actions)
    return draft


def _report_twice(actions: ActionReader, ctx: ReadContext) -> None:
    """Report numbers that several actions have, as where a document has two versions of its table."""
    first: dict[str, Place] = {}
    for action in actions.actions:
        known = first.setdefault(action.number, action.said.place)
        if known is not action.said.place:
            ctx.report(
                NOT_UNDERSTOOD,
                f"The number {action.number} is also that of an action above{_where(known, action.said.place)}.",
                action.said.place,
                hint="Keep one of them: the document has two versions of its table, or its columns on other pages.",
            )


def _where(place: Place, beside: Place) -> str:
    """Return what sets a place apart from another one of the same file, as the end of a sentence."""
    names = ("sheet", "cell", "page", "table", "row")
    own = {name: getattr(place, name) for name in names if getattr(place, name) != getattr(beside, name)}
    return f" ({Place(**own)})" if own else ""


def _add_goals(draft: Draft, sections: SectionReader, actions: ActionReader) -> None:
    """Add the goals: those of the section about them, those above actions, and those that only a column names."""
    listed, placed = list(sections.goals), list(actions.goals)
    in_order = placed if set(listed) <= set(placed) else [*listed, *placed]
    named = actions.named_goals
    for number in dict.fromkeys((*in_order, *named)):
        draft.add_goal(number, sections.goals.get(number, []), actions.goals.get(number), named.get(number))


def _add_notes(draft: Draft, document: SourceDocument, listed: Mapping[str, Sourced], actions: ActionReader) -> None:
    """Add the notes at their marks in the document, and those that it lists."""
    marked = {mark: action.number for action in actions.actions for mark in action.said.passage.marks}
    for note in document.notes:
        about = marked.get(f"[^{note.mark}]")
        draft.add_note(note.mark, Sourced(note.passage, note.place), [] if about is None else [about])
    known = {note.mark for note in document.notes}
    for mark, text in listed.items():
        if mark not in known:
            draft.add_note(mark, text)


def _of_margins(document: SourceDocument, cover: ReadCover, layout: Layout, ctx: ReadContext) -> dict[str, Place]:
    """Return the markings above and below the pages; other words there are reported, unless the cover has them."""
    found: dict[str, Place] = {}
    number = cover.number
    said = cover.lines | layout.left_out
    for text in document.margins:
        found.update(dict.fromkeys(printed_markings(text), ctx.at()))
        for line in text.split("\n"):
            left = " ".join(words_beside(line))
            others = [] if number is None else [left[start:end] for start, end in find_document_numbers(left)]
            if number is not None and any(not is_same_document(number, other) for other in others):
                ctx.report(
                    NOT_UNDERSTOOD,
                    f"The text {shown(line)} above or below the pages has another number than the cover, {number!r}.",
                )
            elif _has_words(left, (*said, *map(str.casefold, others))):
                ctx.report(NOT_UNDERSTOOD, f"The text {shown(line)} above or below the pages is not read.")
    return found


def _has_words(line: str, said: Iterable[str]) -> bool:
    """Whether a line has more than whole lines that are known, and the number of a page."""
    left = f" {line.casefold()} "
    for known in sorted(said, key=len, reverse=True):
        left = left.replace(f" {known} ", "  ")
    return any(any(map(str.isalnum, word)) and not word.isdecimal() for word in left.split())


def _within_texts(document: SourceDocument, apart: Container[str], ctx: ReadContext) -> dict[str, Place]:
    """Return the other markings, which stand among other words; each counts, and is reported.

    Args:
        document: The document.
        apart: The markings on the pages and on lines of their own.
        ctx: The call of the reader, which has the markings of the whole file.
    """
    found: dict[str, Place] = {}
    for text in _texts(document):
        for marking in printed_markings(text.passage.line):
            if marking not in apart and marking not in found:
                found[marking] = text.place
                message = f"The text {shown(text.passage.line)} has the marking {marking!r}, which counts for the plan."
                ctx.report(GUESSED, message, text.place)
    for marking in filter(None, (ctx.marking or "").split("; ")):
        if marking not in apart and marking not in found:
            found[marking] = ctx.at()
            ctx.report(GUESSED, f"A text that is not read has the marking {marking!r}, which counts for the plan.")
    return found


def _texts(document: SourceDocument) -> Iterator[SourceParagraph | SourceNote]:
    for block in document.blocks:
        yield from (block,) if isinstance(block, SourceParagraph) else block.paragraphs
    yield from document.notes

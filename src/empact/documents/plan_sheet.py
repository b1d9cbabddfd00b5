"""The plan sheet: a row for each action of a plan, in one table or in one for each goal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from empact.analysis import PlanContext
from empact.analysis.columns import PlanColumn, PlanTable, format_cell, format_line
from empact.analysis.facts import check_plan_context
from empact.documents.headings import about_plan, plan_facts
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.provenance import action_refs
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import CellNote, ColumnType, Document, Hyperlink, Section, Table, TableCell
from empact.model import FrozenMap, Plan, Ref, is_web_address

if TYPE_CHECKING:  # most documents need no reports
    from empact.documents.reported_results import ReportedResults

_DOCUMENTATION = "documentation"
_RESULTS = "results/"


def build_plan_sheet(
    ctx: PlanContext, *, per_goal: bool = False, with_reports: bool = False, language: str = "en"
) -> Document:
    """Return the annex of a plan as a table (plan section 3: "one sheet showing all activities to achieve the goal").

    The goal is a column, not a heading between the rows; I/D SG and I/D OA are two columns, and the KPIs are in the
    target column, as in the plan. Then follow, if any action has them, who added its links, its channels and its
    documentation, with a hyperlink for each web address; the channels of the plan (section 4.3); and the extensions
    that the plan uses on goals and actions, with a column for each field. A row has the number of its action as key. A
    cell has the notes whose marks are in its text.

    Args:
        ctx: The plan.
        per_goal: Whether each goal has a table of its own, under its words, instead of one table over all.
        with_reports: Whether the results columns have what the reports say up to each checkpoint, beside what the plan
            says. A note on the cell names the reports: by their ids in the one table, which stands alone; with a table
            for each goal, in short, and a list at the end has the ids.
        language: The language of the fixed words.
    """
    check_plan_context("build_plan_sheet()", ctx)
    plan = ctx.plan
    words = words_in(language)
    results = results_of(ctx, words, with_reports=with_reports, listed=per_goal)
    body = sheet_table(ctx, words, results=results)
    parts = by_goal(plan, words) if per_goal else [("actions", words("Actions"), range(len(plan.actions)))]
    sections = [Section(key=key, title=title, body=body(positions)) for key, title, positions in parts]
    if results is not None and per_goal:
        sections += results.report_list(range(len(plan.actions)))
    head = about_plan(ctx, words)
    head["properties"] = FrozenMap({"plan": plan.id, **plan_facts(plan, words), **head["properties"]})
    return Document(kind="plan", name=file_stem(plan.id), sections=tuple(sections), **head)


def sheet_columns(
    ctx: PlanContext, words: Words, without: Collection[str] = (), results: ReportedResults | None = None
) -> list[ColumnOf[int]]:
    """Return the columns of a plan for a table of the positions of its actions.

    Args:
        ctx: The plan.
        words: The language of the fixed words.
        without: The keys of the columns to leave out.
        results: What the reports say, for the results columns; None leaves them as in the plan.
    """
    sheet = PlanTable(ctx.plan, ctx.extensions, words, () if results is None else results.checkpoints)
    actions = ctx.plan.actions

    def column_of(planned: PlanColumn) -> ColumnOf[int]:
        if results is not None and planned.key.startswith(_RESULTS):
            return results.column(planned.key.removeprefix(_RESULTS), int)
        if planned.key == _DOCUMENTATION:
            return column(planned.key, planned.title, documentation, type=ColumnType.LIST, width=planned.width)

        def noted(position: int) -> TableCell | str | None:
            action = actions[position]
            text, emphasis = planned.text(action), planned.emphasis(action)
            notes = sheet.notes(text)
            if not (notes or emphasis):
                return text or None
            cell_notes = tuple(CellNote(format_cell(note.text, words), note.mark) for note in notes)
            return TableCell(text or None, cell_notes, emphasis=emphasis)

        return column(planned.key, planned.title, noted, width=planned.width)

    def documentation(position: int) -> tuple[Hyperlink | str, ...] | None:
        return tuple(map(_reference, actions[position].documentation)) or None

    every = map(column_of, sheet.columns)
    return [each for each in every if each.column.key not in without]


def sheet_table(
    ctx: PlanContext, words: Words, without: Collection[str] = (), results: ReportedResults | None = None
) -> Callable[[Sequence[int]], Table]:
    """Return a function that returns the actions of a plan at these positions as a table.

    The arguments are those of :func:`sheet_columns`.
    """
    columns = sheet_columns(ctx, words, without, results)
    actions, refs = ctx.plan.actions, action_refs(ctx)

    def body(positions: Sequence[int]) -> Table:
        return table(columns, positions, key=lambda position: actions[position].number, ref=refs.__getitem__)

    return body


def results_of(ctx: PlanContext, words: Words, *, with_reports: bool, listed: bool = True) -> ReportedResults | None:
    """Return what the reports say for the results columns; None without them. ``listed``: as in the results."""
    if not with_reports:
        return None
    from empact.documents.reported_results import reported_results  # most documents need no reports

    return reported_results(ctx, words, listed=listed)


def by_goal(plan: Plan, words: Words) -> Iterator[tuple[str, str, Sequence[int]]]:
    """Yield the key, the title and the positions of the actions of each goal, also of one without; then all others."""
    wordings: dict[str, str] = {}
    for goal in plan.goals:
        wordings.setdefault(goal.number, format_line(goal.annex or goal.body, words))
    for index, number in enumerate(wordings, 1):
        title = ": ".join(filter(None, (str(Ref(goal=number)), wordings[number])))
        yield f"goal-{index}", title, [at for at, action in enumerate(plan.actions) if action.goal == number]
    others = [at for at, action in enumerate(plan.actions) if action.goal not in wordings]
    if others:
        yield "other", words("Actions without a goal in the plan"), others


def _reference(entry: str) -> Hyperlink | str:
    text = entry.strip()
    return Hyperlink(text, text) if is_web_address(text) else text

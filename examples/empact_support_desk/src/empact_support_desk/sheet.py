"""Read the table of a plan from a CSV file: a row with the column titles, and below it a row for each action.

Rows of two cells above the table give the id of the plan, its title, driver and period (Plan, Title, Driver, From,
Until). Without an id, the plan is named after the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import attrs

from empact.diagnostics import DUPLICATE_KEY, MALFORMED, Kind, Severity
from empact.hooks import Places, RawDocument, ReadContext, Spot, Unreadable
from empact_support_desk.cells import Cell, rows

NOT_READ = Kind(
    code="DESK001",
    name="not-read",
    severity=Severity.WARNING,
    doc="The reader does not know the title of a column, or of a row above the table.",
)

_SEPARATORS = (",", ";", "\t")
_HEAD = {"plan": "id", "title": "title", "driver": "driver", "from": "start", "until": "end"}
_COLUMNS = {
    "goal": "goal",
    "#": "number",
    "activity": "activity",
    "leader": "leaders",
    "participants": "participants",
    "description": "description",
    "i/d sg": "to_goals",
    "i/d oa": "to_actions",
    "timing": "timing",
    "target": "target",
    "marking": "marking",
}
_RESULTS = "results>"
_WITHHELD = "withheld"
_KPI = re.compile(r"^KPIs?\b", re.MULTILINE)
_NAME = re.compile(r"[\w.-]+")
_TITLE_CELLS = frozenset({"#", "activity"})


@attrs.frozen
class _Sheet:
    """The rows above the titles, the titles, and the rows below them that are not empty."""

    head: list[list[Cell]]
    titles: list[Cell]
    body: list[list[Cell]]

    def named(self) -> Iterator[tuple[str, list[Cell]]]:
        """Yield the known rows above the table, each with its field."""
        for row in self.head:
            word = row[0].words.rstrip(":").casefold()
            if word in _HEAD:
                yield _HEAD[word], row

    def fields(self) -> list[str | None]:
        """Return the fields of the columns; None for an unknown column."""
        return [_field(title.words) for title in self.titles]


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Return the tree of a sheet, with the place of each cell."""
    text = ctx.text(data)
    places = Places(text, ctx.file, locate)
    sheet = _sheet(text)
    if sheet is None:
        hint = "Add the titles of the plan's table above the actions; '#' and 'Activity' are needed."
        ctx.report(MALFORMED, "The sheet has no row with the column titles.", ctx.at(1, 1), hint=hint)
        raise Unreadable
    _report_faults(sheet, ctx, places)
    head = {field: row[1].words for field, row in sheet.named() if len(row) > 1}
    name = PurePath(ctx.file).stem
    if "id" not in head and not _NAME.fullmatch(name):
        hint = "Write 'Plan' and its id in a row above the table, or name the file after the plan."
        ctx.report(MALFORMED, "The sheet does not say which plan it contains.", ctx.at(1, 1), hint=hint)
        raise Unreadable
    return RawDocument(_tree(sheet, {"id": name, **head}), places.of_value)


def _field(title: str) -> str | None:
    known = title.casefold()
    if known.startswith(_RESULTS):
        return f"{_RESULTS}{title[len(_RESULTS) :].strip()}"
    return _COLUMNS.get(known)


def _sheet(text: str) -> _Sheet | None:
    """Split the text by the first separator that gives a row of titles; return None if none does."""
    for separator in _SEPARATORS:
        if separator not in text:
            continue
        filled = [row for row in rows(text, separator) if any(map(_filled, row))]
        for index, row in enumerate(filled):
            if {cell.words.casefold() for cell in row} >= _TITLE_CELLS:
                return _Sheet(filled[:index], row, filled[index + 1 :])
    return None


def _report_faults(sheet: _Sheet, ctx: ReadContext, places: Places) -> None:
    """Report what is wrong with the sheet itself; empact checks the content of its cells."""
    for row in (*sheet.head, sheet.titles, *sheet.body):
        for cell in row:
            if cell.fault is not None:
                hint = "Double the quotes inside the cell, and put quotes around the complete cell."
                ctx.report(MALFORMED, cell.fault, places.at(cell.at), hint=hint)
    for row in sheet.head:
        if row[0].words.rstrip(":").casefold() not in _HEAD:
            _report_unread(row[0], "row", ctx, places)
    _report_titles(sheet, ctx, places)
    for row in sheet.body:
        for cell in filter(_filled, row[len(sheet.titles) :]):
            hint = "Look for a cell that contains a separator but has no quotes."
            ctx.report(MALFORMED, "This cell has no column title.", places.at(cell.at), hint=hint)


def _report_titles(sheet: _Sheet, ctx: ReadContext, places: Places) -> None:
    seen: set[str] = set()
    for title, field in zip(sheet.titles, sheet.fields(), strict=True):
        if field is None and title.words:
            _report_unread(title, "column", ctx, places)
        elif field in seen:
            ctx.report(
                DUPLICATE_KEY, f"Two columns have the title {title.words!r}.", places.at(title.at), hint="Keep one."
            )
        elif field is not None:
            seen.add(field)


def _filled(cell: Cell) -> bool:
    return bool(cell.words)


def _report_unread(cell: Cell, what: str, ctx: ReadContext, places: Places) -> None:
    hint = "Delete it, or use a title of the plan's table."
    ctx.report(NOT_READ, f"The {what} {cell.words!r} is not read.", places.at(cell.at), hint=hint)


def _tree(sheet: _Sheet, head: dict[str, str]) -> dict[str, Any]:
    fields = sheet.fields()
    table = [_row(fields, row) for row in sheet.body]
    tree: dict[str, Any] = {"empact": "plan/1", **{key: head[key] for key in ("id", "title", "driver") if key in head}}
    if "start" in head or "end" in head:
        tree["period"] = {key: head[key] for key in ("start", "end") if key in head}
    marking = next((row["marking"].words for row in table if "marking" in row), None)
    goals = dict.fromkeys(row["goal"].words for row in table if "goal" in row)
    checkpoints = [field.removeprefix(_RESULTS) for field in fields if field and field.startswith(_RESULTS)]
    return {
        **tree,
        **({} if marking is None else {"marking": marking}),
        "checkpoints": checkpoints,
        "goals": [{"number": goal} for goal in goals],
        "actions": [_action(row) for row in table],
    }


def _row(fields: list[str | None], row: list[Cell]) -> dict[str, Cell]:
    """Return the non-empty cells of a row by field."""
    return {field: cell for field, cell in zip(fields, row, strict=False) if field is not None and cell.words}


def _action(row: dict[str, Cell]) -> dict[str, Any]:
    action: dict[str, Any] = {}
    results: dict[str, Any] = {}
    for field, cell in row.items():
        value: Any = {"withheld": True} if cell.words == _WITHHELD else cell.words
        if field.startswith(_RESULTS):
            results[field.removeprefix(_RESULTS)] = value
        elif field == "target" and isinstance(value, str):
            action.update(_target(value))
        elif field not in {"to_goals", "to_actions", "marking"}:
            action[field] = value
    links = [row[field].words if field in row else "" for field in ("to_goals", "to_actions")]
    if _WITHHELD in links:
        action["links"] = {"withheld": True}
    elif any(links):
        action["links"] = "; ".join(links) if links[1] else links[0]
    return {**action, "results": results} if results else action


def _target(text: str) -> dict[str, str]:
    """Split a text into the target and the KPIs, which start at the first line with "KPI"."""
    match = _KPI.search(text)
    if match is None:
        return {"target": text}
    target, kpis = text[: match.start()].strip(), text[match.start() :].strip()
    return {"target": target, "kpis": kpis} if target else {"kpis": kpis}


def locate(text: str) -> Spot:
    """Return the spots of the rows above the table and of the cells of each action."""
    sheet = _sheet(text)
    if sheet is None:
        return Spot(0)
    fields = sheet.fields()
    goals: dict[str, Spot] = {}
    actions: list[Spot] = []
    for row in sheet.body:
        table = _row(fields, row)
        actions.append(Spot(row[0].at, None, _spots(table)))
        if "goal" in table:
            goals.setdefault(table["goal"].words, Spot(table["goal"].at))
    inside = {"goals": Spot(0, None, list(goals.values())), "actions": Spot(0, None, actions)}
    head = {field: Spot(row[1].at) for field, row in sheet.named() if len(row) > 1}
    period = {field: spot for field, spot in head.items() if field in {"start", "end"}}
    if period:
        inside["period"] = Spot(next(iter(period.values())).value, None, period)
    return Spot(0, None, {**head, **inside})


def _spots(row: dict[str, Cell]) -> dict[str, Spot]:
    spots = {field: Spot(cell.at) for field, cell in row.items() if not field.startswith(_RESULTS)}
    links = spots.get("to_goals", spots.get("to_actions"))
    if links is not None:
        spots["links"] = links
    if "target" in spots:
        spots["kpis"] = spots["target"]
    results = {field.removeprefix(_RESULTS): Spot(cell.at) for field, cell in row.items() if field.startswith(_RESULTS)}
    if results:
        spots["results"] = Spot(next(iter(results.values())).value, None, results)
    return spots

"""A report as lines of text: all that it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from empact.cli.console import wrapped
from empact.model import ActionReport, Breakdown, BreakdownKind, Figure, FigureScope, FiledReport, Prose, StatedTotals

_TEXT = " " * 12


def report_lines(filed: FiledReport, superseded_by: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Format a report; ``superseded_by`` has the ids of the reports that supersede each one."""
    content = filed.content
    yield wrapped(f"{content.checkpoint}: {content.by} as {content.role.value}", f"{content.on}  ")
    for action in content.actions:
        if action.is_empty:
            continue
        yield wrapped("; ".join([_status(action), *map(_figure, action.figures)]), _TEXT)
        for line in _about(action):
            yield wrapped(line, f"{_TEXT}  ")
    if content.stated is not None:
        yield wrapped(f"States: {', '.join(_stated(content.stated))}", _TEXT)
    for label, words in (
        ("Context", content.context),
        ("Assessment", content.assessment),
        ("Outlook", content.outlook),
    ):
        if words:
            yield wrapped(f"{label}: {_on_one_line(words)}", _TEXT)
    for verb, ids in (
        ("supersedes", content.supersedes),
        ("superseded by", superseded_by.get(filed.id, ())),
        ("cites", content.cites),
        ("accounts", content.accounts),
        ("has data of plugins:", tuple(content.extensions)),
    ):
        if ids:
            yield wrapped(f"{verb} {', '.join(ids)}", _TEXT)
    channel = "" if content.channel is None else f" by {content.channel}"
    yield wrapped(f"{content.source}{channel} [{filed.id}]", _TEXT)


def _on_one_line(words: Prose) -> str:
    return " ".join(str(words).split())


def _status(action: ActionReport) -> str:
    status = "" if action.status is None else f": {action.status}"
    over = "" if action.carried_over is None else f" to {action.carried_over}"
    return f"{action.action}{status}{over}"


def _about(action: ActionReport) -> Iterator[str]:
    """Yield what a report says of an action beside its status and figures."""
    days = [f"{verb} {day}" for verb, day in (("started", action.started), ("ended", action.ended)) if day is not None]
    if days:
        yield ", ".join(days).capitalize()
    if action.narrative:
        yield _on_one_line(action.narrative)
    for label, words in (("Obstacles", action.obstacles), ("Support", action.support), ("Reason", action.reason)):
        if words:
            yield f"{label}: {_on_one_line(words)}"
    if action.agreed_by.items:
        yield f"Agreed by: {action.agreed_by}"


def _stated(stated: StatedTotals) -> Iterator[str]:
    if stated.actions is not None:
        yield f"{stated.actions} actions"
    yield from (f"{count} {word}" for word, count in stated.statuses.items())
    for one in stated.sums:
        yield f"{one.value:f} {one.measure}" + ("" if one.unit is None else f" (in {one.unit})")


def _figure(figure: Figure) -> str:
    what = figure.measure or f"KPI {figure.kpi}"
    value = "" if figure.value is None else f" {figure.value:f}"
    of = "" if figure.of is None else f" of {figure.of:f}"
    unit = "" if figure.unit is None else f" {figure.unit}"
    words = f" {_on_one_line(figure.text)}" if figure.text else ""
    reached = "" if figure.reached is None else f" on {figure.reached}"
    period = "" if figure.period is None else f" from {figure.period.start} to {figure.period.end}"
    operation = "" if figure.operation is None else f" in {figure.operation}"
    own = " (own)" if figure.scope is FigureScope.OWN else ""
    parts = "".join(f", {_breakdown(one)}" for one in figure.breakdowns)
    source = "" if figure.source is None else f", as in {figure.source}"
    return f"{what}{value}{of}{unit}{words}{reached}{period}{operation}{own}{parts}{source}"


def _breakdown(breakdown: Breakdown) -> str:
    kind = "" if breakdown.kind is BreakdownKind.EXHAUSTIVE else f" ({breakdown.kind.value})"
    parts = ", ".join(f"{name} {value:f}" for name, value in breakdown.parts.items())
    return f"by {breakdown.by}{kind}: {parts or 'nothing'}"

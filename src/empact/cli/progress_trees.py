"""Progress as JSON: the format ``progress/1``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from empact.analysis import (
    ActionLight,
    ActionProgress,
    Disagreement,
    KpiProgress,
    PossibleDuplicate,
    Progress,
    Range,
    ReportedFigure,
    ReportedText,
    Total,
    Turnout,
)
from empact.analysis.progressing.ranges import round_percent
from empact.cli.portfolios import document
from empact.model import ActionStatus, Plan
from empact.serde.converter import decimal_tree


def progress_document(
    progress: Progress, plans: Sequence[Plan], on: dt.date, lit: Iterable[ActionLight] | None = None
) -> dict[str, Any]:
    """Return the progress of plans as JSON, with the lights of the actions if the call asks for them."""
    counts = progress.status_counts()
    return (
        document("progress/1", plans, on)
        | {
            "as_of": on.isoformat(),
            "checkpoints": [
                {"plan": id, "checkpoint": None if point is None else point.checkpoint}
                for id, point in progress.rounds.items()
            ],
            "counts": {status.value: counts.get(status, 0) for status in ActionStatus},
            "actions": [_action(action) for action in progress],
            "sums": [
                _range(total.range)
                | {
                    "measure": total.measure,
                    "unit": total.unit,
                    "actions": list(total.actions),
                    "left_out": list(total.left_out),
                }
                for total in progress.sums
            ],
            "possible_duplicates": [_duplicate(duplicate) for duplicate in progress.possible_duplicates],
            "stated": [
                {
                    "plan": comparison.plan,
                    "report": comparison.report,
                    "what": comparison.what,
                    "stated": decimal_tree(comparison.stated),
                    "derived": None if comparison.derived is None else _range(comparison.derived),
                    "agrees": comparison.agrees,
                    "text": comparison.text,
                }
                for comparison in progress.stated
            ],
            "unplaced": list(progress.unplaced),
        }
        | ({"unread": list(progress.unread)} if progress.unread else {})
        | ({} if lit is None else {"lights": list(map(_light, lit))})
    )


def _light(light: ActionLight) -> dict[str, Any]:
    return {
        "action": str(light.action),
        "light": light.light.value,
        "percent": None if light.percent is None else decimal_tree(round_percent(light.percent)),
        "why": light.why,
        "of_driver": _texts(light.of_driver),
    }


def _action(action: ActionProgress) -> dict[str, Any]:
    picture = action.reported_status
    over = action.carried_over
    return {
        "action": str(action),
        "pointer": action.at,
        "status": action.status.value,
        "word": action.word,
        "since": _day(picture.since),
        "conflict": picture.conflict,
        "settled_by": picture.settled_by,
        "claims": [
            {"status": claim.status.value, "word": claim.word} | _said(claim.by, claim.report, claim.on)
            for claim in picture.claims
        ],
        "leaders": _turnout(action.leaders),
        "started": _day(action.started),
        "ended": _day(action.ended),
        "carried_over": None if over is None else str(over),
        "agreed_by": list(action.agreed_by),
        "narratives": _texts(action.narratives),
        "obstacles": _texts(action.obstacles),
        "support": _texts(action.support),
        "reasons": _texts(action.reasons),
        "slippage": list(action.slippage),
        "kpis": [_kpi(kpi) for kpi in action.kpis],
        "measures": [_kpi(kpi) for kpi in action.measures],
        "unknown_kpis": list(action.unknown_kpis),
        "preconditions": [
            {
                "pointer": condition.at,
                "state": condition.state.value,
                "needed": condition.needed,
                "taking_part": list(condition.taking_part),
                "absent": list(condition.absent),
                "unknown": list(condition.unknown),
            }
            for condition in action.preconditions
        ],
        "disagreements": _disagreements(action.disagreements),
    }


def _kpi(kpi: KpiProgress) -> dict[str, Any]:
    target = kpi.target
    return {
        "kpi": None if kpi.key is None else kpi.key.ordinal,
        "measure": kpi.measure,
        "adds": None if kpi.adds is None else kpi.adds.value,
        "decided_by": kpi.decided_by,
        "total": _total(kpi.total),
        "contributions": _total(kpi.contributions),
        "reached": _day(kpi.reached),
        "target": None if target is None else {"state": target.state.value, "text": target.text},
        "leaders": _turnout(kpi.leaders),
        "participants": _turnout(kpi.participants),
        "figures": [_figure(figure) for figure in kpi.figures],
        "not_counted": [{"report": apart.figure.report.id, "why": apart.why} for apart in kpi.apart],
        "disagreements": _disagreements(kpi.disagreements),
        "breakdowns": [
            {
                "by": parts.by,
                "parts": {name: decimal_tree(value) for name, value in parts.parts.items()},
                "at_least": parts.at_least,
            }
            for parts in kpi.breakdowns
        ],
        "why": list(kpi.explain()),
    }


def _total(total: Total | None) -> dict[str, Any] | None:
    if total is None:
        return None
    of = None if total.of is None else _range(total.of)
    return _range(total.range) | {
        "unit": total.unit,
        "of": of,
        "scope": total.scope.value,
        "earlier": list(total.earlier),
    }


def _range(value: Range) -> dict[str, Any]:
    return {"low": decimal_tree(value.low), "high": decimal_tree(value.high)}


def _turnout(turnout: Turnout) -> dict[str, Any]:
    return {
        "expected": list(turnout.expected),
        "reported": list(turnout.reported),
        "missing": list(turnout.missing),
        "open": list(turnout.open),
        "missed": list(turnout.missed),
    }


def _figure(reported: ReportedFigure) -> dict[str, Any]:
    figure = reported.figure
    words = {"text": figure.text.plain} if figure.text else {}
    return {
        "scope": figure.scope.value,
        "value": _number(figure.value),
        "of": _number(figure.of),
        "unit": figure.unit,
        "reached": _day(figure.reached),
        **words,
        "operation": figure.operation,
        "checkpoint": reported.round.checkpoint,
        "slipped": reported.slipped,
    } | _said(reported.by, reported.report.id, reported.report.content.on)


def _duplicate(duplicate: PossibleDuplicate) -> dict[str, Any]:
    return _range(duplicate.value) | {
        "measure": duplicate.measure,
        "actions": list(duplicate.actions),
        "reports": list(dict.fromkeys(figure.report.id for figure in duplicate.figures)),
        "why": list(duplicate.explain()),
    }


def _disagreements(disagreements: Iterable[Disagreement]) -> list[dict[str, Any]]:
    return [
        {
            "kind": disagreement.kind.value,
            "text": disagreement.text,
            "reports": list(disagreement.reports),
            "settled_by": disagreement.settled_by,
            "explanation": disagreement.explanation,
        }
        for disagreement in disagreements
    ]


def _texts(texts: Iterable[ReportedText]) -> list[dict[str, Any]]:
    return [
        {"text": str(text), "checkpoint": text.round.checkpoint} | _said(text.by, text.report, text.on)
        for text in texts
    ]


def _said(by: str, report: str, on: dt.date) -> dict[str, Any]:
    return {"by": by, "report": report, "on": on.isoformat()}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(value: Decimal | None) -> int | float | str | None:
    return None if value is None else decimal_tree(value)

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
    found: Progress, plans: Sequence[Plan], on: dt.date, lit: Iterable[ActionLight] | None = None
) -> dict[str, Any]:
    """Return the progress of plans as JSON, with the lights of the actions if the call asks for them."""
    counts = found.status_counts()
    return (
        document("progress/1", plans, on)
        | {
            "as_of": on.isoformat(),
            "checkpoints": [
                {"plan": id, "checkpoint": None if point is None else point.checkpoint}
                for id, point in found.rounds.items()
            ],
            "counts": {status.value: counts.get(status, 0) for status in ActionStatus},
            "actions": [_action(one) for one in found],
            "sums": [
                _range(one.range)
                | {
                    "measure": one.measure,
                    "unit": one.unit,
                    "actions": list(one.actions),
                    "left_out": list(one.left_out),
                }
                for one in found.sums
            ],
            "possible_duplicates": [_duplicate(one) for one in found.possible_duplicates],
            "stated": [
                {
                    "plan": one.plan,
                    "report": one.report,
                    "what": one.what,
                    "stated": decimal_tree(one.stated),
                    "derived": None if one.derived is None else _range(one.derived),
                    "agrees": one.agrees,
                    "text": one.text,
                }
                for one in found.stated
            ],
            "unplaced": list(found.unplaced),
        }
        | ({"unread": list(found.unread)} if found.unread else {})
        | ({} if lit is None else {"lights": list(map(_light, lit))})
    )


def _light(one: ActionLight) -> dict[str, Any]:
    return {
        "action": str(one.action),
        "light": one.light.value,
        "percent": None if one.percent is None else decimal_tree(round_percent(one.percent)),
        "why": one.why,
        "of_driver": _texts(one.of_driver),
    }


def _action(one: ActionProgress) -> dict[str, Any]:
    picture = one.reported_status
    over = one.carried_over
    return {
        "action": str(one),
        "pointer": one.at,
        "status": one.status.value,
        "word": one.word,
        "since": _day(picture.since),
        "conflict": picture.conflict,
        "settled_by": picture.settled_by,
        "claims": [
            {"status": claim.status.value, "word": claim.word} | _said(claim.by, claim.report, claim.on)
            for claim in picture.claims
        ],
        "leaders": _turnout(one.leaders),
        "started": _day(one.started),
        "ended": _day(one.ended),
        "carried_over": None if over is None else str(over),
        "agreed_by": list(one.agreed_by),
        "narratives": _texts(one.narratives),
        "obstacles": _texts(one.obstacles),
        "support": _texts(one.support),
        "reasons": _texts(one.reasons),
        "slippage": list(one.slippage),
        "kpis": [_kpi(kpi) for kpi in one.kpis],
        "measures": [_kpi(kpi) for kpi in one.measures],
        "unknown_kpis": list(one.unknown_kpis),
        "preconditions": [
            {
                "pointer": condition.at,
                "state": condition.state.value,
                "needed": condition.needed,
                "taking_part": list(condition.taking_part),
                "absent": list(condition.absent),
                "unknown": list(condition.unknown),
            }
            for condition in one.preconditions
        ],
        "disagreements": _disagreements(one.disagreements),
    }


def _kpi(one: KpiProgress) -> dict[str, Any]:
    target = one.target
    return {
        "kpi": None if one.key is None else one.key.ordinal,
        "measure": one.measure,
        "adds": None if one.adds is None else one.adds.value,
        "decided_by": one.decided_by,
        "total": _total(one.total),
        "contributions": _total(one.contributions),
        "reached": _day(one.reached),
        "target": None if target is None else {"state": target.state.value, "text": target.text},
        "leaders": _turnout(one.leaders),
        "participants": _turnout(one.participants),
        "figures": [_figure(figure) for figure in one.figures],
        "not_counted": [{"report": apart.figure.report.id, "why": apart.why} for apart in one.apart],
        "disagreements": _disagreements(one.disagreements),
        "breakdowns": [
            {
                "by": parts.by,
                "parts": {name: decimal_tree(value) for name, value in parts.parts.items()},
                "at_least": parts.at_least,
            }
            for parts in one.breakdowns
        ],
        "why": list(one.explain()),
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


def _turnout(found: Turnout) -> dict[str, Any]:
    return {
        "expected": list(found.expected),
        "reported": list(found.reported),
        "missing": list(found.missing),
        "open": list(found.open),
        "missed": list(found.missed),
    }


def _figure(one: ReportedFigure) -> dict[str, Any]:
    figure = one.figure
    words = {"text": figure.text.plain} if figure.text else {}
    return {
        "scope": figure.scope.value,
        "value": _number(figure.value),
        "of": _number(figure.of),
        "unit": figure.unit,
        "reached": _day(figure.reached),
        **words,
        "operation": figure.operation,
        "checkpoint": one.round.checkpoint,
        "slipped": one.slipped,
    } | _said(one.by, one.report.id, one.report.content.on)


def _duplicate(one: PossibleDuplicate) -> dict[str, Any]:
    return _range(one.value) | {
        "measure": one.measure,
        "actions": list(one.actions),
        "reports": list(dict.fromkeys(figure.report.id for figure in one.figures)),
        "why": list(one.explain()),
    }


def _disagreements(found: Iterable[Disagreement]) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind.value,
            "text": one.text,
            "reports": list(one.reports),
            "settled_by": one.settled_by,
            "explanation": one.explanation,
        }
        for one in found
    ]


def _texts(found: Iterable[ReportedText]) -> list[dict[str, Any]]:
    return [{"text": str(one), "checkpoint": one.round.checkpoint} | _said(one.by, one.report, one.on) for one in found]


def _said(by: str, report: str, on: dt.date) -> dict[str, Any]:
    return {"by": by, "report": report, "on": on.isoformat()}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(value: Decimal | None) -> int | float | str | None:
    return None if value is None else decimal_tree(value)

"""``empact governance``: who answers to whom, what the plan says of that, and what is recorded of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from empact import Plan, Session, UnknownIdError
from empact.hooks import Absence, Anchor, Approval, Evidence, LedgerEntry, ReportingLine, absences, words_at
from empact.hooks import governance as derive
from empact.plugins.governance.options import (
    as_of_option,
    day,
    format_option,
    ledger_of,
    ledger_option,
    load,
    marked,
    plan_argument,
)
from empact.plugins.governance.shown import say, say_json, tree, wrapped


@click.command()
@plan_argument
@as_of_option
@ledger_option
@format_option
@click.pass_obj
def governance(session: Session, plan: str, as_of: dt.date | None, folder: Path | None, to: str) -> None:
    """Show who answers to whom for PLAN, and the sentences in which the plan says so.

    With a ledger, those whom a decision excludes have no line, and beneath stand COSI's validations, the Driver's
    meetings and contacts, and the leaders' accounts as far as they are recorded.

    \b
    empact governance oap-c-2012
    """
    loaded, on = load(session, plan), day(as_of)
    ledger = ledger_of(session, folder, loaded.id).until(on)
    away = absences(ledger, session.register)
    lines = derive(loaded, session.register, on=on, absences=away)
    evidence = Evidence(loaded, ledger, session.register)
    recorded = [one for one in evidence.in_force if one.content.kind.facts.managing]
    if to == "text":
        say(_lines(loaded, lines, [one for one in away if one.holds(on)], _reached(loaded, on), recorded))
    else:
        entries = ({"id": one.id, **session.tree(one.content)} for one in recorded)
        say_json(_tree(loaded, on, lines, _reached(loaded, on), entries))


def _reached(plan: Plan, on: dt.date) -> list[Approval]:
    """The states of a plan but for those that are dated later."""
    return [one for one in plan.states if one.on is None or one.on <= on]


def _tree(
    plan: Plan,
    on: dt.date,
    lines: Iterable[ReportingLine],
    reached: Iterable[Approval],
    recorded: Iterable[dict[str, Any]],
) -> dict[str, Any]:
    states = [
        {
            "state": one.state.value,
            "body": [str(item) for item in one.body],
            "on": None if one.on is None else one.on.isoformat(),
            "revision": None if one.revision is None else str(one.revision),
            "stated": None if one.stated is None else str(one.stated),
        }
        for one in reached
    ]
    order = [
        {
            "who": one.who,
            "relation": one.relation.value,
            "inferred": one.relation.inferred or None,
            "to": one.to,
            "absent": list(one.absent),
            "action": one.action,
            **tree(one.statement),
        }
        for one in lines
    ]
    provisions = [{"kind": one.kind.value, "stated": str(one.stated)} for one in plan.provisions]
    return {
        "empact": "governance/1",
        "plan": plan.id,
        **marked(plan),
        "as_of": on.isoformat(),
        "lines": [_known(one) for one in order],
        "states": [_known(one) for one in states],
        "provisions": provisions,
        "recorded": list(recorded),
    }


def _known(parts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value not in (None, [])}


def _lines(
    plan: Plan,
    lines: Sequence[ReportingLine],
    away: Iterable[Absence],
    reached: Iterable[Approval],
    recorded: Iterable[LedgerEntry],
) -> Iterator[str]:
    yield f"{plan.id}  who answers to whom"
    if plan.marking:
        yield plan.marking
    number = None
    for one in lines:
        if one.action is None:
            yield wrapped(one.statement.text, "  ")
            continue
        if one.action != number:
            number = one.action
            yield f"  {number}"
        yield wrapped(f"{one.who} {one.relation.value} {one.called}", "    ")
    for relation in dict.fromkeys(one.relation for one in lines if one.relation.inferred):
        yield wrapped(f"'{relation.value}' is inferred: a leader is in charge of the action.", "  ")
    yield from _beneath("Excluded", (wrapped(str(one), "  ") for one in away))
    yield from _beneath("States of the plan, as it says itself", _states(plan, reached))
    yield from _beneath("Recorded", map(_record, recorded))
    yield from _beneath("Where the plan says so", (_quoted(plan, one.stated) for one in plan.provisions))


def _quoted(plan: Plan, stated: Anchor, start: str = "  ") -> str:
    """The words of a place of the plan behind its name; the name alone where there is no such place."""
    try:
        return wrapped(words_at(plan, stated), f"{start}{stated}  ")
    except UnknownIdError:
        return f"{start}{stated}"


def _beneath(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines under a heading; nothing where there are none."""
    for index, line in enumerate(lines):
        if index == 0:
            yield from ("", heading)
        yield line


def _states(plan: Plan, reached: Iterable[Approval]) -> Iterator[str]:
    for state in reached:
        by = f" by {state.body}" if state.body else ""
        day = ", on no stated day" if state.on is None else f" on {state.on}"
        revision = "" if state.revision is None else f", {state.revision}"
        yield f"  {state.state.value}{by}{day}{revision}"
        if state.stated is not None:
            yield _quoted(plan, state.stated, "    ")


def _record(record: LedgerEntry) -> str:
    entry = record.content
    by = f" by {entry.by}" if entry.by else ""
    about = f" of {entry.parties}" if entry.parties else ""
    where = f" for {', '.join(map(str, entry.actions))}" if entry.actions else ""
    words = " ".join(str(entry.text).split())
    return wrapped(
        f"{entry.kind.value}{about}{by}{where}{': ' if words else ''}{words} [{record.id}]", f"  {entry.on}  "
    )

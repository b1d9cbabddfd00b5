"""``empact governance``: who answers to whom, with the sentences of the plan and the entries of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from empact.analysis import Absence, Governance, ReportingLine, records_of, words_at
from empact.analysis import governance as reporting_lines
from empact.cli.console import echo, echo_tree, wrapped
from empact.cli.options import decision_options, format_option, or_today, plan_argument, reading_options
from empact.cli.portfolios import keep_records, marking_lines
from empact.cli.reading import ledger_of, load_plan
from empact.errors import UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import Anchor, Approval, LedgerEntry, Plan
from empact.session import Session


@click.command()
@plan_argument
@reading_options
@decision_options
@format_option
@click.pass_obj
def governance(
    session: Session, plan: str, format_: str | None, as_of: dt.date | None, folder: Path | None, to: str
) -> None:
    """Show who answers to whom for PLAN, and the sentences of the plan that say so.

    With a ledger, this omits parties that a decision excludes, and lists the validations, meetings, contacts and
    accounts in the ledger.

    \b
    empact governance plan.yaml
    empact governance plan.yaml --ledger ledger --as-of 2031-09-01
    """
    loaded, on = load_plan(session, plan, format_), or_today(as_of)
    context = session.context(loaded, as_of=on, ledger=ledger_of(session, folder, loaded))
    keep_records([loaded], records_of(context))
    lines = reporting_lines(context)
    entries = [entry for entry in context.evidence.in_force if entry.content.kind.facts.managing]
    if to == "text":
        current = [absence for absence in context.absences if absence.holds(on)]
        echo("\n".join(_lines(loaded, on, lines, current, context.states, entries)))
    else:
        echo_tree(session, Governance(context=context, lines=lines, entries=tuple(entries)))


def _lines(
    plan: Plan,
    on: dt.date,
    lines: Sequence[ReportingLine],
    absent: Iterable[Absence],
    states: Iterable[Approval],
    entries: Iterable[LedgerEntry],
) -> Iterator[str]:
    yield f"{plan.id}  who answers to whom"
    yield from marking_lines(plan, on=on)
    if not lines:
        yield wrapped("No reporting lines: the plan has no provisions that state them.", "  ")
    number = None
    for line in lines:
        if line.action is None:
            yield wrapped(line.statement.text, "  ")
            continue
        if line.action != number:
            number = line.action
            yield f"  {number}"
        yield wrapped(line.words, "    ")
    for relation in dict.fromkeys(line.relation for line in lines if line.relation.inferred):
        yield wrapped(f"'{relation.value}' is inferred: a leader is in charge of the action.", "  ")
    yield from _section("Excluded", (wrapped(str(absence), "  ") for absence in absent))
    yield from _section("States of the plan, in its own words", _states(plan, states))
    yield from _section("In the ledger", map(_format_entry, entries))
    yield from _section("Where the plan says so", (_quoted(plan, provision.stated) for provision in plan.provisions))


def _quoted(plan: Plan, stated: Anchor, start: str = "  ") -> str:
    """Format an anchor and the words there; only the anchor if the plan has no such place."""
    try:
        return wrapped(bare_line(words_at(plan, stated)), f"{start}{stated}  ")
    except UnknownIdError:
        return f"{start}{stated}"


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines below a heading; without lines, the heading is omitted too."""
    for index, line in enumerate(lines):
        if index == 0:
            yield from ("", heading)
        yield line


def _states(plan: Plan, states: Iterable[Approval]) -> Iterator[str]:
    for state in states:
        by = f" by {state.body}" if state.body else ""
        date = f" on {state.on}" if state.on is not None else "" if state.expected else ", without a date"
        revision = "" if state.revision is None else f", {state.revision}"
        expected = "expected: " if state.expected else ""
        yield f"  {expected}{state.state.value}{by}{date}{revision}"
        if state.stated is not None:
            yield _quoted(plan, state.stated, "    ")


def _format_entry(entry: LedgerEntry) -> str:
    content = entry.content
    by = f" by {content.by}" if content.by else ""
    about = f" of {content.parties}" if content.parties else ""
    where = f" for {', '.join(map(str, content.actions))}" if content.actions else ""
    words = " ".join(str(content.text).split())
    return wrapped(
        f"{content.kind.value}{about}{by}{where}{': ' if words else ''}{words} [{entry.id}]", f"  {content.on}  "
    )

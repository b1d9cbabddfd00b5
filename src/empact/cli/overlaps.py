"""``empact overlaps``: which actions of several plans may be the same work, and why."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from pathlib import Path

import click

from empact.analysis import LEAST, Overlap, Overlaps, Portfolio, Side, records_of
from empact.analysis import overlaps as find_overlaps
from empact.cli.options import decision_options, format_option, or_today, plans_argument, reading_options
from empact.cli.portfolios import keep_records
from empact.cli.reading import echo_problem, read_ledgers, read_portfolio
from empact.cli.views import echo_result
from empact.model import Answers
from empact.session import Session
from empact.validation.overlapping import idle


@click.command()
@plans_argument
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    metavar="SCORE",
    default=LEAST,
    show_default=True,
    help="The lowest score to show, from 0 to 1.",
)
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The answers file; default: the one in the configuration.",
)
@click.option("--all", "every", is_flag=True, help="Also show overlaps that are answered or linked.")
@click.option("--spelling", is_flag=True, help="Treat words with similar spelling as the same; needs empact[overlaps].")
@click.option("--template", is_flag=True, help="Print an answer to fill in for each overlap, at the end.")
@reading_options
@decision_options
@format_option
@click.pass_context
def overlaps(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str | None,
    least: float,
    answers: Path | None,
    every: bool,  # noqa: FBT001 - click passes it by name
    spelling: bool,  # noqa: FBT001 - as above
    template: bool,  # noqa: FBT001 - as above
    to: str,
    as_of: dt.date | None,
    folder: Path | None,
) -> None:
    """Show actions of different plans that may be the same work, the most likely first, with reasons.

    Plans with overlapping periods are compared: the words, parties, places and weeks of their actions. Overlaps that
    have an answer in the answers file, and actions that are linked, are hidden; --all shows them. A party that a
    decision in the ledger excludes does not count from that day on.

    \b
    empact overlaps plans/
    empact overlaps plans/ --template     also print answers to fill in
    """
    session: Session = ctx.obj
    read = read_portfolio(ctx, sources, format_)
    ledgers = read_ledgers(session, folder, read.values)
    answered = (
        session.workspace.read_answers(read.values)
        if answers is None
        else session.read(answers, Answers, plans=read.values)
    )
    known = Answers() if answered is None else answered.require()
    context = session.context(Portfolio(read.values), as_of=or_today(as_of), ledger=ledgers)
    keep_records(read.values, records_of(context))
    given = {"answers": known.answers, "all": every, "least": least, "spelling": spelling}
    listed: list[Overlap] = []
    if to == "json" or template or known.answers:  # the document finds the overlaps itself
        found = find_overlaps(context, least=min(least, LEAST), answers=known.answers, spelling=spelling)
        for problem in idle(known, context.portfolio, found):
            echo_problem(problem, quoted=not any(plan.marking for plan in read.values))
        listed = [overlap for overlap in found if overlap.score >= least and (every or overlap.open)]

    below = _template([overlap for overlap in listed if overlap.answer is None]) if template else ""
    echo_result(
        ctx,
        read,
        context,
        "overlaps",
        to,
        lambda: Overlaps(context=context, overlaps=tuple(listed)),
        below=below,
        **given,
    )


def _template(overlaps: Sequence[Overlap]) -> str:
    """Return the answers to fill in, as lines of the file of answers; nothing if there is nothing to answer."""
    if not overlaps:
        return ""
    lines = ["  # answer: same, coordinated or separate; by: who decided; on: a date, such as 2026-02-10"]
    for overlap in overlaps:
        lines.append(f"  - actions: [{_quoted(overlap.one)}, {_quoted(overlap.other)}]")
        lines += ("    answer:", "    by:", "    on:")
    return "\n".join(lines)


def _quoted(side: Side) -> str:
    """Quote an action for a YAML list: an id may contain characters that are syntax in YAML."""
    words = str(side)
    return words if re.fullmatch(r"[\w.:-]+", words) else json.dumps(words, ensure_ascii=False)

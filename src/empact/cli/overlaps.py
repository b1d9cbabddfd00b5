"""``empact overlaps``: which actions of several plans may be the same work, and why."""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from empact.analysis import LEAST, Common, Feature, Overlap, Overlaps, Portfolio, Side, records_of
from empact.analysis import overlaps as find_overlaps
from empact.cli.console import echo, echo_result, width, wrapped
from empact.cli.decisions import AppliedDecisions
from empact.cli.options import decision_options, format_option, or_today, plans_argument, reading_options
from empact.cli.portfolios import head, keep_records
from empact.cli.reading import echo_problem, exit_if_unreadable, read_ledgers, read_portfolio
from empact.grammar.prose import without_emphasis
from empact.model import Answer, Answers, Plan
from empact.session import Session
from empact.validation.overlapping import idle

_LISTED = 8
"""Maximum words in common that text lists; JSON has all of them."""
_BAR = 10
"""The length of a bar for the score 1, in columns."""
_HEADS = {Feature.WORDS: "words", Feature.PARTIES: "parties", Feature.PLACES: "places", Feature.WEEKS: "weeks"}
_ROOM = max(map(len, _HEADS.values()))


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
@click.option("--all", "everything", is_flag=True, help="Also show overlaps that are answered or linked.")
@click.option("--spelling", is_flag=True, help="Treat words with similar spelling as the same; needs empact[overlaps].")
@click.option("--template", is_flag=True, help="Print an answer to fill in below each overlap.")
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
    everything: bool,  # noqa: FBT001 - click passes it by name
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
    found = find_overlaps(context, least=min(least, LEAST), answers=known.answers, spelling=spelling)
    for problem in idle(known, context.portfolio, found):
        echo_problem(problem, quoted=not any(plan.marking for plan in read.values))
    listed = [overlap for overlap in found if overlap.score >= least and (everything or overlap.open)]
    decisions = AppliedDecisions.of(context)
    if to == "json":
        echo_result(session, Overlaps(context=context, overlaps=tuple(listed)))
    else:
        hidden = sum(overlap.score >= least for overlap in found) - len(listed)
        parts = [*page(read.values, listed, hidden, or_today(as_of), template=template), "\n".join(decisions.lines())]
        echo("\n\n".join(filter(None, parts)))
    exit_if_unreadable(ctx, read)


def page(
    plans: Sequence[Plan], found: Sequence[Overlap], hidden: int, as_of: dt.date, *, template: bool
) -> Iterator[str]:
    """Format the plans with their markings, each overlap, and their number."""
    yield from head(plans, as_of)
    for overlap in found:
        lines = [f"{_bar(overlap.score)} {overlap.score:.2f}  {overlap.one} and {overlap.other}{_state(overlap)}"]
        lines += [_activity(side) for side in overlap.sides]
        lines += [_reason(reason) for reason in overlap.reasons]
        if overlap.answer is not None:
            lines.append(_answer(overlap.answer))
        if template and overlap.answer is None:
            lines += ["", *_template(overlap)]
        yield "\n".join(lines)
    count = f"{len(found)} possible overlap{'s' * (len(found) != 1)}"
    yield f"{count}; {hidden} answered or linked not shown (--all)." if hidden else f"{count}."


def _bar(score: float) -> str:
    full = round(score * _BAR)
    return f"[{'#' * full}{'.' * (_BAR - full)}]"


def _state(overlap: Overlap) -> str:
    words = ["looks like one action"] * overlap.twin + ["linked"] * overlap.linked
    return f" ({', '.join(words)})" if words else ""


def _activity(side: Side) -> str:
    start = f"  {side}  "
    words = without_emphasis(side.action.activity.plain)
    return start + textwrap.shorten(words, max(width() - len(start), 20), placeholder=" ...", break_on_hyphens=False)


def _reason(reason: Common) -> str:
    things = list(reason.things)
    if reason.feature is Feature.WORDS and len(things) > _LISTED:
        things = [*things[:_LISTED], f"and {len(things) - _LISTED} more"]
    start = f"    {_HEADS[reason.feature]:<{_ROOM}}  {reason.similarity:.2f}  "
    return wrapped(", ".join(things), start, " " * len(start))


def _answer(answer: Answer) -> str:
    remark = f": {answer.remark}" if answer.remark else ""
    return wrapped(f"answered {answer.answer.value} by {answer.by} on {answer.on}{remark}", "    ", "      ")


def _template(overlap: Overlap) -> Iterator[str]:
    yield "  # answer: same, coordinated or separate; by: who decided; on: a date, such as 2026-02-10"
    yield f"  - actions: [{_quoted(overlap.one)}, {_quoted(overlap.other)}]"
    yield from ("    answer:", "    by:", "    on:")


def _quoted(side: Side) -> str:
    """Quote an action for a YAML list: an id may contain characters that are syntax in YAML."""
    words = str(side)
    return words if re.fullmatch(r"[\w.:-]+", words) else json.dumps(words, ensure_ascii=False)

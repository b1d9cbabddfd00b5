"""``empact progress``: what the reports about plans add up to at a checkpoint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
import click

from empact.analysis import (
    ActionLight,
    ActionProgress,
    KpiProgress,
    Portfolio,
    PortfolioContext,
    Progress,
    Turnout,
    known_party,
    records_of,
)
from empact.analysis import lights as action_lights
from empact.analysis import progress as reported
from empact.analysis.progressing.reporters import takes_part
from empact.analysis.progressing.rounds import find_checkpoint
from empact.cli.console import echo, echo_json, wrapped
from empact.cli.options import (
    as_of_option,
    format_option,
    or_today,
    party_option,
    plans_argument,
    reading_options,
    reporting_options,
)
from empact.cli.portfolios import head, keep_records
from empact.cli.progress_trees import progress_document
from empact.cli.reading import exit_if_unreadable, folder_of, read_portfolio, read_records
from empact.documents.language import words_in
from empact.documents.progress import count, reporters_of, silent_leaders, status_words, turnout, verdict
from empact.documents.progress_figures import amount_of, figures_of
from empact.model import ActionStatus, Plan

_ACTION = "     "
_KPI = f"{_ACTION}  "


@click.command()
@plans_argument
@click.option(
    "--checkpoint",
    metavar="NAME",
    help="The checkpoint; the start of its name is enough. Default: the newest one that is over, or reported on.",
)
@party_option("Show only the actions that this party leads or takes part in.")
@click.option(
    "--lights", is_flag=True, help="Add the traffic light of each action, by the thresholds of the configuration."
)
@reading_options
@as_of_option()
@reporting_options
@format_option
@click.pass_context
def progress(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str | None,
    checkpoint: str | None,
    party: str | None,
    lights: bool,  # noqa: FBT001 - click gives each option as a keyword
    as_of: dt.date | None,
    folder: Path | None,
    operations: Path | None,
    kpis: Path | None,
    ledger: Path | None,
    to: str,
) -> None:
    """Show what the reports say was done up to a checkpoint: the status of each action, and what each KPI adds up to.

    A total says how many of the expected parties have reported. Silence is "not reported", never zero, and nobody is
    late. Sources that disagree are both kept. Results that may count twice are listed, and their sum is a range.

    \b
    empact progress plan.yaml
    empact progress plan.yaml --checkpoint June --format json
    empact progress plan.yaml --party QN
    """
    read = read_portfolio(ctx, sources, format_)
    folder_of(ctx.obj, folder, "reports")  # progress needs a folder: raise if there is none
    folders = {"reports": folder, "operations": operations, "kpis": kpis, "ledger": ledger}
    records = read_records(ctx.obj, read.values, folders, folders)
    on = or_today(as_of)
    context = ctx.obj.context(Portfolio(read.values), as_of=on, records=records)
    keep_records(read.values, records_of(context))
    result = reported(context, None if checkpoint is None else find_checkpoint(context.contexts, checkpoint))
    code = None if party is None else known_party(party, on, context.register).code
    result = result if code is None else _of_party(result, context, code)
    lit = action_lights(context, result) if lights else None
    if to == "json":
        extra = {"party": code} if code is not None else {}
        echo_json(progress_document(result, read.values, on, lit) | extra)
    elif read.values:
        sentences = [*verdict(result, read.values, code), *([] if lit is None else [f"Lights: {context.lights}."])]
        echo("\n\n".join(_text(result, read.values, on, sentences, lit or ())))
    exit_if_unreadable(ctx, read)


def _of_party(result: Progress, context: PortfolioContext, code: str) -> Progress:
    """Return the progress of the actions that a party leads or takes part in, and what is about them."""
    assigned = {id(ctx.plan): ctx.assignments for ctx in context.contexts}
    actions = tuple(action for action in result if takes_part(assigned[id(action.plan)], action.position, code))
    names = set(map(str, actions))
    return attrs.evolve(
        result,
        actions=actions,
        sums=tuple(total for total in result.sums if not names.isdisjoint(total.actions)),
        possible_duplicates=tuple(
            duplicate for duplicate in result.possible_duplicates if not names.isdisjoint(duplicate.actions)
        ),
        stated=(),
        unplaced=(),
    )


def _text(
    result: Progress, plans: tuple[Plan, ...], on: dt.date, sentences: Iterable[str], lit: Iterable[ActionLight]
) -> Iterator[str]:
    by_action = {id(light.action): light for light in lit}
    yield from head(plans, on)
    yield "\n".join(wrapped(sentence, indent="  ") for sentence in sentences)
    yield from ("\n".join(_action(action, by_action.get(id(action)), alone=len(plans) == 1)) for action in result)
    duplicates = [line for duplicate in result.possible_duplicates for line in _lines(duplicate.explain())]
    if duplicates:
        yield "\n".join(["Possible duplicates", *duplicates])
    if result.sums:
        sums = (wrapped(f"{total}: {', '.join(total.actions)}", "  ") for total in result.sums)
        yield "\n".join(["Sums over several actions", *sums])
    if result.stated:
        alike = sum(1 for comparison in result.stated if comparison.agrees)
        lines = [comparison.text for comparison in result.stated if not comparison.agrees]
        lines += [f"{count(alike, 'stated total')} agree{'s' * (alike == 1)} with the reports."] if alike else []
        yield "\n".join(["Totals that reports state", *(wrapped(line, "  ") for line in lines)])
    if result.unplaced:
        yield "\n".join(["Reports that count nowhere", *(wrapped(line, "  ") for line in result.unplaced)])


def _lines(sentences: Iterable[str]) -> Iterator[str]:
    """Format sentences: the first as an item, the others below it."""
    for number, sentence in enumerate(sentences):
        yield wrapped(sentence, "    " if number else "  ")


def _action(action: ActionProgress, light: ActionLight | None, *, alone: bool) -> Iterator[str]:
    number = action.action.number if alone else str(action)
    yield wrapped(" ".join(str(action.action.activity).split()), f"{number:<4} ", _ACTION)
    yield wrapped(" ".join(_status(action)), _ACTION, _KPI)
    if light is not None:
        yield wrapped(f"light: {light}", _ACTION, _KPI)
        for said in light.of_driver:
            yield wrapped(f"the Driver, {said.by}: {' '.join(str(said).split())}", _ACTION, _KPI)
    for kpi in (*action.kpis, *action.measures):
        yield from _kpi(kpi)
    for condition in action.preconditions:
        yield wrapped(f"Needed parties: {condition}.", _ACTION, _KPI)
    for text in (*action.disagreements, *action.slippage, *action.unknown_kpis):
        yield wrapped(str(text), _ACTION, _KPI)


def _status(action: ActionProgress) -> Iterator[str]:
    """Say the status of an action, and who reported it."""
    picture = action.reported_status
    over = f" to {action.carried_over}" if action.carried_over is not None else ""
    missing = ", ".join(silent_leaders(action))
    silent = f" by {missing}" if missing and action.status is ActionStatus.NOT_REPORTED else ""
    yield f"{status_words(action.status)}{over}{silent}{':' if picture.claims else '.'}"
    if picture.claims:
        yield f"{'; '.join(f'{claim.by} reported {claim.word!r} on {claim.on}' for claim in picture.claims)}."
    if picture.conflict:
        yield "The leaders differ, and the Driver has not settled it."
    elif picture.settled_by is not None:
        yield "The leaders differ; the Driver settles it."
    for claim in picture.earlier:
        yield f"Before, {claim.by} reported {claim.word!r} on {claim.on}."
    if missing and not silent:
        yield f"Not reported by {missing}."


def _kpi(kpi: KpiProgress) -> Iterator[str]:
    title = "other" if kpi.key is None else f"KPI {kpi.key.ordinal}"
    yield wrapped(f"{title}: {' '.join(kpi.measure.split())}", _ACTION, _KPI)
    yield wrapped("; ".join(_value(kpi)), _KPI)
    if kpi.contributions is not None:
        own = amount_of(kpi.contributions, scope=False)
        yield wrapped(f"own contributions: {own}; {_turnout(kpi.contributions.reporters)}", _KPI)
    elif kpi.participants.expected and kpi.figures and kpi.total is not None and kpi.leaders is kpi.total.reporters:
        yield wrapped(f"own contributions: {_turnout(kpi.participants)}", _KPI)
    if kpi.target is not None and kpi.figures:
        yield wrapped(f"target {kpi.target}", _KPI)
    for text in kpi.disagreements:
        yield wrapped(f"{'differs' if text.explanation is None else 'compared'}: {text}", _KPI)
    for apart in kpi.apart:
        yield wrapped(f"not counted: {apart}", _KPI)


def _value(kpi: KpiProgress) -> Iterator[str]:
    """Say what the figures of a KPI add up to, how, and who has reported."""
    first, *others = figures_of(kpi)
    yield first if kpi.total is None or kpi.adds is None else f"{first}, {kpi.adds.value}"
    yield from others
    reporters = reporters_of(kpi)
    if kpi.figures and (reporters.expected or kpi.total is not None):
        yield _turnout(reporters)


def _turnout(reporters: Turnout) -> str:
    return turnout(reporters, words_in("en"), named=True)

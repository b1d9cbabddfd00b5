"""``empact records map``: where the records about a plan stand after a revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import attrs
import click

from empact.analysis import PortfolioContext
from empact.analysis.mapping_proposals import MappingProposal, PlaceKind, ProposedPlace, propose_mapping
from empact.cli.commands import SuggestingGroup
from empact.cli.console import echo, echo_note, echo_tree, echo_warning, wrapped
from empact.cli.options import (
    create_option,
    folder_option,
    format_option,
    or_today,
    parse_day,
    plan_argument_as,
    reading_options,
)
from empact.cli.portfolios import keep_records, marking_lines, new_marking
from empact.cli.reading import folder_of, load_plan, read_records
from empact.model import FiledMapping, Plan, Practice
from empact.model.mappings import mapped_kpi
from empact.model.measures import kpi_number
from empact.serde.kinds import MAPPING
from empact.session import Session
from empact.storage.locks import locked
from empact.storage.records import ANALYSED, Records
from empact.storage.sources import exists


@click.group(cls=SuggestingGroup)
def records() -> None:
    """Lead the records about a plan from one revision to the next.

    \b
    empact records map plan-rev1.yaml plan-rev2.yaml
    """


def _put(_ctx: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the decisions of a call: the numbers of the later revision by what they are for."""
    put: dict[str, list[str]] = {}
    for decision in given:
        name, equals, numbers = decision.partition("=")
        if not equals or not name.strip():
            message = f"{decision!r} is no decision. Write two numbers, such as --put 2.1=2.2, or --put 3.1= for none."
            raise click.BadParameter(message)
        put[name.strip()] = [number.strip() for number in numbers.split(",") if number.strip()]
    return put


@records.command("map", short_help="Say where records stand after a revision.")
@plan_argument_as("earlier")
@plan_argument_as("later")
@click.option(
    "--put",
    multiple=True,
    metavar="NUMBER=NUMBER",
    callback=_put,
    help="Decide where the records about an action go: 2.1=2.2, 2.3=2.3,2.4, or 3.1= if they stay with EARLIER. For "
    "one record, add its id: 2.3:ID=2.4. For one KPI: 2.1/1=2.2/2, or 2.1/1= for none. Can be repeated.",
)
@click.option("--decided-by", metavar="NAME", help="Who decided it, such as Driver. Required with --yes.")
@click.option("--on", type=parse_day, metavar="DATE", help="The day of the decision; default: today.")
@click.option("--yes", is_flag=True, help="Add the mapping. Without this option, it is only shown.")
@create_option("mappings")
@folder_option("mappings", "mappings")
@reading_options
@format_option
@click.pass_obj
def map_(
    session: Session,
    earlier: str,
    later: str,
    put: dict[str, list[str]],
    decided_by: str | None,
    on: dt.date | None,
    format_: str | None,
    mappings: Path | None,
    to: str,
    *,
    yes: bool,
    create: bool,
) -> None:
    """Show where the records about the revision EARLIER of a plan stand in the revision LATER; with --yes, decide it.

    \b
    renumbered  the action has another number
    changed     the action changed: the lines below say what, such as its leaders
    split       several actions continue it
    merged      one action continues it together with others
    gone        no action continues it: its records stay with EARLIER

    Actions with the same number and content are not listed. The content decides first, then the words of the activity,
    as in 'empact lineage'; a match in which too few words are the same is marked as doubtful. Of a split action,
    reports and KPI decisions go to the first number, all other records to each. Change a proposal with --put.

    The lines with KPIs say which KPI is which. A KPI is proposed only if both count the same thing; what is reported
    for any other does not count until you decide.

    With --yes, the decision is added to the folder 'mappings' as one file. Reports, ledger entries, operations, KPI
    decisions and practices stay as they are and are read through it. A mapping is never changed. To decide otherwise,
    repeat the command with --put: the new mapping replaces it.

    \b
    empact records map plan-rev1.yaml plan-rev2.yaml
    empact records map plan-rev1.yaml plan-rev2.yaml --put 2.3=2.3,2.4 \\
      --decided-by Driver --yes
    """
    if yes and decided_by is None:
        raise click.UsageError("Add --decided-by: the mapping says who decided it.")
    if yes:
        folder_of(session, mappings, "mappings")  # adding needs a folder: raise if there is none
    plans = [load_plan(session, name, format_) for name in (earlier, later)]
    with locked(session.workspace.required(MAPPING, mappings, create=create)) if yes else nullcontext():
        context, practices = _context(session, plans, mappings, create=create)
        try:
            proposal = propose_mapping(context, put=put, practices=practices)
        except ValueError as problem:
            raise click.UsageError(str(problem)) from None
        if yes and decided_by is not None and proposal.places:
            marking = new_marking(plans[1], proposal.printed_marking)
            decision = proposal.decide(decided_by, or_today(on), marking=marking)
            filed = session.workspace.mappings.add(decision, mappings, create=create, plans=plans)
            proposal = attrs.evolve(proposal, filed=filed.id, mapping=filed.content)
            keep_records(plans, proposal.records)
            _warn_of_order(context, plans[1], filed)
    if to == "json":
        echo_tree(session, proposal)
    else:
        echo("\n".join([*marking_lines(*plans, on=or_today(None)), *_lines(proposal)]))
    _note(proposal)


def _context(
    session: Session, plans: Iterable[Plan], mappings: Path | None, *, create: bool
) -> tuple[PortfolioContext, tuple[Practice, ...] | None]:
    """Return the context of the two revisions, with the records of the workspace; a missing one is still empty.

    Also the practices; None if they were not read.
    """
    known, workspace = list(plans), session.workspace.path
    is_missing = create and workspace is not None and not exists(workspace)
    folder = mappings if mappings is None or exists(mappings) or not create else None
    read = Records() if is_missing else read_records(session, known, (*ANALYSED, "practices"), {"mappings": folder})
    context = session.context(*known, records=read)
    assert isinstance(context, PortfolioContext)  # noqa: S101 - of two plans
    return context, None if read.practices is None else read.practices.practices


def _warn_of_order(context: PortfolioContext, plan: Plan, filed: FiledMapping) -> None:
    """Warn if a mapping replaces one that was decided later."""
    for other in context.of(plan).whole_mappings or ():
        if other.id in filed.content.supersedes and other.content.on > filed.content.on:
            later = f"{other.id} of {other.content.on}, which is later than {filed.content.on}"
            echo_warning(f"It replaces {later}. To decide as of today, leave out --on.")


def _lines(proposal: MappingProposal) -> Iterator[str]:
    """Format where the records about each action stand, and what changed since."""
    for place in proposal.places:
        to = f" -> {', '.join(place.to)}" if place.to else ""
        stays = f": its records stay with {proposal.earlier}" if place.kind is PlaceKind.GONE else ""
        decided = " (decided)" if place.decided else ""
        yield wrapped(f"{place.kind.value.capitalize():<11} {place.action}{to}{stays}{decided}", indent="  ")
        yield from _details(proposal, place)
    if proposal.new:
        yield wrapped(f"New: {', '.join(proposal.new)}", indent="  ")
    number = proposal.same
    yield wrapped(f"{number} {'action is' if number == 1 else 'actions are'} the same.")


def _details(proposal: MappingProposal, place: ProposedPlace) -> Iterator[str]:
    start = " " * 12
    if place.activity:
        yield wrapped(place.activity, start, start)
    for number, activity in place.activities.items():
        yield wrapped(f"{number}: {activity}", start, start)
    if place.doubtful:
        yield wrapped(f"Doubtful: {'; '.join(place.why)}.", start, start)
    for change in place.changes:
        yield wrapped(change, start, start)
    for line in _kpis(proposal, place):
        yield wrapped(line, start, start)
    for id, numbers in place.exceptions.items():
        yield wrapped(f"{id} -> {', '.join(numbers) or 'stays'}", start, start)
    if place.records:
        yield f"{start}{len(place.records)} {'record' if len(place.records) == 1 else 'records'}"


def _kpis(proposal: MappingProposal, place: ProposedPlace) -> Iterator[str]:
    """Format what each KPI of an action is now, if it is not the one with the same number, and those that are open."""
    kpis = [str(kpi) for kpi in proposal.plans[0].action(place.action).kpis]
    same = len(place.to) == 1
    for number, places in place.kpis.items():
        if not same or places != (f"{place.to[0]}/{number}",):
            text = kpis[kpi_number(number).ordinal - 1]
            now = " and ".join(f"KPI {key.number} of {key.action}" for key in map(mapped_kpi, places))
            yield f"KPI {number} ({text}) is {now or 'no KPI now'}"
    for number in place.open_kpis:
        text = kpis[kpi_number(number).ordinal - 1]
        yield f"KPI {number} ({text}) is open: what is reported for it does not count. Decide with --put."


def _note(proposal: MappingProposal) -> None:
    """Note what was done, or what to do."""
    if not proposal.places:
        echo_note("Nothing to decide: every action is the same.")
    elif proposal.filed is None:
        echo_note("Nothing is decided. To change a line, add --put; to add the mapping, add --decided-by and --yes.")
    elif proposal.filed in proposal.supersedes:
        echo_note(f"Nothing is added: {proposal.filed} says the same.")
    else:
        replaced = f" It replaces {', '.join(proposal.supersedes)}." if proposal.supersedes else ""
        echo_note(f"Added: {proposal.filed}.{replaced}")

"""``empact records map``: where the records about a plan stand after a revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
import click

from empact.analysis import PortfolioContext
from empact.analysis.mapping_proposals import MappingProposal, PlaceKind, ProposedPlace, propose_mapping
from empact.cli.commands import SuggestingGroup
from empact.cli.console import echo, echo_note, echo_tree, wrapped
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
from empact.model import Plan
from empact.session import Session
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
    "one record, add its id: 2.3:ID=2.4. Can be repeated.",
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
    as in 'empact lineage'. Of a split action, reports and KPI decisions go to the first number, all other records to
    each. Change a proposal with --put.

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
    context = _context(session, plans, mappings, create=create)
    try:
        proposal = propose_mapping(context, put=put)
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None
    if yes and decided_by is not None and proposal.places:
        decision = proposal.decide(decided_by, or_today(on), marking=new_marking(plans[1]))
        filed = session.workspace.mappings.add(decision, mappings, create=create, plans=plans)
        proposal = attrs.evolve(proposal, filed=filed.id, mapping=filed.content)
        keep_records(plans, proposal.records)
    if to == "json":
        echo_tree(session, proposal)
    else:
        echo("\n".join([*marking_lines(*plans, on=or_today(None)), *_lines(proposal)]))
    _note(proposal)


def _context(session: Session, plans: Iterable[Plan], mappings: Path | None, *, create: bool) -> PortfolioContext:
    """Return the context of the two revisions, with the records of the workspace; a missing one is still empty."""
    known, workspace = list(plans), session.workspace.path
    is_missing = create and workspace is not None and not exists(workspace)
    folder = mappings if mappings is None or exists(mappings) or not create else None
    read = Records() if is_missing else read_records(session, known, ANALYSED, {"mappings": folder})
    context = session.context(*known, records=read)
    assert isinstance(context, PortfolioContext)  # noqa: S101 - of two plans
    return context


def _lines(proposal: MappingProposal) -> Iterator[str]:
    """Format where the records about each action stand, and what changed since."""
    for place in proposal.places:
        to = f" -> {', '.join(place.to)}" if place.to else ""
        stays = f": its records stay with {proposal.earlier}" if place.kind is PlaceKind.GONE else ""
        decided = " (decided)" if place.decided else ""
        yield wrapped(f"{place.kind.value.capitalize():<11} {place.action}{to}{stays}{decided}", indent="  ")
        yield from _details(place)
    if proposal.new:
        yield wrapped(f"New: {', '.join(proposal.new)}", indent="  ")
    number = proposal.same
    yield wrapped(f"{number} {'action is' if number == 1 else 'actions are'} the same.")


def _details(place: ProposedPlace) -> Iterator[str]:
    start = " " * 12
    for change in place.changes:
        yield wrapped(change, start, start)
    for id, numbers in place.exceptions.items():
        yield wrapped(f"{id} -> {', '.join(numbers) or 'stays'}", start, start)
    if place.records:
        yield f"{start}{len(place.records)} {'record' if len(place.records) == 1 else 'records'}"


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

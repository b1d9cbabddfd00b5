"""``empact practice``: add, list and search good and bad practice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from empact.analysis import find_practices, record_markings
from empact.analysis.records import AddedPractice, PracticeList
from empact.cli.commands import SuggestingGroup
from empact.cli.console import echo, echo_tree, echo_warning
from empact.cli.naming import named_actions, named_parties
from empact.cli.options import (
    actions_option,
    by_option,
    create_option,
    folder_option,
    format_option,
    on_option,
    or_today,
    plan_argument,
    reading_options,
    require_text,
    source_option,
)
from empact.cli.portfolios import keep_records, new_marking
from empact.cli.reading import folder_of, load_plan
from empact.cli.views import echo_view
from empact.model import Opportunity, Plan, Practice, PracticeKind, Prose
from empact.session import Session


@click.group(cls=SuggestingGroup)
def practice() -> None:
    """Add, list and search the good and bad practice of a plan (section 5.5).

    \b
    empact practice add plan.yaml "Joint analysis team" --good --action 1.1 \\
      --on 2031-10-01 --source "report of October"
    empact practice list plan.yaml
    empact practice search plan.yaml joint team
    """


@practice.command(short_help="Add a practice.")
@plan_argument
@click.argument("title", metavar="TITLE", callback=require_text)
@click.option("--good/--bad", "good", default=None, help="A practice to follow, or one to avoid. One is required.")
@by_option("A party that recorded it.")
@on_option("The day on which it was recorded.")
@source_option("A report, minutes, or the number of a document.")
@actions_option("An action in which it was seen.")
@click.option("--text", metavar="TEXT", help="What was done.")
@click.option("--context", metavar="TEXT", help="The circumstances.")
@click.option("--evidence", metavar="TEXT", help="What shows that it was good or bad.")
@click.option(
    "--opportunity",
    "opportunities",
    multiple=True,
    type=click.Choice([opportunity.value for opportunity in Opportunity]),
    help="The wider approach that it makes possible. Can be repeated.",
)
@click.option(
    "--shared", multiple=True, metavar="PRIORITY", help="A priority or plan that it was shared with. Can be repeated."
)
@create_option("practice")
@reading_options
@folder_option("practice")
@format_option
@click.pass_obj
def add(
    session: Session, /, plan: str, title: str, format_: str | None, folder: Path | None, to: str, **given: Any
) -> None:
    """Add a practice of PLAN with a TITLE, and print its file.

    Add requests for details, and where the practice was taken up, to the file by hand.

    \b
    empact practice add plan.yaml "Joint analysis team" --good --action 1.1 \\
      --on 2031-10-01 --source "report of October"
    """
    if given["good"] is None:
        raise click.UsageError("Add --good for a practice to follow, or --bad for one to avoid.")
    loaded = load_plan(session, plan, format_)
    added = Practice(
        plan=loaded.id,
        title=title,
        kind=PracticeKind.GOOD if given["good"] else PracticeKind.BAD,
        on=given["on"],
        text=Prose(text=given["text"]),
        context=Prose(text=given["context"]),
        evidence=Prose(text=given["evidence"]),
        actions=named_actions(loaded, given["actions"]),
        by=named_parties(session, loaded, given["by"]),
        opportunities=tuple(dict.fromkeys(map(Opportunity, given["opportunities"]))),
        shared=given["shared"],
        source=given["source"],
        marking=new_marking(loaded),
    )
    keep_records([loaded], record_markings([added]))
    folder_of(session, folder, "practice")  # adding needs a folder: raise if there is none
    path = session.workspace.practices.add(added, folder, create=given["create"], plans=[loaded])
    if to == "json":
        context = session.context(loaded, as_of=or_today(None), ledger=())
        echo_tree(session, AddedPractice(context=context, file=str(path), practice=added))
    else:
        echo(str(path))


@practice.command("list", short_help="List the practices.")
@plan_argument
@click.option("--good/--bad", "good", default=None, help="List only practices to follow, or only those to avoid.")
@reading_options
@folder_option("practice")
@format_option
@click.pass_obj
def show(session: Session, plan: str, format_: str | None, folder: Path | None, to: str, *, good: bool | None) -> None:
    """List the practices of PLAN.

    \b
    empact practice list plan.yaml --good
    """
    loaded = load_plan(session, plan, format_)
    known = _practices(session, folder, loaded)
    kind = None if good is None else PracticeKind.GOOD if good else PracticeKind.BAD
    found = [practice for practice in known if kind is None or practice.kind is kind]
    _echo_practices(session, loaded, known, found, to, practice_kind=None if kind is None else kind.value)


@practice.command("search", short_help="Find practices by words.")
@plan_argument
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@reading_options
@folder_option("practice")
@format_option
@click.pass_obj
def search(
    session: Session, plan: str, words: tuple[str, ...], format_: str | None, folder: Path | None, to: str
) -> None:
    """Find the practices of PLAN that have all WORDS; the start of a word is enough.

    \b
    empact practice search plan.yaml joint team
    """
    loaded = load_plan(session, plan, format_)
    if not any(sign.isalnum() for word in words for sign in word):
        raise click.UsageError("Enter a word to search for; 'empact practice list' lists all practices.")
    known = _practices(session, folder, loaded)
    _echo_practices(session, loaded, known, find_practices(known, " ".join(words)), to, search=" ".join(words))


def _practices(session: Session, folder: Path | None, plan: Plan) -> list[Practice]:
    """Read the practices of a plan from a folder (default: that of the workspace); warn if a named folder has none."""
    folder_of(session, folder, "practice")  # listing needs a folder: raise if there is none
    known = session.workspace.practices.read(folder, plans=[plan])
    if folder is not None and not known:
        echo_warning(f"{folder} has no practice.")
    return [practice for practice in known if practice.plan == plan.id]


def _echo_practices(
    session: Session, plan: Plan, known: Sequence[Practice], found: Sequence[Practice], to: str, **options: str | None
) -> None:
    """Print some of the known practices: as JSON, or as the document with the options that choose them."""
    keep_records([plan], record_markings(found))
    context = session.context(plan, as_of=or_today(None), ledger=())
    if to == "json":
        echo_tree(session, PracticeList(context=context, practices=tuple(found)))
    else:
        echo_view(session, "practices", context, titled=False, practices=known, **options)

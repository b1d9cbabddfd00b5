"""``empact practice``: add, list and search good and bad practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from empact.analysis import PlanContext, find_practices, stamped
from empact.analysis.markings import record_markings
from empact.analysis.practices import practices_as_now
from empact.analysis.records import AddedPractice, PracticeList
from empact.cli.commands import SuggestingGroup
from empact.cli.console import echo, echo_tree
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
from empact.cli.result_command import result_command
from empact.model import Opportunity, Practice, PracticeKind, Prose
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
    help="The wider approach that the practice makes possible. Can be repeated.",
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

    To record requests for details, and where the practice was taken up, edit the file.

    \b
    empact practice add plan.yaml "Joint analysis team" --good --action 1.1 \\
      --on 2031-10-01 --source "report of October"
    """
    if given["good"] is None:
        raise click.UsageError("Add --good for a practice to follow, or --bad for one to avoid.")
    loaded = load_plan(session, plan, format_)
    practice = Practice(
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
    added = stamped(practice, loaded)
    keep_records([loaded], record_markings([added]))
    folder_of(session, folder, "practice")  # adding needs a folder: raise if there is none
    path = session.workspace.practices.add(added, folder, create=given["create"], plans=[loaded])
    if to == "json":
        context = session.context(loaded, as_of=or_today(None))
        echo_tree(session, AddedPractice(context=context, file=str(path), practice=added))
    else:
        echo(str(path))


@result_command(
    "practices",
    name="list",
    plans=("plan",),
    parameters=[
        click.option("--good", "practice_kind", flag_value="good", help="List only practices to follow."),
        click.option("--bad", "practice_kind", flag_value="bad", help="List only practices to avoid."),
    ],
    titled=False,
)
def listing(
    context: PlanContext, practices: Sequence[Practice], practice_kind: str | None, search: str | None
) -> PracticeList:
    """List the practices of PLAN.

    \b
    empact practice list plan.yaml --good
    """
    return _practices(context, practices, practice_kind, search)


def _words(_ctx: click.Context, _parameter: click.Parameter, words: tuple[str, ...]) -> str:
    if not any(sign.isalnum() for word in words for sign in word):
        raise click.UsageError("Enter a word to search for; 'empact practice list' lists all practices.")
    return " ".join(words)


@result_command(
    "practices",
    plans=("plan",),
    parameters=[click.argument("search", metavar="WORDS...", nargs=-1, required=True, callback=_words)],
    titled=False,
)
def search(context: PlanContext, practices: Sequence[Practice], practice_kind: str | None, search: str) -> PracticeList:
    """Find practices by words.

    The practices of PLAN that have all WORDS are listed; the start of a word is enough.

    \b
    empact practice search plan.yaml joint team
    """
    return _practices(context, practices, practice_kind, search)


def _practices(
    context: PlanContext, practices: Iterable[Practice], kind: str | None, search: str | None
) -> PracticeList:
    """Return the practices of a plan of this kind, if one is given, that have all words of the search."""
    known = practices_as_now(context, practices)
    own = [each for each in known if each.plan == context.plan.id and kind in {None, each.kind.value}]
    return PracticeList(context=context, practices=find_practices(own, search or ""))


practice.add_command(listing)
practice.add_command(search)

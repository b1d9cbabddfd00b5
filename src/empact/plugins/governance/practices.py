"""``empact practice``: good and bad practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from empact import Plan, Session
from empact.hooks import Opportunity, Practice, PracticeKind, Prose, find_practices
from empact.plugins.governance.options import (
    a_day,
    folder_of,
    folder_option,
    format_option,
    load,
    marked,
    parties,
    plan_argument,
    refs,
    words,
)
from empact.plugins.governance.shown import complain, say, say_json, wrapped


@click.group()
def practice() -> None:
    """Record good and bad practice in the delivery of a plan, and find it again (plan section 5.5).

    \b
    empact practice add oap-c-2012 "Joint analysis team" --good --on 2012-10-01 --action 2.2 --source "report of HU"
    empact practice search oap-c-2012 joint team
    """


@practice.command(short_help="Record a practice.")
@plan_argument
@click.argument("title", callback=words)
@click.option(
    "--good/--bad",
    "good",
    default=None,
    help="Whether it is one to follow or one to avoid; one of the two is needed.",
)
@click.option("--on", type=a_day, metavar="DATE", required=True, help="The day on which it was recorded.")
@click.option("--source", required=True, callback=words, help="Where it comes from.")
@click.option("--text", default=None, help="What was done.")
@click.option("--context", default=None, help="In which circumstances.")
@click.option("--evidence", default=None, help="What shows that it was good or bad.")
@click.option(
    "--action", "actions", multiple=True, metavar="NUMBER", help="An action of the plan in which it was seen."
)
@click.option("--by", multiple=True, metavar="PARTY", help="Who recorded it.")
@click.option(
    "--opportunity",
    "opportunities",
    multiple=True,
    type=click.Choice([one.value for one in Opportunity]),
    help="The fuller approach that it opens.",
)
@click.option("--shared", multiple=True, metavar="PRIORITY", help="A priority or a plan that it was handed on to.")
@folder_option("practice")
@format_option
@click.pass_obj
def add(session: Session, /, plan: str, title: str, folder: Path | None, to: str, **given: Any) -> None:
    """Record a practice of PLAN under a TITLE; prints the file, to which requests and uptake are added by hand."""
    if given["good"] is None:
        raise click.UsageError("Say with --good or --bad whether it is one to follow or one to avoid.")
    loaded = load(session, plan)
    one = Practice(
        plan=loaded.id,
        title=title,
        kind=PracticeKind.GOOD if given["good"] else PracticeKind.BAD,
        on=given["on"],
        text=Prose(text=given["text"]),
        context=Prose(text=given["context"]),
        evidence=Prose(text=given["evidence"]),
        actions=refs(loaded, given["actions"]),
        by=parties(session, loaded, given["by"]),
        opportunities=tuple(dict.fromkeys(map(Opportunity, given["opportunities"]))),
        shared=given["shared"],
        source=given["source"],
    )
    path = session.add_practice(folder_of(session, folder, "practice"), one)
    if to == "json":
        say_json(
            {
                "empact": "recorded/1",
                "plan": loaded.id,
                **marked(loaded),
                "file": str(path),
                "practice": session.tree(one),
            }
        )
    else:
        say([str(path)])


@practice.command("list", short_help="List the practices.")
@plan_argument
@click.option("--good/--bad", "good", default=None, help="Only those to follow, or those to avoid.")
@folder_option("practice")
@format_option
@click.pass_obj
def show(session: Session, plan: str, folder: Path | None, to: str, *, good: bool | None) -> None:
    """List the practices of PLAN."""
    loaded = load(session, plan)
    known = _recorded(session, folder, loaded)
    found = [one for one in known if good is None or (one.kind is PracticeKind.GOOD) is good]
    _tell(session, loaded, found, to, "No practice fits." if known else f"No practice of {loaded.id} is recorded.")


@practice.command("search", short_help="Find practices by their words.")
@plan_argument
@click.argument("wanted", metavar="WORDS...", nargs=-1, required=True)
@folder_option("practice")
@format_option
@click.pass_obj
def find(session: Session, plan: str, wanted: tuple[str, ...], folder: Path | None, to: str) -> None:
    """Find the practices of PLAN in which all WORDS stand; the beginning of a word will do."""
    loaded = load(session, plan)
    if not any(sign.isalnum() for word in wanted for sign in word):
        raise click.UsageError("Name a word to search for; 'empact practice list' lists all.")
    found = find_practices(_recorded(session, folder, loaded), " ".join(wanted))
    _tell(session, loaded, found, to, f"No practice of {loaded.id} has these words.")


def _recorded(session: Session, folder: Path | None, plan: Plan) -> list[Practice]:
    """The practices of a plan in the folder that a call names, or in the workspace."""
    folder_of(session, folder, "practice")  # somebody has to name one
    known = session.practices(folder)
    if folder is not None and not known:
        complain(f"No practice lies in {folder}.")
    return [one for one in known if one.plan == plan.id]


def _tell(session: Session, plan: Plan, found: Iterable[Practice], to: str, nothing: str) -> None:
    if to == "json":
        told = [{key: value for key, value in session.tree(one).items() if key != "empact"} for one in found]
        say_json({"empact": "practices/1", "plan": plan.id, **marked(plan), "practices": told})
        return
    lines = [line for one in found for line in _lines(one)]
    say([plan.marking, *lines] if plan.marking and lines else lines or [nothing])


def _lines(one: Practice) -> Iterator[str]:
    where = f"  in {', '.join(map(str, one.actions))}" if one.actions else ""
    yield wrapped(f"{one.kind.value}: {one.title}{where}", f"{one.on}  ")
    for label, prose in (("", one.text), ("Context: ", one.context), ("Evidence: ", one.evidence)):
        if prose:
            yield wrapped(f"{label}{' '.join(str(prose).split())}", " " * 12)
    if one.opportunities:
        yield wrapped(f"Opportunity: {', '.join(opening.value for opening in one.opportunities)}", " " * 12)
    for request in one.requests:
        state = f"answered {request.answered}" if request.answered else "not answered"
        due = f", by {request.due}" if request.due else ""
        yield wrapped(f"Requested from {request.to} on {request.on}{due}: {state}", " " * 12)
    if one.shared:
        yield wrapped(f"Shared with {', '.join(one.shared)}", " " * 12)
    for uptake in one.taken_up:
        since = f" since {uptake.on}" if uptake.on else ""
        yield wrapped(f"Taken up in {uptake.where}{since}", " " * 12)
    by = f" (recorded by {one.by})" if one.by else ""
    yield wrapped(f"{one.source}{by}", " " * 12)

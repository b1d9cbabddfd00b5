"""``empact practice``: good and bad practice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from empact import Session
from empact.hooks import Opportunity, Practice, Prose, Request, Worth, find_practices
from empact.plugins.governance.options import (
    folder_of,
    folder_option,
    folder_there,
    format_option,
    marked,
    parties,
    plan_argument,
    refs,
    words,
)
from empact.plugins.governance.shown import say, say_json, wrapped

_DATE = click.DateTime(["%Y-%m-%d"])


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
@click.option("--good/--bad", "good", required=True, help="Whether it is one to follow or one to avoid.")
@click.option("--on", type=_DATE, required=True, metavar="DATE", help="The day on which it was recorded.")
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
@click.pass_obj
def add(session: Session, /, plan: str, title: str, folder: Path | None, **given: Any) -> None:
    """Record a practice of PLAN under a TITLE; prints the file, to which requests and uptake are added by hand."""
    loaded = session.load(plan)
    one = Practice(
        plan=loaded.id,
        title=title,
        worth=Worth.GOOD if given["good"] else Worth.BAD,
        on=given["on"].date(),
        text=Prose(text=given["text"]),
        context=Prose(text=given["context"]),
        evidence=Prose(text=given["evidence"]),
        actions=refs(loaded, given["actions"]),
        by=parties(session, loaded, given["by"]),
        opportunities=tuple(map(Opportunity, given["opportunities"])),
        shared=given["shared"],
        source=given["source"],
    )
    say([str(session.record_practice(folder_of(session, folder, "practice"), one))])


@practice.command("list", short_help="List the practices.")
@plan_argument
@folder_option("practice")
@format_option
@click.pass_obj
def show(session: Session, plan: str, folder: Path | None, to: str) -> None:
    """List the practices of PLAN."""
    _tell(session, plan, folder, to, "")


@practice.command("search", short_help="Find practices by their words.")
@plan_argument
@click.argument("wanted", metavar="WORDS...", nargs=-1, required=True)
@folder_option("practice")
@format_option
@click.pass_obj
def find(session: Session, plan: str, wanted: tuple[str, ...], folder: Path | None, to: str) -> None:
    """Find the practices of PLAN in which all WORDS stand; the beginning of a word will do."""
    _tell(session, plan, folder, to, " ".join(wanted))


def _tell(session: Session, plan: str, folder: Path | None, to: str, wanted: str) -> None:
    loaded = session.load(plan)
    place = folder_there(session, folder, "practice")
    known = () if place is None else session.practices(place)
    found = find_practices((one for one in known if one.plan == loaded.id), wanted)
    if to == "json":
        told = [_tree(one) for one in found]
        say_json({"empact": "practices/1", "plan": loaded.id, **marked(loaded), "practices": told})
        return
    heading = [loaded.marking] if loaded.marking and found else []
    lines = [line for one in found for line in _lines(one)]
    say([*heading, *lines] or [f"No practice of {loaded.id} {'has these words' if wanted else 'is recorded'}."])


def _lines(one: Practice) -> Iterator[str]:
    where = f"  in {', '.join(map(str, one.actions))}" if one.actions else ""
    yield wrapped(f"{one.worth.value}: {one.title}{where}", f"{one.on}  ")
    for prose in (one.text, one.context, one.evidence):
        if prose:
            yield wrapped(" ".join(str(prose).split()), " " * 12)
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


def _tree(one: Practice) -> dict[str, Any]:
    return _known(
        title=one.title,
        worth=one.worth.value,
        on=one.on.isoformat(),
        text=one.text.text,
        context=one.context.text,
        evidence=one.evidence.text,
        actions=[str(ref) for ref in one.actions],
        opportunities=[opening.value for opening in one.opportunities],
        by=[str(item) for item in one.by],
        requests=[_request(request) for request in one.requests],
        shared=list(one.shared),
        taken_up=[
            _known(where=str(uptake.where), on=_day(uptake.on), text=uptake.text.text) for uptake in one.taken_up
        ],
        source=one.source,
    )


def _request(one: Request) -> dict[str, Any]:
    to = [str(item) for item in one.to]
    return _known(to=to, on=one.on.isoformat(), due=_day(one.due), answered=_day(one.answered), text=one.text.text)


def _known(**parts: Any) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value not in (None, [])}


def _day(on: dt.date | None) -> str | None:
    return None if on is None else on.isoformat()

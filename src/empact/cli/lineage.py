"""``empact lineage``: what became of the actions of a plan in the next one."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from empact.analysis import ActionHistory, Continuation, Lineage, Match
from empact.analysis import lineage as compared
from empact.cli.layout import table, wrapped
from empact.cli.output import say, say_json
from empact.cli.portfolios import document, head, output_options
from empact.cli.reading import stream
from empact.model import Action, Plan
from empact.session import Session

_ROOM = 44


@click.command()
@click.argument("earlier", metavar="EARLIER")
@click.argument("later", metavar="LATER")
@output_options
@click.pass_obj
def lineage(session: Session, earlier: str, later: str, format_: str | None, to: str) -> None:
    """Show what became of the actions of the plan EARLIER in the plan LATER.

    \b
    carried-over  it goes on under its number
    renumbered    it goes on under another number
    merged        it became one with others
    split         it became several
    dropped       it does not go on

    A later action that says what it continues is believed; of any other one, the words of the activity are compared.
    """
    plans = [session.load(stream(source, format_), format=format_) for source in (earlier, later)]
    _check(*plans)
    found = compared(*plans)
    if to == "json":
        say_json(_document(found))
    else:
        say("\n\n".join(_text(found)))


def _check(earlier: Plan, later: Plan) -> None:
    if earlier.period and later.period and earlier.period.start > later.period.start:
        message = f"{earlier.id} begins after {later.id}; name the earlier plan first."
        raise click.UsageError(message)


def _text(found: Lineage) -> Iterator[str]:
    yield from head((found.earlier, found.later))
    fates = Counter(one.continuation for one in found.histories)
    counted = ", ".join(f"{fates[fate]} {fate.value}" for fate in Continuation if fates[fate])
    come = (
        f"{len(found.new)} new, {len(found.elsewhere)} from elsewhere" if found.elsewhere else f"{len(found.new)} new"
    )
    silent = sum(not tie.stated for tie in found.matches)
    unmarked = f" {silent} go{'es' * (silent == 1)} on without a word of it." if silent else ""
    lines = [
        wrapped(f"{found.earlier.id}: {_many(len(found.histories))}{counted and f': {counted}'}.{unmarked}"),
        wrapped(f"{found.later.id}: {_many(len(found.later.actions))}, {come}."),
    ]
    yield "\n".join(lines)
    if found.histories:
        rows = [cells for one in found.histories for cells in _rows(one)]
        yield table((found.earlier.id, "FATE", found.later.id, "WHY"), rows)
    if found.elsewhere:
        yield "\n".join(f"{one.number} continues {', '.join(map(str, one.continues))}" for one in found.elsewhere)


def _many(number: int) -> str:
    return f"{number} action{'s' * (number != 1)}"


def _rows(one: ActionHistory) -> Iterator[tuple[str, str, str, str]]:
    number, fate = one.action.number, one.continuation.value
    if not one.matches:
        yield number, fate, "", _beginning(one.action)
    for tie in one.matches:
        yield number, fate, tie.later.number, _why(tie)
        number = fate = ""


def _why(tie: Match) -> str:
    likeness = tie.similarity
    words = (
        "" if likeness is None else f"{likeness.shared} of {likeness.every} words the same, score {likeness.score:.2f}"
    )
    return "; ".join(filter(None, ("stated" if tie.stated else "not stated", words)))


def _beginning(action: Action) -> str:
    return textwrap.shorten(action.activity.plain, _ROOM, placeholder=" ...")


def _document(found: Lineage) -> dict[str, Any]:
    """The lineage, for programs: the format ``lineage/1``."""
    fates = Counter(one.continuation for one in found.histories)
    return document("lineage/1", (found.earlier, found.later)) | {
        "counts": {fate.value: fates[fate] for fate in Continuation} | {"new": len(found.new)},
        "actions": [
            {
                "action": f"{found.earlier.id}:{one.action.number}",
                "continuation": one.continuation.value,
                "goes_on_as": [_tie(tie, found.later) for tie in one.matches],
            }
            for one in found.histories
        ],
        "new": [f"{found.later.id}:{action.number}" for action in found.new],
        "from_elsewhere": [
            {"action": f"{found.later.id}:{action.number}", "continues": list(map(str, action.continues))}
            for action in found.elsewhere
        ],
    }


def _tie(tie: Match, later: Plan) -> dict[str, Any]:
    entry: dict[str, Any] = {"action": f"{later.id}:{tie.later.number}", "pointer": tie.at, "stated": tie.stated}
    if tie.similarity is not None:
        entry["score"] = round(tie.similarity.score, 2)
    return entry | {"why": list(tie.explain())}

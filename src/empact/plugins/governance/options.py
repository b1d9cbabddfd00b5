"""Arguments and options that these commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from empact import Plan, Session, UnknownIdError
from empact.hooks import Ledger, Parties, PartyItem, Ref, Unread, parse_parties

F = TypeVar("F", bound=Callable[..., Any])

plan_argument = click.argument("plan", metavar="PLAN")
format_option = click.option(
    "--format",
    "to",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="What was known at the end of this day; else today.",
)


def folder_option(part: str) -> Callable[[F], F]:
    """The option that names the folder of ledgers or practices."""
    return click.option(
        f"--{part}",
        "folder",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help=f"The folder of the {part}; else {part}/ in the workspace that empact.toml names.",
    )


ledger_option = folder_option("ledger")


def day(given: dt.datetime | None) -> dt.date:
    """The day that is meant: the one named, or today."""
    return (given or dt.datetime.now().astimezone()).date()


def folder_of(session: Session, given: Path | None, part: str) -> Path:
    """The folder that a call means, or that the workspace has for it.

    Raises:
        click.UsageError: Nobody names one.
    """
    if given is not None:
        return given
    if session.workspace is not None:
        return session.workspace / part
    message = f'Name the folder with --{part}, or a workspace in empact.toml: workspace = "...".'
    raise click.UsageError(message)


def folder_there(session: Session, given: Path | None, part: str) -> Path | None:
    """The folder that a call means, or that of the workspace; None where nobody has recorded anything in that one."""
    place = folder_of(session, given, part)
    return place if given is not None or place.is_dir() else None


def ledger_of(session: Session, given: Path | None, plan: str) -> Ledger:
    """The ledger of a plan that a call means, or that the workspace has; an empty one where there is neither.

    That nothing is recorded is an answer too.
    """
    if given is None and session.workspace is None:
        return Ledger(plan=plan)
    place = folder_there(session, given, "ledger")
    return Ledger(plan=plan) if place is None else session.ledger(place, plan)


def words(_ctx: click.Context, parameter: click.Parameter, given: str) -> str:
    """A text that says something: the callback of a parameter."""
    if not given.strip():
        raise click.BadParameter("it is empty.", param=parameter)
    return given


def parties(session: Session, plan: Plan, names: Iterable[str]) -> Parties:
    """The parties that a call names.

    Raises:
        UnknownIdError: Neither the register nor the plan knows somebody. A record cannot be changed afterwards, and a
            slip of the keyboard would make it one about nobody.
    """
    items: list[PartyItem] = []
    register = session.register
    cells = [cell for one in plan.actions for cell in (one.leaders, one.participants)]
    written = {item.party for cell in cells for item in cell.understood}
    for name in names:
        read = parse_parties(name)
        if not read or any(isinstance(one, Unread) for one in read):
            raise click.UsageError(f"{name!r} names no party.")
        items += [one for one in read if isinstance(one, PartyItem)]
    for item in items:
        known = item.collective is not None or item.party in written or register.role(item.party) is not None
        if not known and register.find(item.party) is None:
            known_names = [word for one in register.parties for word in (one.code, one.name)]
            raise UnknownIdError("Party", item.party, known_names)
    return Parties(items=tuple(items))


def refs(plan: Plan, numbers: Iterable[str]) -> tuple[Ref, ...]:
    """The actions of the plan that a call names.

    Raises:
        UnknownIdError: The plan has no such action.
    """
    return tuple(Ref(action=plan.action(number).number) for number in numbers)


def marked(plan: Plan) -> dict[str, str]:
    """The marking of a plan, for the document that is derived from it."""
    return {"marking": plan.marking} if plan.marking else {}

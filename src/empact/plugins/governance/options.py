"""Arguments and options that these commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click

from empact import LedgerReading, Plan, Session, UnknownIdError
from empact.hooks import Ledger, Parties, PartyItem, Ref, Unparsed, parse_parties
from empact.hooks import assignments as involvements
from empact.plugins.governance.shown import complain

F = TypeVar("F", bound=Callable[..., Any])


def a_day(given: str) -> dt.date:
    """The day that a text names: the type of an option."""
    try:
        return dt.datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        message = f"{given!r} is no day. Write it as YYYY-MM-DD, such as 2012-05-14."
        raise click.BadParameter(message) from None


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
    type=a_day,
    metavar="DATE",
    help="What was known at the end of this day; else today.",
)


def _named(_ctx: click.Context, parameter: click.Parameter, given: str | None) -> Path | None:
    """A folder that has a name: an empty one is that of a variable without value."""
    if given is not None and not given:
        raise click.BadParameter("it is empty; write . for the current folder.", param=parameter)
    return None if given is None else Path(given)


def load(session: Session, plan: str) -> Plan:
    """The plan that a call names: that of a file, or a bundled one.

    Raises:
        click.UsageError: The standard input is named.
    """
    if plan == "-":
        raise click.UsageError("This command takes a file or the name of a bundled plan, not the standard input.")
    return session.load(plan)


def folder_option(part: str) -> Callable[[F], F]:
    """The option that names the folder of a kind of file, called as that folder of a workspace is: `ledger`."""
    return click.option(
        f"--{part}",
        "folder",
        callback=_named,
        metavar="FOLDER",
        help=f"The {part} folder; else {part}/ in the workspace that empact.toml names.",
    )


ledger_option = folder_option("ledger")


def day(given: dt.date | None) -> dt.date:
    """The day that is meant: the one named, or today."""
    return given or dt.datetime.now().astimezone().date()


def unnamed(part: str) -> str:
    """How to name a folder, where neither the call nor the configuration does."""
    return f'Name the folder with --{part}, or a workspace in empact.toml: workspace = "...".'


def folder_of(session: Session, given: Path | None, part: str) -> Path:
    """The folder that a call means, or that the workspace has for it.

    Raises:
        click.UsageError: Nobody names one.
    """
    place = given or session.workspace_folder(part)
    if place is None:
        raise click.UsageError(unnamed(part))
    return place


def read_ledgers(session: Session, folder: Path | None) -> LedgerReading:
    """What the folder that a call names holds, or that of the workspace; that a named one holds nothing is told."""
    read = session.read_ledgers(folder)
    if folder is not None and not read.ledgers and read.whole:
        inside = folder / "ledger"
        complain(f"No entry lies in {folder}.{f' Did you mean {inside}?' if inside.is_dir() else ''}")
    return read


def ledger_of(session: Session, folder: Path | None, plan: str) -> Ledger:
    """The ledger of a plan that a call means, or that the workspace has; an empty one where there is neither.

    That nothing is recorded is an answer too.
    """
    return read_ledgers(session, folder).entire.of(plan)


def words(_ctx: click.Context, parameter: click.Parameter, given: str) -> str:
    """A text that says something: the callback of a parameter."""
    if not given.strip():
        raise click.BadParameter("it is empty.", param=parameter)
    return given


def parties(session: Session, plan: Plan, names: Iterable[str]) -> Parties:
    """The parties that a call names, each once.

    Raises:
        UnknownIdError: Neither the register nor the plan knows somebody. A record cannot be changed afterwards, and a
            slip of the keyboard would make it one about nobody.
    """
    items: dict[PartyItem, PartyItem] = {}
    register = session.register
    written = {one.name for one in involvements(plan, register)}
    for name in names:
        read = parse_parties(name).items
        if not read or any(isinstance(one, Unparsed) for one in read):
            raise click.UsageError(f"{name!r} names no party.")
        for item in read:
            if isinstance(item, PartyItem):
                party = register.find(item.party)
                items.setdefault(item if party is None else attrs.evolve(item, party=party.code), item)
    named = [name for item in items.values() for name in (item.party, *item.cooperating)]
    groups = {item.party for item in items.values() if item.collective is not None}
    for name in named:
        if name not in written | groups and register.role(name) is None and register.find(name) is None:
            raise UnknownIdError("Party", name, [word for one in register.parties for word in (one.code, one.name)])
    return Parties(items=tuple(items.values()))


def refs(plan: Plan, numbers: Iterable[str]) -> tuple[Ref, ...]:
    """The actions of the plan that a call names, each once.

    Raises:
        UnknownIdError: The plan has no such action.
    """
    return tuple(dict.fromkeys(Ref(action=plan.action(number).number) for number in numbers))


def marked(plan: Plan) -> dict[str, str]:
    """The marking of a plan, for the document that is derived from it."""
    return {"marking": plan.marking} if plan.marking else {}

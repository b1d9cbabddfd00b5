"""Arguments and options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def parse_day(given: str) -> dt.date:
    """Parse a date such as ``2012-05-14``: the type of an option."""
    try:
        return dt.datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        message = f"{given!r} is not a date. Write it as YYYY-MM-DD, such as 2012-05-14."
        raise click.BadParameter(message) from None


def require_text(_ctx: click.Context, parameter: click.Parameter, given: str) -> str:
    """Return a text that is not blank: the callback of a parameter."""
    if not given.strip():
        raise click.BadParameter("it is empty.", param=parameter)
    return given


def _folder(_ctx: click.Context, parameter: click.Parameter, given: str | None) -> Path | None:
    """Return the path of a folder; refuse an empty one, which is usually a shell variable without a value."""
    if given is not None and not given:
        raise click.BadParameter("it is empty; write . for the current folder.", param=parameter)
    return None if given is None else Path(given)


def or_today(given: dt.date | None) -> dt.date:
    """The date of an option, or today."""
    return given or dt.datetime.now().astimezone().date()


def is_stdout(output: Path | None) -> bool:
    """Whether ``-o`` means the standard output: not given, or ``-``."""
    return output is None or output == Path("-")


plan_argument = click.argument("plan", metavar="PLAN")
plans_argument = click.argument("sources", metavar="PLAN...", nargs=-1, required=True)
from_option = click.option("--from", "format_", metavar="FORMAT", help="The input format; required for '-'.")
format_option = click.option(
    "--format",
    "to",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)


def as_of_option(text: str = "Use what was known at the end of this day; default: today.") -> Callable[[F], F]:
    """The option ``--as-of`` with its help."""
    return click.option("--as-of", type=parse_day, metavar="DATE", help=text)


def folder_option(part: str) -> Callable[[F], F]:
    """The option that names a folder of the workspace, called as the folder is: ``ledger``."""
    return click.option(
        f"--{part}",
        "folder",
        callback=_folder,
        metavar="FOLDER",
        help=f"The {part} folder; default: {part}/ in the workspace of empact.toml.",
    )


def ledger_option(command: F) -> F:
    """The option ``--ledger``."""
    return folder_option("ledger")(command)


def portfolio_options(command: F) -> F:
    """The arguments and options of a command about several plans: PLAN..., ``--from`` and ``--format``."""
    return plans_argument(from_option(format_option(command)))


def folder_hint(part: str) -> str:
    """How to name a folder if neither the call nor the configuration does."""
    return f'Name the folder with --{part}, or a workspace in empact.toml: workspace = "...".'

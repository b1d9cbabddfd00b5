"""Arguments and options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from empact.hooks.lazy import imported

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])
Completion: TypeAlias = "Callable[[click.Context, click.Parameter, str], list[CompletionItem] | list[str]]"


def parse_day(given: str) -> dt.date:
    """Parse a date such as ``2012-05-14``: the type of an option."""
    try:
        return dt.datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        message = f"{given!r} is not a date. Write it as YYYY-MM-DD, such as 2012-05-14."
        raise click.BadParameter(message) from None


def require_text(_ctx: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Return a text that is not blank, or None if an option is not given: the callback of a parameter."""
    if given is not None and not given.strip():
        raise click.BadParameter("it is empty.", param=parameter)
    return given


def _folder(_ctx: click.Context, parameter: click.Parameter, given: str | None) -> Path | None:
    """Return the path of a folder; refuse an empty one, which is usually a shell variable without a value."""
    if given is not None and not given:
        raise click.BadParameter("it is empty; write . for the current folder.", param=parameter)
    return None if given is None else Path(given)


def or_today(given: dt.date | None) -> dt.date:
    """The date of an option, or today."""
    return given or dt.date.today()  # noqa: DTZ011 - the date on the clock of the user, whatever the zone is called


def is_stdout(output: Path | None) -> bool:
    """Whether ``-o`` means the standard output: not given, or ``-``."""
    return output is None or output == Path("-")


def completed_by(function: str) -> Completion:
    """Complete a value with a function of :mod:`empact.cli.completions`, which only completion imports."""

    def complete(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        items: list[CompletionItem] = imported(f"empact.cli.completions:{function}")(ctx, incomplete)
        return items

    return complete


def plan_argument_as(name: str) -> Callable[[F], F]:
    """An argument that is a plan, called by another name than PLAN."""
    return click.argument(name, metavar=name.upper(), shell_complete=completed_by("plans"))


plan_argument = plan_argument_as("plan")
plans_argument = click.argument(
    "sources", metavar="PLAN...", nargs=-1, required=True, shell_complete=completed_by("plans")
)
party_argument = click.argument("party", metavar="PARTY", shell_complete=completed_by("parties"))
rule_argument = click.argument("rule", metavar="[RULE]", required=False, shell_complete=completed_by("rules"))
_from_option = click.option(
    "--from",
    "format_",
    metavar="FORMAT",
    shell_complete=completed_by("readers"),
    help="The input format; default: by the suffix of the file. Required for '-'.",
)
_RELEASE = "empact.release"


def _level(ctx: click.Context, _parameter: click.Parameter, given: str | None) -> None:
    """Keep the level of a release for all that reads plans; refuse one that is not known."""
    if given is not None:
        from empact.reference import read_level  # most calls release nothing

        read_level(given)
        ctx.meta[_RELEASE] = given


def release_level() -> str | None:
    """The level that ``--release`` gives in this call, or None."""
    ctx = click.get_current_context(silent=True)
    return None if ctx is None else ctx.meta.get(_RELEASE)


_MARKING = "empact.marking"


def _raised_to(ctx: click.Context, _parameter: click.Parameter, given: str | None) -> None:
    """Keep the level to which the marking of an output is raised; refuse one that is not known."""
    if given is not None:
        from empact.reference import read_level  # most calls raise no marking

        read_level(given)
        ctx.meta[_MARKING] = given


def marking_level() -> str | None:
    """The marking that ``--marking`` gives in this call, or None."""
    ctx = click.get_current_context(silent=True)
    return None if ctx is None else ctx.meta.get(_MARKING)


_marking_option = click.option(
    "--marking",
    metavar="LEVEL",
    expose_value=False,
    callback=_raised_to,
    shell_complete=completed_by("levels"),
    help="Raise the marking of the output to this level; a marking is never lowered.",
)
_release_option = click.option(
    "--release",
    metavar="LEVEL",
    expose_value=False,
    callback=_level,
    shell_complete=completed_by("levels"),
    help="Stop if a plan has a marking above this level today: public, LIMITE, 'EU RESTRICTED', DE:GEHEIM ...",
)


def reading_options(command: F) -> F:
    """The options of each command that reads plans: ``--from``, ``--release`` and ``--marking``."""
    return _from_option(_release_option(_marking_option(command)))


format_option = click.option(
    "--format",
    "to",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)
show_option = click.option(
    "--show",
    type=click.Choice(["error", "warning", "info"]),
    help="List findings at or above this severity; default: warning in text, info in json.",
)
formatter_option = click.option(
    "--format",
    "to",
    default="text",
    show_default=True,
    metavar="FORMAT",
    shell_complete=completed_by("formatters"),
    help="Text for people, concise for grep and editors, JSON for programs, or a format of a plugin.",
)


def rules_option(name: str, text: str) -> Callable[[F], F]:
    """An option that names rules: ``--select`` and ``--ignore``."""
    return click.option(
        name, multiple=True, metavar="RULE", shell_complete=completed_by("rules"), help=f"{text} Can be repeated."
    )


profile_option = click.option(
    "--profile",
    metavar="NAME",
    shell_complete=completed_by("profiles"),
    help="Start from this profile; 'empact rules' lists the profiles.",
)


def as_of_option(default: str = "today") -> Callable[[F], F]:
    """The option ``--as-of``: the date of knowledge."""
    text = f"Use only what was known at the end of this day, such as 2026-06-30; default: {default}."
    return click.option("--as-of", type=parse_day, metavar="DATE", help=text)


def _language(_ctx: click.Context, _parameter: click.Parameter, given: str) -> str:
    """Return an official language; say so if it has only the names of states."""
    words = imported("empact.documents:words_in")(given)
    if words.fixed != given:
        imported("empact.cli.console:echo_note")(f"The names of states are in {given!r}, all other words in English.")
    return given


language_option = click.option(
    "--language",
    default="en",
    show_default=True,
    metavar="LANGUAGE",
    shell_complete=completed_by("languages"),
    callback=_language,
    help="Titles and headings in en, fr or de; names of states in any official language of the Union, such as hu.",
)


def folder_option(part: str, name: str = "folder") -> Callable[[F], F]:
    """The option that names a folder of the workspace, called as the folder is: ``ledger``."""
    return click.option(
        f"--{part}",
        name,
        callback=_folder,
        shell_complete=completed_by("folders"),
        metavar="FOLDER",
        help=f"The {part} folder; default: {part}/ in the workspace of empact.toml.",
    )


def ledger_option(command: F) -> F:
    """The option ``--ledger``."""
    return folder_option("ledger")(command)


def reports_options(command: F) -> F:
    """The options that name the reports and what belongs to them: ``--reports``, ``--operations`` and ``--kpis``."""
    for part, name in (("kpis", "kpis"), ("operations", "operations"), ("reports", "folder")):
        command = folder_option(part, name)(command)
    return command


def reporting_options(command: F) -> F:
    """The options of a command that compares reports with what they name: ``--ledger``, ``--reports`` and others."""
    return folder_option("ledger", "ledger")(reports_options(command))


answers_option = click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file with the answers to possible overlaps; default: the one in the configuration.",
)


def create_option(part: str) -> Callable[[F], F]:
    """The option ``--create``: whether a missing folder is created."""
    return click.option("--create", is_flag=True, help=f"Create the {part} folder or the workspace if it is missing.")


accept_text_option = click.option(
    "--accept-text",
    is_flag=True,
    help="Accept texts with an e-mail address, a telephone number or an IBAN (warning OAP834).",
)
"""The option ``--accept-text``: whether personal data that is found refuses a file."""


def output_option(metavar: str, text: str) -> Callable[[F], F]:
    """The option ``-o``: where the output goes."""
    return click.option("-o", "--output", type=click.Path(path_type=Path), metavar=metavar, help=text)


def on_option(text: str) -> Callable[[F], F]:
    """The option ``--on``: the day of an entry or a practice."""
    return click.option("--on", type=parse_day, metavar="DATE", required=True, help=text)


def source_option(text: str) -> Callable[[F], F]:
    """The option ``--source``: where an entry or a practice comes from."""
    return click.option("--source", metavar="TEXT", required=True, callback=require_text, help=text)


def actions_option(text: str) -> Callable[[F], F]:
    """The option ``--action`` for several actions."""
    return click.option(
        "--action",
        "actions",
        multiple=True,
        metavar="ACTION",
        shell_complete=completed_by("actions"),
        help=f"{text} Can be repeated.",
    )


def party_option(text: str, name: str = "--party", *, required: bool = False) -> Callable[[F], F]:
    """The option ``--party``, or ``--by``, for one party."""
    return click.option(name, metavar="PARTY", required=required, shell_complete=completed_by("parties"), help=text)


def parties_option(text: str) -> Callable[[F], F]:
    """The option ``--party`` for several parties."""
    return click.option(
        "--party",
        "parties",
        multiple=True,
        metavar="PARTY",
        shell_complete=completed_by("parties"),
        help=f"{text} Can be repeated.",
    )


def by_option(text: str) -> Callable[[F], F]:
    """The option ``--by``: parties that say or do it."""
    return click.option(
        "--by", multiple=True, metavar="PARTY", shell_complete=completed_by("parties"), help=f"{text} Can be repeated."
    )


def decision_options(command: F) -> F:
    """The options of a command that takes decisions of the ledger into account: ``--as-of`` and ``--ledger``."""
    return as_of_option()(ledger_option(command))


def has_option(command: click.Command, name: str) -> bool:
    """Whether a command has an option: a message names only options of its own command."""
    return any(param.name == name for param in command.params)


def folder_hint(part: str) -> str:
    """How to name a folder if neither the call nor the configuration does."""
    return f'Name the folder with --{part}, or a workspace in empact.toml: workspace = "...".'

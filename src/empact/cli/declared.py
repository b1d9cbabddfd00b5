"""Commands whose options depend on the call: those that a format, or a document, of a plugin declares."""

from __future__ import annotations

import abc
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from empact.cli.console import plugins_print_to_stderr
from empact.cli.options import Completion, answers_option, as_of_option, completed_by, folder_option, reports_options
from empact.hooks import DocumentSpec, Option
from empact.session import Session

_DECLARED = "empact.cli.declared.options"
_PREFIX = "option_"
"""The beginning of the parameters of declared options, so that none has the name of another parameter."""

_PARTY = "party"
"""The name of an option that takes a party."""
_COMPLETED = {_PARTY: "parties", "action": "actions"}
"""The function of ``empact.cli.completions`` that completes an option of this name."""
_METAVARS: dict[object, str] = {
    str: "TEXT",
    int: "NUMBER",
    float: "NUMBER",
    bool: "YES|NO",
    dt.date: "DATE",
    Path: "FILE",
}


def _click_option(option: Option) -> click.Option:
    """Return a declared option as one of the command line."""
    word, name = option.name.replace("_", "-"), f"{_PREFIX}{option.name}"
    if option.type is bool and not option.repeated:
        words = f"--{word}/--no-{word}" if option.default else f"--{word}"
        return click.Option([words, name], is_flag=True, default=bool(option.default), help=_help(option))
    return click.Option(
        [f"--{word}", name],
        type=_parser(option),
        metavar=_metavar(option),
        multiple=option.repeated,
        required=option.required,
        help=_help(option),
        shell_complete=_completing(option),
    )


def _metavar(option: Option) -> str:
    if option.choices:
        return f"[{'|'.join(map(str, option.choices))}]"
    return "PARTY" if option.name == _PARTY else _METAVARS[option.type]


def _parser(option: Option) -> Callable[[str], Any]:
    """Return the function that converts a text of the command line to a value of an option."""

    def parse(text: str) -> Any:
        try:
            return option.parse(text)
        except ValueError as problem:
            raise click.BadParameter(str(problem)) from None

    return parse


def _completing(option: Option) -> Completion:
    """Return the function that completes a value of an option: a party, an action, or one of its choices."""
    if option.name in _COMPLETED:
        return completed_by(_COMPLETED[option.name])

    def complete(_ctx: click.Context, _param: click.Parameter, start: str) -> list[str]:
        return [word for word in map(str, option.choices) if word.startswith(start)]

    return complete


def _help(option: Option) -> str:
    default = "" if option.default in (None, (), False) else f" [default: {option.default}]"
    return f"{option.summary}{default}"


def input_options(spec: DocumentSpec) -> list[click.Parameter]:
    """Return the options that name what a document needs beside its plans."""

    def command() -> None:
        """Take the options as a command does."""

    if spec.reports or "reports" in spec.inputs or any(option.needs == "reports" for option in spec.options):
        command = reports_options(command)
    elif "kpis" in spec.inputs:
        command = folder_option("kpis", "kpis")(command)
    if "answers" in spec.inputs:
        command = answers_option(command)
    if "practices" in spec.inputs:
        command = folder_option("practice", "practice")(command)
    if "seals" in spec.inputs or any(option.needs == "seals" for option in spec.options):
        command = folder_option("seals", "seals")(command)
    if spec.ledger:
        command = as_of_option()(folder_option("ledger", "ledger")(command))
    return list(reversed(getattr(command, "__click_params__", [])))


class DeclaringCommand(click.Command, abc.ABC):
    """A command with the options that the formats, or the document, of a call declare."""

    @abc.abstractmethod
    def declared(self, session: Session, given: Mapping[str, Any]) -> Iterable[Option | click.Parameter]:
        """Return the options for a call, from the texts that it gives as parameters.

        Where options are not known yet, their values count as arguments.
        """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find out first what the call asks for: that says which other options there are."""
        if ctx.resilient_parsing:  # a shell completes the call
            from empact.cli.completions import completed

            ctx.meta[_DECLARED] = completed(ctx, lambda session: self._declared(ctx, session, args))
        else:
            with plugins_print_to_stderr():
                ctx.meta[_DECLARED] = [] if ctx.obj is None else self._declared(ctx, ctx.obj, args)
        return super().parse_args(ctx, args)

    def _declared(self, ctx: click.Context, session: Session, args: Sequence[str]) -> list[click.Parameter]:
        lenient = click.Context(
            self, ctx.parent, ignore_unknown_options=True, allow_extra_args=True, resilient_parsing=True
        )
        given, _, _ = super().make_parser(lenient).parse_args(list(args))
        texts: dict[str, Any] = {name: given[name] for name in given if isinstance(given[name], (str, tuple, list))}
        every = self.declared(session, texts)  # click has a value of its own for what is not given
        return [_click_option(declared) if isinstance(declared, Option) else declared for declared in every]

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters of every call; those that this call declares are the first options."""
        own = super().get_params(ctx)
        declared: list[click.Parameter] = ctx.meta.get(_DECLARED, [])
        arguments = [param for param in own if isinstance(param, click.Argument)]
        return [*arguments, *declared, *(param for param in own if param not in arguments)]


def given_options(ctx: click.Context, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the declared options that a call gives, by name."""
    return {
        name.removeprefix(_PREFIX): value
        for name, value in options.items()
        if name.startswith(_PREFIX) and _is_given(ctx, name)
    }


def _is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE

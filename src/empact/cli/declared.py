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
from empact.hooks import Option
from empact.session import Session

_DECLARED = "empact.cli.declared.options"
_PREFIX = "option_"
"""The beginning of the parameters of declared options, so that none has the name of another parameter."""

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
        return click.Option([f"--{word}/--no-{word}", name], default=option.default, help=_help(option))
    return click.Option(
        [f"--{word}", name],
        type=_parser(option),
        metavar=f"[{'|'.join(map(str, option.choices))}]" if option.choices else _METAVARS[option.type],
        multiple=option.repeated,
        required=option.required,
        help=_help(option),
        shell_complete=_completing(option),
    )


def _parser(option: Option) -> Callable[[str], Any]:
    """Return the function that converts a text of the command line to a value of an option."""

    def parse(text: str) -> Any:
        try:
            return option.parse(text)
        except ValueError as problem:
            raise click.BadParameter(str(problem)) from None

    return parse


def _completing(option: Option) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Return the function that completes a value of an option: one of its choices."""

    def complete(_ctx: click.Context, _param: click.Parameter, start: str) -> list[str]:
        return [word for word in map(str, option.choices) if word.startswith(start)]

    return complete


def _help(option: Option) -> str:
    default = "" if option.default in (None, (), False) else f" [default: {option.default}]"
    return f"{option.summary}{default}"


class DeclaringCommand(click.Command, abc.ABC):
    """A command with the options that the formats, or the document, of a call declare."""

    @abc.abstractmethod
    def declared(self, session: Session, given: Mapping[str, Any]) -> Iterable[Option]:
        """Return the options for a call, from the parameters that it gives."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find out first what the call asks for: that says which other options there are."""
        if ctx.resilient_parsing:  # a shell completes the call
            from empact.cli.completions import completed

            ctx.meta[_DECLARED] = completed(ctx, lambda session: self._declared(ctx, session, args))
        else:
            with plugins_print_to_stderr():
                ctx.meta[_DECLARED] = [] if ctx.obj is None else self._declared(ctx, ctx.obj, args)
        return super().parse_args(ctx, args)

    def _declared(self, ctx: click.Context, session: Session, args: Sequence[str]) -> list[click.Option]:
        lenient = click.Context(
            self, ctx.parent, ignore_unknown_options=True, allow_extra_args=True, resilient_parsing=True
        )
        given, _, _ = super().make_parser(lenient).parse_args(list(args))
        return [*map(_click_option, self.declared(session, given))]

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters of every call; those that this call declares are the first options."""
        own = super().get_params(ctx)
        declared: list[click.Parameter] = ctx.meta.get(_DECLARED, [])
        arguments = [param for param in own if isinstance(param, click.Argument)]
        return [*arguments, *declared, *(param for param in own if param not in arguments)]


def given_options(ctx: click.Context, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the declared options that a call gives, by name."""
    return {name.removeprefix(_PREFIX): value for name, value in options.items() if _is_given(ctx, name)}


def _is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE

"""Commands that show a result about plans: its document on the terminal, or its JSON."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import click

from empact.analysis import PlanContext, Portfolio, PortfolioContext, records_of
from empact.cli.console import echo_formatted, echo_note, echo_tree, may_colour
from empact.cli.declared import DeclaringCommand, given_options, input_options
from empact.cli.options import (
    folder_hint,
    format_option,
    marking_level,
    or_today,
    plan_argument_as,
    plans_argument,
    reading_options,
    release_level,
)
from empact.cli.portfolios import keep_records, marking_lines
from empact.cli.reading import (
    answers_of,
    exit_if_unreadable,
    given_folders,
    load_plan,
    read_portfolio,
    read_records,
    require_folders,
)
from empact.cli.views import headed, terminal
from empact.hooks import DocumentSpec, Option
from empact.model import Plan
from empact.session import Session
from empact.session.exporting import Export, choose, find_document
from empact.values import value

T = TypeVar("T")
Context: TypeAlias = PlanContext | PortfolioContext
Result: TypeAlias = Callable[..., object]
_SHARED = (
    "format_",
    "release",
    "marking",
    "as_of",
    "ledger",
    "practice",
    "folder",
    "operations",
    "kpis",
    "seals",
    "to",
)
_LAST = {name: number for number, name in enumerate(_SHARED, 1)}


def result_command(
    document: str,
    *,
    name: str | None = None,
    plans: Sequence[str] = (),
    parameters: Sequence[Callable[[Any], Any]] = (),
    below: Callable[..., str] | None = None,
    titled: bool = True,
    needs_ledger: bool = False,
) -> Callable[[Result], click.Command]:
    """Return a decorator for a function that returns a result: it makes the command that shows this result.

    The command prints the document of the result, or the result as JSON. Its inputs and options are those that the
    document declares. The docstring of the function is the help of the command. The function takes the context of the
    plans (of the plan, if the command takes one) and, by keyword, the inputs and options of the document that it uses;
    ``export`` is the :class:`~empact.session.exporting.Export` of the call.

    Args:
        document: The name of the document.
        name: The name of the command, if it is not that of the function.
        plans: The names of the arguments, if each is one plan; empty if the command takes any number of plans.
        parameters: Other arguments and options, as decorators of click. One with the name of an option of the document
            replaces it; the others are for ``below``.
        below: Returns a text to print below the document. It takes what the function takes, and by keyword also the
            parameters of the command that are not options of the document.
        titled: Whether the plans stand above with their titles. A day stands there only if the call names one.
        needs_ledger: Whether the result says little without a ledger, so that a note says how to name one.
    """

    def decorate(result: Result) -> click.Command:
        view = _View(document, tuple(plans), result, below, titled=titled, needs_ledger=needs_ledger)

        @click.pass_context
        @functools.wraps(result)
        def run(ctx: click.Context, /, **given: Any) -> None:
            view.run(ctx, given)

        arguments = [plan_argument_as(argument) for argument in plans] or [plans_argument]
        command: Any = run
        for decorator in reversed((*arguments, *parameters, reading_options, format_option)):
            command = decorator(command)
        return click.command(name, cls=_ResultCommand, document=document)(command)

    return decorate


class _ResultCommand(DeclaringCommand):
    """A command with the inputs and options of its document."""

    def __init__(self, *, document: str, **settings: Any) -> None:
        super().__init__(**settings)
        self._document = document

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters of a call: those that many commands share stand last, in one order."""
        return sorted(super().get_params(ctx), key=_place)

    def declared(self, session: Session, given: Mapping[str, Any]) -> Iterable[Option | click.Parameter]:  # noqa: ARG002 - each call declares the same
        """Return what the document declares and the command does not have itself."""
        spec, own = find_document(session.plugins, self._document), {param.name for param in self.params}
        yield from (option for option in spec.options if option.name not in own)
        yield from (param for param in input_options(spec) if param.name not in own)


def _place(param: click.Parameter) -> int:
    """Return the place of a parameter among those that stand last; 0 for the others, which stay in their order."""
    return len(_LAST) + 1 if "--help" in param.opts else _LAST.get(param.name or "", 0)


@value
class _View:
    """What a command shows, and how."""

    document: str
    plans: tuple[str, ...]
    result: Result
    below: Callable[..., str] | None
    titled: bool
    needs_ledger: bool

    def run(self, ctx: click.Context, given: Mapping[str, Any]) -> None:
        """Print the result of a call, and exit with 2 if a plan is missing."""
        session: Session = ctx.obj
        if self.plans:
            self._echo(session, [load_plan(session, given[name], given["format_"]) for name in self.plans], given)
            return
        read = read_portfolio(ctx, given["sources"], given["format_"])
        if read.values:
            self._echo(session, read.values, given)
        exit_if_unreadable(ctx, read)

    def _echo(self, session: Session, plans: Sequence[Plan], given: Mapping[str, Any]) -> None:
        spec = find_document(session.plugins, self.document)
        named = {option.name: given[option.name] for option in spec.options if given.get(option.name) is not None}
        options = {**named, **given_options(click.get_current_context(), given)}
        require_folders(
            session,
            spec,
            options,
            reports=given.get("folder"),
            practices=given.get("practice"),
            seals=given.get("seals"),
        )
        export = self._export(session, plans, given)
        if self.needs_ledger and given["ledger"] is None and session.workspace.path is None:
            echo_note(f"No entries are used. {folder_hint('ledger')}")
        if given["to"] == "json":
            echo_tree(session, self._call(self.result, export, spec, options, given))
        else:
            echo_formatted(self._text(export, spec, options, given), colour=may_colour())

    def _export(self, session: Session, plans: Sequence[Plan], given: Mapping[str, Any]) -> Export:
        """Return the plans of a call with its inputs, which are read from the folders that the call names."""
        folders = given_folders(given)
        return Export(
            setup=session.setup,
            portfolio=Portfolio(tuple(plans)),
            read=lambda kinds: read_records(session, plans, kinds, folders),
            as_of=or_today(given.get("as_of")),
            release=release_level(),
            answers=answers_of(session, given["answers"], plans) if given.get("answers") else None,
            note=echo_note,
            raised_to=marking_level(),
            terminal=terminal(),
            arrange=functools.partial(headed, titled=self.titled, dated=given.get("as_of") is not None),
        )

    def _text(self, export: Export, spec: DocumentSpec, options: Mapping[str, Any], given: Mapping[str, Any]) -> str:
        """Return the document as text; of a document about one plan, that of each plan below the joint marking."""
        choice = choose(export.setup.plugins, "text", self.document)
        texts = [artifact.data.decode().rstrip("\n") for artifact in export.artifacts(choice, options)]
        keep_records(export.portfolio, records_of(self._context(export, spec, choice.values(options))))
        above = marking_lines(*export.portfolio, on=export.as_of) if len(texts) > 1 else []
        below = "" if self.below is None else self._call(self.below, export, spec, options, given)
        return "\n\n".join(filter(None, [*above, *texts, below]))

    def _call(
        self,
        function: Callable[..., T],
        export: Export,
        spec: DocumentSpec,
        options: Mapping[str, Any],
        given: Mapping[str, Any],
    ) -> T:
        """Call a function with the context of the plans (of one plan, its own), and by keyword with what it takes."""
        values = export.checked(spec.options, spec, options)
        context = self._context(export, spec, values)
        keep_records(export.portfolio, records_of(context))
        known = {"export": export, **given, **values}
        taken = list(inspect.signature(function).parameters)[1:]
        keywords = {name: known[name] if name in known else export.input(name, None) for name in taken}
        return function(context, **keywords)

    def _context(self, export: Export, spec: DocumentSpec, values: Mapping[str, Any]) -> Context:
        """Return the context of the plans of a call; of one plan, its own, as its document has it."""
        return export.context_for(spec, export.portfolio.plans[0] if len(self.plans) == 1 else None, values)

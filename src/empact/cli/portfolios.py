"""What commands share that look at several plans together: arguments, the head of a text and that of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import click

from empact.cli.layout import wrapped
from empact.cli.output import complain
from empact.cli.reading import read_all
from empact.diagnostics import Diagnostic
from empact.model import Plan
from empact.session import Session
from empact.storage.reading import Readings

UNUSABLE = 2

Command = Callable[..., None]


def output_options(command: Command) -> Command:
    """The options for the format of the input and of the output."""
    from_ = click.option("--from", "format_", metavar="FORMAT", help="The format of the input; needed for '-'.")
    kinds = click.Choice(["text", "json"])
    to = click.option("--format", "to", type=kinds, default="text", help="Text for people (the default), or json.")
    return from_(to(command))


def portfolio_options(command: Command) -> Command:
    """The plans of a call, and these options."""
    return click.argument("sources", metavar="PLAN...", nargs=-1, required=True)(output_options(command))


def read_portfolio(ctx: click.Context, sources: Sequence[str], format_: str | None) -> Readings[Plan]:
    """Read plans, files and folders; what is wrong with a file is told on the standard error."""
    session: Session = ctx.obj
    read = read_all(session, sources, format_)
    for problem in read.diagnostics:
        tell(problem)
    return read


def tell(problem: Diagnostic) -> None:
    """A problem as one line on the standard error."""
    complain(" ".join(filter(None, (f"{problem.place}: {problem.code}", problem.message, problem.hint))))


def exit_code(ctx: click.Context, read: Readings[Plan]) -> None:
    """End with the code for a source that gave no plan, where there is one."""
    if not read.complete:
        ctx.exit(UNUSABLE)


def head(plans: Iterable[Plan]) -> Iterator[str]:
    """The plans, each with its title, and beneath it its marking: that travels into every output."""
    lines: list[str] = []
    for plan in plans:
        lines.append(wrapped(f"{plan.id}  {' '.join((plan.title or '').split())}".rstrip(), indent="    "))
        if plan.marking:
            lines.append(wrapped(" ".join(plan.marking.split()), "    ", "    "))
    if lines:
        yield "\n".join(lines)


def document(format_: str, plans: Iterable[Plan]) -> dict[str, Any]:
    """The beginning of a document for programs: its format, and the plans that it tells of."""
    facts = ({"id": plan.id, "file": plan.source and plan.source.file, "marking": plan.marking} for plan in plans)
    known = [{key: value for key, value in one.items() if value is not None} for one in facts]
    return {"empact": format_, "plans": known}

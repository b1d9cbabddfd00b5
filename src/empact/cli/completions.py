"""What a shell completes: the names that the plugins and the facts of a session provide.

Completion never fails: if the configuration cannot be read, nothing is suggested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import click
from click.shell_completion import CompletionItem

from empact.cli.commands import LazyGroup
from empact.cli.console import plugins_print_to_stderr
from empact.errors import EmpactError
from empact.reference import LANGUAGES
from empact.session import Session

T = TypeVar("T")
_Names = Iterable[tuple[str, str | None]]
"""Names, each with a help text that some shells show beside it."""


def plans(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete PLAN: the name of a bundled plan, or a file."""
    names = _matching(ctx, incomplete, lambda session: ((plan.name, plan.summary) for plan in session.bundled))
    # Files first: the script of bash drops the items before this one, and completes files only if no item follows.
    return [CompletionItem(incomplete, type="file"), *names]


def folders(_ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a folder."""
    return [CompletionItem(incomplete, type="dir")]


def readers(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete an input format."""
    return _matching(ctx, incomplete, lambda session: ((reader.name, None) for reader in session.plugins.readers))


def exporters(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete a format to export to."""
    return _matching(
        ctx, incomplete, lambda session: dict.fromkeys((exporter.name, None) for exporter in session.exporters)
    )


def documents(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete a document to export."""
    return _matching(ctx, incomplete, lambda session: ((spec.name, spec.summary) for spec in session.documents))


def languages(_ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete an official language of the Union."""
    return [CompletionItem(code) for code in LANGUAGES if code.startswith(incomplete)]


def formatters(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete a format for findings."""
    return _matching(ctx, incomplete, lambda session: ((formatter.name, None) for formatter in session.formatters))


def rules(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the code or the name of a rule."""

    def names(session: Session) -> _Names:
        for provided in session.rules:
            yield provided.value.code, provided.value.summary
            yield provided.value.name, provided.value.summary

    return _matching(ctx, incomplete, names)


def profiles(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a profile."""
    return _matching(
        ctx, incomplete, lambda session: ((profile.name, profile.summary) for profile in session.plugins.profiles)
    )


def parties(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the code of a party."""
    return _matching(ctx, incomplete, lambda session: ((party.code, party.name) for party in session.register.parties))


def actions(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the number of an action of the plan that the call names; nothing before it names one."""
    # click leaves the arguments in ctx.args where the last option has no value yet
    named = [ctx.params.get("plan"), *(ctx.params.get("sources") or ()), *ctx.args]
    source = next((text for text in named if text and text != "-"), None)
    if source is None:
        return []

    def numbers(session: Session) -> _Names:
        for action in session.load(source).actions:
            yield action.number, None

    return _matching(ctx, incomplete, numbers)


def levels(_ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the level of a release."""
    from empact.reference.markings import level_names

    return [CompletionItem(name) for name in level_names() if name.casefold().startswith(incomplete.casefold())]


def schemas(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a schema."""

    def names(session: Session) -> _Names:
        from empact.cli.schema import schema_names

        return ((name, title) for name, _, title in schema_names(session))

    return _matching(ctx, incomplete, names)


def _matching(ctx: click.Context, incomplete: str, names: Callable[[Session], _Names]) -> list[CompletionItem]:
    """The names that start with what is typed so far."""
    return completed(
        ctx,
        lambda session: [
            CompletionItem(name, help=text) for name, text in names(session) if name.startswith(incomplete)
        ],
    )


def completed(ctx: click.Context, items: Callable[[Session], list[T]]) -> list[T]:
    """Return what a session offers; nothing if its configuration cannot be read or a name does not exist."""
    root = ctx.find_root()
    try:
        with plugins_print_to_stderr():
            return items(root.command.session(root) if isinstance(root.command, LazyGroup) else root.obj)
    except (EmpactError, OSError):
        return []

"""Writes into the page of a command how it is called, ``{usage}``, and its options, ``{options}``, as click has them.

``{commands}`` is the table of all commands. The texts are those of ``--help``, so a page and the program never differ.
"""

from __future__ import annotations

import contextlib
import inspect
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from pages import escape, table

import empact
from empact.cli import main
from empact.cli.commands import BUILT_IN

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_TYPED = re.compile(r"'(empact [^']*)'|(?<![\w-])(--[a-z][a-z-]*)")
"""What is typed, in a text of a help: a call in quotation marks, or an option."""
_BLOCK = re.compile(r"^```\{(usage|options|commands)\} ?(.*)\n```$", re.MULTILINE)


def context_of(words: str) -> click.Context:
    """Return the context of a command, such as ``show`` or ``ledger add``, which knows the options of every call."""
    context = click.Context(main, info_name="empact", obj=empact.default_session(), **main.context_settings)
    for word in words.split():
        group = context.command
        command = group.get_command(context, word) if isinstance(group, click.Group) else None
        if command is None:
            message = f"{context.command_path} has no command {word!r}."
            raise LookupError(message)
        context = click.Context(command, info_name=word, parent=context)
    if not isinstance(context.command, click.Group):
        with contextlib.suppress(
            click.UsageError
        ):  # the plan is missing; the options of the document are known by then
            context.command.parse_args(context, [])
    return context


def leaves(words: str) -> tuple[str, ...]:
    """Return the commands of a group, or the command itself."""
    context = context_of(words)
    if not isinstance(context.command, click.Group):
        return (words,)
    return tuple(f"{words} {name}" for name in context.command.list_commands(context))


def _usage(words: str) -> Iterator[str]:
    """Yield how a command is called, or each command of a group."""
    usages = (" ".join(context_of(leaf).get_usage().split()).removeprefix("Usage: ") for leaf in leaves(words))
    yield from ("```text", *usages, "```")


def _options(words: str) -> Iterator[str]:
    """Yield the table of the options of a command."""
    context = context_of(words)
    options = (option for option in context.command.get_params(context) if isinstance(option, click.Option))
    records = (option.get_help_record(context) for option in options)
    rows = ((f"`{names}`".replace("|", r"\|"), _text(text)) for names, text in filter(None, records))
    return table(("Option", "Meaning"), (row for row in rows if row[0] != "`-h, --help`"))


def _text(help_text: str) -> str:
    """Return a text of a help in Markdown, with code for what is typed."""
    return _TYPED.sub(lambda typed: f"`{typed[1] or typed[2]}`", escape(help_text))


def _commands(_words: str) -> Iterator[str]:
    """Yield the table of all commands, and the list by which Sphinx finds their pages."""
    rows = ((f"[`empact {name}`](commands/{name}.md)", escape(command.summary)) for name, command in BUILT_IN.items())
    yield from table(("Command", "What it does"), rows)
    yield from ("", "```{toctree}", ":hidden:", ":maxdepth: 1", *(f"commands/{name}" for name in BUILT_IN), "```")


_WRITERS = {"usage": _usage, "options": _options, "commands": _commands}


def write_blocks(app: Sphinx, _page: str, source: list[str]) -> None:
    """Put the texts of commands into the source of a page, in place of the blocks that ask for them."""

    def written(block: re.Match[str]) -> str:
        for leaf in leaves(block[2]) if block[2] else ():
            callback = context_of(leaf).command.callback
            if callback is not None:
                app.env.note_dependency(inspect.getfile(inspect.unwrap(callback)))
        return "\n".join(_WRITERS[block[1]](block[2]))

    source[0] = _BLOCK.sub(written, source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("source-read", write_blocks)
    return {"parallel_read_safe": True}

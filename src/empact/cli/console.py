"""Print to the terminal: wrapped text, JSON and messages; and the exit codes of ``empact``."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
import warnings
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stdout
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from empact.hooks import printable, printable_json

if TYPE_CHECKING:
    from empact.session import Session

T = TypeVar("T")

EXIT_FINDINGS = 1
EXIT_UNUSABLE = 2
EXIT_INTERRUPTED = 130
_NARROW, _WIDE = 60, 120
MANY = 10
"""From this number of items on, a terminal shows a progress bar."""
_PIPE = 100
"""Columns of a line if the output is not a terminal."""
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")


_OUTPUT: ContextVar[TextIO | None] = ContextVar("empact_output", default=None)


def standard_output() -> TextIO:
    """Return the standard output of the call, also while code of plugins has the standard error in its place."""
    return _OUTPUT.get() or sys.stdout


@contextmanager
def plugins_print_to_stderr() -> Generator[None]:
    """Give code of plugins the standard error as ``sys.stdout``: what it prints is not part of the output."""
    token = _OUTPUT.set(standard_output())
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        _OUTPUT.reset(token)


def echo(text: str) -> None:
    """Print text on the standard output, with control characters as escapes."""
    echo_raw(printable(text))


def echo_raw(content: str | bytes, *, nl: bool = True) -> None:
    """Print a text or bytes on the standard output as they are."""
    click.echo(content, file=standard_output(), nl=nl)


def echo_json(tree: Any) -> None:
    """Print a JSON document on the standard output, in ASCII if the output is not UTF-8."""
    encoding = standard_output().encoding.lower().replace("-", "")
    import json  # most commands print none

    echo_raw(printable_json(json.dumps(tree, indent=2, ensure_ascii=encoding != "utf8")))


def echo_tree(session: Session, result: object) -> None:
    """Print a result as a JSON document, with its marking raised by ``--marking``."""
    from empact.cli.options import marking_level

    echo_json(session.tree(result, marking=marking_level()))


def echo_message(label: str, message: str) -> None:
    """Print a message on the standard error, in one form: ``Label: message``."""
    click.echo(printable(f"{label}: {message}"), err=True)


def echo_error(message: str) -> None:
    """Print an error on the standard error: ``Error: message``."""
    echo_message("Error", message)


def echo_warning(message: str) -> None:
    """Print a warning on the standard error: ``Warning: message``."""
    echo_message("Warning", message)


def echo_note(message: str) -> None:
    """Print a note on the standard error, ``Note: message``, unless ``--quiet`` is given."""
    if not _is_quiet():
        echo_message("Note", message)


@contextmanager
def warnings_as_messages() -> Generator[None]:
    """Print what code warns of with :func:`warnings.warn` as a warning of empact, each once."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        try:
            yield
        finally:
            for message in dict.fromkeys(str(warning.message) for warning in caught):
                echo_warning(message)


def progress(items: Sequence[T], label: str) -> AbstractContextManager[Iterable[T]]:
    """Show a progress bar on the standard error while the items are iterated.

    There is none if the standard error is not a terminal, if there are few items, or with ``--quiet``.
    """
    if not _shows_progress(len(items)):
        return nullcontext(items)
    return click.progressbar(items, label=label, file=sys.stderr)


@contextmanager
def progress_of(items: int, label: str) -> Generator[Callable[[int, int], None] | None]:
    """Show a progress bar on the standard error for work that calls the given function after each step.

    The function takes the number of steps that are done and of all steps. It is None if there is no bar: under the same
    conditions as in :func:`progress`.
    """
    if not _shows_progress(items):
        yield None
        return
    with click.progressbar(length=items, label=label, file=sys.stderr) as bar:

        def advance(done: int, steps: int) -> None:
            bar.length = steps
            bar.update(done - bar.pos)

        yield advance


def _shows_progress(items: int) -> bool:
    return items >= MANY and sys.stderr.isatty() and not _is_quiet()


def _is_quiet() -> bool:
    """Whether the call has ``--quiet``. All progress and all notes depend on it, and nothing else does."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and bool(ctx.find_root().params.get("quiet"))


def echo_formatted(text: str, *, colour: bool) -> None:
    """Print findings or a document; with ``colour``, keep the escape sequences that set colours, and no others."""
    if colour:
        pieces = _COLOUR.split(text)
        text = "".join(piece if _COLOUR.fullmatch(piece) else printable(piece) for piece in pieces)
    else:
        text = printable(text)
    click.echo(text, file=standard_output(), nl=not text.endswith("\n"), color=colour)


def may_colour() -> bool:
    """Whether the standard output shows colours.

    ``NO_COLOR`` forbids them (https://no-color.org), ``FORCE_COLOR`` asks for them also in a pipe or in CI
    (https://force-color.org); otherwise a terminal has them.
    """
    if os.environ.get("NO_COLOR"):
        return False
    is_forced = bool(os.environ.get("FORCE_COLOR"))
    return is_forced or (standard_output().isatty() and os.environ.get("TERM") != "dumb")


def can_encode(text: str) -> bool:
    """Whether the standard output can show all characters of a text."""
    try:
        text.encode(standard_output().encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def width() -> int:
    """The columns of a line: those of the terminal, between 60 and 120; 100 in a pipe."""
    return max(_NARROW, min(shutil.get_terminal_size((_PIPE, 24)).columns, _WIDE))


def wrapped(text: str, start: str = "", indent: str | None = None) -> str:
    """Wrap one paragraph to the terminal.

    Args:
        text: The paragraph.
        start: The beginning of the first line; it is kept if there is no text.
        indent: The beginning of the other lines; default: spaces, as many as ``start`` is long.
    """
    beneath = " " * len(start) if indent is None else indent
    columns = max(width(), len(beneath) + 30)
    lines = textwrap.fill(
        text, columns, initial_indent=start, subsequent_indent=beneath, break_on_hyphens=False, break_long_words=False
    )
    return lines or start.rstrip()

"""``empact``: the group of all commands, with the options and the errors that they share."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import click

import empact
from empact.cli.commands import LazyGroup, UnknownCommandError, is_help, usage_message
from empact.cli.console import (
    EXIT_INTERRUPTED,
    EXIT_UNUSABLE,
    echo_error,
    plugins_print_to_stderr,
    warnings_as_messages,
)
from empact.errors import NOT_QUOTED, ConfigError, EmpactError, PlanReadError, crash_line, has_text
from empact.hooks import printable
from empact.session import Session, default_session
from empact.storage.configs import find_config


class _Commands(LazyGroup):
    """The commands of ``empact``. An error of any kind is printed in the same form, and the exit code is 2."""

    def session(self, ctx: click.Context) -> Session:
        """The session of this call: all installed plugins, and the configuration of the current folder."""
        if ctx.obj is None:
            path: Path | None = ctx.params.get("config") or find_config(Path.cwd())
            ctx.obj = default_session() if path is None else Session.installed(config=path)
        session: Session = ctx.obj
        return session

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _errors_printed():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> None:
        with _errors_printed(), self.crashes_contained(ctx), warnings_as_messages():
            super().invoke(ctx)


@contextlib.contextmanager
def _errors_printed() -> Generator[None]:
    """Print an error as ``Error: message``, with a hint below where there is one, and exit with its code."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader of a pipe closed it, as `head` does: click ends the program silently
    except KeyboardInterrupt:
        echo_error("Interrupted.")
        raise click.exceptions.Exit(EXIT_INTERRUPTED) from None
    except (click.ClickException, EmpactError, OSError) as problem:
        if is_help(problem):
            raise
        for message in _messages(problem):
            echo_error(message)
        with plugins_print_to_stderr():
            hint = _hint(problem)
        if hint is not None:
            click.echo(printable(hint), err=True)
        raise click.exceptions.Exit(EXIT_UNUSABLE) from None


def _messages(problem: click.ClickException | EmpactError | OSError) -> list[str]:
    """What went wrong: one message, or one for each problem of a file."""
    if not has_text(problem):
        return [f"A plugin raises {crash_line(problem)}, which has no text."]
    if isinstance(problem, click.ClickException):
        return [usage_message(problem)]
    if isinstance(problem, PlanReadError | ConfigError):
        return str(problem).removesuffix(f"\n{NOT_QUOTED}").splitlines()
    if isinstance(problem, OSError):
        return [f"{f'{problem.filename}: ' if problem.filename else ''}{problem.strerror or problem}"]
    return [str(problem)]


def _hint(problem: Exception) -> str | None:
    """What to do about it, if the message does not say so itself."""
    if isinstance(problem, UnknownCommandError) or (
        isinstance(problem, EmpactError) and isinstance(problem, LookupError)
    ):
        ctx = getattr(problem, "ctx", None) or click.get_current_context(silent=True)
        session: Session = (None if ctx is None else ctx.find_root().obj) or default_session()
        faults = len(session.plugins.diagnostics)
        if faults:
            return f"Plugins have {faults} fault{'s' * (faults != 1)}, which may be why: see 'empact plugins'."
    if isinstance(problem, click.UsageError) and problem.ctx is not None:
        return f"Try '{problem.ctx.command_path} --help' for help."
    if isinstance(problem, PlanReadError) and problem.is_marked:
        return NOT_QUOTED
    return None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(empact.__version__, "-V", "--version", prog_name="empact", help="Show the version and exit.")
@click.option(
    "-q",
    "--quiet",
    is_flag=True,
    help=(
        "Print no progress bar and no notes (lines that start with 'Note:') on the standard error. Findings, "
        "warnings, errors and exit codes do not change."
    ),
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration file; default: the nearest empact.toml, or pyproject.toml with [tool.empact], in this "
    "folder or above it.",
)
@click.pass_context
def main(ctx: click.Context, config: Path | None, *, quiet: bool) -> None:  # noqa: ARG001 - both are read from the context
    """Load, check and export EMPACT operational action plans.

    PLAN is the name of a bundled plan (see 'empact plans'), a YAML or JSON file, or '-' for the standard input. A
    command that takes several plans (PLAN...) also takes folders.

    \b
    empact show oap-c-2012 2.2           show one action of the reference plan
    empact validate plan.yaml            check a plan and report problems
    empact export plan.yaml --to json    write a plan in another format
    """
    for output in (sys.stdout, sys.stderr):
        if isinstance(output, io.TextIOWrapper):
            output.reconfigure(errors="backslashreplace")  # a terminal that lacks a character still shows the plan
    _COMMANDS.session(ctx)


_COMMANDS: _Commands = main

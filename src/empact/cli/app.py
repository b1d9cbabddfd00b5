"""``empact``: the group of all commands, with the options and the errors that they share."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

import empact
from empact.cli.commands import LazyGroup
from empact.cli.console import EXIT_INTERRUPTED, EXIT_UNUSABLE, echo_error
from empact.errors import EmpactError
from empact.session import Session, default_session
from empact.storage.configs import find_config


class _Commands(LazyGroup):
    """The commands of ``empact``; an error of ``empact`` or of the operating system is one line and exit code 2."""

    def session(self, ctx: click.Context) -> Session:
        """The session of this call: all installed plugins, and the configuration of the current folder."""
        if ctx.obj is None:
            path: Path | None = ctx.params.get("config") or find_config(Path.cwd())
            ctx.obj = default_session() if path is None else Session.installed(config=path)
        session: Session = ctx.obj
        return session

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except BrokenPipeError:
            raise  # the reader of a pipe closed it, as `head` does: click ends the program silently
        except KeyboardInterrupt:
            ctx.exit(EXIT_INTERRUPTED)
        except OSError as problem:
            where = f"{problem.filename}: " if problem.filename else ""
            echo_error(f"{where}{problem.strerror or problem}")
        except EmpactError as problem:
            echo_error(str(problem))
            if isinstance(problem, LookupError) and (faults := len(default_session().plugins.diagnostics)):
                echo_error(f"Plugins have {faults} fault{'s' * (faults != 1)}, which may be why: see 'empact plugins'.")
        else:
            return
        ctx.exit(EXIT_UNUSABLE)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(empact.__version__, prog_name="empact", help="Show the version and exit.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration file; default: the nearest empact.toml, or pyproject.toml with [tool.empact], in this "
    "folder or above it.",
)
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:  # noqa: ARG001 - the session reads it from the context
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

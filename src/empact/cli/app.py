"""``empact``: the commands, their arguments and their exit codes."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import sys
from pathlib import Path

import click

import empact
from empact.cli.commands import PluginCommands
from empact.cli.coverage import coverage
from empact.cli.cycles import cycles
from empact.cli.days import a_day
from empact.cli.layout import complaints, kind_page, table, width
from empact.cli.lineage import lineage
from empact.cli.links import links
from empact.cli.output import complain, say
from empact.cli.overlaps import overlaps
from empact.cli.portfolios import UNUSABLE
from empact.cli.reading import read_all, stream
from empact.cli.recorded import ledger_option, recorded
from empact.cli.sheets import sheet
from empact.cli.workload import workload
from empact.diagnostics import CATALOGUE, PLUGIN_CLASH, Diagnostic, Severity
from empact.errors import EmpactError
from empact.hooks import printable
from empact.model import Plan
from empact.serde.kinds import FILE_KINDS
from empact.session import Session, default_session
from empact.storage.configs import find_config

FOUND = 1
INTERRUPTED = 130
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")


class _Commands(PluginCommands):
    """A group that tells what empact and the operating system refuse in one line, with exit code 2."""

    def session(self, ctx: click.Context) -> Session:
        """The session of this call: every installed plugin, and the configuration of the folder it is made in."""
        if ctx.obj is None:
            path: Path | None = ctx.params.get("config") or find_config(Path.cwd())
            ctx.obj = default_session() if path is None else Session.installed(config=path)
        session: Session = ctx.obj
        return session

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read the output has seen enough; click ends the program silently
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except OSError as problem:
            where = f"{problem.filename}: " if problem.filename else ""
            complain(f"{where}{problem.strerror or problem}")
        except EmpactError as problem:
            complain(str(problem))
            if isinstance(problem, LookupError) and (broken := len(default_session().plugin_diagnostics)):
                complain(f"{broken} fault{'' if broken == 1 else 's'} of plugins may be why: see 'empact plugins'.")
        else:
            return
        ctx.exit(UNUSABLE)


def _say_report(text: str, *, colour: bool) -> None:
    """Print a report: where colours are allowed, the sequences that set them pass, and nothing else does."""
    if colour:
        pieces = _COLOUR.split(text)
        text = "".join(piece if _COLOUR.fullmatch(piece) else printable(piece) for piece in pieces)
    else:
        text = printable(text)
    click.echo(text, nl=not text.endswith("\n"), color=colour)


def _may_colour() -> bool:
    """Whether the standard output is a terminal whose user has nothing against colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(empact.__version__, prog_name="empact")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration; else the nearest empact.toml, or pyproject.toml with [tool.empact], from here upwards.",
)
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:  # noqa: ARG001 - the session takes it from the context
    """Load, check and export EMPACT operational action plans.

    PLAN is the name of a bundled plan (see 'empact plans') or a YAML or JSON file; '-' is the standard input. Where
    several plans are taken, it can be a folder too.

    \b
    empact show oap-c-2012 2.2       one action of the reference plan
    empact validate my-plan.yaml     what a careful reader would find
    empact export my-plan.yaml --to json -o my-plan.json
    """
    for output in (sys.stdout, sys.stderr):
        if isinstance(output, io.TextIOWrapper):
            output.reconfigure(errors="backslashreplace")  # a terminal without a character still shows the plan
    _COMMANDS.session(ctx)


_COMMANDS: _Commands = main
main.add_command(cycles)
main.add_command(links)
main.add_command(coverage)
main.add_command(lineage)
main.add_command(workload)
main.add_command(overlaps)
plan_argument = click.argument("source", metavar="PLAN")
from_option = click.option("--from", "format_", metavar="FORMAT", help="The format of the input; needed for '-'.")


@main.command()
@click.pass_obj
def plans(session: Session) -> None:
    """List the plans that the plugins bring along."""
    say(table(("PLAN", "SUMMARY"), [(plan.name, plan.summary) for plan in session.bundled]))


@main.command()
@plan_argument
@click.argument("action", required=False)
@from_option
@click.pass_obj
def show(session: Session, source: str, action: str | None, format_: str | None) -> None:
    """Show a plan as its own sheet, or one ACTION of it."""
    plan = _plan(session, source, format_)
    say(sheet(plan, action, session.extensions))


def _severities(_ctx: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Severities by selector, as they are written: ``links=info``."""
    known = [severity.value for severity in Severity]
    pairs = {word: word.rpartition("=") for word in given}
    for word, (selector, _, severity) in pairs.items():
        if not selector or severity not in known:
            message = f"{word!r} does not say RULE=SEVERITY, such as links=info; a severity is {', '.join(known)}."
            raise click.BadParameter(message)
    return {selector: severity for selector, _, severity in pairs.values()}


@main.command()
@click.argument("sources", metavar="PLAN...", nargs=-1, required=True)
@from_option
@click.option("--select", multiple=True, metavar="RULE", help="Run only these rules: a code, its beginning, or a name.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out.")
@click.option(
    "--severity",
    multiple=True,
    metavar="RULE=SEVERITY",
    callback=_severities,
    help="Say how bad findings are here, such as links=info.",
)
@click.option("--profile", metavar="NAME", help="Start from this choice of rules; 'empact rules' lists them.")
@click.option("--format", "to", default="text", metavar="FORMAT", help="Report as text (the default) or json.")
@click.option(
    "--show",
    type=click.Choice(["error", "warning", "info"]),
    help="List findings from this severity on; text lists errors and warnings, json lists everything.",
)
@click.option(
    "--as-of",
    type=a_day,
    metavar="DATE",
    help="Judge lateness and expiry as on this date, such as 2026-06-30; else as of today.",
)
@ledger_option
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 where there is a finding of this severity or a higher one.",
)
@click.pass_context
def validate(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: dict[str, str],
    profile: str | None,
    to: str,
    show: str | None,
    as_of: dt.date | None,
    folder: Path | None,
    fail_on: str,
) -> None:
    """Check plans, and what is recorded about them, and tell what is wrong, where, and what to do.

    \b
    Exit code 0  nothing at or above --fail-on
              1  findings, or a rule or plugin that crashed
              2  a file that gives no plan or no entry, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    read = read_all(session, sources, format_)
    ledgers = recorded(session, folder)
    known = as_of or dt.datetime.now().astimezone().date()
    diagnostics = (
        read.diagnostics
        + ledgers.diagnostics
        + session.validate(
            *read.values,
            as_of=known,
            select=select,
            ignore=ignore,
            severity=severity,
            profile=profile,
            ledger=ledgers.ledgers,
        )
    )
    lowest = "info" if fail_on == "info" and show is None else show  # nothing fails unseen
    colour = _may_colour()
    report = session.format(
        diagnostics,
        to,
        read,
        ledgers,
        as_of=known,
        show=None if lowest is None else Severity(lowest),
        width=width(),
        colour=colour,
    )
    _say_report(report, colour=colour)
    if not read.complete or not ledgers.complete:
        ctx.exit(UNUSABLE)
    if fail_on != "never" and diagnostics.worst is not None and diagnostics.worst >= Severity(fail_on):
        ctx.exit(FOUND)


@main.command()
@plan_argument
@from_option
@click.option("--to", required=True, metavar="FORMAT", help="The format to write, such as json or yaml.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file or folder to write; else, or with '-', stdout."
)
@click.pass_obj
def export(session: Session, source: str, format_: str | None, to: str, output: Path | None) -> None:
    """Write a plan in another format."""
    target = None if output == Path("-") else output
    data = session.export(_plan(session, source, format_), to, target)
    if data is not None:
        click.echo(data, nl=False)


@main.command()
@click.pass_context
def plugins(ctx: click.Context) -> None:
    """List the plugins, what became of each, and why."""
    session: Session = ctx.obj
    diagnostics = session.plugin_diagnostics + [
        Diagnostic(
            kind=PLUGIN_CLASH, message=f"The command {name!r} is one of empact itself; the plugin's is left out."
        )
        for name in _COMMANDS.taken(session)
    ]
    rows = [
        (one.name, one.state.value, " ".join(filter(None, (one.distribution, one.version))), one.why or "")
        for one in session.plugins
    ]
    say(table(("PLUGIN", "STATE", "DISTRIBUTION", "WHY"), rows))
    for line in complaints(diagnostics):
        say(line)
    if diagnostics.worst is Severity.ERROR:
        ctx.exit(FOUND)


@main.command()
@click.argument("rule", required=False)
@click.pass_obj
def rules(session: Session, rule: str | None) -> None:
    """List the rules, or explain one RULE, or any other finding, named by its code or its name."""
    if rule is not None:
        told = {word: kind for kind in CATALOGUE for word in (kind.code, kind.name)}
        if rule in told:
            say(kind_page(told[rule], "empact"))
        else:
            provided = session.rule(rule)
            say(kind_page(provided.value, provided.origin))
        return
    rows = [(one.value.code, one.value.name, one.value.severity.value, one.value.summary) for one in session.rules]
    say(table(("CODE", "NAME", "SEVERITY", "WHAT IT FINDS"), rows))
    if session.profiles:
        say("")
        say(table(("PROFILE", "FOR"), [(one.name, one.summary) for one in session.profiles]))


_KINDS = {kind.word: kind for kind in FILE_KINDS}


@main.command()
@click.option(
    "--of",
    "kind",
    type=click.Choice(list(_KINDS)),
    default="plan",
    show_default=True,
    help="The kind of file.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; else, or with '-', stdout.")
@click.pass_obj
def schema(session: Session, kind: str, output: Path | None) -> None:
    """Write the JSON Schema of the plan format, by which an editor completes and checks a plan.

    \b
    empact schema -o plan-1.schema.json

    Put it beside your plan. An editor with a YAML language server (VS Code with the YAML extension, Neovim, Emacs and
    others) finds it by the first line of the plan:

    \b
    # yaml-language-server: $schema=plan-1.schema.json
    """
    if output is not None and output != Path("-"):
        session.schema(output, of=_KINDS[kind].cls)
    else:
        click.echo(session.schema(of=_KINDS[kind].cls), nl=False)


def _plan(session: Session, source: str, format_: str | None) -> Plan:
    return session.load(stream(source, format_), format=format_)

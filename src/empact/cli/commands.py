"""The commands of ``empact``, built in or of plugins. Each is imported when it is called."""

from __future__ import annotations

import abc
import contextlib
import copy
import functools
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import click

from empact.cli.console import plugins_print_to_stderr
from empact.errors import PASSING, EmpactError, PluginError, UnknownIdError, crash_line, has_text
from empact.hooks import Command
from empact.hooks.lazy import imported, imported_by
from empact.session import Session

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_TABLE = {
    "agenda": ("empact.cli.agenda:agenda", "List what is due by day and party."),
    "continue": ("empact.cli.continuing:continue_", "Draft the plan that continues a plan."),
    "coverage": ("empact.cli.coverage:coverage", "Show which actions serve which goal."),
    "cycles": ("empact.cli.cycles:cycles", "Show the policy cycles and their priorities."),
    "diff": ("empact.cli.diff:diff", "Compare two revisions of a plan."),
    "documents": ("empact.cli.documents:documents", "List the documents that can be exported."),
    "driver-report": ("empact.cli.driver_report:driver_report", "Show the Driver's report for COSI."),
    "exclusion": ("empact.cli.exclusion:exclusion", "Collect the evidence about a party."),
    "export": ("empact.cli.export:export", "Write plans and documents in another format."),
    "formats": ("empact.cli.formats:formats", "List the formats of exports and findings."),
    "governance": ("empact.cli.governance:governance", "Show who answers to whom."),
    "import": ("empact.cli.import_:import_", "Read a plan from Word, PDF or a spreadsheet."),
    "ledger": ("empact.cli.ledger:ledger", "Add, list and check ledger entries."),
    "lineage": ("empact.cli.lineage:lineage", "Compare the actions of two plans."),
    "links": ("empact.cli.links:links", "Show the links between actions and plans."),
    "markings": ("empact.cli.markings:markings", "Check that files carry a marking."),
    "new": ("empact.cli.new:new", "Create a plugin project for a plan."),
    "overlaps": ("empact.cli.overlaps:overlaps", "Find actions that may be the same work."),
    "parse": ("empact.cli.parse:parse", "Show what the text of a cell means."),
    "plans": ("empact.cli.plans:plans", "List the plans that plugins provide."),
    "plugins": ("empact.cli.plugins:plugins", "List the plugins and the state of each."),
    "practice": ("empact.cli.practice:practice", "Add, list and search practices."),
    "progress": ("empact.cli.progress:progress", "Show what the reports add up to."),
    "records": ("empact.cli.records:records", "Lead records to the next revision."),
    "report": ("empact.cli.report:report", "Add, list and check progress reports."),
    "rules": ("empact.cli.rules:rules", "List the rules, or explain one."),
    "schema": ("empact.cli.schema:schema", "Write the JSON Schema of a file or document."),
    "show": ("empact.cli.show:show", "Show a plan, or one action of it."),
    "task": ("empact.cli.task:task", "Make the tasking sheets of parties."),
    "validate": ("empact.cli.validate:validate", "Check plans and report problems."),
    "workload": ("empact.cli.workload:workload", "Count the actions of each party by month."),
}
BUILT_IN = {
    name: Command(name=name, summary=summary, command=command) for name, (command, summary) in sorted(_TABLE.items())
}
"""The built-in commands by name, described as those of plugins are."""


def shadowed(session: Session) -> list[str]:
    """The names of the plugin commands that are ignored because a built-in command has the same name."""
    return [command.name for command in session.plugins.commands if command.name in BUILT_IN]


class UnknownCommandError(click.UsageError):
    """A command that does not exist; it may be one of a plugin with a fault."""


def _with_plugins_on_stderr(run: Callable[..., Any] | None) -> Callable[..., Any] | None:
    """Return the function of a built-in command, which gives the plugins that it calls the standard error.

    Only while it runs: click prints help and the result of a completion itself, on the standard output.
    """
    if run is None:
        return None

    @functools.wraps(run)
    def run_apart(*arguments: Any, **options: Any) -> Any:
        with plugins_print_to_stderr():
            return run(*arguments, **options)

    return run_apart


class SuggestingGroup(click.Group):
    """A group that suggests a command for a name that is misspelt."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names."""
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            raise UnknownCommandError(str(UnknownIdError("Command", args[0], self.known_commands(ctx))), ctx)
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and self.is_built_in(args[0]) and not isinstance(command, click.Group):
            command = copy.copy(command)
            command.callback = _with_plugins_on_stderr(command.callback)
        return name, command, rest

    def is_built_in(self, name: str) -> bool:  # noqa: ARG002 - a group of commands of plugins decides by the name
        """Whether a command is one of empact, not one of a plugin."""
        return True

    def known_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return self.list_commands(ctx)


def is_help(problem: Exception) -> bool:
    """Whether an exception only shows the help, as that of a group without a command does since click 8.2."""
    return isinstance(problem, getattr(click.exceptions, "NoArgsIsHelpError", ()))


def usage_message(problem: click.ClickException) -> str:
    """The message of wrong usage, on one line; that of an unknown option suggests one."""
    if isinstance(problem, click.NoSuchOption) and problem.ctx is not None:
        root = problem.ctx.find_root()
        option = problem.option_name
        before = next((param for param in root.command.params if option in param.opts), None)
        if problem.ctx is not root and before is not None:
            program, _, command = problem.ctx.command_path.partition(" ")
            value = f" {before.metavar}" if before.metavar else ""
            return f"Option {option!r} stands before the command: {program} {option}{value} {command}."
        params = problem.ctx.command.get_params(problem.ctx)
        known = [name for param in params for name in (*param.opts, *param.secondary_opts) if name.startswith("--")]
        formats = "Write '--format json'." if problem.option_name == "--json" and "--format" in known else None
        known = known if problem.option_name.startswith("--") else []
        return str(UnknownIdError("Option", problem.option_name, known, hint=formats))
    return " ".join(problem.format_message().split())


class LazyGroup(SuggestingGroup, abc.ABC):
    """A group of the built-in commands and those of plugins; a plugin cannot replace a built-in command."""

    @abc.abstractmethod
    def session(self, ctx: click.Context) -> Session:
        """The session of a call, which has the commands of plugins."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes the context
        """The names of the built-in commands."""
        return list(BUILT_IN)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a name; None if there is none."""
        if cmd_name in BUILT_IN:
            built_in: click.Command = imported(BUILT_IN[cmd_name].command)
            return built_in
        provided = self._provided(ctx, cmd_name)
        return None if provided is None else _imported(provided, self.session(ctx).plugins.named(provided))

    def is_built_in(self, name: str) -> bool:
        """Whether a command is one of empact, not one of a plugin."""
        return name in BUILT_IN

    def provided(self, ctx: click.Context) -> tuple[Command, ...]:
        """The commands of plugins."""
        with plugins_print_to_stderr():
            return self.session(ctx).plugins.commands

    def _provided(self, ctx: click.Context, name: str) -> Command | None:
        return next((command for command in self.provided(ctx) if command.name == name), None)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command by its name, which imports none of them, or an option."""
        from click.shell_completion import CompletionItem

        try:
            provided = self.provided(ctx)
        except (EmpactError, OSError):
            provided = ()
        known = {command.name: command.summary for command in (*provided, *BUILT_IN.values())}
        named = [CompletionItem(name, help=text) for name, text in sorted(known.items()) if name.startswith(incomplete)]
        return [*named, *click.Command.shell_complete(self, ctx, incomplete)]

    def known_commands(self, ctx: click.Context) -> list[str]:
        """The names of the built-in commands and of those of plugins."""
        return [*BUILT_IN, *(command.name for command in self.provided(ctx))]

    @contextlib.contextmanager
    def crashes_contained(self, ctx: click.Context) -> Generator[None]:
        """Raise a PluginError where the command of a plugin stops with an exception of any other kind."""
        try:
            yield
        except (*PASSING, SystemExit, click.exceptions.Exit, click.Abort):
            raise  # a command may end the program with a code of its own
        except BaseException as crash:
            if isinstance(crash, (EmpactError, OSError, click.ClickException)) and has_text(crash):
                raise
            name = ctx.invoked_subcommand
            command = None if name is None or name in BUILT_IN else self._provided(ctx, name)
            if command is None:
                raise  # a bug of empact: the traceback is needed
            message = f"{self.session(ctx).plugins.named(command)} stops with {crash_line(crash)}"
            raise PluginError(message) from crash

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by their summaries, which imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(command.name, command.summary) for command in BUILT_IN.values()])
        try:
            provided = self.provided(ctx)
        except (EmpactError, OSError):
            return  # help is printed even if the configuration is invalid
        rows = [(command.name, command.summary) for command in provided if command.name not in BUILT_IN]
        if rows:
            with formatter.section("Commands of plugins"):
                formatter.write_dl(rows)


def _imported(command: Command, what: str) -> click.Command:
    """Import the command of a plugin, which may do or raise anything while it is imported; errors call it ``what``."""
    try:
        with plugins_print_to_stderr():
            value = imported_by(what, command.command)
    except PASSING:
        raise
    except BaseException as crash:
        if isinstance(crash, EmpactError) and has_text(crash):
            raise
        message = f"{what} cannot be loaded: {crash_line(crash)}"
        raise PluginError(message) from crash
    if not issubclass(type(value), click.Command):
        message = f"{what} names {command.command!r}, which is not a click command."
        raise PluginError(message)
    loaded: click.Command = value
    return loaded

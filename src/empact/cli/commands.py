"""The commands of ``empact``, built in or of plugins. Each is imported when it is called."""

from __future__ import annotations

import abc

import click

from empact.errors import EmpactError, PluginError, cause_of
from empact.hooks import Command
from empact.hooks.lazy import imported
from empact.session import Session

_TABLE = {
    "coverage": ("empact.cli.coverage:coverage", "Show which actions serve which goal."),
    "cycles": ("empact.cli.cycles:cycles", "Show the policy cycles and their priorities."),
    "exclusion": ("empact.cli.exclusion:exclusion", "Collect the evidence about a party."),
    "export": ("empact.cli.export:export", "Write a plan in another format."),
    "governance": ("empact.cli.governance:governance", "Show who answers to whom."),
    "ledger": ("empact.cli.ledger:ledger", "Add, list and check ledger entries."),
    "lineage": ("empact.cli.lineage:lineage", "Compare the actions of two plans."),
    "links": ("empact.cli.links:links", "Show the links between actions and plans."),
    "new": ("empact.cli.new:new", "Create a plugin project for a plan."),
    "overlaps": ("empact.cli.overlaps:overlaps", "Find actions that may be the same work."),
    "plans": ("empact.cli.plans:plans", "List the plans that plugins provide."),
    "plugins": ("empact.cli.plugins:plugins", "List the plugins and the state of each."),
    "practice": ("empact.cli.practice:practice", "Add, list and search practices."),
    "rules": ("empact.cli.rules:rules", "List the rules, or explain one."),
    "schema": ("empact.cli.schema:schema", "Write the JSON Schema of a kind of file."),
    "show": ("empact.cli.show:show", "Show a plan, or one action of it."),
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


class LazyGroup(click.Group, abc.ABC):
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
        provided = next((command for command in self.session(ctx).plugins.commands if command.name == cmd_name), None)
        return None if provided is None else _imported(provided)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by their summaries, which imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(command.name, command.summary) for command in BUILT_IN.values()])
        try:
            provided = self.session(ctx).plugins.commands
        except (EmpactError, OSError):
            return  # help is printed even if the configuration is invalid
        rows = [(command.name, command.summary) for command in provided if command.name not in BUILT_IN]
        if rows:
            with formatter.section("Commands of plugins"):
                formatter.write_dl(rows)


def _imported(command: Command) -> click.Command:
    """Import the command of a plugin, which may do or raise anything while it is imported."""
    try:
        found = imported(command.command)
    except EmpactError:
        raise
    except (Exception, SystemExit) as crash:
        message = f"The command {command.name!r} cannot be loaded: {cause_of(crash)}"
        raise PluginError(message) from crash
    if not isinstance(found, click.Command):
        message = f"The command {command.name!r} names {command.command!r}, which is not a click command."
        raise PluginError(message)
    return found

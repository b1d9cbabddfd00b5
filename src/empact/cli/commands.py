"""Commands that are imported when they are called: those of plugins, and one of empact's own."""

from __future__ import annotations

import abc

import click

from empact.errors import EmpactError, PluginError, cause_of
from empact.hooks import Command
from empact.hooks.lazy import imported
from empact.session import Session

LATE = {"new": "empact.cli.new:new"}
"""Commands of empact itself that few calls need."""


class PluginCommands(click.Group, abc.ABC):
    """A group that knows, beside its own commands, those of the plugins. Its own keep their names."""

    @abc.abstractmethod
    def session(self, ctx: click.Context) -> Session:
        """The session of this call, whose plugins are asked."""

    def taken(self, session: Session) -> list[str]:
        """The names of plugins' commands that are left out, since a command of the group has them."""
        return [one.name for one in session.commands if self._owns(one.name)]

    def _owns(self, name: str) -> bool:
        return name in self.commands or name in LATE

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of its own commands."""
        return sorted([*super().list_commands(ctx), *LATE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        if cmd_name in LATE:
            late: click.Command = imported(LATE[cmd_name])
            return late
        meant = next((one for one in self.session(ctx).commands if one.name == cmd_name), None)
        return None if meant is None else _loaded(meant)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands; those of plugins by their summaries, which needs none of their code."""
        super().format_commands(ctx, formatter)
        try:
            brought = self.session(ctx).commands
        except (EmpactError, OSError):
            return  # help is printed even where the configuration cannot be used
        rows = [(one.name, one.summary) for one in brought if not self._owns(one.name)]
        if rows:
            with formatter.section("Commands of plugins"):
                formatter.write_dl(rows)


def _loaded(command: Command) -> click.Command:
    try:
        loaded = imported(command.command)
    except EmpactError:
        raise
    except (Exception, SystemExit) as crash:
        message = f"The command {command.name!r} cannot be loaded: {cause_of(crash)}"
        raise PluginError(message) from crash
    if not isinstance(loaded, click.Command):
        message = f"The command {command.name!r} names {command.command!r}, which is no click command."
        raise PluginError(message)
    return loaded

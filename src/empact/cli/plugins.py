"""``empact plugins``: the plugins, the state of each, and their faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from empact.cli.commands import shadowed
from empact.cli.console import EXIT_FINDINGS, echo, echo_tree, table, wrapped
from empact.cli.options import format_option
from empact.diagnostics import PLUGIN_CLASH, Diagnostic, Severity
from empact.session import Session


@click.command()
@format_option
@click.pass_context
def plugins(ctx: click.Context, to: str) -> None:
    """List the plugins: the state of each, and why it is disabled or broken.

    The faults of plugins are listed below. The environment variable EMPACT_DISABLE lists plugins that are not loaded,
    separated by commas.

    \b
    Exit code 1  a plugin has a fault
    """
    session: Session = ctx.obj
    diagnostics = session.plugins.diagnostics + [
        Diagnostic(
            kind=PLUGIN_CLASH,
            message=f"The command {name!r} is built in: the plugin's command of that name is ignored.",
        )
        for name in shadowed(session)
    ]
    if to == "json":
        from empact.session.listings import PluginList  # a list in text needs none

        echo_tree(session, PluginList(plugins=tuple(session.plugins), diagnostics=tuple(diagnostics)))
    else:
        rows = [
            (
                plugin.name,
                plugin.state.value,
                " ".join(filter(None, (plugin.distribution, plugin.version))),
                plugin.why or "",
            )
            for plugin in session.plugins
        ]
        echo(table(("PLUGIN", "STATE", "DISTRIBUTION", "WHY"), rows))
        for line in _format_faults(diagnostics):
            echo(line)
    if diagnostics.worst is Severity.ERROR:
        ctx.exit(EXIT_FINDINGS)


def _format_faults(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Format the faults of plugins, each with its hint below."""
    for fault in diagnostics:
        yield wrapped(f"{fault.severity} {fault.code} {fault.name}: {fault.message}", indent="    ")
        if fault.hint:
            yield wrapped(fault.hint, "    ")

"""``empact plugins``: the plugins, the state of each, and their faults."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from empact.cli.commands import shadowed
from empact.cli.console import EXIT_FINDINGS, echo, echo_json, table, wrapped
from empact.cli.options import format_option
from empact.diagnostics import PLUGIN_CLASH, Diagnostic, Severity
from empact.hooks import PluginInfo
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
        formatted = json.loads(session.format(diagnostics, "json"))
        echo_json(_document(session.plugins, formatted["diagnostics"]))
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


def _document(plugins: Iterable[PluginInfo], diagnostics: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The plugins and their faults as JSON: the format ``plugins/1``."""
    trees = (
        {
            "name": plugin.name,
            "state": plugin.state.value,
            "distribution": plugin.distribution or None,
            "version": plugin.version,
            "why": plugin.why,
        }
        for plugin in plugins
    )
    known = [{key: value for key, value in tree.items() if value is not None} for tree in trees]
    return {"empact": "plugins/1", "plugins": known, "diagnostics": list(diagnostics)}

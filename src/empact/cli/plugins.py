"""``empact plugins``: the plugins, the state of each, and their faults."""

from __future__ import annotations

import click

from empact.cli.commands import shadowed
from empact.cli.console import EXIT_FINDINGS
from empact.cli.listings import echo_listing, page, records
from empact.cli.options import format_option
from empact.diagnostics import PLUGIN_CLASH, Diagnostic, Severity
from empact.documents import ColumnOf, Document, column, table
from empact.hooks import PluginInfo
from empact.session import Session
from empact.session.listings import PluginList


@click.command()
@click.option(
    "--times",
    is_flag=True,
    help="Show how long each plugin takes to import, including the modules that it is the first to import.",
)
@format_option
@click.pass_context
def plugins(ctx: click.Context, to: str, *, times: bool) -> None:
    """List the plugins, the state of each, and why a plugin is disabled or broken.

    The faults of plugins are listed below. The environment variable EMPACT_DISABLE lists plugins that are not loaded,
    separated by commas.

    \b
    empact plugins
    empact plugins --times

    \b
    Exit code 1  a plugin has a fault
    """
    session: Session = ctx.obj
    listed = session.plugins.timed if times else tuple(session.plugins)
    diagnostics = session.plugins.diagnostics + [
        Diagnostic(
            kind=PLUGIN_CLASH,
            message=f"The command {name!r} is built in: the plugin's command of that name is ignored.",
        )
        for name in shadowed(session)
    ]
    listing = PluginList(plugins=listed, diagnostics=tuple(diagnostics))
    echo_listing(session, listing, _document, to)
    if diagnostics.worst is Severity.ERROR:
        ctx.exit(EXIT_FINDINGS)


def _document(listing: PluginList) -> Document:
    is_timed = any(plugin.import_ms is not None for plugin in listing.plugins)
    plugins: tuple[ColumnOf[PluginInfo], ...] = (
        column("plugin", "Plugin", lambda plugin: plugin.name),
        column("state", "State", lambda plugin: plugin.state.value),
        column("distribution", "Distribution", _distribution),
        *([column("import", "Import", _import_time)] if is_timed else []),
        column("why", "Why", lambda plugin: plugin.why),
    )
    faults: tuple[ColumnOf[Diagnostic], ...] = (
        column("fault", "", lambda fault: f"{fault.severity} {fault.code} {fault.name}: {fault.message}"),
        column("hint", "", lambda fault: fault.hint),
    )
    body = table(faults, listing.diagnostics, key=lambda fault: fault.message)
    return page(
        table(plugins, listing.plugins, key=lambda plugin: plugin.name),
        *([records("faults", "", body)] if body.rows else []),
    )


def _import_time(plugin: PluginInfo) -> str | None:
    return None if plugin.import_ms is None else f"{plugin.import_ms:.1f} ms"


def _distribution(plugin: PluginInfo) -> str | None:
    return " ".join(filter(None, (plugin.distribution, plugin.version))) or None

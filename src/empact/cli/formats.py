"""``empact formats``: the formats of exports and of findings."""

from __future__ import annotations

import click

from empact.cli.console import echo, echo_tree, table
from empact.cli.documents import format_options
from empact.cli.options import format_option
from empact.session import Session


@click.command()
@format_option
@click.pass_obj
def formats(session: Session, to: str) -> None:
    """List the formats that 'empact export' writes, and those of findings.

    A format takes plans, documents (see 'empact documents') or all plans of a call as one portfolio.

    \b
    empact export plan.yaml --to csv
    empact validate plan.yaml --format json
    """
    exporters = sorted(session.exporters, key=lambda exporter: exporter.name)
    formatters = sorted(session.formatters, key=lambda formatter: formatter.name)
    if to == "json":
        from empact.session.listings import FormatList  # a list in text needs none

        echo_tree(session, FormatList(exporters=tuple(exporters), formatters=tuple(formatters)))
        return
    rows = [(one.name, one.takes, one.suffix, format_options(one.options)) for one in exporters]
    echo(table(("FORMAT", "TAKES", "SUFFIX", "OPTIONS"), rows))
    echo("")
    of_findings = [(formatter.name, format_options(formatter.options)) for formatter in formatters]
    echo(table(("FORMAT OF FINDINGS", "OPTIONS"), of_findings))

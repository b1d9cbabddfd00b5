"""``empact formats``: the formats of exports and of findings."""

from __future__ import annotations

import click

from empact.cli.console import echo, echo_json, table
from empact.cli.documents import format_options, option_trees
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
        echo_json(
            {
                "empact": "formats/1",
                "exporters": [
                    {
                        "name": exporter.name,
                        "takes": exporter.takes,
                        "suffix": exporter.suffix,
                        "options": option_trees(exporter.options),
                    }
                    for exporter in exporters
                ],
                "formatters": [
                    {"name": formatter.name, "options": option_trees(formatter.options)} for formatter in formatters
                ],
            }
        )
        return
    rows = [(one.name, one.takes, one.suffix, format_options(one.options)) for one in exporters]
    echo(table(("FORMAT", "TAKES", "SUFFIX", "OPTIONS"), rows))
    echo("")
    of_findings = [(formatter.name, format_options(formatter.options)) for formatter in formatters]
    echo(table(("FORMAT OF FINDINGS", "OPTIONS"), of_findings))

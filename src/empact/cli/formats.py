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
    formatters = sorted(formatter.name for formatter in session.formatters)
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
                "formatters": formatters,
            }
        )
        return
    rows = [(one.name, one.takes, one.suffix, format_options(one.options)) for one in exporters]
    echo(table(("FORMAT", "TAKES", "SUFFIX", "OPTIONS"), rows))
    echo("")
    echo(table(("FORMAT OF FINDINGS",), [(name,) for name in formatters]))

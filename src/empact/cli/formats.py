"""``empact formats``: the formats of exports and of findings."""

from __future__ import annotations

import click

from empact.cli.documents import format_audiences, format_options
from empact.cli.listings import echo_listing, page
from empact.cli.options import format_option
from empact.documents import ColumnOf, Document, column, table
from empact.hooks import Exporter, Formatter
from empact.session import Session
from empact.session.listings import FormatList


@click.command()
@format_option
@click.pass_obj
def formats(session: Session, to: str) -> None:
    """List the formats that 'empact export' writes, and those of findings.

    A format writes plans, documents (see 'empact documents'), or all given plans as one portfolio.

    \b
    empact export plan.yaml --to csv
    empact validate plan.yaml --format json
    """
    listing = FormatList(
        exporters=tuple(sorted(session.exporters, key=lambda exporter: exporter.name)),
        formatters=tuple(sorted(session.formatters, key=lambda formatter: formatter.name)),
    )
    echo_listing(session, listing, _document, to)


def _document(listing: FormatList) -> Document:
    exporters: tuple[ColumnOf[Exporter], ...] = (
        column("format", "Format", lambda exporter: exporter.name),
        column("takes", "Takes", lambda exporter: exporter.takes),
        column("suffix", "Suffix", lambda exporter: exporter.suffix),
        column("options", "Options", lambda exporter: format_options(exporter.options)),
    )
    readers: tuple[ColumnOf[Exporter], ...] = (
        column("format", "Format with reports", lambda exporter: exporter.name),
        column("takes", "Takes", lambda exporter: exporter.takes),
        column("audiences", "Who reads it", lambda exporter: format_audiences(exporter.audiences)),
    )
    formatters: tuple[ColumnOf[Formatter], ...] = (
        column("format", "Format of findings", lambda formatter: formatter.name),
        column("options", "Options", lambda formatter: format_options(formatter.options)),
    )
    return page(
        table(exporters, listing.exporters, key=lambda exporter: f"{exporter.name} {exporter.takes}"),
        table(
            readers,
            [exporter for exporter in listing.exporters if exporter.audiences],
            key=lambda exporter: f"{exporter.name} {exporter.takes}",
        ),
        table(formatters, listing.formatters, key=lambda formatter: formatter.name),
    )

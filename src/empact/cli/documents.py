"""``empact documents``: the documents that can be exported, with their options."""

from __future__ import annotations

from collections.abc import Iterable

import click

from empact.cli.listings import echo_listing, page
from empact.cli.options import format_option
from empact.documents import ColumnOf, Document, column, table
from empact.hooks import Audience, DocumentSpec, Option
from empact.session import Session
from empact.session.listings import DocumentList


@click.command()
@format_option
@click.pass_obj
def documents(session: Session, to: str) -> None:
    """List the documents that 'empact export' writes, with their options, and who reads those that show reports.

    \b
    empact export plan.yaml --document workload --to text
    """
    echo_listing(session, DocumentList(documents=session.documents), _document, to)


def _document(listing: DocumentList) -> Document:
    columns: tuple[ColumnOf[DocumentSpec], ...] = (
        column("document", "Document", lambda spec: spec.name),
        column("options", "Options", lambda spec: format_options(spec.options)),
        column("summary", "Summary", lambda spec: spec.summary),
    )
    readers: tuple[ColumnOf[DocumentSpec], ...] = (
        column("document", "Document with reports", lambda spec: spec.name),
        column("audiences", "Who reads it", lambda spec: format_audiences(spec.audiences)),
    )
    with_reports = [spec for spec in listing.documents if spec.audiences]
    return page(
        table(columns, listing.documents, key=lambda spec: spec.name),
        table(readers, with_reports, key=lambda spec: spec.name),
    )


def format_audiences(audiences: Iterable[Audience]) -> str | None:
    """Format who reads what is shown of reports; None if nothing is."""
    return ", ".join(audience.value for audience in audiences) or None


def format_options(options: Iterable[Option]) -> str | None:
    """Format the names of options as on the command line; None if there are none."""
    return " ".join(f"--{option.name.replace('_', '-')}" for option in options) or None

"""Reads a plan from a document of others: Word, PDF, a workbook or CSV with the table of an action plan."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_readers() -> Iterable[hooks.Reader]:
    """Read documents and sheets, if they are named themselves: most of those in a folder are no plans."""
    yield hooks.Reader(
        name="docx",
        suffixes=".docx",
        read="empact.plugins.importing.docx:read",
        options="empact.plugins.importing.settling:OPTIONS",
        from_folders=False,
    )
    yield hooks.Reader(
        name="pdf",
        suffixes=".pdf",
        read="empact.plugins.importing.pdf.reader:read",
        options="empact.plugins.importing.settling:OPTIONS",
        from_folders=False,
    )
    for name in ("xlsx", "ods"):
        yield hooks.Reader(
            name=name,
            suffixes=f".{name}",
            read="empact.plugins.importing.workbook:read",
            options="empact.plugins.importing.workbook:OPTIONS",
            from_folders=False,
        )
    yield hooks.Reader(
        name="csv",
        suffixes=".csv",
        read="empact.plugins.importing.separated:read",
        options="empact.plugins.importing.separated:OPTIONS",
        from_folders=False,
    )

"""Reads a plan from a document of others: a Word document with the table of an operational action plan."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_readers() -> Iterable[hooks.Reader]:
    """Read Word documents, if they are named themselves: most of those in a folder are no plans."""
    yield hooks.Reader(
        name="docx",
        suffixes=".docx",
        read="empact.plugins.importing.reading:read",
        options="empact.plugins.importing.reading:OPTIONS",
        from_folders=False,
    )

"""Writes plans as a calendar (RFC 5545), for the calendars of mail programs and phones. Needs the extra ``ics``."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.ics``: one calendar with the dates of all plans of the call, or of what one party has to do in them."""
    party = hooks.Option("party", summary="Write only what this party has to do.")
    return [
        hooks.Exporter(
            name="ics", suffix=".ics", takes="portfolio", options=[party], write="empact.plugins.ics.write:write"
        )
    ]

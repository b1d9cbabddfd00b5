"""Writes plans as tables in Parquet files, for data engines. Needs the extra ``arrow``."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.parquet``: one file for each table of all plans of the call."""
    with_records = hooks.Option(
        "with_records",
        summary="Add the tables of claims in reports and of ledger entries, for the Driver and the Support Unit alone.",
        type=bool,
        default=False,
        needs="reports",
    )
    return [
        hooks.Exporter(
            name="parquet",
            suffix=".parquet",
            takes="portfolio",
            options=[with_records],
            audiences=(hooks.Audience.DRIVER,),
            write="empact.plugins.parquet.write:write",
        )
    ]

"""Writes plans and documents as Word files, also with the styles of a template. Needs the extra ``docx``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from empact import hooks

_LOOK = (
    hooks.Option("template", summary="Use the styles, the header and the footer of this .docx file.", type=Path),
    hooks.Option("table_style", summary="The name of the table style.", default="Table Grid"),
)


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.docx``: any document, and the plan as the Council prints it."""
    yield hooks.Exporter(
        name="docx",
        suffix=".docx",
        takes="plan",
        write="empact.plugins.docx.write:write_plan",
        audiences=(hooks.Audience.DRIVER,),
        options=(
            hooks.Option("per_goal", summary="Make a table for each goal.", type=bool, default=False),
            hooks.Option(
                "with_reports",
                summary="Fill the results columns with what the reports say.",
                type=bool,
                default=False,
                needs="reports",
            ),
            *_LOOK,
        ),
    )
    yield hooks.Exporter(
        name="docx",
        suffix=".docx",
        takes="document",
        write="empact.plugins.docx.write:write",
        options=_LOOK,
        forms=True,
    )

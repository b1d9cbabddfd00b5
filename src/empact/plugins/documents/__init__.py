"""Provides the documents that ship with empact: the plan sheet, the workload and the findings."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_documents() -> Iterable[hooks.DocumentSpec]:
    """Provide one document for each table that people ask for."""
    yield hooks.DocumentSpec(
        name="plan",
        summary="The plan sheet: a row for each action, with the columns of the plan.",
        build="empact.documents:build_plan_sheet",
    )
    yield hooks.DocumentSpec(
        name="workload",
        summary="How many actions each party leads and joins, month by month.",
        build="empact.documents:build_workload",
        of="portfolio",
        options=(
            hooks.Option("party", summary="Show only this party, action by action. Can be repeated.", repeated=True),
        ),
    )
    yield hooks.DocumentSpec(
        name="findings",
        summary="What a validation reports: a row for each finding.",
        build="empact.documents:build_findings",
        of="portfolio",
        inputs=("findings",),
        options=(
            hooks.Option(
                "show",
                summary="List findings at or above this severity.",
                choices=("error", "warning", "info"),
                default="info",
            ),
        ),
    )

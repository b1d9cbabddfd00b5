"""Provides the documents that ship with empact: sheets, matrices, registers and the findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from empact import hooks

_WITH_REPORTS = hooks.Option(
    "with_reports",
    summary="Fill the results columns with what the reports say.",
    type=bool,
    default=False,
    needs="reports",
)
_SEALED = hooks.Option(
    "sealed",
    summary="Write the paper as of the newest seal of the checkpoint: only the sealed records count.",
    type=bool,
    default=False,
    needs="seals",
)
_INTERNAL = (hooks.Audience.DRIVER,)
_OF_THE_PARTY = (hooks.Audience.LEADER, hooks.Audience.PARTICIPANT, hooks.Audience.OUTSIDE)
"""A party leads some actions and takes part in others, and one from outside the plan sees its own rows alone."""


@hooks.hookimpl
def empact_documents() -> Iterable[hooks.DocumentSpec]:
    """Provide the documents."""
    yield hooks.DocumentSpec(
        name="plan",
        summary="The plan sheet: a row for each action, in one table or per goal.",
        build="empact.documents:build_plan_sheet",
        audiences=_INTERNAL,
        inputs=("language",),
        options=(
            hooks.Option("per_goal", summary="Make a table for each goal.", type=bool, default=False),
            _WITH_REPORTS,
        ),
    )
    yield hooks.DocumentSpec(
        name="sheet",
        summary="A plan to read: its head, and each goal with its actions, cell by cell.",
        build="empact.documents:build_sheet",
        inputs=("language",),
        options=(hooks.Option("action", summary="Show only the action with this number."),),
        ledger=False,
    )
    yield hooks.DocumentSpec(
        name="tasking",
        summary="What one party has to do, by date and in detail.",
        build="empact.documents:build_tasking",
        audiences=_OF_THE_PARTY,
        of="portfolio",
        inputs=("language",),
        options=(
            hooks.Option("party", summary="The party, by code or name.", required=True),
            hooks.Option(
                "with_ledger",
                summary="Add what the ledger says about the party and the state of the plan.",
                type=bool,
                default=False,
            ),
            hooks.Option(
                "all_actions",
                summary="Also list actions that a party from outside the Union may join or that only mention it.",
                type=bool,
                default=False,
            ),
            _WITH_REPORTS,
        ),
    )
    yield hooks.DocumentSpec(
        name="workload",
        summary="How many actions each party leads and joins, month by month.",
        build="empact.documents:build_workload",
        of="portfolio",
        inputs=("language",),
        options=(
            hooks.Option("party", summary="Show only this party, action by action. Can be repeated.", repeated=True),
        ),
    )
    yield hooks.DocumentSpec(
        name="coverage",
        summary="Which actions serve which goal, and the inter-dependencies.",
        build="empact.documents:build_coverage",
        of="portfolio",
        inputs=("language",),
        ledger=False,
    )
    yield hooks.DocumentSpec(
        name="lineage",
        summary="How the actions of a plan continue in the next plan.",
        build="empact.documents:build_lineage",
        of="portfolio",
        inputs=("language",),
        ledger=False,
    )
    yield hooks.DocumentSpec(
        name="diff",
        summary="What changed between two revisions of a plan, and for whom.",
        build="empact.documents:build_diff",
        of="portfolio",
        compares=True,
        inputs=("language",),
        ledger=False,
    )
    yield hooks.DocumentSpec(
        name="overlaps",
        summary="Actions of several plans that may be the same work.",
        build="empact.documents:build_overlaps",
        of="portfolio",
        inputs=("answers", "language"),
        options=(
            hooks.Option(
                "least", summary="The lowest score to list, from 0 to 1; default: 0.6.", type=float, between=(0, 1)
            ),
            hooks.Option("all", summary="Also list overlaps that are answered or linked.", type=bool, default=False),
            hooks.Option(
                "spelling",
                summary="Treat words with similar spelling as the same; needs empact[overlaps].",
                type=bool,
                default=False,
            ),
        ),
    )
    yield hooks.DocumentSpec(
        name="responsibilities",
        summary="Which party leads, joins or may join which action: a matrix.",
        build="empact.documents:build_responsibilities",
        inputs=("language",),
    )
    yield hooks.DocumentSpec(
        name="links",
        summary="Which actions are linked, also with other plans: a matrix.",
        build="empact.documents:build_links",
        inputs=("language",),
        ledger=False,
    )
    yield hooks.DocumentSpec(
        name="timeline",
        summary="When the actions take place, by date and by month.",
        build="empact.documents:build_timeline",
        inputs=("language",),
        of="portfolio",
    )
    yield hooks.DocumentSpec(
        name="governance",
        summary="Who accounts to whom, and where the plan says so.",
        build="empact.documents:build_governance",
        inputs=("language",),
    )
    yield hooks.DocumentSpec(
        name="handbook",
        summary="Everything about one plan, with charts, and optionally the tasking of a party.",
        build="empact.documents:build_handbook",
        audiences=_INTERNAL,
        inputs=("language",),
        options=(hooks.Option("party", summary="Add the tasking of this party, by code or name."), _WITH_REPORTS),
    )
    yield hooks.DocumentSpec(
        name="exclusion",
        summary="What is recorded under the exclusion clause; decides nothing.",
        build="empact.documents:build_exclusion",
        audiences=_INTERNAL,
        inputs=("language",),
        reports=True,
        options=(
            hooks.Option("party", summary="The code or the name of the party.", required=True),
            hooks.Option("impact", summary="Also show the plan without the party.", type=bool, default=False),
        ),
    )
    yield hooks.DocumentSpec(
        name="entries",
        summary="What the ledger has; for the Driver and the Support Unit only.",
        build="empact.documents:build_entries",
        audiences=_INTERNAL,
        inputs=("language",),
        options=(
            hooks.Option("entry_kind", summary="List only entries of this kind, such as commitment."),
            hooks.Option("party", summary="List only entries about this party or by it."),
            hooks.Option("action", summary="List only entries about this action."),
        ),
    )
    yield hooks.DocumentSpec(
        name="practices",
        summary="Good and bad practice, with requests and uptake.",
        build="empact.documents:build_practices",
        of="portfolio",
        inputs=("practices", "language"),
        ledger=False,
        options=(
            hooks.Option("practice_kind", summary="List only this kind.", choices=("good", "bad")),
            hooks.Option("search", summary="List only practices that have all these words."),
        ),
    )
    yield hooks.DocumentSpec(
        name="reports",
        summary="What each report says, by date, including superseded ones.",
        build="empact.documents:build_reports",
        audiences=_INTERNAL,
        inputs=("reports", "language"),
        options=(
            hooks.Option("checkpoint", summary="The checkpoint; the start of its name is enough."),
            hooks.Option("party", summary="List only reports by this party."),
        ),
    )
    yield hooks.DocumentSpec(
        name="report-form",
        summary="What one party is asked to report in a round, to fill in.",
        build="empact.documents:build_report_form",
        audiences=_OF_THE_PARTY,
        inputs=("reports", "language"),
        options=(
            hooks.Option("party", summary="The party that is asked, by code or name.", required=True),
            hooks.Option("checkpoint", summary="The checkpoint; the start of its name is enough."),
            hooks.Option("reply_to", summary="The functional address to which the form is sent back.", default=""),
        ),
    )
    yield hooks.DocumentSpec(
        name="round",
        summary="Who has reported for a checkpoint, and what is open; for the Driver and the Support Unit only.",
        build="empact.documents:build_round",
        audiences=_INTERNAL,
        inputs=("reports", "language"),
        options=(hooks.Option("checkpoint", summary="The checkpoint; the start of its name is enough."),),
    )
    yield hooks.DocumentSpec(
        name="progress",
        summary="What the reports say was done: the status of actions, and KPIs.",
        build="empact.documents:build_progress",
        audiences=_INTERNAL,
        of="portfolio",
        inputs=("reports", "language"),
        options=(
            hooks.Option("checkpoint", summary="The checkpoint; the start of its name is enough."),
            hooks.Option("party", summary="Show only the actions that this party leads or takes part in."),
            hooks.Option(
                "lights", summary="Add traffic lights, by the thresholds of the project.", type=bool, default=False
            ),
            hooks.Option("why", summary="Show only how the value of a KPI is calculated, such as 2.1/1."),
        ),
    )
    yield hooks.DocumentSpec(
        name="seals",
        summary="What each seal of a plan lists, and what was changed since.",
        build="empact.documents:build_seals",
        audiences=_INTERNAL,
        inputs=("reports", "seals", "language"),
        options=(hooks.Option("checkpoint", summary="The checkpoint; the start of its name is enough."),),
    )
    yield hooks.DocumentSpec(
        name="driver-report",
        summary="The Driver's report for COSI on one plan at a checkpoint.",
        build="empact.documents:build_driver_report",
        audiences=(hooks.Audience.COSI,),
        inputs=("reports", "language"),
        options=(
            hooks.Option("checkpoint", summary="The checkpoint; the start of its name is enough."),
            _SEALED,
        ),
    )
    yield hooks.DocumentSpec(
        name="driver-annex",
        summary="The annex of the Driver's report: who reports what, and who has not reported.",
        build="empact.documents:build_driver_annex",
        audiences=_INTERNAL,
        inputs=("reports", "language"),
        options=(
            hooks.Option("checkpoint", summary="The checkpoint; the start of its name is enough."),
            _SEALED,
        ),
    )
    yield hooks.DocumentSpec(
        name="agenda",
        summary="What is due from whom by which day, according to plan and ledger.",
        build="empact.documents:build_agenda",
        audiences=_INTERNAL,
        of="portfolio",
        inputs=("kpis", "language"),
        options=(
            hooks.Option("party", summary="List only what is due from this party."),
            hooks.Option("since", summary="List only what is due on this day or later.", type=dt.date),
            hooks.Option("until", summary="List only what is due on this day or before.", type=dt.date),
        ),
    )
    yield hooks.DocumentSpec(
        name="parsed-cell",
        summary="What a text means as a cell of the plan, and clear wordings for what is in doubt.",
        build="empact.documents:build_parsed_cell",
        inputs=("parser", "language"),
        ledger=False,
        options=(
            hooks.Option("cell", summary="The text of the cell.", required=True),
            hooks.Option("column", summary="The column, such as leaders or links/goals.", default="participants"),
            hooks.Option("action", summary="The number of the action in whose place the text is read."),
        ),
    )
    yield hooks.DocumentSpec(
        name="findings",
        summary="What a validation reports, by who has to act, with hints.",
        build="empact.documents:build_findings",
        audiences=_INTERNAL,
        of="portfolio",
        inputs=("findings", "language"),
        reports=True,
        options=(
            hooks.Option(
                "show",
                summary="List findings at or above this severity.",
                choices=("error", "warning", "info"),
                default="info",
            ),
            hooks.Option("summary", summary="Add who has to act on what, and the actions.", type=bool, default=True),
        ),
    )

"""The results of the analysis of plans, one row each."""

from __future__ import annotations

from empact.outputs.kinds import ResultKind

RESULTS = (
    ResultKind("empact.analysis.records:PlanAction", "action", "One action of a plan"),
    ResultKind("empact.analysis.agendas:Agenda", "agenda", "What is due in plans, by day and party"),
    ResultKind(
        "empact.analysis.forms.confirmations:Confirmations",
        "confirmations",
        "What tasking sheets that came back say, as ledger entries",
    ),
    ResultKind(
        "empact.analysis.surveys:CoverageSurvey",
        "coverage",
        "The actions that serve each goal, and the use of inter-dependencies",
    ),
    ResultKind(
        "empact.reference.policy:PolicyCycles", "cycles", "Policy cycles, with their steps, priorities and successors"
    ),
    ResultKind(
        "empact.analysis.action_dependencies:ActionDependencies",
        "dependencies",
        "What an action needs, and what needs it",
    ),
    ResultKind(
        "empact.analysis.revisions.differences:Diff", "diff", "What changed from one revision of a plan to the next"
    ),
    ResultKind(
        "empact.analysis.progressing.driver_reports:DriverReport",
        "driver-report",
        "What the Driver reports to COSI about a plan",
    ),
    ResultKind("empact.analysis.records:EntryList", "entries", "The entries of a ledger about a plan"),
    ResultKind("empact.analysis.records:AddedEntry", "entry-added", "A ledger entry that was added"),
    ResultKind(
        "empact.analysis.exclusions.dossiers:Dossier",
        "exclusion",
        "The evidence about a party under the exclusion clause",
    ),
    ResultKind("empact.analysis.governing:Governance", "governance", "Who answers to whom"),
    ResultKind(
        "empact.analysis.imported_plans:ImportedPlan", "imported-plan", "Where each value of an imported plan was read"
    ),
    ResultKind(
        "empact.analysis.surveys:LineageSurvey", "lineage", "How the actions of a plan continue in a later plan"
    ),
    ResultKind("empact.analysis.surveys:LinkSurvey", "links", "The links of plans in both directions"),
    ResultKind(
        "empact.analysis.mapping_proposals:MappingProposal",
        "mapping-proposal",
        "Where the records about a plan stand after a revision",
    ),
    ResultKind("empact.analysis.overlap.overlaps:Overlaps", "overlaps", "Actions that may be the same work"),
    ResultKind(
        "empact.analysis.resolved_plans.parsed_cells:ParsedCell",
        "parsed-cell",
        "What a text means as a cell, and clear wordings for what is in doubt",
    ),
    ResultKind("empact.analysis.records:AddedPractice", "practice-added", "A practice that was added"),
    ResultKind("empact.analysis.records:PracticeList", "practices", "Good and bad practice of a plan"),
    ResultKind(
        "empact.analysis.progressing.pictures:Progress", "progress", "What the reports about plans say was done"
    ),
    ResultKind(
        "empact.analysis.progressing.pictures:Explanation",
        "progress-why",
        "How the reported value of a KPI is calculated",
    ),
    ResultKind("empact.analysis.records:AddedReports", "report-added", "Reports that were added"),
    ResultKind("empact.analysis.records:RedactedReports", "report-redacted", "Reports whose words were removed"),
    ResultKind("empact.analysis.forms.asked:ReportForm", "report-form", "What one party is asked to report in a round"),
    ResultKind("empact.analysis.forms.asked:ReportForms", "report-forms", "What each party is asked in a round"),
    ResultKind("empact.analysis.records:ReportList", "reports", "The reports about a plan"),
    ResultKind("empact.analysis.resolved_plans.plans:ResolvedPlan", "resolved-plan", "A plan in fields"),
    ResultKind(
        "empact.analysis.forms.round_states:RoundState", "round", "Who has reported in a round, and what is open"
    ),
    ResultKind("empact.analysis.seals:AddedSeal", "seal-added", "A seal that was added"),
    ResultKind(
        "empact.analysis.seals:SealList", "seals", "The seals of a plan, and what has happened to their records"
    ),
    ResultKind("empact.analysis.taskings.tasks:Tasking", "tasking", "What one party has to do in a plan"),
    ResultKind(
        "empact.analysis.taskings.tasks:TaskingList",
        "taskings",
        "What several parties have to do, or one party in several plans",
    ),
    ResultKind("empact.analysis.active_parts:WhoDoesWhat", "who", "Who does what in a month, or in any other time"),
    ResultKind(
        "empact.analysis.workloads.duties:Workload",
        "workload",
        "How many actions each party leads and joins, month by month",
    ),
)

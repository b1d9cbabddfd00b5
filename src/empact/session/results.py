"""The results of a session, one row each."""

from __future__ import annotations

from empact.outputs.kinds import ResultKind

RESULTS = (
    ResultKind("empact.session.checks:LedgerCheck", "ledger-check", "The check of a ledger"),
    ResultKind("empact.session.checks:MarkingCheck", "markings", "Whether files carry a marking"),
    ResultKind("empact.session.checks:ReportCheck", "report-check", "The check of the reports about a plan"),
    ResultKind("empact.session.listings:DocumentList", "documents", "The documents that can be exported"),
    ResultKind("empact.session.listings:FormatList", "formats", "The formats of exports and of findings"),
    ResultKind("empact.session.listings:PlanList", "plans", "The plans that plugins provide"),
    ResultKind("empact.session.listings:PluginList", "plugins", "The plugins and their faults"),
    ResultKind("empact.session.listings:RuleList", "rules", "Rules, or one rule"),
)

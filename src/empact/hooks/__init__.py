"""The plugin API: everything that a plugin imports from empact."""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.analysis import (
        Absence,
        Common,
        Connection,
        Criterion,
        CriterionKind,
        DependencyState,
        Determinacy,
        Dossier,
        Evidence,
        EvidenceState,
        Feature,
        LinkState,
        Match,
        Overlap,
        PartyAssignment,
        PartyAssignments,
        PartyRole,
        Relation,
        ReportingLine,
        ResolvedSpan,
        Schedule,
        Scheduled,
        Side,
        Statement,
        Thresholds,
        WithdrawalImpact,
        absences,
        assignments,
        find_practices,
        first_day_without_leader,
        governance,
        known_party,
        schedule,
        words_at,
    )
    from empact.diagnostics import (
        CUT_BY_COMMENT,
        DUPLICATE_KEY,
        EMPTY_FILE,
        MALFORMED,
        NOT_PLAIN_DATA,
        OVER_LIMIT,
        SEVERAL_DOCUMENTS,
        UNREADABLE_TEXT,
        Diagnostic,
        Edit,
        Kind,
        Place,
        Pointer,
        Severity,
        did_you_mean,
    )
    from empact.documents import Column, Row, Table
    from empact.grammar import parse_parties
    from empact.grammar.language import Language, language
    from empact.hooks.commands import Command
    from empact.hooks.discovery import PluginInfo, PluginState
    from empact.hooks.exporting import Artifact, ExportContext, Exporter
    from empact.hooks.formatting import FormatContext, Formatter, printable_json
    from empact.hooks.manager import EMPACT_API
    from empact.hooks.plans import BundledPlan
    from empact.hooks.readers import Reader
    from empact.hooks.specs import (
        ProvidesCommands,
        ProvidesExporters,
        ProvidesExtensions,
        ProvidesFormatters,
        ProvidesParties,
        ProvidesPlans,
        ProvidesProfiles,
        ProvidesReaders,
        ProvidesRules,
        hookimpl,
    )
    from empact.model import (
        Anchor,
        Answer,
        AnswerKind,
        Approval,
        Bound,
        Cell,
        Choice,
        CommitmentBacking,
        Confidence,
        Direction,
        DocumentNumber,
        EntryContent,
        EntryKind,
        Extension,
        ExtensionField,
        FlowDirection,
        FrozenMap,
        Funding,
        FundingStatus,
        Kpi,
        KpiKind,
        Ledger,
        LedgerEntry,
        Membership,
        Milestone,
        Opportunity,
        Parties,
        Party,
        PartyItem,
        PartyKind,
        PartyName,
        Period,
        Practice,
        PracticeKind,
        Prose,
        Provision,
        ProvisionKind,
        Ref,
        Reply,
        Request,
        ReservationKind,
        Route,
        Span,
        State,
        Suffix,
        Target,
        Timing,
        Unit,
        Unparsed,
        Uptake,
        Verdict,
        Window,
    )
    from empact.reprs import printable
    from empact.serde.cells import reads
    from empact.syntax.raw import Plain, RawDocument
    from empact.syntax.reading import Places, ReadContext, Spot, Unreadable
    from empact.validation import Check, Finding, Profile, Rule, RuleContext
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.analysis: Absence Common Connection Criterion CriterionKind DependencyState Determinacy Dossier Evidence
            EvidenceState Feature LinkState Match Overlap PartyAssignment PartyAssignments PartyRole Relation
            ReportingLine ResolvedSpan Schedule Scheduled Side Statement Thresholds WithdrawalImpact absences
            assignments find_practices first_day_without_leader governance known_party schedule words_at
        empact.diagnostics: CUT_BY_COMMENT DUPLICATE_KEY EMPTY_FILE MALFORMED NOT_PLAIN_DATA OVER_LIMIT
            SEVERAL_DOCUMENTS UNREADABLE_TEXT Diagnostic Edit Kind Place Pointer Severity did_you_mean
        empact.documents: Column Row Table
        empact.grammar: parse_parties
        empact.grammar.language: Language language
        empact.hooks.commands: Command
        empact.hooks.discovery: PluginInfo PluginState
        empact.hooks.exporting: Artifact ExportContext Exporter
        empact.hooks.formatting: FormatContext Formatter printable_json
        empact.hooks.manager: EMPACT_API
        empact.hooks.plans: BundledPlan
        empact.hooks.readers: Reader
        empact.hooks.specs: ProvidesCommands ProvidesExporters ProvidesExtensions ProvidesFormatters ProvidesParties
            ProvidesPlans ProvidesProfiles ProvidesReaders ProvidesRules hookimpl
        empact.model: Anchor Answer AnswerKind Approval Bound Cell Choice CommitmentBacking Confidence Direction
            DocumentNumber EntryContent EntryKind Extension ExtensionField FlowDirection FrozenMap Funding FundingStatus
            Kpi KpiKind Ledger LedgerEntry Membership Milestone Opportunity Parties Party PartyItem PartyKind PartyName
            Period Practice PracticeKind Prose Provision ProvisionKind Ref Reply Request ReservationKind Route Span
            State Suffix Target Timing Unit Unparsed Uptake Verdict Window
        empact.reprs: printable
        empact.serde.cells: reads
        empact.syntax.raw: Plain RawDocument
        empact.syntax.reading: Places ReadContext Spot Unreadable
        empact.validation: Check Finding Profile Rule RuleContext
        """,
    )

__all__ = [
    "CUT_BY_COMMENT",
    "DUPLICATE_KEY",
    "EMPACT_API",
    "EMPTY_FILE",
    "MALFORMED",
    "NOT_PLAIN_DATA",
    "OVER_LIMIT",
    "SEVERAL_DOCUMENTS",
    "UNREADABLE_TEXT",
    "Absence",
    "Anchor",
    "Answer",
    "AnswerKind",
    "Approval",
    "Artifact",
    "Bound",
    "BundledPlan",
    "Cell",
    "Check",
    "Choice",
    "Column",
    "Command",
    "CommitmentBacking",
    "Common",
    "Confidence",
    "Connection",
    "Criterion",
    "CriterionKind",
    "DependencyState",
    "Determinacy",
    "Diagnostic",
    "Direction",
    "DocumentNumber",
    "Dossier",
    "Edit",
    "EntryContent",
    "EntryKind",
    "Evidence",
    "EvidenceState",
    "ExportContext",
    "Exporter",
    "Extension",
    "ExtensionField",
    "Feature",
    "Finding",
    "FlowDirection",
    "FormatContext",
    "Formatter",
    "FrozenMap",
    "Funding",
    "FundingStatus",
    "Kind",
    "Kpi",
    "KpiKind",
    "Language",
    "Ledger",
    "LedgerEntry",
    "LinkState",
    "Match",
    "Membership",
    "Milestone",
    "Opportunity",
    "Overlap",
    "Parties",
    "Party",
    "PartyAssignment",
    "PartyAssignments",
    "PartyItem",
    "PartyKind",
    "PartyName",
    "PartyRole",
    "Period",
    "Place",
    "Places",
    "Plain",
    "PluginInfo",
    "PluginState",
    "Pointer",
    "Practice",
    "PracticeKind",
    "Profile",
    "Prose",
    "ProvidesCommands",
    "ProvidesExporters",
    "ProvidesExtensions",
    "ProvidesFormatters",
    "ProvidesParties",
    "ProvidesPlans",
    "ProvidesProfiles",
    "ProvidesReaders",
    "ProvidesRules",
    "Provision",
    "ProvisionKind",
    "RawDocument",
    "ReadContext",
    "Reader",
    "Ref",
    "Relation",
    "Reply",
    "ReportingLine",
    "Request",
    "ReservationKind",
    "ResolvedSpan",
    "Route",
    "Row",
    "Rule",
    "RuleContext",
    "Schedule",
    "Scheduled",
    "Severity",
    "Side",
    "Span",
    "Spot",
    "State",
    "Statement",
    "Suffix",
    "Table",
    "Target",
    "Thresholds",
    "Timing",
    "Unit",
    "Unparsed",
    "Unreadable",
    "Uptake",
    "Verdict",
    "Window",
    "WithdrawalImpact",
    "absences",
    "assignments",
    "did_you_mean",
    "find_practices",
    "first_day_without_leader",
    "governance",
    "hookimpl",
    "known_party",
    "language",
    "parse_parties",
    "printable",
    "printable_json",
    "reads",
    "schedule",
    "words_at",
]

"""The model of an operational action plan: frozen values, without input and output, rules or serialisation."""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.model.actions import (
        Action,
        Channel,
        ChannelUse,
        Funding,
        FundingStatus,
        Initiative,
        Location,
        LocationKind,
        Phase,
        Reservation,
        ReservationKind,
        Route,
    )
    from empact.model.anchors import Anchor
    from empact.model.answers import Answer, AnswerKind, Answers
    from empact.model.cells import Cell, Prose, Unparsed
    from empact.model.conditions import Condition, ConditionKind
    from empact.model.documents import (
        CitedAs,
        CitedDocument,
        Cover,
        Dates,
        DocumentNumber,
        DocumentNumbers,
        Issue,
        MarkingStatus,
        MarkingToday,
        SubjectCode,
        SubjectCodes,
        Suffix,
        is_web_address,
    )
    from empact.model.entry_kinds import EntryFacts, EntryKind
    from empact.model.extensions import Extension, ExtensionField
    from empact.model.frozen import FrozenMap
    from empact.model.kpi_definitions import KpiDefinition, KpiRegister
    from empact.model.ledger import CommitmentBacking, EntryContent, Ledger, LedgerEntry, Reply, Verdict
    from empact.model.links import FlowDirection, Link, LinkKind, LinkOrigin, Links, Ref
    from empact.model.measures import (
        Adds,
        AddsFacts,
        Baseline,
        Comparison,
        Direction,
        FigureKind,
        Kpi,
        KpiKey,
        KpiKind,
        Kpis,
        Target,
        Targets,
    )
    from empact.model.operations import Operation
    from empact.model.parties import (
        Collective,
        Confidence,
        Dated,
        ItemRole,
        Membership,
        Parties,
        Party,
        PartyItem,
        PartyKind,
        PartyName,
    )
    from empact.model.plan import (
        Approval,
        Checkpoint,
        CycleStep,
        Interdependency,
        Note,
        PartyStatement,
        Plan,
        PolicyCycle,
        Priority,
        Section,
        Source,
        State,
        StatementKind,
        StrategicGoal,
    )
    from empact.model.practice import Opportunity, Practice, PracticeKind, Request, Uptake
    from empact.model.provisions import Provision, ProvisionKind, Strength
    from empact.model.reports import (
        ActionReport,
        ActionStatus,
        Breakdown,
        BreakdownKind,
        Figure,
        FigureScope,
        FiledReport,
        Report,
        ReporterRole,
        Reports,
        StatedSum,
        StatedTotals,
    )
    from empact.model.spans import Span, joined_spans
    from empact.model.timing import Bound, Choice, Duration, Milestone, Period, Timing, TimingStatus, Unit, Window
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.model.kpi_definitions: KpiDefinition KpiRegister
        empact.model.operations: Operation
        empact.model.reports: ActionReport ActionStatus Breakdown BreakdownKind Figure FigureScope FiledReport
            Report ReporterRole Reports StatedSum StatedTotals
        empact.model.actions: Action Channel ChannelUse Funding FundingStatus Initiative Location LocationKind Phase
            Reservation ReservationKind Route
        empact.model.anchors: Anchor
        empact.model.answers: Answer AnswerKind Answers
        empact.model.cells: Cell Prose Unparsed
        empact.model.conditions: Condition ConditionKind
        empact.model.documents: CitedAs CitedDocument Cover Dates DocumentNumber DocumentNumbers Issue
            MarkingStatus MarkingToday SubjectCode SubjectCodes Suffix is_web_address
        empact.model.entry_kinds: EntryFacts EntryKind
        empact.model.extensions: Extension ExtensionField
        empact.model.frozen: FrozenMap
        empact.model.ledger: CommitmentBacking EntryContent Ledger LedgerEntry Reply Verdict
        empact.model.links: FlowDirection Link LinkKind LinkOrigin Links Ref
        empact.model.measures: Adds AddsFacts Baseline Comparison Direction FigureKind Kpi KpiKey KpiKind Kpis Target
            Targets
        empact.model.parties: Collective Confidence Dated ItemRole Membership Parties Party PartyItem PartyKind
            PartyName
        empact.model.plan: Approval Checkpoint CycleStep Interdependency Note PartyStatement Plan PolicyCycle Priority
            Section Source State StatementKind StrategicGoal
        empact.model.provisions: Provision ProvisionKind Strength
        empact.model.practice: Opportunity Practice PracticeKind Request Uptake
        empact.model.spans: Span joined_spans
        empact.model.timing: Bound Choice Duration Milestone Period Timing TimingStatus Unit Window
        """,
    )

__all__ = [
    "Action",
    "ActionReport",
    "ActionStatus",
    "Adds",
    "AddsFacts",
    "Anchor",
    "Answer",
    "AnswerKind",
    "Answers",
    "Approval",
    "Baseline",
    "Bound",
    "Breakdown",
    "BreakdownKind",
    "Cell",
    "Channel",
    "ChannelUse",
    "Checkpoint",
    "Choice",
    "CitedAs",
    "CitedDocument",
    "Collective",
    "CommitmentBacking",
    "Comparison",
    "Condition",
    "ConditionKind",
    "Confidence",
    "Cover",
    "CycleStep",
    "Dated",
    "Dates",
    "Direction",
    "DocumentNumber",
    "DocumentNumbers",
    "Duration",
    "EntryContent",
    "EntryFacts",
    "EntryKind",
    "Extension",
    "ExtensionField",
    "Figure",
    "FigureKind",
    "FigureScope",
    "FiledReport",
    "FlowDirection",
    "FrozenMap",
    "Funding",
    "FundingStatus",
    "Initiative",
    "Interdependency",
    "Issue",
    "ItemRole",
    "Kpi",
    "KpiDefinition",
    "KpiKey",
    "KpiKind",
    "KpiRegister",
    "Kpis",
    "Ledger",
    "LedgerEntry",
    "Link",
    "LinkKind",
    "LinkOrigin",
    "Links",
    "Location",
    "LocationKind",
    "MarkingStatus",
    "MarkingToday",
    "Membership",
    "Milestone",
    "Note",
    "Operation",
    "Opportunity",
    "Parties",
    "Party",
    "PartyItem",
    "PartyKind",
    "PartyName",
    "PartyStatement",
    "Period",
    "Phase",
    "Plan",
    "PolicyCycle",
    "Practice",
    "PracticeKind",
    "Priority",
    "Prose",
    "Provision",
    "ProvisionKind",
    "Ref",
    "Reply",
    "Report",
    "ReporterRole",
    "Reports",
    "Request",
    "Reservation",
    "ReservationKind",
    "Route",
    "Section",
    "Source",
    "Span",
    "State",
    "StatedSum",
    "StatedTotals",
    "StatementKind",
    "StrategicGoal",
    "Strength",
    "SubjectCode",
    "SubjectCodes",
    "Suffix",
    "Target",
    "Targets",
    "Timing",
    "TimingStatus",
    "Unit",
    "Unparsed",
    "Uptake",
    "Verdict",
    "Window",
    "is_web_address",
    "joined_spans",
]

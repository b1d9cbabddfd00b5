"""The model of an operational action plan: frozen values, without input and output, rules or serialisation."""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.model.actions: Action Channel ChannelUse Funding FundingStatus Initiative Location LocationKind Phase
        Reservation ReservationKind Route
    empact.model.anchors: Anchor
    empact.model.answers: Answer AnswerKind Answers
    empact.model.cells: Cell Prose Unparsed
    empact.model.conditions: Condition ConditionKind
    empact.model.documents: CitedAs CitedDocument Cover Dates DocumentNumber DocumentNumbers Issue MarkingStatus
        MarkingToday Publication SubjectCode SubjectCodes Suffix is_web_address
    empact.model.emphasis: Emphasis EmphasisStyle
    empact.model.entry_kinds: EntryFacts EntryKind
    empact.model.extensions: Extension ExtensionField
    empact.model.forms: AnswerCell FormRow ReturnedForm
    empact.model.frozen: FrozenMap
    empact.model.kpi_definitions: CountedBy KpiDefinition KpiRegister OverTime
    empact.model.ledger: CommitmentBacking EntryContent Ledger LedgerEntry PartReply Reply Verdict
    empact.model.links: FlowDirection Link LinkKind LinkOrigin Links Ref
    empact.model.mappings: FiledMapping MappedAction Mappings RevisionMapping
    empact.model.measures: Adds AddsFacts Baseline Comparison Direction FigureKind Kpi KpiKey KpiKind KpiNumber
        KpiPart Kpis Target Targets
    empact.model.operations: Operation
    empact.model.parties: Collective Confidence Dated ItemRole Membership Parties Party PartyItem PartyKind
        PartyName
    empact.model.plan: Approval Checkpoint CycleStep Interdependency Note PartyStatement Plan PolicyCycle Priority
        Section Source State StatementKind StrategicGoal
    empact.model.practice: Opportunity Practice PracticeKind Request Uptake
    empact.model.proposals: Proposal ProposalKind
    empact.model.provisions: Provision ProvisionKind Strength
    empact.model.redactions: FiledRedaction Redaction
    empact.model.reports: ActionReport Breakdown BreakdownKind Figure FigureScope FiledReport Received Report Reports
        Settlement StatedSum StatedTotals
    empact.model.seals: FiledSeal Seal Seals
    empact.model.spans: Span joined_spans
    empact.model.statuses: ActionStatus
    empact.model.timing: Bound Choice Duration Milestone Period Timing TimingStatus Unit Window
    empact.model.written_for: NamedAction WrittenFor
    """,
)

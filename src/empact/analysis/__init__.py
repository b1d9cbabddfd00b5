"""Everything that can be derived from plans: dates, parties, links, workload, overlaps, lineage and exclusion."""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.analysis.abbreviations: means_another
    empact.analysis.action_dependencies: ActionDependencies ActionDependency depends_on
    empact.analysis.active_parts: ActionPart OpenPart WhoDoesWhat who
    empact.analysis.agendas: Agenda DueItem DueKind agenda
    empact.analysis.calls: called_checkpoint
    empact.analysis.checkpoints: NamedCheckpoint plan_checkpoints
    empact.analysis.claims.casts: Standing Turnout
    empact.analysis.claims.door: Met Refused every_refused refused
    empact.analysis.claims.free_texts: texts_with_personal_data
    empact.analysis.claims.indicators: Indicator
    empact.analysis.claims.log: ActionClaims ClaimLog IdleSupersession claim_log
    empact.analysis.claims.refusals: REFUSALS Refusal Remedy
    empact.analysis.claims.rounds: Round plan_rounds
    empact.analysis.claims.values: Apart Claim SettledClaim Thing
    empact.analysis.conditions: Quorum quorums
    empact.analysis.continuing.drafting: continue_plan
    empact.analysis.facts: PlanFacts PortfolioFacts Result records_of
    empact.analysis.questions: PlanContext PortfolioContext
    empact.analysis.evidence.entries: Evidence MetPart MetParts
    empact.analysis.evidence.thresholds: Thresholds
    empact.analysis.exclusions.criteria: Criterion CriterionKind EvidenceState criteria
    empact.analysis.exclusions.dossiers: Dossier exclusion
    empact.analysis.exclusions.changes: GoalChange GroupChange LeaderChange LinkChange ParticipantChange PlanChange
        PossibleChange RoleChange WithdrawalImpact
    empact.analysis.exclusions.impact: first_day_without_leader impact_of_leaving
    empact.analysis.exclusions.reported: ReportedKind ReportedStatement
    empact.analysis.exclusions.unweighed: unweighed_reports
    empact.analysis.identities: ChangedAction Identities stamped
    empact.analysis.involvement.absences: Absence
    empact.analysis.involvement.confirmations: Confirmation PlannedPart
    empact.analysis.involvement.assignments: Determinacy PartyAssignment PartyAssignments PartyRole ResolvedSpan
        assignments
    empact.analysis.kpis: PlanKpi PlanKpis
    empact.analysis.light_thresholds: Light LightThresholds
    empact.analysis.mapping_proposals: MappingProposal PlaceKind ProposedPlace propose_mapping
    empact.analysis.markings: RecordMarking check_release raised_marking
    empact.analysis.overlap.features: Feature
    empact.analysis.overlap.overlaps: LEAST Common Overlap Overlaps Side overlaps
    empact.analysis.portfolio.connections: Connection LinkState PlanLinks
    empact.analysis.portfolio.counting: Count
    empact.analysis.portfolio.coverage: Coverage CoveredGoal GoalService
    empact.analysis.portfolio.dependencies: Dependency DependencyState
    empact.analysis.portfolio.lineages: ActionHistory Continuation Lineage Match lineage
    empact.analysis.portfolio.placements: PlanPlacement placement
    empact.analysis.portfolio.plans: Portfolio SharedGoal
    empact.analysis.portfolio.resolving: Destination Outcome Resolution
    empact.analysis.portfolio.similarity: Similarity
    empact.analysis.practices: find_practices
    empact.analysis.progressing.amounts: Amount Range Step exact_sum format_number
    empact.analysis.progressing.decisions: Decision RoundValue
    empact.analysis.progressing.differences: Difference DifferenceKind
    empact.analysis.progressing.driver_reports: BehindKind BehindPlan DifferingSources Doubt DriverReport DriverText
        Headline UncertainValue driver_report
    empact.analysis.progressing.duplicates: PossibleDuplicate
    empact.analysis.progressing.gathering: progress progress_over_time
    empact.analysis.progressing.kpi_pictures: KpiProgress
    empact.analysis.progressing.lights: lights
    empact.analysis.progressing.measures: MeasureSum
    empact.analysis.progressing.milestones: ReachedDay
    empact.analysis.progressing.operations: OperationComparison compare_operations
    empact.analysis.progressing.pictures: ActionLight ActionProgress CarriedOver Explanation PlanCheckpoint Progress
        ReportedText RoundProgress
    empact.analysis.progressing.planned: HeldDays PlannedAndReported PlannedState
    empact.analysis.progressing.preconditions: Precondition PreconditionState
    empact.analysis.progressing.stated: StatedComparison
    empact.analysis.progressing.statuses: StatusPicture
    empact.analysis.progressing.verdicts: TargetBounds TargetJudgement TargetState
    empact.analysis.reasons: Reason
    empact.analysis.forms.answering: AnsweredForm answered
    empact.analysis.forms.asked: AnswerType Asked FormAction FormQuestion ReportForm ReportForms
    empact.analysis.forms.asking: report_form report_forms
    empact.analysis.forms.round_states: InboxFile InboxProblem InboxState OpenGroup RoundAction RoundParty RoundState
        round_state
    empact.analysis.forms.confirmations: Confirmations PartReplies ReadConfirmation RefusedSheet
    empact.analysis.forms.replying: PartAnswer
    empact.analysis.forms.returned: FormProblem
    empact.analysis.question_keys: is_question_key
    empact.analysis.governing: Governance Relation ReportingLine governance
    empact.analysis.imported_plans: ImportedPlan ImportedValue SourceText
    empact.analysis.resolved_plans.cells: CellText ResolvedCell UnparsedWords
    empact.analysis.resolved_plans.kpis: ResolvedBaseline ResolvedKpi ResolvedKpis ResolvedTargets
    empact.analysis.resolved_plans.links: ResolvedLink ResolvedLinks
    empact.analysis.resolved_plans.parsed_cells: CellDoubt CellMeaning ParsedCell Wording
    empact.analysis.resolved_plans.parties: NamedParty PartyGroup ResolvedParties ResolvedParty
    empact.analysis.resolved_plans.plans: PartyFacts ResolvedAction ResolvedCheckpoint ResolvedGoal ResolvedPlan
        ResolvedResult resolved
    empact.analysis.resolved_plans.times: ResolvedMilestone ResolvedPeriod ResolvedTiming
    empact.analysis.revisions.differences: Arrangement Diff PartDiff PartKind PartState Revision StaleNumber
        diff
    empact.analysis.revisions.duties: DutyChange DutyKind PartyChange SheetPart
    empact.analysis.revisions.matching: Basis
    empact.analysis.revisions.meant: Meant MeantKind
    empact.analysis.revisions.written: Change WordChange
    empact.analysis.schedules: Schedule Scheduled checkpoint_dates schedule
    empact.analysis.seals: ListedSeal SealList SealedKind SealedRecord new_seal seal_list sealed
    empact.analysis.sentences: words_at
    empact.analysis.statements: Statement
    empact.analysis.surveys: CoverageSurvey LinkSurvey coverage links
    empact.analysis.taskings.asked: PartQuestion
    empact.analysis.taskings.projection: Taskings tasking
    empact.analysis.taskings.provisions: GeneralProvision
    empact.analysis.taskings.tasks: Certainty OwnEntry Task TaskLink TaskMilestone TaskNote TaskSpan Tasking
    empact.analysis.workloads.active_months: Month Months Run Stretch runs
    empact.analysis.workloads.duties: Duty Gap MonthCounts PartyWorkload RoleWorkload Tally Workload workload
    """,
)

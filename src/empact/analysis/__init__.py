"""Everything that can be derived from plans: dates, parties, links, workload, overlaps, lineage and exclusion."""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.analysis.abbreviations: means_another
    empact.analysis.agendas: Agenda DueItem DueKind DueState agenda
    empact.analysis.calls: called_checkpoint
    empact.analysis.checkpoints: NamedCheckpoint plan_checkpoints
    empact.analysis.claims.casts: Standing Turnout
    empact.analysis.claims.convention: REFUSALS ROWS Audience Fact Refusal Remedy Row sees
    empact.analysis.claims.door: Met Refused every_refused refused stating_the_same
    empact.analysis.claims.indicators: Indicator
    empact.analysis.claims.log: ActionClaims Apart Claim ClaimLog IdleSupersession SettledClaim Thing claim_log
    empact.analysis.claims.rounds: Round plan_rounds
    empact.analysis.conditions: Quorum quorums
    empact.analysis.facts: PlanFacts PortfolioFacts Result records_of
    empact.analysis.questions: PlanContext PortfolioContext
    empact.analysis.correcting: corrections
    empact.analysis.evidence.entries: Evidence MetPart MetParts
    empact.analysis.evidence.thresholds: Thresholds
    empact.analysis.exclusions.criteria: Criterion CriterionKind EvidenceState criteria
    empact.analysis.exclusions.dossiers: Dossier exclusion
    empact.analysis.exclusions.impact: WithdrawalImpact impact_of_leaving
    empact.analysis.exclusions.impact: first_day_without_leader
    empact.analysis.exclusions.reported: ReportedKind ReportedStatement
    empact.analysis.exclusions.unweighed: unweighed_reports
    empact.analysis.identities: ChangedAction Identities stamped
    empact.analysis.involvement.absences: Absence absences
    empact.analysis.involvement.assignments: Determinacy PartyAssignment PartyAssignments PartyRole ResolvedSpan
        assignments
    empact.analysis.involvement.resolved: known_party
    empact.analysis.kpis: PlanKpi PlanKpis plan_kpis
    empact.analysis.light_thresholds: Light LightThresholds
    empact.analysis.markings: RecordMarking check_release joint_marking raised_marking record_markings
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
    empact.analysis.progressing.decisions: Decision Difference DifferenceKind ReachedDay RoundValue
    empact.analysis.progressing.driver_reports: BehindKind BehindPlan DifferingSources Doubt DriverReport DriverText
        Headline UncertainValue driver_report
    empact.analysis.progressing.duplicates: PossibleDuplicate
    empact.analysis.progressing.gathering: progress progress_over_time stated_totals
    empact.analysis.progressing.lights: lights
    empact.analysis.progressing.measures: MeasureSum
    empact.analysis.progressing.operations: OperationComparison compare_operations
    empact.analysis.progressing.pictures: ActionLight ActionProgress CarriedOver Explanation KpiProgress PlanCheckpoint
        Progress ReportedText RoundProgress
    empact.analysis.progressing.planned: HeldDays PlannedAndReported PlannedState
    empact.analysis.progressing.preconditions: Precondition PreconditionState
    empact.analysis.progressing.stated: StatedComparison
    empact.analysis.progressing.statuses: StatusPicture
    empact.analysis.progressing.verdicts: TargetBounds TargetJudgement TargetState
    empact.analysis.reasons: Reason
    empact.analysis.records: AddedEntry AddedPractice AddedReport AddedReports EntryList ListedEntry ListedReport
        PlanAction PracticeList RefusedReport ReportList ledger_entries progress_reports
    empact.analysis.governing: Governance Relation ReportingLine governance reporting_lines
    empact.analysis.schedules: Schedule Scheduled checkpoint_dates schedule
    empact.analysis.seals: AddedSeal ListedSeal SealList SealedKind SealedRecord new_seal seal_list sealed
    empact.analysis.sentences: words_at
    empact.analysis.statements: Statement
    empact.analysis.surveys: CoverageSurvey LineageSurvey LinkSurvey coverage lineage_of links
    empact.analysis.taskings.projection: Taskings tasking
    empact.analysis.taskings.provisions: GeneralProvision
    empact.analysis.taskings.tasks: Certainty OwnEntry Task TaskLink TaskMilestone TaskNote TaskSpan Tasking TaskingList
    empact.analysis.workloads.active_months: Month Months Run Stretch runs
    empact.analysis.workloads.duties: ROLES Duty Gap MonthCounts PartyWorkload RoleWorkload Tally Workload workload
    """,
)

"""Everything that can be derived from plans: dates, parties, links, workload, overlaps, lineage and exclusion."""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.analysis.abbreviations: means_another
    empact.analysis.agendas: Agenda DueItem DueKind DueState agenda
    empact.analysis.calls: called_checkpoint
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
    empact.analysis.progressing.breakdowns: BreakdownSum Misfit misfit
    empact.analysis.progressing.disagreements: Claim Disagreement DisagreementKind
    empact.analysis.progressing.duplicates: PossibleDuplicate
    empact.analysis.progressing.figures: ReportedFigure
    empact.analysis.progressing.gathering: progress stated_totals
    empact.analysis.progressing.gathering: RoundProgress progress_over_time
    empact.analysis.progressing.indicators: KpiProgress SetApart SetApartKind Total
    empact.analysis.progressing.lights: ActionLight lights
    empact.analysis.progressing.measures: MeasureSum
    empact.analysis.progressing.pictures: ActionProgress CarriedOver Progress ReportedText
    empact.analysis.progressing.preconditions: Precondition PreconditionState
    empact.analysis.progressing.ranges: Range exact_sum format_number
    empact.analysis.progressing.reporters: Turnout
    empact.analysis.progressing.figures: is_by_driver leader_codes role_in_effect
    empact.analysis.progressing.rounds: Round plan_rounds
    empact.analysis.progressing.stated: StatedComparison
    empact.analysis.progressing.statuses: StatusClaim StatusPicture
    empact.analysis.progressing.sums: Part
    empact.analysis.progressing.targets: TargetBounds TargetJudgement TargetState
    empact.analysis.reasons: Reason
    empact.analysis.records: AddedEntry AddedPractice AddedReports EntryList ListedEntry ListedReport PlanAction
        PracticeList ReportList ledger_entries progress_reports
    empact.analysis.governing: Governance Relation ReportingLine governance reporting_lines
    empact.analysis.schedules: Schedule Scheduled checkpoint_dates schedule
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

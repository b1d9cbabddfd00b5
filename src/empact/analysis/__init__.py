"""Everything that can be derived from plans: dates, parties, links, workload, overlaps, lineage and exclusion."""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.analysis.abbreviations import means_another
    from empact.analysis.agendas import Agenda, DueItem, DueKind, agenda
    from empact.analysis.calls import called_checkpoint
    from empact.analysis.conditions import Quorum, quorums
    from empact.analysis.context import PlanContext, PortfolioContext
    from empact.analysis.correcting import corrections
    from empact.analysis.evidence.entries import Evidence, MetPart, MetParts
    from empact.analysis.evidence.thresholds import Thresholds
    from empact.analysis.exclusions.criteria import Criterion, CriterionKind, EvidenceState, criteria
    from empact.analysis.exclusions.dossiers import Dossier, exclusion
    from empact.analysis.exclusions.impact import WithdrawalImpact, impact_of_leaving
    from empact.analysis.exclusions.leading import first_day_without_leader
    from empact.analysis.involvement.absences import Absence, absences
    from empact.analysis.involvement.assignments import (
        Determinacy,
        PartyAssignment,
        PartyAssignments,
        PartyRole,
        ResolvedSpan,
        assignments,
    )
    from empact.analysis.involvement.resolved import known_party
    from empact.analysis.kpis import PlanKpi, PlanKpis, plan_kpis
    from empact.analysis.light_thresholds import Light, LightThresholds
    from empact.analysis.markings import check_release, joint_marking
    from empact.analysis.overlap.features import Feature
    from empact.analysis.overlap.overlaps import LEAST, Common, Overlap, Side, overlaps
    from empact.analysis.portfolio.connections import Connection, LinkState, PlanLinks
    from empact.analysis.portfolio.counting import Count
    from empact.analysis.portfolio.coverage import Coverage, CoveredGoal, GoalService
    from empact.analysis.portfolio.dependencies import Dependency, DependencyState
    from empact.analysis.portfolio.lineages import ActionHistory, Continuation, Lineage, Match, lineage
    from empact.analysis.portfolio.placements import PlanPlacement, placement
    from empact.analysis.portfolio.plans import Portfolio, SharedGoal
    from empact.analysis.portfolio.resolving import Destination, Outcome, Resolution
    from empact.analysis.portfolio.similarity import Similarity
    from empact.analysis.practices import find_practices
    from empact.analysis.progressing.breakdowns import BreakdownSum, Misfit, misfit
    from empact.analysis.progressing.disagreements import Claim, Disagreement, DisagreementKind
    from empact.analysis.progressing.duplicates import PossibleDuplicate
    from empact.analysis.progressing.figures import ReportedFigure
    from empact.analysis.progressing.gathering import progress, stated_totals
    from empact.analysis.progressing.histories import RoundProgress, progress_over_time
    from empact.analysis.progressing.indicators import KpiProgress, SetApart, SetApartKind, Total
    from empact.analysis.progressing.lights import ActionLight, lights
    from empact.analysis.progressing.measures import MeasureSum
    from empact.analysis.progressing.pictures import ActionProgress, CarriedOver, Progress, ReportedText
    from empact.analysis.progressing.preconditions import Precondition, PreconditionState
    from empact.analysis.progressing.ranges import Range, exact_sum, format_number
    from empact.analysis.progressing.reporters import Turnout
    from empact.analysis.progressing.roles import is_by_driver, leader_codes, role_in_effect
    from empact.analysis.progressing.rounds import Round, plan_rounds
    from empact.analysis.progressing.stated import StatedComparison
    from empact.analysis.progressing.statuses import StatusClaim, StatusPicture
    from empact.analysis.progressing.sums import Part
    from empact.analysis.progressing.targets import TargetBounds, TargetJudgement, TargetState
    from empact.analysis.reasons import Reason
    from empact.analysis.reporting_lines import Relation, ReportingLine, governance
    from empact.analysis.schedules import Schedule, Scheduled, checkpoint_dates, schedule
    from empact.analysis.sentences import words_at
    from empact.analysis.statements import Statement
    from empact.analysis.taskings.projection import Taskings, tasking
    from empact.analysis.taskings.provisions import GeneralProvision
    from empact.analysis.taskings.tasks import Certainty, Task, Tasking, TaskLink, TaskMilestone, TaskSpan
    from empact.analysis.workloads.active_months import Month, Months, Run, Stretch, runs
    from empact.analysis.workloads.duties import ROLES, Duty, Gap, PartyWorkload, Tally, Workload, workload
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.analysis.calls: called_checkpoint
        empact.analysis.agendas: Agenda DueItem DueKind agenda
        empact.analysis.abbreviations: means_another
        empact.analysis.conditions: Quorum quorums
        empact.analysis.context: PlanContext PortfolioContext
        empact.analysis.correcting: corrections
        empact.analysis.evidence.entries: Evidence MetParts MetPart
        empact.analysis.evidence.thresholds: Thresholds
        empact.analysis.exclusions.criteria: Criterion CriterionKind EvidenceState criteria
        empact.analysis.exclusions.dossiers: Dossier exclusion
        empact.analysis.exclusions.impact: WithdrawalImpact impact_of_leaving
        empact.analysis.exclusions.leading: first_day_without_leader
        empact.analysis.involvement.absences: Absence absences
        empact.analysis.involvement.assignments: Determinacy PartyAssignment PartyAssignments PartyRole ResolvedSpan
            assignments
        empact.analysis.involvement.resolved: known_party
        empact.analysis.light_thresholds: Light LightThresholds
        empact.analysis.markings: check_release joint_marking
        empact.analysis.kpis: PlanKpis PlanKpi plan_kpis
        empact.analysis.overlap.features: Feature
        empact.analysis.overlap.overlaps: LEAST Common Overlap Side overlaps
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
        empact.analysis.progressing.histories: RoundProgress progress_over_time
        empact.analysis.progressing.indicators: KpiProgress SetApart SetApartKind Total
        empact.analysis.progressing.lights: ActionLight lights
        empact.analysis.progressing.measures: MeasureSum
        empact.analysis.progressing.pictures: ActionProgress CarriedOver Progress ReportedText
        empact.analysis.progressing.preconditions: Precondition PreconditionState
        empact.analysis.progressing.ranges: Range exact_sum format_number
        empact.analysis.progressing.reporters: Turnout
        empact.analysis.progressing.roles: is_by_driver leader_codes role_in_effect
        empact.analysis.progressing.rounds: Round plan_rounds
        empact.analysis.progressing.stated: StatedComparison
        empact.analysis.progressing.statuses: StatusClaim StatusPicture
        empact.analysis.progressing.sums: Part
        empact.analysis.progressing.targets: TargetBounds TargetJudgement TargetState
        empact.analysis.reasons: Reason
        empact.analysis.reporting_lines: Relation ReportingLine governance
        empact.analysis.schedules: Schedule Scheduled checkpoint_dates schedule
        empact.analysis.sentences: words_at
        empact.analysis.statements: Statement
        empact.analysis.taskings.projection: Taskings tasking
        empact.analysis.taskings.provisions: GeneralProvision
        empact.analysis.taskings.tasks: Certainty Task Tasking TaskLink TaskMilestone TaskSpan
        empact.analysis.workloads.active_months: Month Months Run Stretch runs
        empact.analysis.workloads.duties: ROLES Duty Gap PartyWorkload Tally Workload workload
        """,
    )

__all__ = [
    "LEAST",
    "ROLES",
    "Absence",
    "ActionHistory",
    "ActionLight",
    "ActionProgress",
    "Agenda",
    "BreakdownSum",
    "CarriedOver",
    "Certainty",
    "Claim",
    "Common",
    "Connection",
    "Continuation",
    "Count",
    "Coverage",
    "CoveredGoal",
    "Criterion",
    "CriterionKind",
    "Dependency",
    "DependencyState",
    "Destination",
    "Determinacy",
    "Disagreement",
    "DisagreementKind",
    "Dossier",
    "DueItem",
    "DueKind",
    "Duty",
    "Evidence",
    "EvidenceState",
    "Feature",
    "Gap",
    "GeneralProvision",
    "GoalService",
    "KpiProgress",
    "Light",
    "LightThresholds",
    "Lineage",
    "LinkState",
    "Match",
    "MeasureSum",
    "MetPart",
    "MetParts",
    "Misfit",
    "Month",
    "Months",
    "Outcome",
    "Overlap",
    "Part",
    "PartyAssignment",
    "PartyAssignments",
    "PartyRole",
    "PartyWorkload",
    "PlanContext",
    "PlanKpi",
    "PlanKpis",
    "PlanLinks",
    "PlanPlacement",
    "Portfolio",
    "PortfolioContext",
    "PossibleDuplicate",
    "Precondition",
    "PreconditionState",
    "Progress",
    "Quorum",
    "Range",
    "Reason",
    "Relation",
    "ReportedFigure",
    "ReportedText",
    "ReportingLine",
    "Resolution",
    "ResolvedSpan",
    "Round",
    "RoundProgress",
    "Run",
    "Schedule",
    "Scheduled",
    "SetApart",
    "SetApartKind",
    "SharedGoal",
    "Side",
    "Similarity",
    "StatedComparison",
    "Statement",
    "StatusClaim",
    "StatusPicture",
    "Stretch",
    "Tally",
    "TargetBounds",
    "TargetJudgement",
    "TargetState",
    "Task",
    "TaskLink",
    "TaskMilestone",
    "TaskSpan",
    "Tasking",
    "Taskings",
    "Thresholds",
    "Total",
    "Turnout",
    "WithdrawalImpact",
    "Workload",
    "absences",
    "agenda",
    "assignments",
    "called_checkpoint",
    "check_release",
    "checkpoint_dates",
    "corrections",
    "criteria",
    "exact_sum",
    "exclusion",
    "find_practices",
    "first_day_without_leader",
    "format_number",
    "governance",
    "impact_of_leaving",
    "is_by_driver",
    "joint_marking",
    "known_party",
    "leader_codes",
    "lights",
    "lineage",
    "means_another",
    "misfit",
    "overlaps",
    "placement",
    "plan_kpis",
    "plan_rounds",
    "progress",
    "progress_over_time",
    "quorums",
    "role_in_effect",
    "runs",
    "schedule",
    "stated_totals",
    "tasking",
    "words_at",
    "workload",
]

# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.analysis.abbreviations import means_another as means_another
from empact.analysis.agendas import Agenda as Agenda
from empact.analysis.agendas import DueItem as DueItem
from empact.analysis.agendas import DueKind as DueKind
from empact.analysis.agendas import DueState as DueState
from empact.analysis.agendas import agenda as agenda
from empact.analysis.calls import called_checkpoint as called_checkpoint
from empact.analysis.conditions import Quorum as Quorum
from empact.analysis.conditions import quorums as quorums
from empact.analysis.correcting import corrections as corrections
from empact.analysis.evidence.entries import Evidence as Evidence
from empact.analysis.evidence.entries import MetPart as MetPart
from empact.analysis.evidence.entries import MetParts as MetParts
from empact.analysis.evidence.thresholds import Thresholds as Thresholds
from empact.analysis.exclusions.criteria import Criterion as Criterion
from empact.analysis.exclusions.criteria import CriterionKind as CriterionKind
from empact.analysis.exclusions.criteria import EvidenceState as EvidenceState
from empact.analysis.exclusions.criteria import criteria as criteria
from empact.analysis.exclusions.dossiers import Dossier as Dossier
from empact.analysis.exclusions.dossiers import exclusion as exclusion
from empact.analysis.exclusions.impact import WithdrawalImpact as WithdrawalImpact
from empact.analysis.exclusions.impact import first_day_without_leader as first_day_without_leader
from empact.analysis.exclusions.impact import impact_of_leaving as impact_of_leaving
from empact.analysis.facts import PlanFacts as PlanFacts
from empact.analysis.facts import PortfolioFacts as PortfolioFacts
from empact.analysis.facts import Result as Result
from empact.analysis.facts import records_of as records_of
from empact.analysis.governing import Governance as Governance
from empact.analysis.governing import Relation as Relation
from empact.analysis.governing import ReportingLine as ReportingLine
from empact.analysis.governing import governance as governance
from empact.analysis.governing import reporting_lines as reporting_lines
from empact.analysis.involvement.absences import Absence as Absence
from empact.analysis.involvement.absences import absences as absences
from empact.analysis.involvement.assignments import Determinacy as Determinacy
from empact.analysis.involvement.assignments import PartyAssignment as PartyAssignment
from empact.analysis.involvement.assignments import PartyAssignments as PartyAssignments
from empact.analysis.involvement.assignments import PartyRole as PartyRole
from empact.analysis.involvement.assignments import ResolvedSpan as ResolvedSpan
from empact.analysis.involvement.assignments import assignments as assignments
from empact.analysis.involvement.resolved import known_party as known_party
from empact.analysis.kpis import PlanKpi as PlanKpi
from empact.analysis.kpis import PlanKpis as PlanKpis
from empact.analysis.kpis import plan_kpis as plan_kpis
from empact.analysis.light_thresholds import Light as Light
from empact.analysis.light_thresholds import LightThresholds as LightThresholds
from empact.analysis.markings import RecordMarking as RecordMarking
from empact.analysis.markings import check_release as check_release
from empact.analysis.markings import joint_marking as joint_marking
from empact.analysis.markings import raised_marking as raised_marking
from empact.analysis.markings import record_markings as record_markings
from empact.analysis.overlap.features import Feature as Feature
from empact.analysis.overlap.overlaps import LEAST as LEAST
from empact.analysis.overlap.overlaps import Common as Common
from empact.analysis.overlap.overlaps import Overlap as Overlap
from empact.analysis.overlap.overlaps import Overlaps as Overlaps
from empact.analysis.overlap.overlaps import Side as Side
from empact.analysis.overlap.overlaps import overlaps as overlaps
from empact.analysis.portfolio.connections import Connection as Connection
from empact.analysis.portfolio.connections import LinkState as LinkState
from empact.analysis.portfolio.connections import PlanLinks as PlanLinks
from empact.analysis.portfolio.counting import Count as Count
from empact.analysis.portfolio.coverage import Coverage as Coverage
from empact.analysis.portfolio.coverage import CoveredGoal as CoveredGoal
from empact.analysis.portfolio.coverage import GoalService as GoalService
from empact.analysis.portfolio.dependencies import Dependency as Dependency
from empact.analysis.portfolio.dependencies import DependencyState as DependencyState
from empact.analysis.portfolio.lineages import ActionHistory as ActionHistory
from empact.analysis.portfolio.lineages import Continuation as Continuation
from empact.analysis.portfolio.lineages import Lineage as Lineage
from empact.analysis.portfolio.lineages import Match as Match
from empact.analysis.portfolio.lineages import lineage as lineage
from empact.analysis.portfolio.placements import PlanPlacement as PlanPlacement
from empact.analysis.portfolio.placements import placement as placement
from empact.analysis.portfolio.plans import Portfolio as Portfolio
from empact.analysis.portfolio.plans import SharedGoal as SharedGoal
from empact.analysis.portfolio.resolving import Destination as Destination
from empact.analysis.portfolio.resolving import Outcome as Outcome
from empact.analysis.portfolio.resolving import Resolution as Resolution
from empact.analysis.portfolio.similarity import Similarity as Similarity
from empact.analysis.practices import find_practices as find_practices
from empact.analysis.progressing.breakdowns import BreakdownSum as BreakdownSum
from empact.analysis.progressing.breakdowns import Misfit as Misfit
from empact.analysis.progressing.breakdowns import misfit as misfit
from empact.analysis.progressing.disagreements import Claim as Claim
from empact.analysis.progressing.disagreements import Disagreement as Disagreement
from empact.analysis.progressing.disagreements import DisagreementKind as DisagreementKind
from empact.analysis.progressing.duplicates import PossibleDuplicate as PossibleDuplicate
from empact.analysis.progressing.figures import ReportedFigure as ReportedFigure
from empact.analysis.progressing.figures import is_by_driver as is_by_driver
from empact.analysis.progressing.figures import leader_codes as leader_codes
from empact.analysis.progressing.figures import role_in_effect as role_in_effect
from empact.analysis.progressing.gathering import RoundProgress as RoundProgress
from empact.analysis.progressing.gathering import progress as progress
from empact.analysis.progressing.gathering import progress_over_time as progress_over_time
from empact.analysis.progressing.gathering import stated_totals as stated_totals
from empact.analysis.progressing.indicators import KpiProgress as KpiProgress
from empact.analysis.progressing.indicators import SetApart as SetApart
from empact.analysis.progressing.indicators import SetApartKind as SetApartKind
from empact.analysis.progressing.indicators import Total as Total
from empact.analysis.progressing.lights import ActionLight as ActionLight
from empact.analysis.progressing.lights import lights as lights
from empact.analysis.progressing.measures import MeasureSum as MeasureSum
from empact.analysis.progressing.pictures import ActionProgress as ActionProgress
from empact.analysis.progressing.pictures import CarriedOver as CarriedOver
from empact.analysis.progressing.pictures import Progress as Progress
from empact.analysis.progressing.pictures import ReportedText as ReportedText
from empact.analysis.progressing.preconditions import Precondition as Precondition
from empact.analysis.progressing.preconditions import PreconditionState as PreconditionState
from empact.analysis.progressing.ranges import Range as Range
from empact.analysis.progressing.ranges import exact_sum as exact_sum
from empact.analysis.progressing.ranges import format_number as format_number
from empact.analysis.progressing.reporters import Turnout as Turnout
from empact.analysis.progressing.rounds import Round as Round
from empact.analysis.progressing.rounds import plan_rounds as plan_rounds
from empact.analysis.progressing.stated import StatedComparison as StatedComparison
from empact.analysis.progressing.statuses import StatusClaim as StatusClaim
from empact.analysis.progressing.statuses import StatusPicture as StatusPicture
from empact.analysis.progressing.sums import Part as Part
from empact.analysis.progressing.targets import TargetBounds as TargetBounds
from empact.analysis.progressing.targets import TargetJudgement as TargetJudgement
from empact.analysis.progressing.targets import TargetState as TargetState
from empact.analysis.questions import PlanContext as PlanContext
from empact.analysis.questions import PortfolioContext as PortfolioContext
from empact.analysis.reasons import Reason as Reason
from empact.analysis.records import AddedEntry as AddedEntry
from empact.analysis.records import AddedPractice as AddedPractice
from empact.analysis.records import AddedReports as AddedReports
from empact.analysis.records import EntryList as EntryList
from empact.analysis.records import ListedEntry as ListedEntry
from empact.analysis.records import ListedReport as ListedReport
from empact.analysis.records import PlanAction as PlanAction
from empact.analysis.records import PracticeList as PracticeList
from empact.analysis.records import ReportList as ReportList
from empact.analysis.records import ledger_entries as ledger_entries
from empact.analysis.records import progress_reports as progress_reports
from empact.analysis.schedules import Schedule as Schedule
from empact.analysis.schedules import Scheduled as Scheduled
from empact.analysis.schedules import checkpoint_dates as checkpoint_dates
from empact.analysis.schedules import schedule as schedule
from empact.analysis.sentences import words_at as words_at
from empact.analysis.statements import Statement as Statement
from empact.analysis.surveys import CoverageSurvey as CoverageSurvey
from empact.analysis.surveys import LineageSurvey as LineageSurvey
from empact.analysis.surveys import LinkSurvey as LinkSurvey
from empact.analysis.surveys import coverage as coverage
from empact.analysis.surveys import lineage_of as lineage_of
from empact.analysis.surveys import links as links
from empact.analysis.taskings.projection import Taskings as Taskings
from empact.analysis.taskings.projection import tasking as tasking
from empact.analysis.taskings.provisions import GeneralProvision as GeneralProvision
from empact.analysis.taskings.tasks import Certainty as Certainty
from empact.analysis.taskings.tasks import OwnEntry as OwnEntry
from empact.analysis.taskings.tasks import Task as Task
from empact.analysis.taskings.tasks import Tasking as Tasking
from empact.analysis.taskings.tasks import TaskingList as TaskingList
from empact.analysis.taskings.tasks import TaskLink as TaskLink
from empact.analysis.taskings.tasks import TaskMilestone as TaskMilestone
from empact.analysis.taskings.tasks import TaskNote as TaskNote
from empact.analysis.taskings.tasks import TaskSpan as TaskSpan
from empact.analysis.workloads.active_months import Month as Month
from empact.analysis.workloads.active_months import Months as Months
from empact.analysis.workloads.active_months import Run as Run
from empact.analysis.workloads.active_months import Stretch as Stretch
from empact.analysis.workloads.active_months import runs as runs
from empact.analysis.workloads.duties import ROLES as ROLES
from empact.analysis.workloads.duties import Duty as Duty
from empact.analysis.workloads.duties import Gap as Gap
from empact.analysis.workloads.duties import MonthCounts as MonthCounts
from empact.analysis.workloads.duties import PartyWorkload as PartyWorkload
from empact.analysis.workloads.duties import RoleWorkload as RoleWorkload
from empact.analysis.workloads.duties import Tally as Tally
from empact.analysis.workloads.duties import Workload as Workload
from empact.analysis.workloads.duties import workload as workload

__all__ = [
    "LEAST",
    "ROLES",
    "Absence",
    "ActionHistory",
    "ActionLight",
    "ActionProgress",
    "AddedEntry",
    "AddedPractice",
    "AddedReports",
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
    "CoverageSurvey",
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
    "DueState",
    "Duty",
    "EntryList",
    "Evidence",
    "EvidenceState",
    "Feature",
    "Gap",
    "GeneralProvision",
    "GoalService",
    "Governance",
    "KpiProgress",
    "Light",
    "LightThresholds",
    "Lineage",
    "LineageSurvey",
    "LinkState",
    "LinkSurvey",
    "ListedEntry",
    "ListedReport",
    "Match",
    "MeasureSum",
    "MetPart",
    "MetParts",
    "Misfit",
    "Month",
    "MonthCounts",
    "Months",
    "Outcome",
    "Overlap",
    "Overlaps",
    "OwnEntry",
    "Part",
    "PartyAssignment",
    "PartyAssignments",
    "PartyRole",
    "PartyWorkload",
    "PlanAction",
    "PlanContext",
    "PlanFacts",
    "PlanKpi",
    "PlanKpis",
    "PlanLinks",
    "PlanPlacement",
    "Portfolio",
    "PortfolioContext",
    "PortfolioFacts",
    "PossibleDuplicate",
    "PracticeList",
    "Precondition",
    "PreconditionState",
    "Progress",
    "Quorum",
    "Range",
    "Reason",
    "RecordMarking",
    "Relation",
    "ReportList",
    "ReportedFigure",
    "ReportedText",
    "ReportingLine",
    "Resolution",
    "ResolvedSpan",
    "Result",
    "RoleWorkload",
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
    "TaskNote",
    "TaskSpan",
    "Tasking",
    "TaskingList",
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
    "coverage",
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
    "ledger_entries",
    "lights",
    "lineage",
    "lineage_of",
    "links",
    "means_another",
    "misfit",
    "overlaps",
    "placement",
    "plan_kpis",
    "plan_rounds",
    "progress",
    "progress_over_time",
    "progress_reports",
    "quorums",
    "raised_marking",
    "record_markings",
    "records_of",
    "reporting_lines",
    "role_in_effect",
    "runs",
    "schedule",
    "stated_totals",
    "tasking",
    "words_at",
    "workload",
]

# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.analysis.abbreviations import means_another as means_another
from empact.analysis.action_dependencies import ActionDependencies as ActionDependencies
from empact.analysis.action_dependencies import ActionDependency as ActionDependency
from empact.analysis.action_dependencies import depends_on as depends_on
from empact.analysis.active_parts import ActionPart as ActionPart
from empact.analysis.active_parts import OpenPart as OpenPart
from empact.analysis.active_parts import WhoDoesWhat as WhoDoesWhat
from empact.analysis.active_parts import who as who
from empact.analysis.agendas import Agenda as Agenda
from empact.analysis.agendas import DueItem as DueItem
from empact.analysis.agendas import DueKind as DueKind
from empact.analysis.agendas import agenda as agenda
from empact.analysis.calls import called_checkpoint as called_checkpoint
from empact.analysis.checkpoints import NamedCheckpoint as NamedCheckpoint
from empact.analysis.checkpoints import plan_checkpoints as plan_checkpoints
from empact.analysis.claims.casts import Standing as Standing
from empact.analysis.claims.casts import Turnout as Turnout
from empact.analysis.claims.door import Met as Met
from empact.analysis.claims.door import Refused as Refused
from empact.analysis.claims.door import every_refused as every_refused
from empact.analysis.claims.door import refused as refused
from empact.analysis.claims.free_texts import texts_with_personal_data as texts_with_personal_data
from empact.analysis.claims.indicators import Indicator as Indicator
from empact.analysis.claims.log import ActionClaims as ActionClaims
from empact.analysis.claims.log import ClaimLog as ClaimLog
from empact.analysis.claims.log import IdleSupersession as IdleSupersession
from empact.analysis.claims.log import claim_log as claim_log
from empact.analysis.claims.refusals import REFUSALS as REFUSALS
from empact.analysis.claims.refusals import Refusal as Refusal
from empact.analysis.claims.refusals import Remedy as Remedy
from empact.analysis.claims.rounds import Round as Round
from empact.analysis.claims.rounds import plan_rounds as plan_rounds
from empact.analysis.claims.values import Apart as Apart
from empact.analysis.claims.values import Claim as Claim
from empact.analysis.claims.values import SettledClaim as SettledClaim
from empact.analysis.claims.values import Thing as Thing
from empact.analysis.conditions import Quorum as Quorum
from empact.analysis.conditions import quorums as quorums
from empact.analysis.continuing.drafting import continue_plan as continue_plan
from empact.analysis.evidence.entries import Evidence as Evidence
from empact.analysis.evidence.entries import MetPart as MetPart
from empact.analysis.evidence.entries import MetParts as MetParts
from empact.analysis.evidence.thresholds import Thresholds as Thresholds
from empact.analysis.exclusions.changes import GoalChange as GoalChange
from empact.analysis.exclusions.changes import GroupChange as GroupChange
from empact.analysis.exclusions.changes import LeaderChange as LeaderChange
from empact.analysis.exclusions.changes import LinkChange as LinkChange
from empact.analysis.exclusions.changes import ParticipantChange as ParticipantChange
from empact.analysis.exclusions.changes import PlanChange as PlanChange
from empact.analysis.exclusions.changes import PossibleChange as PossibleChange
from empact.analysis.exclusions.changes import RoleChange as RoleChange
from empact.analysis.exclusions.changes import WithdrawalImpact as WithdrawalImpact
from empact.analysis.exclusions.criteria import Criterion as Criterion
from empact.analysis.exclusions.criteria import CriterionKind as CriterionKind
from empact.analysis.exclusions.criteria import EvidenceState as EvidenceState
from empact.analysis.exclusions.criteria import criteria as criteria
from empact.analysis.exclusions.dossiers import Dossier as Dossier
from empact.analysis.exclusions.dossiers import exclusion as exclusion
from empact.analysis.exclusions.impact import first_day_without_leader as first_day_without_leader
from empact.analysis.exclusions.impact import impact_of_leaving as impact_of_leaving
from empact.analysis.exclusions.reported import ReportedKind as ReportedKind
from empact.analysis.exclusions.reported import ReportedStatement as ReportedStatement
from empact.analysis.exclusions.unweighed import unweighed_reports as unweighed_reports
from empact.analysis.facts import PlanFacts as PlanFacts
from empact.analysis.facts import PortfolioFacts as PortfolioFacts
from empact.analysis.facts import Result as Result
from empact.analysis.facts import records_of as records_of
from empact.analysis.forms.answering import AnsweredForm as AnsweredForm
from empact.analysis.forms.answering import answered as answered
from empact.analysis.forms.asked import AnswerType as AnswerType
from empact.analysis.forms.asked import Asked as Asked
from empact.analysis.forms.asked import FormAction as FormAction
from empact.analysis.forms.asked import FormQuestion as FormQuestion
from empact.analysis.forms.asked import ReportForm as ReportForm
from empact.analysis.forms.asked import ReportForms as ReportForms
from empact.analysis.forms.asking import report_form as report_form
from empact.analysis.forms.asking import report_forms as report_forms
from empact.analysis.forms.confirmations import Confirmations as Confirmations
from empact.analysis.forms.confirmations import PartReplies as PartReplies
from empact.analysis.forms.confirmations import ReadConfirmation as ReadConfirmation
from empact.analysis.forms.confirmations import RefusedSheet as RefusedSheet
from empact.analysis.forms.replying import PartAnswer as PartAnswer
from empact.analysis.forms.returned import FormProblem as FormProblem
from empact.analysis.forms.round_states import InboxFile as InboxFile
from empact.analysis.forms.round_states import InboxProblem as InboxProblem
from empact.analysis.forms.round_states import InboxState as InboxState
from empact.analysis.forms.round_states import OpenGroup as OpenGroup
from empact.analysis.forms.round_states import RoundAction as RoundAction
from empact.analysis.forms.round_states import RoundParty as RoundParty
from empact.analysis.forms.round_states import RoundState as RoundState
from empact.analysis.forms.round_states import round_state as round_state
from empact.analysis.governing import Governance as Governance
from empact.analysis.governing import Relation as Relation
from empact.analysis.governing import ReportingLine as ReportingLine
from empact.analysis.governing import governance as governance
from empact.analysis.identities import ChangedAction as ChangedAction
from empact.analysis.identities import Identities as Identities
from empact.analysis.identities import stamped as stamped
from empact.analysis.imported_plans import ImportedPlan as ImportedPlan
from empact.analysis.imported_plans import ImportedValue as ImportedValue
from empact.analysis.imported_plans import SourceText as SourceText
from empact.analysis.involvement.absences import Absence as Absence
from empact.analysis.involvement.assignments import Determinacy as Determinacy
from empact.analysis.involvement.assignments import PartyAssignment as PartyAssignment
from empact.analysis.involvement.assignments import PartyAssignments as PartyAssignments
from empact.analysis.involvement.assignments import PartyRole as PartyRole
from empact.analysis.involvement.assignments import ResolvedSpan as ResolvedSpan
from empact.analysis.involvement.assignments import assignments as assignments
from empact.analysis.involvement.confirmations import Confirmation as Confirmation
from empact.analysis.involvement.confirmations import PlannedPart as PlannedPart
from empact.analysis.kpis import PlanKpi as PlanKpi
from empact.analysis.kpis import PlanKpis as PlanKpis
from empact.analysis.light_thresholds import Light as Light
from empact.analysis.light_thresholds import LightThresholds as LightThresholds
from empact.analysis.mapping_proposals import MappingProposal as MappingProposal
from empact.analysis.mapping_proposals import PlaceKind as PlaceKind
from empact.analysis.mapping_proposals import ProposedPlace as ProposedPlace
from empact.analysis.mapping_proposals import propose_mapping as propose_mapping
from empact.analysis.markings import RecordMarking as RecordMarking
from empact.analysis.markings import check_release as check_release
from empact.analysis.markings import raised_marking as raised_marking
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
from empact.analysis.progressing.amounts import Amount as Amount
from empact.analysis.progressing.amounts import Range as Range
from empact.analysis.progressing.amounts import Step as Step
from empact.analysis.progressing.amounts import exact_sum as exact_sum
from empact.analysis.progressing.amounts import format_number as format_number
from empact.analysis.progressing.decisions import Decision as Decision
from empact.analysis.progressing.decisions import RoundValue as RoundValue
from empact.analysis.progressing.differences import Difference as Difference
from empact.analysis.progressing.differences import DifferenceKind as DifferenceKind
from empact.analysis.progressing.driver_reports import BehindKind as BehindKind
from empact.analysis.progressing.driver_reports import BehindPlan as BehindPlan
from empact.analysis.progressing.driver_reports import DifferingSources as DifferingSources
from empact.analysis.progressing.driver_reports import Doubt as Doubt
from empact.analysis.progressing.driver_reports import DriverReport as DriverReport
from empact.analysis.progressing.driver_reports import DriverText as DriverText
from empact.analysis.progressing.driver_reports import Headline as Headline
from empact.analysis.progressing.driver_reports import UncertainValue as UncertainValue
from empact.analysis.progressing.driver_reports import driver_report as driver_report
from empact.analysis.progressing.duplicates import PossibleDuplicate as PossibleDuplicate
from empact.analysis.progressing.gathering import progress as progress
from empact.analysis.progressing.gathering import progress_over_time as progress_over_time
from empact.analysis.progressing.kpi_pictures import KpiProgress as KpiProgress
from empact.analysis.progressing.lights import lights as lights
from empact.analysis.progressing.measures import MeasureSum as MeasureSum
from empact.analysis.progressing.milestones import ReachedDay as ReachedDay
from empact.analysis.progressing.operations import OperationComparison as OperationComparison
from empact.analysis.progressing.operations import compare_operations as compare_operations
from empact.analysis.progressing.pictures import ActionLight as ActionLight
from empact.analysis.progressing.pictures import ActionProgress as ActionProgress
from empact.analysis.progressing.pictures import CarriedOver as CarriedOver
from empact.analysis.progressing.pictures import Explanation as Explanation
from empact.analysis.progressing.pictures import PlanCheckpoint as PlanCheckpoint
from empact.analysis.progressing.pictures import Progress as Progress
from empact.analysis.progressing.pictures import ReportedText as ReportedText
from empact.analysis.progressing.pictures import RoundProgress as RoundProgress
from empact.analysis.progressing.planned import HeldDays as HeldDays
from empact.analysis.progressing.planned import PlannedAndReported as PlannedAndReported
from empact.analysis.progressing.planned import PlannedState as PlannedState
from empact.analysis.progressing.preconditions import Precondition as Precondition
from empact.analysis.progressing.preconditions import PreconditionState as PreconditionState
from empact.analysis.progressing.stated import StatedComparison as StatedComparison
from empact.analysis.progressing.statuses import StatusPicture as StatusPicture
from empact.analysis.progressing.verdicts import TargetBounds as TargetBounds
from empact.analysis.progressing.verdicts import TargetJudgement as TargetJudgement
from empact.analysis.progressing.verdicts import TargetState as TargetState
from empact.analysis.question_keys import is_question_key as is_question_key
from empact.analysis.questions import PlanContext as PlanContext
from empact.analysis.questions import PortfolioContext as PortfolioContext
from empact.analysis.reasons import Reason as Reason
from empact.analysis.resolved_plans.cells import CellText as CellText
from empact.analysis.resolved_plans.cells import ResolvedCell as ResolvedCell
from empact.analysis.resolved_plans.cells import UnparsedWords as UnparsedWords
from empact.analysis.resolved_plans.kpis import ResolvedBaseline as ResolvedBaseline
from empact.analysis.resolved_plans.kpis import ResolvedKpi as ResolvedKpi
from empact.analysis.resolved_plans.kpis import ResolvedKpis as ResolvedKpis
from empact.analysis.resolved_plans.kpis import ResolvedTargets as ResolvedTargets
from empact.analysis.resolved_plans.links import ResolvedLink as ResolvedLink
from empact.analysis.resolved_plans.links import ResolvedLinks as ResolvedLinks
from empact.analysis.resolved_plans.parsed_cells import CellDoubt as CellDoubt
from empact.analysis.resolved_plans.parsed_cells import CellMeaning as CellMeaning
from empact.analysis.resolved_plans.parsed_cells import ParsedCell as ParsedCell
from empact.analysis.resolved_plans.parsed_cells import Wording as Wording
from empact.analysis.resolved_plans.parties import NamedParty as NamedParty
from empact.analysis.resolved_plans.parties import PartyGroup as PartyGroup
from empact.analysis.resolved_plans.parties import ResolvedParties as ResolvedParties
from empact.analysis.resolved_plans.parties import ResolvedParty as ResolvedParty
from empact.analysis.resolved_plans.plans import PartyFacts as PartyFacts
from empact.analysis.resolved_plans.plans import ResolvedAction as ResolvedAction
from empact.analysis.resolved_plans.plans import ResolvedCheckpoint as ResolvedCheckpoint
from empact.analysis.resolved_plans.plans import ResolvedGoal as ResolvedGoal
from empact.analysis.resolved_plans.plans import ResolvedPlan as ResolvedPlan
from empact.analysis.resolved_plans.plans import ResolvedResult as ResolvedResult
from empact.analysis.resolved_plans.plans import resolved as resolved
from empact.analysis.resolved_plans.times import ResolvedMilestone as ResolvedMilestone
from empact.analysis.resolved_plans.times import ResolvedPeriod as ResolvedPeriod
from empact.analysis.resolved_plans.times import ResolvedTiming as ResolvedTiming
from empact.analysis.revisions.differences import Arrangement as Arrangement
from empact.analysis.revisions.differences import Diff as Diff
from empact.analysis.revisions.differences import PartDiff as PartDiff
from empact.analysis.revisions.differences import PartKind as PartKind
from empact.analysis.revisions.differences import PartState as PartState
from empact.analysis.revisions.differences import Revision as Revision
from empact.analysis.revisions.differences import StaleNumber as StaleNumber
from empact.analysis.revisions.differences import diff as diff
from empact.analysis.revisions.duties import DutyChange as DutyChange
from empact.analysis.revisions.duties import DutyKind as DutyKind
from empact.analysis.revisions.duties import PartyChange as PartyChange
from empact.analysis.revisions.duties import SheetPart as SheetPart
from empact.analysis.revisions.matching import Basis as Basis
from empact.analysis.revisions.meant import Meant as Meant
from empact.analysis.revisions.meant import MeantKind as MeantKind
from empact.analysis.revisions.written import Change as Change
from empact.analysis.revisions.written import WordChange as WordChange
from empact.analysis.schedules import Schedule as Schedule
from empact.analysis.schedules import Scheduled as Scheduled
from empact.analysis.schedules import checkpoint_dates as checkpoint_dates
from empact.analysis.schedules import schedule as schedule
from empact.analysis.seals import ListedSeal as ListedSeal
from empact.analysis.seals import SealedKind as SealedKind
from empact.analysis.seals import SealedRecord as SealedRecord
from empact.analysis.seals import SealList as SealList
from empact.analysis.seals import new_seal as new_seal
from empact.analysis.seals import seal_list as seal_list
from empact.analysis.seals import sealed as sealed
from empact.analysis.sentences import words_at as words_at
from empact.analysis.statements import Statement as Statement
from empact.analysis.surveys import CoverageSurvey as CoverageSurvey
from empact.analysis.surveys import LinkSurvey as LinkSurvey
from empact.analysis.surveys import coverage as coverage
from empact.analysis.surveys import links as links
from empact.analysis.taskings.asked import PartQuestion as PartQuestion
from empact.analysis.taskings.projection import Taskings as Taskings
from empact.analysis.taskings.projection import tasking as tasking
from empact.analysis.taskings.provisions import GeneralProvision as GeneralProvision
from empact.analysis.taskings.tasks import Certainty as Certainty
from empact.analysis.taskings.tasks import OwnEntry as OwnEntry
from empact.analysis.taskings.tasks import Task as Task
from empact.analysis.taskings.tasks import Tasking as Tasking
from empact.analysis.taskings.tasks import TaskLink as TaskLink
from empact.analysis.taskings.tasks import TaskMilestone as TaskMilestone
from empact.analysis.taskings.tasks import TaskNote as TaskNote
from empact.analysis.taskings.tasks import TaskSpan as TaskSpan
from empact.analysis.workloads.active_months import Month as Month
from empact.analysis.workloads.active_months import Months as Months
from empact.analysis.workloads.active_months import Run as Run
from empact.analysis.workloads.active_months import Stretch as Stretch
from empact.analysis.workloads.active_months import runs as runs
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
    "REFUSALS",
    "Absence",
    "ActionClaims",
    "ActionDependencies",
    "ActionDependency",
    "ActionHistory",
    "ActionLight",
    "ActionPart",
    "ActionProgress",
    "Agenda",
    "Amount",
    "AnswerType",
    "AnsweredForm",
    "Apart",
    "Arrangement",
    "Asked",
    "Basis",
    "BehindKind",
    "BehindPlan",
    "CarriedOver",
    "CellDoubt",
    "CellMeaning",
    "CellText",
    "Certainty",
    "Change",
    "ChangedAction",
    "Claim",
    "ClaimLog",
    "Common",
    "Confirmation",
    "Confirmations",
    "Connection",
    "Continuation",
    "Count",
    "Coverage",
    "CoverageSurvey",
    "CoveredGoal",
    "Criterion",
    "CriterionKind",
    "Decision",
    "Dependency",
    "DependencyState",
    "Destination",
    "Determinacy",
    "Diff",
    "Difference",
    "DifferenceKind",
    "DifferingSources",
    "Dossier",
    "Doubt",
    "DriverReport",
    "DriverText",
    "DueItem",
    "DueKind",
    "Duty",
    "DutyChange",
    "DutyKind",
    "Evidence",
    "EvidenceState",
    "Explanation",
    "Feature",
    "FormAction",
    "FormProblem",
    "FormQuestion",
    "Gap",
    "GeneralProvision",
    "GoalChange",
    "GoalService",
    "Governance",
    "GroupChange",
    "Headline",
    "HeldDays",
    "Identities",
    "IdleSupersession",
    "ImportedPlan",
    "ImportedValue",
    "InboxFile",
    "InboxProblem",
    "InboxState",
    "Indicator",
    "KpiProgress",
    "LeaderChange",
    "Light",
    "LightThresholds",
    "Lineage",
    "LinkChange",
    "LinkState",
    "LinkSurvey",
    "ListedSeal",
    "MappingProposal",
    "Match",
    "Meant",
    "MeantKind",
    "MeasureSum",
    "Met",
    "MetPart",
    "MetParts",
    "Month",
    "MonthCounts",
    "Months",
    "NamedCheckpoint",
    "NamedParty",
    "OpenGroup",
    "OpenPart",
    "OperationComparison",
    "Outcome",
    "Overlap",
    "Overlaps",
    "OwnEntry",
    "ParsedCell",
    "PartAnswer",
    "PartDiff",
    "PartKind",
    "PartQuestion",
    "PartReplies",
    "PartState",
    "ParticipantChange",
    "PartyAssignment",
    "PartyAssignments",
    "PartyChange",
    "PartyFacts",
    "PartyGroup",
    "PartyRole",
    "PartyWorkload",
    "PlaceKind",
    "PlanChange",
    "PlanCheckpoint",
    "PlanContext",
    "PlanFacts",
    "PlanKpi",
    "PlanKpis",
    "PlanLinks",
    "PlanPlacement",
    "PlannedAndReported",
    "PlannedPart",
    "PlannedState",
    "Portfolio",
    "PortfolioContext",
    "PortfolioFacts",
    "PossibleChange",
    "PossibleDuplicate",
    "Precondition",
    "PreconditionState",
    "Progress",
    "ProposedPlace",
    "Quorum",
    "Range",
    "ReachedDay",
    "ReadConfirmation",
    "Reason",
    "RecordMarking",
    "Refusal",
    "Refused",
    "RefusedSheet",
    "Relation",
    "Remedy",
    "ReportForm",
    "ReportForms",
    "ReportedKind",
    "ReportedStatement",
    "ReportedText",
    "ReportingLine",
    "Resolution",
    "ResolvedAction",
    "ResolvedBaseline",
    "ResolvedCell",
    "ResolvedCheckpoint",
    "ResolvedGoal",
    "ResolvedKpi",
    "ResolvedKpis",
    "ResolvedLink",
    "ResolvedLinks",
    "ResolvedMilestone",
    "ResolvedParties",
    "ResolvedParty",
    "ResolvedPeriod",
    "ResolvedPlan",
    "ResolvedResult",
    "ResolvedSpan",
    "ResolvedTargets",
    "ResolvedTiming",
    "Result",
    "Revision",
    "RoleChange",
    "RoleWorkload",
    "Round",
    "RoundAction",
    "RoundParty",
    "RoundProgress",
    "RoundState",
    "RoundValue",
    "Run",
    "Schedule",
    "Scheduled",
    "SealList",
    "SealedKind",
    "SealedRecord",
    "SettledClaim",
    "SharedGoal",
    "SheetPart",
    "Side",
    "Similarity",
    "SourceText",
    "StaleNumber",
    "Standing",
    "StatedComparison",
    "Statement",
    "StatusPicture",
    "Step",
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
    "Taskings",
    "Thing",
    "Thresholds",
    "Turnout",
    "UncertainValue",
    "UnparsedWords",
    "WhoDoesWhat",
    "WithdrawalImpact",
    "WordChange",
    "Wording",
    "Workload",
    "agenda",
    "answered",
    "assignments",
    "called_checkpoint",
    "check_release",
    "checkpoint_dates",
    "claim_log",
    "compare_operations",
    "continue_plan",
    "coverage",
    "criteria",
    "depends_on",
    "diff",
    "driver_report",
    "every_refused",
    "exact_sum",
    "exclusion",
    "find_practices",
    "first_day_without_leader",
    "format_number",
    "governance",
    "impact_of_leaving",
    "is_question_key",
    "lights",
    "lineage",
    "links",
    "means_another",
    "new_seal",
    "overlaps",
    "placement",
    "plan_checkpoints",
    "plan_rounds",
    "progress",
    "progress_over_time",
    "propose_mapping",
    "quorums",
    "raised_marking",
    "records_of",
    "refused",
    "report_form",
    "report_forms",
    "resolved",
    "round_state",
    "runs",
    "schedule",
    "seal_list",
    "sealed",
    "stamped",
    "tasking",
    "texts_with_personal_data",
    "unweighed_reports",
    "who",
    "words_at",
    "workload",
]

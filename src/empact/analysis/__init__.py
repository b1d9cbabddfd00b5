"""Everything that can be derived from plans: dates, parties, links, workload, overlaps, lineage and exclusion."""

from empact.analysis.evidence.correcting import corrections
from empact.analysis.evidence.entries import Evidence
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
from empact.analysis.reasons import Reason
from empact.analysis.reporting_lines import Relation, ReportingLine, governance
from empact.analysis.schedules import Schedule, Scheduled, schedule
from empact.analysis.sentences import words_at
from empact.analysis.statements import Statement
from empact.analysis.workloads.active_months import Month, Months, Run, Stretch, runs
from empact.analysis.workloads.duties import ROLES, Duty, Gap, PartyWorkload, Tally, Workload, workload

__all__ = [
    "LEAST",
    "ROLES",
    "Absence",
    "ActionHistory",
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
    "Dossier",
    "Duty",
    "Evidence",
    "EvidenceState",
    "Feature",
    "Gap",
    "GoalService",
    "Lineage",
    "LinkState",
    "Match",
    "Month",
    "Months",
    "Outcome",
    "Overlap",
    "PartyAssignment",
    "PartyAssignments",
    "PartyRole",
    "PartyWorkload",
    "PlanLinks",
    "PlanPlacement",
    "Portfolio",
    "Reason",
    "Relation",
    "ReportingLine",
    "Resolution",
    "ResolvedSpan",
    "Run",
    "Schedule",
    "Scheduled",
    "SharedGoal",
    "Side",
    "Similarity",
    "Statement",
    "Stretch",
    "Tally",
    "Thresholds",
    "WithdrawalImpact",
    "Workload",
    "absences",
    "assignments",
    "corrections",
    "criteria",
    "exclusion",
    "find_practices",
    "first_day_without_leader",
    "governance",
    "impact_of_leaving",
    "known_party",
    "lineage",
    "overlaps",
    "placement",
    "runs",
    "schedule",
    "words_at",
    "workload",
]

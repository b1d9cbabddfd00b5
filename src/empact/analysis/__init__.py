"""What can be derived from plans: an index over a portfolio, dates, who is meant, and the words behind a value."""

from empact.analysis.absences import Absence, absences
from empact.analysis.connections import Connection, LinkState, PlanLinks
from empact.analysis.counting import Count
from empact.analysis.coverage import Coverage, CoveredGoal, GoalService
from empact.analysis.dependencies import Dependency, DependencyState
from empact.analysis.evidence import Evidence
from empact.analysis.exclusion import Dossier, exclusion
from empact.analysis.governance import Relation, ReportingLine, governance
from empact.analysis.grounds import Ground, GroundKind, GroundState, Thresholds, grounds
from empact.analysis.impact import Impact, without
from empact.analysis.leading import unled
from empact.analysis.likeness import Likeness
from empact.analysis.lineage import Descent, Fate, Lineage, Tie, lineage
from empact.analysis.load import ROLES, Duty, Gap, Load, Share, Tally, load
from empact.analysis.meant import known_party
from empact.analysis.overlaps import LEAST, Common, Overlap, Side, overlaps
from empact.analysis.parties import Involvement, Involvements, Meaning, Part, Presence, parties
from empact.analysis.portfolio import Portfolio, SharedGoal
from empact.analysis.practices import find_practices
from empact.analysis.reasons import Reason
from empact.analysis.resolving import Outcome, Resolution, Target
from empact.analysis.running import Month, Months, Run, Stretch, runs
from empact.analysis.schedule import Schedule, Scheduled, schedule
from empact.analysis.sentences import words_at
from empact.analysis.standing import Standing, standing
from empact.analysis.statements import Statement
from empact.analysis.tables import Column, Row, Table, table
from empact.analysis.traits import Aspect

__all__ = [
    "LEAST",
    "ROLES",
    "Absence",
    "Aspect",
    "Column",
    "Common",
    "Connection",
    "Count",
    "Coverage",
    "CoveredGoal",
    "Dependency",
    "DependencyState",
    "Descent",
    "Dossier",
    "Duty",
    "Evidence",
    "Fate",
    "Gap",
    "GoalService",
    "Ground",
    "GroundKind",
    "GroundState",
    "Impact",
    "Involvement",
    "Involvements",
    "Likeness",
    "Lineage",
    "LinkState",
    "Load",
    "Meaning",
    "Month",
    "Months",
    "Outcome",
    "Overlap",
    "Part",
    "PlanLinks",
    "Portfolio",
    "Presence",
    "Reason",
    "Relation",
    "ReportingLine",
    "Resolution",
    "Row",
    "Run",
    "Schedule",
    "Scheduled",
    "Share",
    "SharedGoal",
    "Side",
    "Standing",
    "Statement",
    "Stretch",
    "Table",
    "Tally",
    "Target",
    "Thresholds",
    "Tie",
    "absences",
    "exclusion",
    "find_practices",
    "governance",
    "grounds",
    "known_party",
    "lineage",
    "load",
    "overlaps",
    "parties",
    "runs",
    "schedule",
    "standing",
    "table",
    "unled",
    "without",
    "words_at",
]

"""What can be derived from plans: an index over a portfolio, dates, who is meant, and the words behind a value."""

from empact.analysis.connections import Connection, LinkState, PlanLinks
from empact.analysis.counting import Count
from empact.analysis.coverage import Coverage, CoveredGoal, GoalService
from empact.analysis.dependencies import Dependency, DependencyState
from empact.analysis.likeness import Likeness
from empact.analysis.lineage import Descent, Fate, Lineage, Tie, lineage
from empact.analysis.load import ROLES, Duty, Gap, Load, Share, Tally, load
from empact.analysis.overlaps import LEAST, Common, Overlap, Side, overlaps
from empact.analysis.parties import Involvement, Involvements, Meaning, Part, Presence, parties
from empact.analysis.portfolio import Portfolio, SharedGoal
from empact.analysis.reasons import Reason
from empact.analysis.resolving import Outcome, Resolution, Target
from empact.analysis.running import Month, Months, Run, Stretch, runs
from empact.analysis.schedule import Schedule, Scheduled, schedule
from empact.analysis.sentences import words_at
from empact.analysis.standing import Standing, standing
from empact.analysis.tables import Column, Row, Table, table
from empact.analysis.traits import Aspect

__all__ = [
    "LEAST",
    "ROLES",
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
    "Duty",
    "Fate",
    "Gap",
    "GoalService",
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
    "Resolution",
    "Row",
    "Run",
    "Schedule",
    "Scheduled",
    "Share",
    "SharedGoal",
    "Side",
    "Standing",
    "Stretch",
    "Table",
    "Tally",
    "Target",
    "Tie",
    "lineage",
    "load",
    "overlaps",
    "parties",
    "runs",
    "schedule",
    "standing",
    "table",
    "words_at",
]

"""What can be derived from plans: an index over a portfolio, dates, who is meant, and the words behind a value."""

from empact.analysis.connections import Connection, LinkState, PlanLinks
from empact.analysis.counting import Count
from empact.analysis.overlaps import LEAST, Common, Overlap, Side, overlaps
from empact.analysis.parties import Involvement, Involvements, Meaning, Part, Presence, parties
from empact.analysis.portfolio import Portfolio, SharedGoal
from empact.analysis.reasons import Reason
from empact.analysis.resolving import Outcome, Resolution, Target
from empact.analysis.schedule import Schedule, Scheduled, schedule
from empact.analysis.sentences import words_at
from empact.analysis.standing import Standing, standing
from empact.analysis.tables import Column, Row, Table, table
from empact.analysis.traits import Aspect

__all__ = [
    "LEAST",
    "Aspect",
    "Column",
    "Common",
    "Connection",
    "Count",
    "Involvement",
    "Involvements",
    "LinkState",
    "Meaning",
    "Outcome",
    "Overlap",
    "Part",
    "PlanLinks",
    "Portfolio",
    "Presence",
    "Reason",
    "Resolution",
    "Row",
    "Schedule",
    "Scheduled",
    "SharedGoal",
    "Side",
    "Standing",
    "Table",
    "Target",
    "overlaps",
    "parties",
    "schedule",
    "standing",
    "table",
    "words_at",
]

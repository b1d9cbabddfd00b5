"""What can be derived from plans: an index over a portfolio, dates, who is meant, and the words behind a value."""

from empact.analysis.parties import Involvement, Involvements, Meaning, Part, Presence, parties
from empact.analysis.portfolio import Portfolio
from empact.analysis.reasons import Reason
from empact.analysis.schedule import Schedule, Scheduled, schedule
from empact.analysis.sentences import words_at
from empact.analysis.tables import Column, Row, Table, table

__all__ = [
    "Column",
    "Involvement",
    "Involvements",
    "Meaning",
    "Part",
    "Portfolio",
    "Presence",
    "Reason",
    "Row",
    "Schedule",
    "Scheduled",
    "Table",
    "parties",
    "schedule",
    "table",
    "words_at",
]

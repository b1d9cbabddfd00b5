"""Validation: rules, findings, rule selection, and the engine that runs rules."""

from empact.validation.engine import run
from empact.validation.overlapping import Overlapping
from empact.validation.profiles import Profile
from empact.validation.provided import Provided
from empact.validation.rules import GROUPS, Check, Finding, Rule, RuleContext
from empact.validation.selectors import select_rules

__all__ = [
    "GROUPS",
    "Check",
    "Finding",
    "Overlapping",
    "Profile",
    "Provided",
    "Rule",
    "RuleContext",
    "run",
    "select_rules",
]

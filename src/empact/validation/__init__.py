"""Validation: rules, what they find, which of them run, and the engine that runs them."""

from empact.validation.engine import SourcedRule, run
from empact.validation.overlapping import Overlapping
from empact.validation.profiles import Profile
from empact.validation.rules import GROUPS, Check, Finding, Rule, RuleContext
from empact.validation.selectors import chosen

__all__ = [
    "GROUPS",
    "Check",
    "Finding",
    "Overlapping",
    "Profile",
    "Rule",
    "RuleContext",
    "SourcedRule",
    "chosen",
    "run",
]

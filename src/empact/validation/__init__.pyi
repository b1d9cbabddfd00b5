# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.validation.contexts import Check as Check
from empact.validation.contexts import RuleContext as RuleContext
from empact.validation.contexts import ValidationContext as ValidationContext
from empact.validation.engine import run as run
from empact.validation.findings import Finding as Finding
from empact.validation.findings import Related as Related
from empact.validation.overlapping import Overlapping as Overlapping
from empact.validation.profiles import Profile as Profile
from empact.validation.rules import GROUPS as GROUPS
from empact.validation.rules import Rule as Rule
from empact.validation.selectors import Provided as Provided
from empact.validation.selectors import select_rules as select_rules

__all__ = [
    "GROUPS",
    "Check",
    "Finding",
    "Overlapping",
    "Profile",
    "Provided",
    "Related",
    "Rule",
    "RuleContext",
    "ValidationContext",
    "run",
    "select_rules",
]

"""Validation: rules, findings, rule selection, and the engine that runs rules."""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.validation.contexts import Check, RuleContext, ValidationContext
    from empact.validation.engine import run
    from empact.validation.findings import Finding, Related
    from empact.validation.overlapping import Overlapping
    from empact.validation.profiles import Profile
    from empact.validation.provided import Provided
    from empact.validation.rules import GROUPS, Rule
    from empact.validation.selectors import select_rules
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.validation.contexts: Check RuleContext ValidationContext
        empact.validation.engine: run
        empact.validation.findings: Finding Related
        empact.validation.overlapping: Overlapping
        empact.validation.profiles: Profile
        empact.validation.provided: Provided
        empact.validation.rules: GROUPS Rule
        empact.validation.selectors: select_rules
        """,
    )

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

"""Validation: rules, findings, rule selection, and the engine that runs rules."""

from empact.lazy import lazy_names as _lazy_names

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    empact.validation.contexts: Check RuleContext ValidationContext
    empact.validation.engine: run
    empact.validation.findings: Finding Related
    empact.validation.overlapping: Overlapping
    empact.validation.profiles: Profile
    empact.validation.selectors: Provided
    empact.validation.rules: GROUPS Rule
    empact.validation.selectors: select_rules
    """,
)

"""Two invented operational action plans on cybercrime, 2026 to 2027, with the columns, rules and parties they need."""

from collections.abc import Iterable
from typing import Any

from empact.hooks import BundledPlan, Extension, Party, Profile, Rule, hookimpl
from oap_cyber_2026.columns import ON_ACTION, ON_GOAL
from oap_cyber_2026.parties import PARTIES
from oap_cyber_2026.profiles import PROFILES

EMPACT_API = 1


@hookimpl
def empact_plans() -> Iterable[BundledPlan]:
    """Provide the two plans of the priority."""
    yield BundledPlan(
        name="oap-cyber-2026-attacks",
        package="oap_cyber_2026",
        resource="attacks.yaml",
        summary="Operational Action Plan 2026-2027, cyber-attacks (invented)",
    )
    yield BundledPlan(
        name="oap-cyber-2026-fraud",
        package="oap_cyber_2026",
        resource="fraud.yaml",
        summary="Operational Action Plan 2026-2027, online fraud (invented)",
    )


@hookimpl
def empact_extensions() -> Iterable[Extension[Any]]:
    """Add columns that the plan of 2012 does not have."""
    return ON_GOAL, ON_ACTION


@hookimpl
def empact_rules() -> Iterable[Rule]:
    """Provide the rules for these columns."""
    # Imported here, so that listing the plans imports no rules.
    from oap_cyber_2026.rules import RULES

    return RULES


@hookimpl
def empact_parties() -> Iterable[Party]:
    """Add the parties of these plans that empact does not know."""
    return PARTIES


@hookimpl
def empact_profiles() -> Iterable[Profile]:
    """Provide the profiles that the drafters use."""
    return PROFILES

"""The 2012 operational action plan of EU crime priority C, illegal immigration, as an empact plugin."""

from collections.abc import Iterable

from empact.hooks import BundledPlan, Rule, hookimpl


@hookimpl
def empact_plans() -> Iterable[BundledPlan]:
    """Provide the plan of Council document 17793/2/11 REV 2."""
    yield BundledPlan(
        name="oap-c-2012",
        package="oap_c_2012",
        resource="plan.yaml",
        summary="Operational Action Plan 2012, priority C: illegal immigration (17793/2/11 REV 2)",
    )


@hookimpl
def empact_rules() -> Iterable[Rule]:
    """Provide the rules of this priority."""
    # Imported here, so that listing the plans imports no rules.
    from oap_c_2012.rules import RULES

    return RULES

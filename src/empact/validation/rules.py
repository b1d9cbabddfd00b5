"""Rules: kinds of findings, each with the check that reports them."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from empact.arguments import as_items, check_optional_text_field, check_text, check_text_field, one_of, wrong_type
from empact.diagnostics import Kind
from empact.values import unlisted, value

if TYPE_CHECKING:  # what rules use when they run is not imported with their descriptors
    from empact.options import Option
    from empact.validation.contexts import Check


Scope: TypeAlias = Literal["plan", "portfolio"]
"""What a rule looks at: one plan, or all plans that are checked together."""


def _doc_of_check(rule: Rule) -> str:
    return inspect.getdoc(rule.check) or ""


GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "1": "notation",
        "2": "links",
        "3": "time",
        "4": "parties",
        "5": "measures",
        "6": "document",
        "7": "portfolio",
        "8": "progress",
    }
)
"""The groups of the rules of empact, by the first digit of their codes.

:meta hide-value:
"""


def _usual_group(rule: Rule) -> str | None:
    code: Any = rule.code  # which is checked after this
    return GROUPS.get(code[3:4]) if isinstance(code, str) and code.startswith("OAP") and rule.prefix == "OAP" else None


def _check_function(_rule: object, _attribute: object, check: Any) -> None:
    if not callable(check):
        raise wrong_type("Rule.check", "a function", check, "the name of the function without quotes")


def _options(options: Iterable[Option]) -> tuple[Option, ...]:
    return as_items("Rule.options", "a tuple of options", options)


def _about(kinds: Iterable[str]) -> tuple[str, ...]:
    return as_items("Rule.about", "a tuple of kinds of records", kinds)


def _plans(patterns: Iterable[str]) -> tuple[str, ...]:
    plans = as_items("Rule.plans", "a tuple of ids of plans", patterns)
    for pattern in plans:
        check_text("The id of a plan", pattern)
    return plans


@value(kw_only=True)
class Rule(Kind):
    """A rule: a kind of finding, with a check that reports them.

    The check runs once per plan, or once per validation if ``scope`` is ``portfolio``.

    Code, name and severity are those of a :class:`~empact.diagnostics.Kind`; code and name are never reused. A good and
    a bad case are in ``cases/NAME.yaml`` next to the module of the check.

    >>> from empact import Severity
    >>> from empact.hooks import Finding, Rule
    >>> def without_place(plan, ctx):
    ...     'An action has no place.'
    ...     for at, action in ctx.actions():
    ...         if not action.locations:
    ...             yield Finding(f"Action {action.number} has no place.", at)
    >>> Rule(code="MINE001", name="without-place", severity=Severity.INFO, check=without_place).doc
    'An action has no place.'
    """

    check: Check = attrs.field(repr=False, validator=_check_function, metadata=unlisted())
    """The function that yields the findings: ``f(plan: Plan, ctx: RuleContext) -> Iterable[Finding]``, or ``f(ctx:
    PortfolioContext) -> Iterable[Finding]`` if ``scope`` is ``portfolio``. Each option is a keyword argument of it.
    """
    doc: str = attrs.field(default=attrs.Factory(_doc_of_check, takes_self=True), validator=check_text_field)
    """The page of the rule, as Markdown; by default the docstring of the check. Its first line says what the rule
    reports, the rest why that matters and where the plan or its drafting rules say so.
    """
    group: str | None = attrs.field(
        default=attrs.Factory(_usual_group, takes_self=True), validator=check_optional_text_field
    )
    """A selector for several rules; None if there is none. For the rules of empact it comes from the first digit of the
    code.
    """
    options: tuple[Option, ...] = attrs.field(default=(), converter=_options)
    """What a project can set for the rule under ``[rules.NAME]`` in ``empact.toml``. Each has a default, since the rule
    runs in projects without a configuration too.
    """
    plans: tuple[str, ...] = attrs.field(default=(), converter=_plans)
    """The ids of the plans that the rule is for, or patterns of them, such as ``C-*``; empty if it is for all plans. A
    plan that does not exist yet is not a fault.
    """
    about: tuple[str, ...] = attrs.field(
        default=(), converter=_about, validator=attrs.validators.deep_iterable(one_of("reports", "ledger"))
    )
    """The kinds of records that the findings are about: ``reports``, ``ledger``; empty if they are about the plan.
    ``empact report add`` and ``report check`` run the rules about reports, and ``empact ledger add`` and ``ledger
    check`` those about the ledger. If a rule about reports finds an error in a new report, the report is refused.
    """
    scope: Scope = attrs.field(default="plan", validator=one_of("plan", "portfolio"))
    """Whether the check is called for each ``plan``, or once for the ``portfolio``, which is all plans that are checked
    together. A rule that compares plans is about the portfolio: then they are compared once, although several processes
    can check the plans. Each of its findings names its plan.
    """

    def __attrs_post_init__(self) -> None:
        arguments = getattr(getattr(self.check, "__code__", None), "co_argcount", None)
        if self.options != () or self.scope != "plan" or arguments == 1:
            from empact.validation.rule_options import check_call  # few rules have options

            check_call(self)

    @property
    def settings(self) -> dict[str, Any]:
        """The value of each option by name, as the check gets it: the default, or what the project sets."""
        return {option.name: option.default for option in self.options}

    @property
    def summary(self) -> str:
        """The first line of ``doc``."""
        return self.doc.partition("\n")[0]

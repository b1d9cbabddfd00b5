"""Rules: kinds of findings, each with the check that reports them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from empact.arguments import check_optional_text_field, check_text_field, wrong_type
from empact.diagnostics import Kind
from empact.values import unlisted, value

if TYPE_CHECKING:  # what rules use when they run is not imported with their descriptors
    from empact.validation.contexts import Check


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


@value(kw_only=True)
class Rule(Kind):
    """A rule: a kind of finding, with a check that runs once per plan and reports them.

    Code, name and severity are those of a :class:`~empact.diagnostics.Kind`; code and name are never reused. A good and
    a bad case are in ``cases/NAME.yaml`` next to the module of the check.
    """

    check: Check = attrs.field(repr=False, validator=_check_function, metadata=unlisted())
    """The function that yields the findings in a plan: ``f(plan: Plan, ctx: RuleContext) -> Iterable[Finding]``."""
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

    @property
    def summary(self) -> str:
        """The first line of ``doc``."""
        return self.doc.partition("\n")[0]

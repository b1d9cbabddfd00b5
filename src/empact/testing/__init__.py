"""The kit for testing plugins: builders, strategies, checks of rules and of complete plugins, golden files, contracts.

Install it with ``pip install "empact[testing]"``. The builders also work without this extra.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from empact.errors import MissingExtraError

if TYPE_CHECKING:
    from empact.testing import strategies
    from empact.testing.builders import make_action, make_goal, make_plan, make_portfolio
    from empact.testing.cases import RuleCase, rule_cases
    from empact.testing.contracts import DocumentContract, ExporterContract, FormatterContract, ReaderContract
    from empact.testing.golden import Golden
    from empact.testing.plugins import check_plugin, plugin_problems
    from empact.testing.samples import Sample
    from empact.testing.strategies import linked_plans, numbers, of, plans, portfolios, texts
    from empact.testing.tables import documents
    from empact.validation.cases import ExpectedFinding

_HOMES = {
    "empact.testing.builders": ("make_action", "make_goal", "make_plan", "make_portfolio"),
    "empact.testing.cases": ("RuleCase", "rule_cases"),
    "empact.validation.cases": ("ExpectedFinding",),
    "empact.testing.contracts": ("DocumentContract", "ExporterContract", "ReaderContract", "FormatterContract"),
    "empact.testing.golden": ("Golden",),
    "empact.testing.plugins": ("check_plugin", "plugin_problems"),
    "empact.testing.samples": ("Sample",),
    "empact.testing.tables": ("documents",),
    "empact.testing.strategies": ("linked_plans", "numbers", "of", "plans", "portfolios", "texts"),
}
_WHERE = {name: module for module, names in _HOMES.items() for name in names}
_MODULES = ("strategies",)
_LIBRARIES = ("hypothesis", "pytest")

__all__ = [
    "DocumentContract",
    "ExpectedFinding",
    "ExporterContract",
    "FormatterContract",
    "Golden",
    "ReaderContract",
    "RuleCase",
    "Sample",
    "check_plugin",
    "documents",
    "linked_plans",
    "make_action",
    "make_goal",
    "make_plan",
    "make_portfolio",
    "numbers",
    "of",
    "plans",
    "plugin_problems",
    "portfolios",
    "rule_cases",
    "strategies",
    "texts",
]


def __getattr__(name: str) -> Any:
    """Import a name when it is first used, so that a missing library only affects the names that need it."""
    if name not in _WHERE and name not in _MODULES:
        message = f"module 'empact.testing' has no attribute {name!r}"
        raise AttributeError(message)
    try:
        if name in _MODULES:
            return importlib.import_module(f"empact.testing.{name}")
        value = getattr(importlib.import_module(_WHERE[name]), name)
    except ModuleNotFoundError as missing:
        if missing.name not in _LIBRARIES:
            raise
        message = f"{name!r} needs the library {missing.name!r}: run 'pip install \"empact[testing]\"'."
        raise MissingExtraError(message) from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.testing import strategies as strategies
from empact.testing.builders import make_action as make_action
from empact.testing.builders import make_goal as make_goal
from empact.testing.builders import make_plan as make_plan
from empact.testing.builders import make_portfolio as make_portfolio
from empact.testing.cases import RuleCase as RuleCase
from empact.testing.cases import rule_cases as rule_cases
from empact.testing.contracts import DocumentContract as DocumentContract
from empact.testing.contracts import ExporterContract as ExporterContract
from empact.testing.contracts import FormatterContract as FormatterContract
from empact.testing.contracts import ReaderContract as ReaderContract
from empact.testing.golden import Golden as Golden
from empact.testing.plugins import check_plugin as check_plugin
from empact.testing.plugins import plugin_problems as plugin_problems
from empact.testing.samples import Sample as Sample
from empact.testing.strategies import linked_plans as linked_plans
from empact.testing.strategies import numbers as numbers
from empact.testing.strategies import of as of
from empact.testing.strategies import plans as plans
from empact.testing.strategies import portfolios as portfolios
from empact.testing.strategies import texts as texts
from empact.testing.tables import documents as documents
from empact.validation.cases import ExpectedFinding as ExpectedFinding

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
    "texts",
]

"""The kit for testing plugins: builders, strategies, checks of rules and of complete plugins, golden files, contracts.

Install it with ``pip install "empact[testing]"``. The builders also work without this extra.
"""

from empact.lazy import lazy_names as _lazy_names
from empact.testing.extra import missing_library

__getattr__, __dir__, __all__ = _lazy_names(
    __name__,
    """
    strategies
    empact.testing.builders: make_action make_goal make_plan make_portfolio
    empact.testing.cases: RuleCase rule_cases
    empact.testing.contracts: DocumentContract ExporterContract FormatterContract ReaderContract
    empact.testing.golden: Golden
    empact.testing.plugins: check_plugin plugin_problems
    empact.testing.samples: Sample
    empact.testing.strategies: linked_plans numbers of plans portfolios texts
    empact.testing.tables: documents
    empact.validation.cases: ExpectedFinding
    """,
    on_missing=missing_library,
)

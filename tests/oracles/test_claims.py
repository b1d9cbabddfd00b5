"""Claims as the page on them has them, beside an oracle that is written from the page alone.

A failure prints its seed, with which `differences_of(seed, by_hand=...)` repeats it.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.oracles.claims.comparison import differences
from tests.oracles.claims.generate import Set
from tests.oracles.claims.mistakes import with_mistakes

pytestmark = pytest.mark.oracle

INDEPENDENT = ("reading", "oracle", "operations", "generate", "mistakes")
SEEDS = st.integers(0, 2**32 - 1)
# A smaller seed is not a smaller set of reports, so nothing is shrunk.
RANDOM_SETS = settings(max_examples=max(1, settings().max_examples // 20), phases=(Phase.explicit, Phase.generate))


def differences_of(seed: int, *, by_hand: bool) -> Sequence[str]:
    """Where empact and the oracle differ about a random set of reports."""
    made = Set(seed)
    reports = made.make()
    ledger = made.ledger()
    return differences(with_mistakes(reports, seed) if by_hand else reports, ledger)


@given(SEEDS)
@RANDOM_SETS
def test_claims__are_those_of_the_oracle(seed: int) -> None:
    assert differences_of(seed, by_hand=False) == []


@given(SEEDS)
@RANDOM_SETS
def test_claims_in_files_written_by_hand__are_those_of_the_oracle(seed: int) -> None:
    assert differences_of(seed, by_hand=True) == []


@pytest.mark.parametrize("name", INDEPENDENT)
def test_oracle__imports_nothing_of_empact(name: str) -> None:
    code = (Path(__file__).with_name("claims") / f"{name}.py").read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(code)))
    modules = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    own = {f"tests.oracles.claims.{module}" for module in INDEPENDENT}
    assert not [module for module in modules - own if module.split(".")[0] in {"empact", "tests", "oap_invented_2031"}]

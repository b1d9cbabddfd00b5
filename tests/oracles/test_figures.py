"""The oracle of what a reported figure means, on the examples of the page and on cases made by hand."""

from __future__ import annotations

import pytest
from tests.oracles.figures.example import Example
from tests.oracles.figures.examples import EXAMPLES
from tests.oracles.figures.questions import ask


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_figures__are_those_of_the_page(example: Example) -> None:
    assert {question: ask(example.world, question) for question in example.answers} == example.answers

"""A set of figures with questions, and the answers expected by eye from the page."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from tests.oracles.figures.inputs import World


@attrs.frozen
class Example:
    """A set, with questions (`questions.ask`) and the answers expected from the page."""

    name: str
    world: World
    answers: Mapping[str, str]

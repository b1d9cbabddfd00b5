"""Every example of the page, and the cases made by hand."""

from __future__ import annotations

from tests.oracles.figures.examples_of_actions import CLOSINGS, LEADING, REVISIONS, SUMS
from tests.oracles.figures.examples_of_bounds import BOUNDS
from tests.oracles.figures.examples_of_changes import CHANGES
from tests.oracles.figures.examples_of_leaders import STATUSES
from tests.oracles.figures.examples_of_limits import DAYS, FIGURES
from tests.oracles.figures.examples_of_parties import PARTIES
from tests.oracles.figures.examples_of_readings import READINGS
from tests.oracles.figures.examples_of_the_door import BY_HAND, DOOR
from tests.oracles.figures.examples_of_verdicts import JUDGED, VERDICTS

EXAMPLES = (
    *STATUSES,
    *PARTIES,
    *LEADING,
    *CLOSINGS,
    *REVISIONS,
    *SUMS,
    *VERDICTS,
    *JUDGED,
    *DOOR,
    *BY_HAND,
    *DAYS,
    *FIGURES,
    *CHANGES,
    *READINGS,
    *BOUNDS,
)

"""The thresholds of traffic lights: from which share of a target a light has a colour, as a project sets it."""

from __future__ import annotations

import enum
from decimal import Decimal

from empact.arguments import check_type, write_decimal
from empact.model.typed import checked_value

_WHOLE = Decimal(100)


class Light(enum.Enum):
    """The light of an action, in a word."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_CALCULATED = "not calculated"


@checked_value(kw_only=True)
class LightThresholds:
    """From which share of a target a traffic light is green, and from which it is amber.

    No document of the Union sets them, so there are no default values.

    Raises:
        ValueError: ``amber`` is not above 0, ``green`` is above 1, or amber is not below green.
    """

    green: Decimal
    """The share of the target from which a light is green: at most 1, which is the whole target."""
    amber: Decimal
    """The share of the target from which a light is amber, below it is red: above 0, and below ``green``."""

    def __attrs_post_init__(self) -> None:
        finite = self.green.is_finite() and self.amber.is_finite()
        if not finite or not 0 < self.amber < self.green <= 1:
            message = f"The thresholds are 0 < amber < green <= 1, not amber {self.amber}, green {self.green}."
            raise ValueError(message)

    def light(self, percent: Decimal) -> Light:
        """Return the light of a share, in percent."""
        check_type("The percent", "a Decimal", Decimal, percent, write_decimal)
        if percent >= self.green * _WHOLE:
            return Light.GREEN
        return Light.AMBER if percent >= self.amber * _WHOLE else Light.RED

    def __str__(self) -> str:
        green, amber = (f"{(threshold * _WHOLE).normalize():f} %" for threshold in (self.green, self.amber))
        return f"green from {green}, amber from {amber} of the target"

"""Parties of these plans that empact does not know. All of them are invented."""

from __future__ import annotations

import datetime as dt

from empact.hooks import Party
from empact.model import Confidence, PartyKind, PartyName

_SOURCE = "invented for this example"

PARTIES = (
    Party(
        code="NIGHTDESK",
        kind=PartyKind.NETWORK,
        name="Night Desk Network (invented)",
        names=("Night Desks", "network of night desks"),
        since=dt.date(2024, 3, 1),
        source=_SOURCE,
        confidence=Confidence.STATED,
    ),
    Party(
        code="DEWP",
        kind=PartyKind.EU_BODY,
        name="Digital Evidence Working Party (invented)",
        until=dt.date(2026, 6, 30),
        successor="EUDEL",
        source=_SOURCE,
        confidence=Confidence.STATED,
    ),
    Party(
        code="EUDEL",
        kind=PartyKind.EU_BODY,
        name="European Union Digital Evidence Laboratory (invented)",
        names=(
            PartyName(text="Evidence Laboratory", source=_SOURCE),
            PartyName(text="EU Evidence Unit", official=True, until=dt.date(2026, 12, 31), source=_SOURCE),
        ),
        since=dt.date(2026, 7, 1),
        source=_SOURCE,
        confidence=Confidence.STATED,
    ),
)

"""The invented networks of the plan."""

from __future__ import annotations

import datetime as dt

from empact.hooks import Party
from empact.model import PartyKind

PARTIES = (
    Party(
        code="QNET",
        kind=PartyKind.NETWORK,
        name="Network of Q (invented)",
        names=("Q network",),
        until=dt.date(2031, 6, 30),
        successor="QLAB",
        source="invented",
    ),
    Party(
        code="QLAB",
        kind=PartyKind.EU_BODY,
        name="Laboratory of Q (invented)",
        names=("Q laboratory",),
        since=dt.date(2031, 7, 1),
        source="invented",
    ),
)

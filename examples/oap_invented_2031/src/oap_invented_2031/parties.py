"""The invented parties: six member states, a third country and an agency.

Their codes are among QM to QZ, which ISO 3166-1 reserves for users: no real state gets one of them.
"""

from __future__ import annotations

import datetime as dt

from empact.hooks import Party
from empact.model import Confidence, Membership, PartyKind

SINCE = dt.date(2031, 1, 1)
"""The day from which the parties exist: no group of an earlier plan, such as "All MS", includes them."""

_SOURCE = "invented for this example"


def _party(code: str, kind: PartyKind, name: str) -> Party:
    """Return an invented party, whose full name says that it is invented."""
    membership = Membership(since=SINCE, source=_SOURCE, confidence=Confidence.STATED)
    return Party(
        code=code,
        kind=kind,
        name=f"{name} (invented)",
        names=(name,),
        since=SINCE,
        memberships=(membership,) if kind is PartyKind.MEMBER_STATE else (),
        source=_SOURCE,
        confidence=Confidence.STATED,
    )


PARTIES = (
    _party("QM", PartyKind.MEMBER_STATE, "Mossmark"),
    _party("QN", PartyKind.MEMBER_STATE, "Nettlemark"),
    _party("QO", PartyKind.MEMBER_STATE, "Ottermark"),
    _party("QP", PartyKind.MEMBER_STATE, "Pebblemark"),
    _party("QQ", PartyKind.MEMBER_STATE, "Quillmark"),
    _party("QR", PartyKind.MEMBER_STATE, "Reedmark"),
    _party("QX", PartyKind.THIRD_COUNTRY, "Xanthmark"),
    _party("QZ", PartyKind.EU_AGENCY, "Zonal Clock Agency"),
)

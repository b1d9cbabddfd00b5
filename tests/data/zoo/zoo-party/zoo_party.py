"""Provides a party with the code of another party, and a new party."""

from __future__ import annotations

from collections.abc import Iterator

from empact.hooks import Party, hookimpl
from empact.model import PartyKind


@hookimpl
def empact_parties() -> Iterator[Party]:
    yield Party(code="IT", kind=PartyKind.NETWORK, name="Keepers of Information Technology")
    yield Party(code="ZOOKEEP", kind=PartyKind.NETWORK, name="Network of Zoo Keepers", names=("Zoo Keepers", "Italy"))

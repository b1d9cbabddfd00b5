"""Operations, for the oracle of claims: what counts once in a sum over actions, and what may be one operation.

Readings of the page:

- A sum over actions is of the KPI parts with one unit. The page says nothing of two figures that name no operation and
  may be one result, so only the highest sum follows from it.
- What is of an operation is what the figures say that the value is made of. A figure that says nothing new says nothing
  of operations. Where one of two values is possible, it is open too how much of it is of an operation.
- Two operations have a party in common if it states shares of both, and a value if a share of both is equal: of one
  unit, in different KPI parts. A KPI part that counts both shares knows that they are two.
"""

from __future__ import annotations

import itertools
from decimal import Decimal

from tests.oracles.claims.oracle import Oracle
from tests.oracles.claims.reading import Claim, Value, either, exactly, number

Part = tuple[str, str]
"""An action and its KPI part."""
OfOperation = tuple[str, str]
"""An operation and a party."""


class Sums:
    """The sums over actions at a checkpoint."""

    def __init__(self, oracle: Oracle, last: int) -> None:
        self.files, self.oracle, self.last = oracle.files, oracle, last

    def units(self) -> dict[str, list[Part]]:
        """The KPI parts of each unit that have a value, where there are several."""
        found: dict[str, list[Part]] = {}
        for action in self.files.actions:
            for kpi in self.files.kpi_parts(action):
                unit = self.files.unit(action, kpi)
                if unit is not None and self.oracle.at(action, kpi, self.last).value is not None:
                    found.setdefault(unit, []).append((action, kpi))
        return {unit: parts for unit, parts in found.items() if len(parts) > 1}

    def is_open(self, parts: list[Part]) -> bool:
        """Whether one of the values is open, so that it is open too how much of it belongs to an operation."""
        return any(term.is_open for part in parts for _, _, term in self.oracle.at(*part, self.last).terms)

    def highest(self, parts: list[Part]) -> Decimal:
        """C3 one operation in two actions: each party's share of it counts once, different values are a range."""
        highest = Decimal(0)
        stated: dict[OfOperation, list[Value]] = {}
        for part in parts:
            highest += sum((value.high for _, _, value in self.oracle.at(*part, self.last).terms), Decimal(0))
            for key, amount in self._of_operations(part).items():
                highest -= amount
                stated.setdefault(key, []).append(exactly(amount))
        return highest + sum((either(values).high for values in stated.values()), Decimal(0))

    def possible_duplicates(self, parts: list[Part]) -> set[tuple[str, str]]:
        """C3 two operations with overlapping days and a party or a value in common."""
        found: set[tuple[str, str]] = set()
        stated: dict[OfOperation, list[tuple[Part, Decimal]]] = {}
        for part in parts:
            for key, amount in self._of_operations(part).items():
                stated.setdefault(key, []).append((part, amount))
        for (one, of_one), (other, of_other) in itertools.permutations(stated.items(), 2):
            apart = {part for part, _ in of_one}.isdisjoint(part for part, _ in of_other)
            amounts = {amount for _, amount in of_one} | {amount for _, amount in of_other}
            common = one[1] == other[1] or len(amounts) == 1
            if one[0] < other[0] and apart and common and self._overlap(one[0], other[0]):
                found.add((one[0], other[0]))
        return found

    def _of_operations(self, part: Part) -> dict[OfOperation, Decimal]:
        """How much of the value of a KPI part is the share of each party in each operation."""
        found: dict[OfOperation, Decimal] = {}
        for party, position, _ in self.oracle.at(*part, self.last).terms:
            if party is None:
                continue  # of a total: here none says how much of it belongs to an operation
            # Written by hand, one share can be stated twice, or as a whole and in parts: with one value it is one.
            of_words: dict[str | None, Claim] = {}
            for claim in self.files.claims_of(*part, position, "own"):
                if claim.party == party:
                    of_words.setdefault(claim.words, claim)
            for claim in [of_words[None]] if None in of_words else of_words.values():
                for operation, amount in claim.figure.get("operations", {}).items():
                    key = (operation, party)
                    found[key] = found.get(key, Decimal(0)) + number(amount)
        return found

    def _overlap(self, one: str, other: str) -> bool:
        by_id = {operation["id"]: operation for operation in self.files.operations}
        return self.files.overlapping(by_id[one], by_id[other])

"""Dice's coefficient, the measure of all similarities."""

from __future__ import annotations


def dice(common: float, one: float, other: float) -> float:
    """Return Dice's coefficient, from 0 to 1: twice the common part, divided by the sum of both.

    It is the measure of all similarities here: of wordings, with weight 1 for each word, and of the features of
    actions, weighed by rarity. In terms of the Jaccard index J (common part divided by union) it is 2J / (1 + J): it
    orders pairs in the same way, and "4 of 5 different words" is 8/9.
    """
    return min(1.0, 2 * common / (one + other)) if one + other else 0.0

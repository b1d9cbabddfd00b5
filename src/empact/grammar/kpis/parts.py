"""Read the things that one KPI names: "arrests / detected persons", "30 searches/12 arrests".

One rule: a slash between things that are counted makes parts of one KPI, because one number for them would be a sum
that means nothing. A thing is counted where it has a figure of its own ("30 searches/12 arrests"), or where the KPI
counts and it is a plural on its own: with a space beside the slash, or behind common results ("arrests/seizures").

Any other slash is part of the words. A singular behind it says for what the number is meant ("arrests / operation"),
and before it belongs to a name ("SOCTA / OAP reports"); so do both sides without a space ("ILOs/LOs", "ICT/cyber",
"and/or", "km/h", "24/7"). Behind a preposition ("meetings with experts / analysts") it may join only what follows the
preposition. A figure that is an amount, a share or a duration is not a count. Words that count anew ("/ number of
seizures") start a KPI of their own.
"""

from __future__ import annotations

import re
import string

from empact.grammar.figures import F, Y
from empact.grammar.kpis.aims import Aims
from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.kpis.statement import NotUnderstoodError, plain_number
from empact.grammar.kpis.things import STROKE, closed, counted, is_thing, pieces_of, things_of
from empact.grammar.language import key
from empact.grammar.timing import find_moment
from empact.model import Comparison, KpiKind, KpiPart


class Parts(Aims):
    """A statement that may name several things."""

    parts: tuple[KpiPart, ...] = ()

    def apart(self) -> None:
        """Write "30 searches/12 arrests" with spaces, so that the second figure is found."""
        patterns = kpi_patterns()
        if "/" in self.words and patterns.figured_first.match(self.words):
            self.words = patterns.before_figure.sub(" / ", self.words)

    def things_with_figures(self) -> None:
        """Read "30 searches / 12 arrests": each thing has its own figure, and what stands around them is common."""
        if not STROKE.search(self.words) or self.unit is not None or self.kind not in {None, KpiKind.COUNT}:
            return
        if self.baseline is not None and self.baseline.value is not None:
            return  # "30 searches / 12 arrests (2011: 45)": a KPI has one baseline
        last = pieces_of(self.words)[-1]
        per = kpi_patterns().per_thing.search(last) if self.per is None else None
        words = self.words if per is None else self.words[: per.start() - len(last)]
        year = kpi_patterns().in_year.search(words) if self.period is None else None
        pieces = pieces_of(words if year is None else words[: year.start()])
        parts = [part for piece in pieces if (part := self.part(piece)) is not None]
        several = 1 < len(pieces) == len(parts) <= len(string.ascii_lowercase)
        shared = several and parts[0].comparison is not None and any(part.comparison is None for part in parts)
        if not several or shared or len({key(part.unit) for part in parts}) < len(parts) or not self.in_a_row(words):
            return
        if per is not None:
            self.per = " ".join(per["unit"].split())
        self.words = " / ".join(part.unit for part in parts) + ("" if year is None else words[year.start() :])
        self.kind, self.parts = KpiKind.COUNT, tuple(parts)

    def part(self, piece: str) -> KpiPart | None:
        """Read a figure and what it counts: "at least 12 arrests", "seizures: 5"; None for anything else."""
        patterns = kpi_patterns()
        match = patterns.part.fullmatch(piece) or patterns.part_behind.fullmatch(piece)
        if match is None or re.search(f"{F}|{Y}", match["things"]) or patterns.target.search(piece):
            return None
        figure, things = self.figure(match["value"]), counted(match["things"])
        count = figure.unit is None and figure.sign is None and figure.most is None and not figure.value % 1
        if not count or not is_thing(things, one=figure.value == 1) or patterns.behind_left.search(things):
            return None
        compared = None if match["compare"] is None else Comparison(patterns.comparisons[key(match["compare"])])
        if find_moment(self.found.restore(things)) is not None:
            return None  # "20 arrests by June / 10 seizures by December": a KPI has one deadline
        text = self.found.restore(piece)
        return KpiPart(text=text, unit=things, comparison=compared, value=plain_number(figure.value))

    def things_counted(self, measured: str) -> tuple[KpiPart, ...]:
        """Return the parts of what is counted without a figure of its own; none if it is one thing.

        Raises:
            NotUnderstoodError: One figure is stated for all of them.
        """
        things = counted(measured)
        pieces = things_of(things)
        several = 1 < len(pieces) == len({key(piece) for piece in pieces})
        if not several or "/" in measured.removesuffix(things) or not self.in_a_row(things):
            return ()
        if self.value is not None or (self.baseline is not None and self.baseline.value is not None):
            raise NotUnderstoodError  # "20 arrests / seizures": 20 of which
        return tuple(KpiPart(text=piece, unit=piece, comparison=self.comparison) for piece in pieces)

    def in_a_row(self, words: str) -> bool:
        """Whether words stand like that in the KPI; if not, a deadline or a baseline of one thing is between them."""
        return closed(self.found.restore(words)) in closed(self.bare)

"""Read one key performance indicator: what is measured, its baseline and target, and how its figures add.

What is understood is cut out of the text, piece by piece; the words that are left are what is measured. Where a figure
is left, or a word that leaves a figure open ("about", "etc."), the KPI is not understood: a figure is never dropped.
"""

from __future__ import annotations

import re

from empact.grammar.figures import F
from empact.grammar.kpis.aims import is_rate
from empact.grammar.kpis.parts import Parts
from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.kpis.statement import PERCENT, POINTS, NotUnderstoodError, plain_number
from empact.grammar.kpis.things import counted
from empact.model import Adds, Comparison, Kpi, KpiKind, Unparsed

_ADDS_OF = {kind: adds for adds in Adds for kind in adds.facts.kinds}
LONGEST = 500
"""The most characters of a KPI: longer texts are not indicators, and reading them would take long."""
_CLOSING = " \t,;:–—=-"


def read_kpi(text: str, bare: str | None = None) -> Kpi | Unparsed:
    """Return what a text measures, read from its words without marks; the text itself where it is not understood."""
    try:
        return _Reading(text, text if bare is None else bare).kpi()
    except NotUnderstoodError:
        return Unparsed(text=text)


class _Reading(Parts):
    """A statement that becomes a KPI."""

    def kpi(self) -> Kpi:
        """Return the KPI; give up where the words can mean two things."""
        patterns = kpi_patterns()
        if len(self.words) > LONGEST:
            raise NotUnderstoodError
        self.refuse(patterns.open)
        self.refuse(patterns.times_of)
        self.refuse(patterns.unsure)
        if (
            patterns.vague.match(self.words)
            or patterns.result.match(self.words)
            or patterns.answer.fullmatch(self.words)
        ):
            raise NotUnderstoodError
        self.set_later()
        self.how_it_adds()
        self.refuse(patterns.sum)
        self.times()
        self.apart()
        self.figures()
        self.refuse(patterns.part_of_one)
        self.what_was()
        self.things_with_figures()
        if not self.parts:
            self.what_shall_be()
        return self.result()

    def measured(self) -> str:
        """Return the words that are left, which are what is measured; give up where a figure is left."""
        patterns, words = kpi_patterns(), self.words
        per_count = len(re.findall(F, words)) == 1 and patterns.per_count.search(words) is not None
        if per_count and self.value is None:
            self.kind = KpiKind.RATIO  # "arrests per 100 controls"
        elif re.search(F, words) or (self.found.years and patterns.year_alone.search(words)):
            raise NotUnderstoodError
        self.year_behind()
        measured = self.clean(self.found.restore(self.words))
        in_percent = self.changes and self.unit in patterns.ratio_units  # "5 % fewer": of what the target names
        alone = in_percent or (self.money and self.per)
        nothing = self.stated and not alone and not any(sign.isalpha() for sign in measured)
        if nothing or measured.count("(") != measured.count(")"):
            raise NotUnderstoodError
        left = patterns.comparison_left if self.value is None else patterns.behind_left
        if left.search(measured) or (self.value is not None and measured.startswith("(")):
            raise NotUnderstoodError  # "20 (thirty) arrests"
        if self.value is not None and self.could_change(measured):
            raise NotUnderstoodError
        if not self.stated and patterns.says_nothing.match(measured):
            raise NotUnderstoodError
        return measured

    def could_change(self, measured: str) -> bool:
        """Return whether a figure could be a change, in an order of words that is not known, or one that was."""
        patterns = kpi_patterns()
        if patterns.than.match(measured):
            return True  # "5 more than planned"
        if self.changes:
            return False
        if patterns.change_behind.search(measured) or patterns.earlier.search(measured):
            return True  # "3 JITs more", "12 seizures last year"
        return self.unit == PERCENT and patterns.change_beside.search(measured) is not None

    def check(self, kind: KpiKind | None, measured: str) -> None:
        """Give up on a part of a thing that is counted, and on percent of a percentage."""
        counted = kind is KpiKind.COUNT and self.unit is None and not self.figure_of
        if counted and self.value is not None and self.value % 1:
            raise NotUnderstoodError  # "2.1": the number of an action
        if self.factor != 1 and self.value is None and (self.baseline is None or self.baseline.value is None):
            raise NotUnderstoodError  # "cash seized (in million EUR)": reports state figures in the unit alone
        by = self.comparison in {Comparison.INCREASE_BY, Comparison.DECREASE_BY}
        if by and self.unit == PERCENT and is_rate(measured):
            raise NotUnderstoodError  # "increase the hit rate by 3 %": percent or percentage points

    def result(self) -> Kpi:
        """Return the KPI of what is known."""
        measured = self.measured()
        kind = self.kind or self.kind_of(measured)
        self.check(kind, measured)
        unit, measures = self.unit_of(kind, measured), self.measures(kind, measured)
        if self.value is not None and unit is None and measures is None:
            raise NotUnderstoodError  # "tool online (yes/no), min. 2": a figure of something that is not counted
        if (
            not self.parts
            and kind is KpiKind.COUNT
            and unit is not None
            and not (self.unit or self.figure_of or self.things)
        ):
            self.parts = self.things_counted(measured)
        return Kpi(
            text=self.text,
            kind=kind,
            measures=measures,
            unit=unit,
            comparison=self.comparison,
            bound=self.bound,
            value=None if self.value is None else plain_number(self.value),
            most=None if self.most is None else plain_number(self.most),
            baseline=self.baseline,
            per=self.per,
            period=self.period,
            deadline=self.deadline,
            within_timing=kpi_patterns().within_timing.search(self.bare) is not None,
            adds=self.how(kind, measured),
            parts=self.parts,
        )

    @property
    def stated(self) -> bool:
        """Whether a figure or a word about figures is stated."""
        return self.value is not None or self.baseline is not None or self.per is not None or self.adds is not None

    @staticmethod
    def clean(words: str) -> str:
        """Return words without empty brackets and signs at the ends."""
        words = re.sub(r"\(\s*\W*\s*\)|\s+(?=[,;:)])", "", words)
        return " ".join(words.split()).strip(_CLOSING).strip()

    @property
    def changes(self) -> bool:
        """Whether the value is relative to the baseline."""
        return self.comparison in {
            *(Comparison.INCREASE, Comparison.INCREASE_BY, Comparison.INCREASE_TO, Comparison.OF_BASELINE),
            *(Comparison.DECREASE, Comparison.DECREASE_BY, Comparison.DECREASE_TO),
        }

    def kind_of(self, measured: str) -> KpiKind | None:
        """Return the kind: by the unit of the figure, by words of counting, else the kind whose words come first."""
        patterns, words = kpi_patterns(), self.bare
        rate = patterns.rate.search(measured) is not None
        counted = patterns.kind(KpiKind.COUNT).search(words) or patterns.counted.search(words)
        known = (
            (KpiKind.RATIO, self.unit in patterns.ratio_units or self.share or (self.figure_of and rate)),
            (KpiKind.AMOUNT, self.unit is not None),
            (KpiKind.COUNT, counted or self.value is not None),
            (KpiKind.RATIO, rate or patterns.kind(KpiKind.RATIO).search(words)),
            (KpiKind.STATUS, patterns.kind(KpiKind.STATUS).search(words)),
            (KpiKind.COUNT, self.adds is not None or self.per is not None),
        )
        kind = next((kind for kind, said in known if said), None)
        return kind or self.kind_by_words(measured)

    def kind_by_words(self, measured: str) -> KpiKind | None:
        """Return the kind of a KPI without a figure: an event, or something that can only be described."""
        patterns = kpi_patterns()
        candidates = [
            (match.start(), kind.value, kind)
            for kind in (KpiKind.MILESTONE, KpiKind.QUALITATIVE)
            if (match := patterns.kind(kind).search(self.bare)) is not None
        ]
        if candidates:
            return min(candidates)[2]
        if patterns.event.search(measured):
            return KpiKind.MILESTONE
        return KpiKind.COUNT if self.baseline is not None else None

    def how(self, kind: KpiKind | None, measured: str) -> Adds | None:
        """Return how figures add, only where words say it."""
        rate = kpi_patterns().rate.search(measured) is not None or self.share or self.unit == POINTS
        level = kind is KpiKind.RATIO and not self.changes and not (self.kind and not rate and self.value is not None)
        adds = Adds.RATIO if rate or level else None
        if adds is None and kind is not None and kind is not KpiKind.RATIO:
            adds = _ADDS_OF.get(kind)
        if adds is Adds.MILESTONE and self.adds is Adds.LATEST:
            adds = None
        if adds is not None and self.adds not in {None, adds}:
            raise NotUnderstoodError
        return adds or self.adds

    def measures(self, kind: KpiKind | None, measured: str) -> str | None:
        """Return what is measured, where the unit does not say it."""
        if kind in {KpiKind.AMOUNT, KpiKind.RATIO} or self.figure_of or self.things or self.unit:
            return re.sub(r"^(?:in|of)\s+", "", counted(measured)) or None if self.stated or self.unit else None
        return None

    def unit_of(self, kind: KpiKind | None, measured: str) -> str | None:
        """Return what is counted, or the unit of the value."""
        if self.unit is not None:
            return self.unit
        if self.figure_of is not None or self.things is not None:
            return self.figure_of or self.things
        return (counted(measured) or None) if kind is KpiKind.COUNT else None

"""Read the figures of a KPI, and the baseline from which it starts."""

from __future__ import annotations

import re
from decimal import Decimal

from empact.grammar.figures import F, find_figures
from empact.grammar.kpis.occasions import Occasions
from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.kpis.statement import PERCENT, NotUnderstoodError
from empact.grammar.language import key
from empact.grammar.windows import parse_windows
from empact.model import Baseline, Comparison, KpiKind, Unit, Window


class Baselines(Occasions):
    """A statement whose figures and baseline are read."""

    def set_later(self) -> None:
        """Read a baseline that is not known yet: "baseline to be set in Q1", "baseline n/a"."""
        if not kpi_patterns().base.search(self.words):
            return
        figures = find_figures(self.words)
        if figures is None:
            raise NotUnderstoodError
        whole, self.words = self.words, figures.words
        later = self.take(kpi_patterns().set_later)
        if later is None:
            self.words = whole
            return
        due = None
        if later["due"]:
            windows = parse_windows(figures.restore(later["due"]))
            if windows is None or len(windows.windows) != 1:
                raise NotUnderstoodError
            due = windows.windows[0]
        self.baseline = Baseline(year=None if later["year"] is None else figures.year(later["year"]), due=due)
        self.words = figures.restore(self.words)

    def fraction(self) -> None:
        """Read a share in words: "two thirds of MS", "half of the MS at least"."""
        patterns = kpi_patterns()
        match = self.take(patterns.half)
        if match is None:
            return
        self.value, self.unit, self.share = Decimal(patterns.fractions[key(match["part"])]), PERCENT, True
        behind = self.take(patterns.least_behind)
        comparison = (match["compare"] and patterns.comparisons[key(match["compare"])]) or (
            behind and patterns.behind[key(behind["behind"])]
        )
        self.comparison = Comparison(comparison) if comparison else None

    def figures(self) -> None:
        """Find the figures, and the units that are written apart from them: "in EUR 1 000: min. 250"."""
        self.fraction()
        self.words = kpi_patterns().slash.sub(_out_of, self.words)
        self.words = kpi_patterns().nothing.sub("0 ", self.words)
        figures = find_figures(self.words)
        if figures is None or figures.unsure:
            raise NotUnderstoodError
        self.found = figures
        self.words = figures.words
        patterns = kpi_patterns()
        self.unit_apart()
        if self.found.figures:
            self.sure()
            self.in_thousands()
            self.as_part()
        self.take(patterns.target_bracket)
        self.targeted = self.take(patterns.target_label, "") is not None
        self.every_period()

    def unit_apart(self) -> None:
        """Read a unit in brackets: "(EUR)", "(in million EUR)", "(MEUR)", "(kg)"."""
        patterns = kpi_patterns()
        scaled, glued = self.take(patterns.in_scaled), self.take(patterns.in_glued)
        match = scaled or glued or self.take(patterns.in_money) or self.take(patterns.in_unit)
        if match is None:
            return
        if scaled is not None:
            self.factor = Decimal(patterns.powers[key(scaled["scale"] or scaled["power"])])
            spelt = key(scaled["unit"] or scaled["money"])
        elif glued is not None:
            power, spelt = patterns.glued[key(glued["glued"])]
            self.factor = Decimal(power)
        else:
            spelt = key(next(filter(None, match.groupdict().values())))
        self.money = spelt in patterns.money
        self.unit = patterns.money[spelt] if self.money else patterns.quantities[spelt]
        if not self.unit:
            raise NotUnderstoodError

    def sure(self) -> None:
        """Give up on a figure that is only near ("about 10"), or a misspelt scale."""
        self.refuse(kpi_patterns().approximate)
        slip = kpi_patterns().slip.search(self.words)
        if slip is not None and self.figure(slip["value"]).money:
            raise NotUnderstoodError

    def in_thousands(self) -> None:
        """Read the unit of "in EUR 1 000: min. 250"."""
        thousands = kpi_patterns().in_thousands.search(self.words)
        if thousands is not None and self.figure(thousands["unit"]).money:
            self.take(kpi_patterns().in_thousands, "")
            figure = self.figure(thousands["unit"])
            self.unit, self.money, self.factor = figure.unit, figure.money, figure.value

    def as_part(self) -> None:
        """Keep "within 48 hours" in what is counted: "number of requests answered within 48 hours"."""
        patterns = kpi_patterns()
        match = patterns.within_part.search(self.words)
        if match is None or self.figure(match["value"]).unit not in patterns.durations:
            return
        others = re.search(F, self.words[: match.start()] + self.words[match.end() :])
        if others or patterns.count.match(self.words) or patterns.kind(KpiKind.RATIO).search(self.words):
            self.words = self.words[: match.start()] + self.found.restore(match.group()) + self.words[match.end() :]

    def what_was(self) -> None:
        """Read the baseline: a figure with a word, or with a year before it or behind it."""
        patterns = kpi_patterns()
        self.take(patterns.no_target, "")
        self.take(patterns.to_be_decided, "")
        if not self.found.figures and not self.found.years:
            return
        both = patterns.then_and_now.fullmatch(self.words)
        if both is not None and self.found.year(both["year"]) < self.found.year(both["now"]):
            self.start(both["before"], both["year"])
            self.set_value(both)
            self.period = Window(unit=Unit.YEAR, year=self.found.year(both["now"]))
            self.words = both["words"]
            return
        match = patterns.reference.search(self.words)
        if match is not None:
            self.start(match["value"], match["year"])
            self.words = match["words"]
        for pattern in (patterns.baseline, patterns.year_value, patterns.value_in_year, patterns.compared_with):
            while (match := self.take(pattern)) is not None:
                self.start(match["value"], match["year"] or match.groupdict().get("later"))
        match = self.take(patterns.compared) or (self.take(patterns.base_year) if self.baseline is None else None)
        if match is not None:
            self.start(None, match["year"])


def _out_of(match: re.Match[str]) -> str:
    """Write "20/27 MS" as "20 out of 27 MS"; 24/7 is not a share."""
    share = int(match["part"]) <= int(match["all"])
    return f"{match['start']}{match['part']} out of {match['all']}" if share else match.group()

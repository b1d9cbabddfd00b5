"""Read the target value of a KPI: a level, a step from the baseline, a share, a range, or a plain figure."""

from __future__ import annotations

import re
from decimal import Decimal

from empact.grammar.figures import F
from empact.grammar.kpis.baselines import Baselines
from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.kpis.statement import PERCENT, NotUnderstoodError
from empact.grammar.language import key
from empact.model import Comparison, KpiKind, Unit, Window

_HUNDRED = Decimal(100)
_CHANGES = {
    "increase": (Comparison.INCREASE, Comparison.INCREASE_BY, Comparison.INCREASE_TO),
    "decrease": (Comparison.DECREASE, Comparison.DECREASE_BY, Comparison.DECREASE_TO),
}


class Aims(Baselines):
    """A statement whose target is read."""

    def what_shall_be(self) -> None:
        for step in (self.as_before, self.changed, self.shared, self.labelled, self.ranged):
            if self.value is None:
                step()
        if self.value is None:
            self.plain()
        if self.value is not None or self.baseline is not None or self.adds is not None:
            self.thing()

    def as_before(self) -> None:
        """Read a target that is said by a baseline: "more than in 2011 (45)", "double", "maintain the level of"."""
        patterns = kpi_patterns()
        found = self.take(patterns.step_from)
        if found is not None:
            self.start(None, found["year"])
            self.set_value(found, Comparison.INCREASE_BY if found["more"] else Comparison.DECREASE_BY)
            return
        found = patterns.more_than_in.search(self.words)
        if found is not None:
            self.start(found["value"], found["year"])
            self.comparison = Comparison.MORE_THAN if found["more"] else Comparison.LESS_THAN
            self.value = None if self.baseline is None else self.baseline.value
            self.words = found["words"] + self.words[found.end() :]
            return
        found = patterns.keep.search(self.words)
        if found is not None:
            self.start(found["value"], found["year"])
            self.comparison, self.value = Comparison.KEEP, self.figure(found["value"]).value
            self.words = found["words"] + self.words[found.end() :]
            return
        found = self.take(patterns.of_year)
        if found is not None:
            self.start(None, found["year"])
            if self.set_value(found, Comparison.OF_BASELINE).unit != PERCENT:
                raise NotUnderstoodError
            return
        found = self.take(patterns.multiple)
        if found is not None:
            share = Decimal(patterns.multiples[key(found.group().removesuffix("the ").strip())])
            if self.baseline is not None and self.baseline.value is not None:
                self.value = self.baseline.value * share / _HUNDRED
                self.comparison = Comparison.INCREASE_TO if share > _HUNDRED else Comparison.DECREASE_TO
            else:
                self.value, self.unit, self.comparison = share, PERCENT, Comparison.OF_BASELINE

    def changed(self) -> None:
        """Read an increase or a decrease, by a step or to a level."""
        patterns = kpi_patterns()
        found = self.take(patterns.change_in) or self.take(patterns.change_by_in)
        if found is not None:
            self.set_value(found, _CHANGES[self.way(found)][1])
            return
        change = patterns.change.search(self.words)
        found = patterns.from_to.search(self.words)
        if found is not None and (change is not None or found["up"] or found["down"]):
            way = self.way(found if found["up"] or found["down"] else change)
            self.take(patterns.from_to)
            self.start(found["first"], None)
            self.take_change()
            self.set_value(found, _CHANGES[way][2])
            return
        found = patterns.step_than.match(self.words)
        if found is not None:
            self.words = found["words"] + self.words[found.end() :]
            self.start(found["before"], found["year"])
            self.set_value(found, Comparison.INCREASE_BY if found["more"] else Comparison.DECREASE_BY)
            return
        found = self.take(patterns.fewer)
        if found is not None:
            self.set_value(found, Comparison.INCREASE_BY if found["more"] else Comparison.DECREASE_BY)
            return
        if change is None:
            return
        way = self.way(change)
        found = self.take(patterns.between_steps)
        if found is not None:
            self.take_change()
            self.set_value(found, _CHANGES[way][1], found["first"])
            return
        for index, pattern in ((1, patterns.step), (2, patterns.level)):
            found = self.take(pattern)
            if found is not None:
                self.take_change()
                self.set_value(found, _CHANGES[way][index])
                return
        if patterns.leading_change.match(self.words):
            self.comparison = _CHANGES[way][0]

    def take_change(self) -> None:
        """Cut out the verb of a change where it stands at the start or the end of the words."""
        if self.take(kpi_patterns().leading_change) is None:
            self.take(re.compile(rf"\s+{kpi_patterns().change.pattern}$", re.IGNORECASE))

    def way(self, found: re.Match[str] | None) -> str:
        groups = {} if found is None else found.groupdict()
        return "increase" if groups.get("increase") or groups.get("up") else "decrease"

    def shared(self) -> None:
        """Read a share: "20 out of 27 MS", "two thirds of MS", "1 in 4 checks", "all MS have replied"."""
        patterns = kpi_patterns()
        found = self.take(patterns.one_in)
        if found is not None:
            part, whole = self.figure(found["value"]), self.figure(found["all"])
            if part.value > whole.value or part.unit or whole.unit or not whole.value:
                raise NotUnderstoodError
            self.value, self.unit, self.share = part.value / whole.value * _HUNDRED, PERCENT, True
            return
        found = patterns.every.match(self.words)
        if found is not None:
            self.value, self.unit, self.comparison = _HUNDRED, PERCENT, Comparison.EQUAL
            self.words, self.kind = found["words"], KpiKind.RATIO
            return
        found = patterns.out_of.search(self.words)
        if found is not None:
            whole = self.figure(found["all"])
            if self.figure(found["value"]).value > whole.value:
                raise NotUnderstoodError
            self.words = self.words[: found.start("value") + 1] + " " + self.words[found.end() :]
            self.figure_of = f"of {self.found.restore(found['all'])}"
            if whole.unit is not None or whole.most is not None:
                raise NotUnderstoodError

    def labelled(self) -> None:
        patterns = kpi_patterns()
        found = self.take(patterns.bracket)
        if found is not None:
            self.set_value(found)
            return
        found = self.take(patterns.target)
        if found is not None:
            self.set_value(found)
            if found["year"]:
                self.period = Window(unit=Unit.YEAR, year=self.found.year(found["year"]))
            self.take(patterns.target_bracket)

    def ranged(self) -> None:
        patterns = kpi_patterns()
        for pattern in (patterns.floor_ceiling, patterns.between):
            found = self.take(pattern)
            if found is not None:
                self.set_value(
                    found, None, found["first"] or found["other"] if "other" in found.groupdict() else found["first"]
                )
                return

    def plain(self) -> None:
        """Read a figure at the start, behind a colon, with a comparison, or at the end of a measure."""
        patterns = kpi_patterns()
        if patterns.per_count.search(self.words):
            return
        found = patterns.within.search(self.words)
        if found is not None and self.figure(found["value"]).unit in patterns.durations:
            self.take(patterns.within)
            self.set_value(found, Comparison.AT_MOST)
            if patterns.kinds[KpiKind.MILESTONE].search(self.words):
                self.kind = KpiKind.MILESTONE
            return
        some = patterns.by_some.search(self.words)
        if (
            some is not None
            and self.figure(some["value"]).unit is None
            and not patterns.count.match(self.words)
            and not re.search(F, self.words[: some.start()])
        ):
            self.words, self.things = self.words[: some.start()], self.found.restore(some["things"])
            self.set_value(some)
            self.kind = KpiKind.COUNT
            return
        over = patterns.over.search(f" {self.words}")
        if over is not None:
            raise NotUnderstoodError
        found = patterns.value.search(self.words)
        if found is None:
            return
        figure = self.figure(found["value"])
        at_the_end = not self.words[found.end("value") :].strip(" ,;:()") or found["behind"] is not None
        sure = (
            found["start"] is not None
            or found["colon"] is not None
            or found["compare"] is not None
            or (self.targeted and at_the_end)
            or (self.figure_of is not None)
            or (figure.unit is not None and (figure.money or figure.unit == PERCENT) and at_the_end)
        )
        before = self.words[: found.start()]
        if found["compare"] and found["start"] is None and found["colon"] is None:
            counted = patterns.count.match(before + " ") is not None
            if patterns.open_word.search(before) or (counted and not at_the_end):
                raise NotUnderstoodError  # "meetings with at least 10 MS": not the number of meetings
        if not sure or "(" in self.words[: found.start("value")].rpartition(")")[2]:
            raise NotUnderstoodError
        if figure.sign == "-" and figure.unit != PERCENT:
            raise NotUnderstoodError
        duration = figure.unit in patterns.durations and not found.group().endswith("of ")
        if duration and found["compare"] is None and found["behind"] is None:
            raise NotUnderstoodError  # "24 h reply time": a ceiling, or an average
        plain_share = found["colon"] is not None and found["compare"] is None and figure.unit == PERCENT
        if plain_share and not figure.sign and not self.is_rate(before.strip()):
            raise NotUnderstoodError  # "arrests: 80 %": 80 % of what
        rest = self.words[found.end() :].strip()
        colon = ":" if found["colon"] and rest[:1].isalpha() and not self.targeted else ""
        self.words = f"{before}{colon} {rest}".strip()
        self.set_value(found)

    @staticmethod
    def is_rate(words: str) -> bool:
        patterns = kpi_patterns()
        return bool(patterns.rate.search(words) or patterns.kinds[KpiKind.RATIO].match(words))

    def thing(self) -> None:
        """Cut out "per MS"; what is left must measure something."""
        patterns = kpi_patterns()
        if self.per is None and not re.search(rf"(?:per|/)\s+{F}", self.words) and self.value is not None:
            found = self.take(patterns.per_thing)
            if found is not None:
                self.per = " ".join(found["unit"].split())

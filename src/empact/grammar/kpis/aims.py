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
        """Read the target: the first way of saying it that fits."""
        figures = (self.shared, self.labelled, self.ranged, self.within, self.as_event, self.by_some, self.plain)
        for read in (
            *((self.as_in_year,) if self.found.years else ()),
            *(self.multiplied, self.changed, self.by_all),
            *(figures if self.found.figures else ()),
        ):
            if self.value is None:
                read()
        if self.value is not None or self.baseline is not None or self.adds is not None:
            self.thing()

    def as_in_year(self) -> None:
        """Read a target that is said by an earlier year: "more than in 2011 (45)", "maintain the level of 2011"."""
        patterns = kpi_patterns()
        if patterns.over.search(f" {self.words}"):
            raise NotUnderstoodError  # "over 2012": a year, or a number
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

    def multiplied(self) -> None:
        """Read "double the number of JITs": a multiple of the baseline, or of what is not stated."""
        found = self.take(kpi_patterns().multiple)
        if found is not None:
            share = Decimal(kpi_patterns().multiples[key(found["verb"])])
            if self.baseline is not None and self.baseline.value is not None:
                self.value = self.baseline.value * share / _HUNDRED
                self.comparison = Comparison.INCREASE_TO if share > _HUNDRED else Comparison.DECREASE_TO
            else:
                self.value, self.unit, self.comparison = share, PERCENT, Comparison.OF_BASELINE

    def changed(self) -> None:
        """Read an increase or a decrease, by a step or to a level."""
        patterns = kpi_patterns()
        if self.found.figures and (self.leading_step() or self.from_to() or self.more_or_fewer()):
            return
        change = patterns.change.search(self.words)
        if change is None:
            return
        way = self.way(change)
        for pattern, index in ((patterns.between_steps, 1), (patterns.step, 1), (patterns.level, 2)):
            found = self.take(pattern)
            if found is not None:
                self.take_change()
                self.set_value(found, _CHANGES[way][index], found.groupdict().get("first"))
                return
        if patterns.leading_change.match(self.words):
            self.comparison = _CHANGES[way][0]

    def leading_step(self) -> bool:
        """Read "10 % increase in arrests" or "increase of 10 % in arrests"."""
        found = self.take(kpi_patterns().change_in) or self.take(kpi_patterns().change_by_in)
        if found is not None and found.groupdict().get("compare"):
            raise NotUnderstoodError  # "at least 5 % increase": a floor of a step
        found = found or self.take(kpi_patterns().up_or_down)
        if found is not None:
            self.set_value(found, _CHANGES[self.way(found)][1])
        return found is not None

    def from_to(self) -> bool:
        """Read "increase arrests from 100 to 120" or "hit rate up from 5 % to 8 %"."""
        found, change = kpi_patterns().from_to.search(self.words), kpi_patterns().change.search(self.words)
        own = found is not None and (found["up"] or found["down"]) is not None
        if found is None or not (own or change):
            return False
        way = self.way(found if own else change)
        self.take(kpi_patterns().from_to)
        self.start(found["first"], None)
        self.take_change()
        self.set_value(found, _CHANGES[way][2])
        return True

    def more_or_fewer(self) -> bool:
        """Read "15 % more arrests than in 2011" or "50 % fewer incidents"."""
        found = kpi_patterns().step_than.match(self.words)
        if found is not None:
            self.words = found["words"] + self.words[found.end() :]
            self.start(found["before"], found["year"])
        else:
            found = self.take(kpi_patterns().fewer)
        if found is not None:
            self.set_value(found, Comparison.INCREASE_BY if found["more"] else Comparison.DECREASE_BY)
        return found is not None

    def take_change(self) -> None:
        """Cut out the verb of a change where it stands at the start or the end of the words."""
        if self.take(kpi_patterns().leading_change) is None:
            self.take(kpi_patterns().change_end)

    @staticmethod
    def way(found: re.Match[str] | None) -> str:
        """Return whether a match is an increase or a decrease."""
        groups = {} if found is None else found.groupdict()
        return "increase" if groups.get("increase") or groups.get("up") else "decrease"

    def by_all(self) -> None:
        """Read "all MS have replied": all of them are 100 %."""
        found = kpi_patterns().every.match(self.words)
        if found is not None:
            self.value, self.unit, self.comparison = _HUNDRED, PERCENT, Comparison.EQUAL
            self.words, self.kind = found["words"], KpiKind.RATIO

    def shared(self) -> None:
        """Read a share: "20 out of 27 MS", "1 in 4 checks"."""
        patterns = kpi_patterns()
        found = self.take(patterns.one_in)
        if found is not None:
            part, whole = self.figure(found["value"]), self.figure(found["all"])
            if part.value > whole.value or part.unit or whole.unit or not whole.value:
                raise NotUnderstoodError
            self.value, self.unit, self.share = round(part.value / whole.value * _HUNDRED, 2), PERCENT, True
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
        """Read "target 60", "(target 15, ...)", "(max. 30)"."""
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
        """Read "between 5 and 10", "two to three", "floor 10, ceiling 15"."""
        patterns = kpi_patterns()
        for pattern in (patterns.floor_ceiling, patterns.between):
            found = self.take(pattern)
            if found is not None:
                self.set_value(found, None, found["first"] or found["other"])
                return

    def within(self) -> None:
        """Read a duration that is a ceiling: "answer within 3 working days"."""
        patterns = kpi_patterns()
        found = patterns.within.search(self.words)
        if found is not None and self.figure(found["value"]).unit in patterns.durations:
            self.take(patterns.within)
            self.set_value(found, Comparison.AT_MOST)
            if patterns.kind(KpiKind.MILESTONE).search(self.words):
                self.kind = KpiKind.MILESTONE

    def as_event(self) -> None:
        """Keep a figure in the name of an event, which happens or does not: "list of 10 groups agreed"."""
        found = kpi_patterns().event_part.search(self.words)
        if found is None or kpi_patterns().count.match(self.words) or len(re.findall(F, self.words)) > 1:
            return
        if self.kind is None and self.figure(found["value"]).unit is None:
            self.words, self.kind = self.found.restore(self.words), KpiKind.MILESTONE

    def by_some(self) -> None:
        """Read a number of those who do something, or to whom it is done: "agreement signed by 3 third countries"."""
        patterns = kpi_patterns()
        found = patterns.by_some.search(self.words)
        if found is None or self.figure(found["value"]).unit is not None or patterns.count.match(self.words):
            return
        if not re.search(F, self.words[: found.start()]):
            self.words, self.things = self.words[: found.start()], self.found.restore(found["things"])
            self.set_value(found)
            self.kind = KpiKind.COUNT

    def plain(self) -> None:
        """Read a figure at the start, behind a colon, with a comparison, or at the end of a measure."""
        patterns = kpi_patterns()
        found = None if patterns.per_count.search(self.words) else patterns.value.search(self.words)
        if found is None:
            return
        before, rest = self.words[: found.start()], self.words[found.end() :].strip()
        last = not self.words[found.end("value") :].strip(" ,;:()") or found["behind"] is not None
        if not self.is_value(found, before, last=last) or not self.is_clear(found, before):
            raise NotUnderstoodError
        colon = ":" if found["colon"] and rest[:1].isalpha() and not self.targeted else ""
        self.words = f"{before}{colon} {rest}".strip()
        self.set_value(found)
        self.compared_behind()

    def compared_behind(self) -> None:
        """Read a comparison behind the things: "20 arrests or more", "20 arrests (max.)"."""
        patterns = kpi_patterns()
        found = self.take(patterns.behind_things)
        if found is None:
            return
        if self.comparison is not None:
            raise NotUnderstoodError
        self.comparison = Comparison(patterns.behind[key(found["inside"] or found["behind"])])

    def is_value(self, found: re.Match[str], before: str, *, last: bool) -> bool:
        """Return whether a figure is the target value, by its place and by the words before it."""
        figure = self.figure(found["value"])
        if "(" in self.words[: found.start("value")].rpartition(")")[2]:
            return False
        if found["start"] is not None or found["colon"] is not None or self.figure_of is not None:
            return True
        if found["compare"]:  # "meetings with at least 10 MS" is not the number of meetings
            counted = kpi_patterns().count.match(before + " ") is not None
            return not kpi_patterns().open_word.search(before) and (last or not counted)
        return last and (self.targeted or figure.money or figure.unit == PERCENT)

    def is_clear(self, found: re.Match[str], before: str) -> bool:
        """Return whether a figure without a word of comparison has one meaning."""
        figure = self.figure(found["value"])
        percent, compared = figure.unit == PERCENT, found["compare"] or found["behind"]
        if figure.sign or compared:
            return figure.sign != "-" or percent
        if figure.unit in kpi_patterns().durations:
            return found.group().endswith("of ")  # "24 h reply time" can be a ceiling, or an average
        return not (percent and found["colon"] is not None) or is_rate(before.strip())  # 80 % of what

    def thing(self) -> None:
        """Cut out "per MS"; what is left must measure something."""
        patterns = kpi_patterns()
        if self.per is None and not re.search(rf"(?:per|/)\s+{F}", self.words) and self.value is not None:
            found = self.take(patterns.per_thing)
            if found is not None:
                self.per = " ".join(found["unit"].split())


def is_rate(words: str) -> bool:
    """Return whether words name a rate, whose own unit is percent: "hit rate", "share of cases"."""
    patterns = kpi_patterns()
    return bool(patterns.rate.search(words) or patterns.kind(KpiKind.RATIO).match(words))

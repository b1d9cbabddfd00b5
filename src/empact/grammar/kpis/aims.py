"""Read the target value of a KPI: a level, a step from the baseline, a share, a range, or a plain figure."""

from __future__ import annotations

import re
from decimal import Decimal

from empact.grammar.figures import F
from empact.grammar.kpis.baselines import Baselines
from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.kpis.statement import PERCENT, NotUnderstoodError
from empact.grammar.kpis.things import is_thing
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
        match = self.take(patterns.step_from)
        if match is not None:
            self.start(None, match["year"])
            self.set_value(match, Comparison.INCREASE_BY if match["more"] else Comparison.DECREASE_BY)
            return
        match = patterns.more_than_in.search(self.words)
        if match is not None:
            self.start(match["value"], match["year"])
            self.comparison = Comparison.MORE_THAN if match["more"] else Comparison.LESS_THAN
            self.value = None if self.baseline is None else self.baseline.value
            self.words = match["words"] + self.words[match.end() :]
            return
        match = patterns.keep.search(self.words)
        if match is not None:
            self.start(match["value"], match["year"])
            self.comparison, self.value = Comparison.KEEP, self.figure(match["value"]).value
            self.words = match["words"] + self.words[match.end() :]
            return
        match = self.take(patterns.of_year)
        if match is not None:
            self.start(None, match["year"])
            if self.set_value(match, Comparison.OF_BASELINE).unit != PERCENT:
                raise NotUnderstoodError

    def multiplied(self) -> None:
        """Read "double the number of JITs": a multiple of the baseline, or of what is not stated."""
        match = self.take(kpi_patterns().multiple)
        if match is not None:
            share = Decimal(kpi_patterns().multiples[key(match["verb"])])
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
            match = self.take(pattern)
            if match is not None:
                self.take_change()
                self.set_value(match, _CHANGES[way][index], match.groupdict().get("first"))
                return
        if patterns.leading_change.match(self.words):
            self.comparison = _CHANGES[way][0]

    def leading_step(self) -> bool:
        """Read "10 % increase in arrests" or "increase of 10 % in arrests"."""
        match = self.take(kpi_patterns().change_in) or self.take(kpi_patterns().change_by_in)
        if match is not None and match.groupdict().get("compare"):
            raise NotUnderstoodError  # "at least 5 % increase": a floor of a step
        match = match or self.take(kpi_patterns().up_or_down)
        if match is not None:
            self.set_value(match, _CHANGES[self.way(match)][1])
        return match is not None

    def from_to(self) -> bool:
        """Read "increase arrests from 100 to 120" or "hit rate up from 5 % to 8 %"."""
        match, change = kpi_patterns().from_to.search(self.words), kpi_patterns().change.search(self.words)
        own = match is not None and (match["up"] or match["down"]) is not None
        if match is None or not (own or change):
            return False
        way = self.way(match if own else change)
        self.take(kpi_patterns().from_to)
        self.start(match["first"], None)
        self.take_change()
        self.set_value(match, _CHANGES[way][2])
        return True

    def more_or_fewer(self) -> bool:
        """Read "15 % more arrests than in 2011" or "50 % fewer incidents"."""
        match = kpi_patterns().step_than.match(self.words)
        if match is not None:
            self.words = match["words"] + self.words[match.end() :]
            self.start(match["before"], match["year"])
        else:
            match = self.take(kpi_patterns().fewer)
        if match is not None:
            self.set_value(match, Comparison.INCREASE_BY if match["more"] else Comparison.DECREASE_BY)
        return match is not None

    def take_change(self) -> None:
        """Cut out the verb of a change where it stands at the start or the end of the words."""
        if self.take(kpi_patterns().leading_change) is None:
            self.take(kpi_patterns().change_end)

    @staticmethod
    def way(match: re.Match[str] | None) -> str:
        """Return whether a match is an increase or a decrease."""
        groups = {} if match is None else match.groupdict()
        return "increase" if groups.get("increase") or groups.get("up") else "decrease"

    def by_all(self) -> None:
        """Read "all MS have replied": all of them are 100 %."""
        match = kpi_patterns().every.match(self.words)
        if match is not None:
            self.value, self.unit, self.comparison = _HUNDRED, PERCENT, Comparison.EQUAL
            self.words, self.kind = match["words"], KpiKind.RATIO

    def shared(self) -> None:
        """Read a share: "20 out of 27 MS", "1 in 4 checks"."""
        patterns = kpi_patterns()
        match = self.take(patterns.one_in)
        if match is not None:
            part, whole = self.figure(match["value"]), self.figure(match["all"])
            if part.value > whole.value or part.unit or whole.unit or not whole.value:
                raise NotUnderstoodError
            self.value, self.unit, self.share = round(part.value / whole.value * _HUNDRED, 2), PERCENT, True
            return
        match = patterns.out_of.search(self.words)
        if match is not None:
            whole = self.figure(match["all"])
            if self.figure(match["value"]).value > whole.value:
                raise NotUnderstoodError
            self.words = self.words[: match.start("value") + 1] + " " + self.words[match.end() :]
            self.figure_of = f"of {self.found.restore(match['all'])}"
            if whole.unit is not None or whole.most is not None:
                raise NotUnderstoodError

    def labelled(self) -> None:
        """Read "target 60", "(target 15, ...)", "(max. 30)"."""
        patterns = kpi_patterns()
        match = self.take(patterns.bracket)
        if match is not None:
            self.set_value(match)
            return
        match = self.take(patterns.target)
        if match is not None:
            self.set_value(match)
            if match["year"]:
                self.period = Window(unit=Unit.YEAR, year=self.found.year(match["year"]))
            self.take(patterns.target_bracket)

    def ranged(self) -> None:
        """Read "between 5 and 10", "two to three", "floor 10, ceiling 15"."""
        patterns = kpi_patterns()
        for pattern in (patterns.floor_ceiling, patterns.between):
            match = self.take(pattern)
            if match is not None:
                self.set_value(match, None, match["first"] or match["other"])
                return

    def within(self) -> None:
        """Read a duration that is a ceiling: "answer within 3 working days"."""
        patterns = kpi_patterns()
        match = patterns.within.search(self.words)
        if match is not None and self.figure(match["value"]).unit in patterns.durations:
            self.take(patterns.within)
            self.set_value(match, Comparison.AT_MOST)
            if patterns.kind(KpiKind.MILESTONE).search(self.words):
                self.kind = KpiKind.MILESTONE

    def as_event(self) -> None:
        """Keep a figure in the name of an event, which happens or does not: "list of 10 groups agreed"."""
        match = kpi_patterns().event_part.search(self.words)
        if match is None or kpi_patterns().count.match(self.words) or len(re.findall(F, self.words)) > 1:
            return
        if self.kind is None and self.figure(match["value"]).unit is None:
            self.words, self.kind = self.found.restore(self.words), KpiKind.MILESTONE

    def by_some(self) -> None:
        """Read a number of those who do something, or to whom it is done: "agreement signed by 3 third countries"."""
        patterns = kpi_patterns()
        match = patterns.by_some.search(self.words)
        if match is None or self.figure(match["value"]).unit is not None or patterns.count.match(self.words):
            return
        if not re.search(F, self.words[: match.start()]):
            self.words, self.things = self.words[: match.start()], self.found.restore(match["things"])
            self.set_value(match)
            self.kind = KpiKind.COUNT

    def plain(self) -> None:
        """Read a figure at the start, behind a colon, with a comparison, or at the end of a measure."""
        patterns = kpi_patterns()
        match = None if patterns.per_count.search(self.words) else patterns.value.search(self.words)
        if match is None:
            return
        before, rest = self.words[: match.start()], self.words[match.end() :].strip()
        last = not self.words[match.end("value") :].strip(" ,;:()") or match["behind"] is not None
        if not self.is_value(match, before, last=last) or not self.is_clear(match, before):
            raise NotUnderstoodError
        colon = ":" if match["colon"] and rest[:1].isalpha() and not self.targeted else ""
        self.words = f"{before}{colon} {rest}".strip()
        self.set_value(match)
        self.compared_behind()

    def compared_behind(self) -> None:
        """Read a comparison behind the things: "20 arrests or more", "20 arrests (max.)"."""
        patterns = kpi_patterns()
        match = self.take(patterns.behind_things)
        if match is None:
            return
        if self.comparison is not None:
            raise NotUnderstoodError
        self.comparison = Comparison(patterns.behind[key(match["inside"] or match["behind"])])

    def is_value(self, match: re.Match[str], before: str, *, last: bool) -> bool:
        """Return whether a figure is the target value, by its place and by the words before it."""
        figure = self.figure(match["value"])
        if "(" in self.words[: match.start("value")].rpartition(")")[2]:
            return False
        if match["start"] is not None or match["colon"] is not None or self.figure_of is not None:
            return True
        if match["compare"]:  # "meetings with at least 10 MS" is not the number of meetings
            counted = kpi_patterns().count.match(before + " ") is not None
            return not kpi_patterns().open_word.search(before) and (last or not counted)
        return last and (self.targeted or figure.money or figure.unit == PERCENT)

    def is_clear(self, match: re.Match[str], before: str) -> bool:
        """Return whether a figure without a word of comparison has one meaning."""
        figure = self.figure(match["value"])
        percent, compared = figure.unit == PERCENT, match["compare"] or match["behind"]
        if figure.sign or compared:
            return figure.sign != "-" or percent
        if figure.unit in kpi_patterns().durations:
            return match.group().endswith("of ")  # "24 h reply time" can be a ceiling, or an average
        return not (percent and match["colon"] is not None) or is_rate(before.strip())  # 80 % of what

    def thing(self) -> None:
        """Cut out "per MS"; what is left must measure something."""
        patterns = kpi_patterns()
        if self.per is None and not re.search(rf"(?:per|/)\s+{F}", self.words) and self.value is not None:
            match = patterns.per_thing.search(self.words)
            if match is not None and not ("/" in match.group() and is_thing(match["unit"])):
                self.take(patterns.per_thing)
                self.per = " ".join(match["unit"].split())


def is_rate(words: str) -> bool:
    """Return whether words name a rate, whose own unit is percent: "hit rate", "share of cases"."""
    patterns = kpi_patterns()
    return bool(patterns.rate.search(words) or patterns.kind(KpiKind.RATIO).match(words))

"""Read the target value of a KPI: a change, a share, a range, or a plain figure."""

from __future__ import annotations

import re
from decimal import Decimal

from empact.grammar.figures import F, Y
from empact.grammar.kpis.changes import Changes
from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.kpis.statement import PERCENT, NotUnderstoodError
from empact.grammar.kpis.things import is_thing
from empact.grammar.language import key
from empact.model import Comparison, KpiKind, Unit, Window

_HUNDRED = Decimal(100)


class Aims(Changes):
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
            if whole.unit is not None or whole.most is not None or self.unit is not None:
                raise NotUnderstoodError

    def labelled(self) -> None:
        """Read "target 60", "(target 15, ...)", "(max. 30)"."""
        patterns = kpi_patterns()
        match = self.take(patterns.bracket)
        if match is not None:
            if match["joined"]:
                raise NotUnderstoodError  # "arrests (min. 3) and seizures": of which of them
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
                self.set_value(match)
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
        if self.unit is None and self.figure_of is None and not re.search(F, self.words[: match.start()]):
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
        year_before = re.search(rf"{Y}\s*$", before) is not None and not patterns.in_year.search(before.rstrip())
        if year_before or not self.is_value(match, before, last=last) or not self.is_clear(match, before):
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
        return not percent or match["start"] is not None or is_rate(before.strip(" :,–-"))  # 80 % of what

    def thing(self) -> None:
        """Cut out "per MS"; what is left must measure something."""
        patterns = kpi_patterns()
        if self.value is not None:
            self.year_behind()
        if self.per is None and not re.search(rf"(?:per|/)\s+{F}", self.words) and self.value is not None:
            match = patterns.per_thing.search(self.words)
            if match is not None and not ("/" in match.group() and is_thing(match["unit"])):
                self.take(patterns.per_thing)
                self.per = " ".join(match["unit"].split())


def is_rate(words: str) -> bool:
    """Return whether words name a rate, whose own unit is percent: "hit rate", "share of cases"."""
    patterns = kpi_patterns()
    return bool(patterns.rate.search(words) or patterns.kind(KpiKind.RATIO).match(words))

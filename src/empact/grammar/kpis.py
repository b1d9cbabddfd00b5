"""Parse one key performance indicator: what is measured, its baseline and target, and how its figures add.

What is understood is cut out of the text, piece by piece; the words that are left are what is measured. Where a figure
is left, or a word that leaves a figure open ("about", "etc."), the KPI is not understood: a figure is never dropped.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

import attrs

from empact.grammar.figures import F, Figure, Figures, Y, find_figures
from empact.grammar.language import either, key, language
from empact.grammar.timing import Moment, find_moment, window_before
from empact.grammar.windows import parse_windows
from empact.model import Adds, Baseline, Bound, Comparison, Kpi, KpiKind, Unit, Unparsed, Window

_PERCENT = "%"
_HUNDRED = Decimal(100)
_CHANGES = {
    "increase": (Comparison.INCREASE, Comparison.INCREASE_BY, Comparison.INCREASE_TO),
    "decrease": (Comparison.DECREASE, Comparison.DECREASE_BY, Comparison.DECREASE_TO),
}
_ADDS_OF = {
    KpiKind.MILESTONE: Adds.MILESTONE,
    KpiKind.RATIO: Adds.RATIO,
    KpiKind.QUALITATIVE: Adds.QUALITATIVE,
    KpiKind.STATUS: Adds.QUALITATIVE,
}
_LESS_THAN_A_YEAR = frozenset({"week", "month", "two months", "quarter", "half-year"})
_CLOSING = " \t,;:–—=-"


class NotUnderstoodError(Exception):
    """The words of a KPI can mean two things, or leave a figure open."""


class _Patterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        table = words.words["measures"]
        any_of = functools.partial(words.pattern, "measures")
        self.comparisons = words.sorted_by("measures", "comparisons")
        self.behind = words.sorted_by("measures", "behind")
        compare = f"(?P<compare>{either(self.comparisons)})"
        behind = f"(?P<behind>{either(self.behind)})"
        value = rf"(?:{compare}\s*)?(?P<value>{F})(?:\s*{behind})?"
        floor = either(word for word, name in self.comparisons.items() if name == "at least")
        ceiling = either(word for word, name in self.comparisons.items() if name == "at most")
        base = rf"(?:{any_of('baseline')})(?:\s+value)?"
        target = rf"(?:{either(words.spellings('measures', 'target')[:-1])}|(?-i:(?<!\w)T(?=\s*[:=])))"
        year = rf"(?:\s*\(?\s*(?:{any_of('in')}\s+)?(?P<year>{Y})\)?)?"
        unset = f"{any_of('no_value')}|{words.pattern('phrases', 'undetermined')}"
        increase, decrease = any_of("increase"), any_of("decrease")
        change = f"(?:(?P<increase>{increase})|(?P<decrease>{decrease}))"
        the = rf"(?:{any_of('the')}\s+)?"
        month = words.pattern("months", "names")
        multiples = words.sorted_by("measures", "multiples")
        fractions = words.sorted_by("measures", "fractions")
        each = words.pattern("separators", "each")
        per = words.sorted_by("measures", "per")
        periods = either(per)
        adverbs, times = words.sorted_by("measures", "adverbs"), words.sorted_by("measures", "times")
        regular = any_of("regular")

        def compiled(pattern: str) -> re.Pattern[str]:
            return re.compile(pattern, re.IGNORECASE)

        self.multiples, self.fractions, self.per, self.adverbs, self.times = multiples, fractions, per, adverbs, times
        self.vague = compiled(rf"\W*{any_of('vague')}")
        self.approximate = compiled(rf"{any_of('approximate')}\s*{F}")
        self.result = compiled(rf"\W*{any_of('result_labels')}\s*:")
        self.to_be_decided = compiled(rf"\s*:\s*(?:{unset})$")
        self.at_the_end = compiled(rf"\s+{any_of('cumulative_at_the_end')}(?=$|\s*[,;])")
        self.bracket = compiled(rf"\(\s*{compare}\s*(?P<value>{F})\s*\)")
        self.open_word = compiled(rf"(?:^|\s){any_of('before_things')}\s*$")
        self.open = compiled(f"{any_of('open')}|{any_of('twofold')}")
        self.sum = re.compile(r"(?<=[\w)])\s\+\s")
        self.answer = compiled(rf"\W*(?:{any_of('answers')}|{any_of('announced')}.*)\W*")
        self.month_figures = compiled(rf"{month} figure \+ {month} figure")
        self.month_included = compiled(rf"\s*,?\s*{month} figure including {month}")
        self.new = compiled(rf"(?<!\w)new\s+(?=.*{any_of('adds', 'incremental')})")
        self.adds = {
            Adds(name): compiled(rf"\s*,?\s*\(?\s*{any_of('adds', name)}\s*\)?")
            for name in ("cumulative", "incremental", "latest")
        }
        self.stock = compiled(rf"{any_of('stock')}")
        self.year_end = compiled(rf"\s*{any_of('year_end')}")
        self.by_year_end = compiled(rf"\s*{any_of('by_year_end')}")
        self.at_a_date = compiled(r"\s+at\s+(?P<when>[^,;()]*[^\s,;()])$")
        self.yes_or_no = compiled(rf"\(\s*{any_of('yes_or_no')}\s*\)")
        self.money = words.sorted_by("money")
        money = either(self.money)
        self.in_money = compiled(rf"\s*\((?:in\s+)?(?P<unit>{money})\)|\s+in\s+(?P<bare>{money})\s*(?=:|$)")
        self.in_thousands = compiled(rf"\s+in\s+(?P<unit>{F})\s*(?=:)")
        self.in_percent = compiled(r"\s*\((?:in\s+)?(?P<unit>%)\)")
        self.no_target = compiled(
            rf"\W*(?:{any_of('no_target')}|{target}\s*[:=]?\s*(?:{unset}))(?!\w)[\s,;]*"
        )
        self.set_later = compiled(
            rf"[;,(\s]*{base}{year}\s*[:=]?\s*(?:{any_of('to_be_set')}(?:\s+(?:in|by)\s+(?P<due>[^;,()]+))?|{unset})\)?"
        )
        self.reference = compiled(
            rf"^{base}\s*[:=]?\s*(?P<value>{F})\s+(?P<words>[^;,():]+?)\s+{any_of('in')}\s+(?P<year>{Y})$"
        )
        self.baseline = compiled(rf"[;,(/\s–-]*{base}{year}\s*[:=–-]?\s*(?P<value>{F})\s*\)?")
        self.year_value = compiled(rf"\(\s*(?P<year>{Y})\s*[:=]\s*(?P<value>{F})\s*(?P<unit>)\)")
        self.value_in_year = compiled(rf"\(\s*(?P<value>{F})\s+{any_of('in')}\s+(?P<year>{Y})\s*\)")
        self.compared_with = compiled(
            rf"\s*,?\s*\(?{any_of('compared')}\s+{the}(?P<value>{F})\s+{any_of('in')}\s+(?P<year>{Y})\)?"
        )
        self.then_and_now = compiled(
            rf"(?P<before>{F})\s+(?P<words>[^;,():]+?)\s+in\s+(?P<year>{Y})\s*[;,]\s*{value}\s+in\s+(?P<now>{Y})"
        )
        self.more_than_in = compiled(
            rf"^(?:(?P<more>{any_of('more')})|(?P<fewer>{any_of('fewer')}))\s+(?P<words>[^;,():]+?)\s+"
            rf"{any_of('than_in')}\s+(?P<year>{Y})\s*(?:\((?P<value>{F})\))?"
        )
        self.step_from = compiled(
            rf"(?P<value>{F})\s+(?:(?P<more>{any_of('more')})|(?P<fewer>{any_of('fewer')}))\s+{any_of('than_in')}\s+"
            rf"(?P<year>{Y})"
        )
        self.compared = compiled(rf"\s*,?\s*\(?{any_of('compared')}\s+{the}(?P<year>{Y})\)?")
        self.of_year = compiled(rf"(?P<value>{F})\s+{any_of('of')}\s+{the}(?P<year>{Y})\s+")
        self.keep = compiled(
            rf"^{any_of('keep')}\s+{the}(?:(?:level\s+of|of)\s+)?(?P<year>{Y})\s*\(\s*(?P<value>{F})\s+(?P<words>[^()]+)\)"
        )
        self.multiple = compiled(rf"^{either(multiples)}\s+{the}")
        self.from_to = compiled(
            rf"\s*,?\s*(?:(?P<up>{any_of('up')})|(?P<down>{any_of('down')}))?\s+from\s+(?P<first>{F})\s+to\s+(?P<value>{F})"
        )
        self.change = compiled(rf"{change}")
        self.leading_change = compiled(rf"^{change}(?:\s+{any_of('change_of')})?(?:\s+|$){the}")
        self.step = compiled(rf"\s*,?\s*{any_of('step')}\s+(?P<value>{F})(?!\s+{any_of('out_of')})")
        self.between_steps = compiled(rf"\s+{any_of('between')}\s+(?P<first>{F})\s*{any_of('range')}\s*(?P<value>{F})")
        self.level = compiled(rf"\s+{any_of('level')}\s+(?:{compare}\s*)?(?P<value>{F})")
        self.change_in = compiled(rf"^(?P<value>{F})\s+{change}\s+{any_of('change_of')}\s+{the}")
        self.change_by_in = compiled(rf"^{change}\s+{any_of('step')}\s+(?P<value>{F})\s+in\s+{the}")
        self.step_than = compiled(
            rf"^(?P<value>{F})\s+(?:(?P<more>{any_of('more')})|(?P<fewer>{any_of('fewer')}))\s+(?P<words>[^;,():]+?)\s+"
            rf"{any_of('than_in')}\s+(?P<year>{Y})\s*(?:\((?P<before>{F})\))?"
        )
        self.fewer = compiled(rf"^(?P<value>{F})\s+(?:(?P<more>{any_of('more')})|(?P<fewer>{any_of('fewer')}))(?!\w)\s*")
        self.floor_ceiling = compiled(
            rf"\(?\s*{floor}\s*(?P<first>{F})\s*(?:,|/|{each})\s*{ceiling}\s*(?P<value>{F})\s*\)?"
        )
        self.between = compiled(
            rf"(?:(?<!\w){any_of('between')}\s+(?P<first>{F})\s*{any_of('range')}|^(?P<other>{F})\s*{any_of('range')})\s*"
            rf"(?P<value>{F})"
        )
        self.target_label = compiled(rf"^{target}\s*[:=]\s*")
        self.target_bracket = compiled(rf"\s*\(\s*{target}\s*\)")
        self.target = compiled(rf"[;,(/\s–-]*{target}{year}\s*[:=–-]?\s*{value}\s*\)?")
        self.out_of = compiled(rf"(?P<value>{F})\s*(?:{any_of('out_of')}|/)\s*(?P<all>{F})")
        self.one_in = compiled(rf"^(?P<value>{F})\s+in\s+(?P<all>{F})\s+")
        self.slash = re.compile(r"(?P<start>^|:\s)(?P<part>[0-9]{1,3})/(?P<all>[0-9]{1,3})(?=\s+[^\W\d])")
        self.half = compiled(rf"^(?:{compare}\s+)?(?P<part>{either(fractions)})\s+{the}")
        self.least_behind = compiled(rf"\s+{behind}$")
        self.value = compiled(rf"(?:(?P<start>^)|(?P<colon>:)|(?P<comma>[,;])|(?<!\w))\s*{value}(?:\s+{any_of('of')}\s)?")
        self.within = compiled(rf"\s+{any_of('within')}\s+(?P<value>{F})(?=$|\s+{any_of('after')}\s)")
        self.within_part = compiled(rf"\s+{any_of('within')}\s+(?P<value>{F})(?!\w)")
        self.by_some = compiled(rf"\s+(?:by|with)\s+{value}\s+(?P<things>[^,;():]+)$")
        self.comparison_left = compiled(f"^(?:{either(self.comparisons)})|(?:^|[:,(]\\s*){either(self.comparisons)}\\s*$")
        self.every = compiled(
            rf"^{any_of('every')}\s+(?P<words>{any_of('member_states')}\s+(?!{words.pattern('parties', 'adjectives')}\b)\w.*)"
        )
        self.per = per
        self.per_period = compiled(
            rf"\s*,?\s*(?:(?:per|each|every|this|a|once a|over the|/)\s*(?P<unit>{periods})(?!\s+(?:day|days)\b)(?:\s+{each}\s+(?P<second>\w+))?)(?=\W*$|\s+(?:during|in|by)\s|\s*[,;])"
        )
        self.every_some = compiled(rf"^(?:each|every)\s+(?P<value>{F})\s+")
        self.leading_period = compiled(rf"^(?:each|every)\s+(?P<unit>{periods})\s+")
        self.per_thing = compiled(rf"\s*(?:per|/)\s+(?P<unit>[^\W\d][^,;:()]*)$")
        self.per_count = compiled(rf"\s+per\s+{F}\s+\w+")
        self.adverb = compiled(rf"^(?:(?P<unit>{either(adverbs)})|(?P<times>{either(times)}))\s+(?=(?:\w+\s+)?{regular}$)")
        self.in_brackets = compiled(rf"\s*\(\s*(?P<unit>{either(adverbs)})\s*\)")
        self.year_alone = compiled(rf"(?:[:,(]\s*){Y}\s*(?:\W|$)|^{Y}|{Y}\s*:")
        self.in_year = compiled(rf"(?:^|\s+)in\s+(?P<year>{Y})$")
        self.over = compiled(rf"\s+{either(self.comparisons)}\s*(?P<year>{Y})")
        self.count = compiled(rf"{any_of('count')}\s+(?P<unit>.+)")
        self.counted = compiled(any_of("counted"))
        self.ratio_units = frozenset(table["ratio_units"])
        self.rate = compiled(rf"(?:{either(table['rates'])}$|^(?:average|mean|median)\b|^number and\b)")
        self.worth = compiled(f"{any_of('worth')}")
        self.slip = compiled(rf"(?P<value>{F})\s+\w+\s+of\b")
        self.event = compiled(rf"{any_of('events')}$")
        self.kinds = {kind: compiled(any_of(kind.value)) for kind in KpiKind if kind.value in table}
        self.within_timing = compiled(any_of("within_timing"))
        self.durations = frozenset(table["durations"])


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def read_kpi(text: str, bare: str | None = None) -> Kpi | Unparsed:
    """Return what a text measures, read from its words without marks; the text itself where it is not understood."""
    try:
        return _Reading(text, text if bare is None else bare).kpi()
    except NotUnderstoodError:
        return Unparsed(text=text)


class _Reading:
    """The words of a KPI while they are understood: what is known is cut out of them."""

    def __init__(self, text: str, bare: str) -> None:
        self.text, self.bare = text, bare
        self.baseline: Baseline | None = None
        self.value: Decimal | None = None
        self.most: Decimal | None = None
        self.unit: str | None = None
        self.money = False
        self.comparison: Comparison | None = None
        self.per: str | None = None
        self.adds: Adds | None = None
        self.deadline: Window | None = None
        self.period: Window | None = None
        self.kind: KpiKind | None = None
        self.share = False
        self.figure_of: str | None = None  # "of 27", behind the figure
        self.things: str | None = None  # "3 third countries" in "agreement signed by 3 third countries"
        self.factor = Decimal(1)
        self.words = " ".join(bare.split()).rstrip(". ")

    # The words

    def take(self, pattern: re.Pattern[str], keep: str = " ") -> re.Match[str] | None:
        """Cut what a pattern finds out of the words."""
        found = pattern.search(self.words)
        if found is not None:
            self.words = (self.words[: found.start()] + keep + self.words[found.end() :]).strip()
        return found

    def figure(self, sign: str) -> Figure:
        return self.found.figure(sign)

    def refuse(self, pattern: re.Pattern[str]) -> None:
        if pattern.search(self.words):
            raise NotUnderstoodError

    def kpi(self) -> Kpi:
        patterns = _patterns()
        self.refuse(patterns.open)
        if patterns.answer.fullmatch(self.words):
            raise NotUnderstoodError
        if patterns.vague.match(self.words) or patterns.result.match(self.words):
            raise NotUnderstoodError
        self.set_later()
        self.how_it_adds()
        self.refuse(patterns.sum)
        self.times()
        self.figures()
        self.what_was()
        self.what_shall_be()
        return self.result()

    # Baselines that come later, how figures add, and times: before the figures, which stand in dates too

    def set_later(self) -> None:
        found = find_figures(self.words)
        if found is None:
            raise NotUnderstoodError
        whole, self.words = self.words, found.words
        later = self.take(_patterns().set_later)
        if later is None:
            self.words = whole
            return
        due = None
        if later["due"]:
            windows = parse_windows(found.restore(later["due"]))
            if windows is None or len(windows.windows) != 1:
                raise NotUnderstoodError
            due = windows.windows[0]
        self.baseline = Baseline(year=None if later["year"] is None else found.year(later["year"]), due=due)
        self.words = found.restore(self.words)

    def add(self, adds: Adds) -> None:
        if self.adds not in {None, adds}:
            raise NotUnderstoodError
        self.adds = adds

    def how_it_adds(self) -> None:
        patterns = _patterns()
        if self.take(patterns.yes_or_no):
            self.kind = KpiKind.MILESTONE
        if self.take(patterns.at_the_end, ""):
            self.add(Adds.CUMULATIVE)
        if self.take(patterns.month_included):
            self.add(Adds.CUMULATIVE)
        if self.take(patterns.month_figures, ""):
            self.add(Adds.INCREMENTAL)
        if self.take(patterns.year_end):
            self.deadline = Window(unit=Unit.YEAR)
            self.add(Adds.LATEST)
        if self.take(patterns.by_year_end):
            self.deadline = Window(unit=Unit.YEAR)
        self.take(patterns.new)
        for adds, pattern in patterns.adds.items():
            while (counted := self.take(pattern)) is not None:
                self.add(adds)
                if patterns.count.match(f"{counted.group().split(None, 1)[-1]} x"):
                    self.words = f"number of {self.words}"
        if patterns.stock.match(self.words):
            self.add(Adds.LATEST)

    def times(self) -> None:
        dated = _patterns().at_a_date.search(self.words)
        windows = None if dated is None else parse_windows(dated["when"])
        if dated is not None and windows is not None and len(windows.windows) == 1:
            self.deadline = windows.windows[0]
            self.add(Adds.LATEST)
            self.words = self.words[: dated.start()]
        moment = find_moment(self.words)
        if moment is None or moment.window.unit is Unit.YEAR:
            return
        self.moment(moment)
        self.words = f"{self.words[: moment.start]} {self.words[moment.end :]}".strip()

    def moment(self, moment: Moment) -> None:
        if moment.bound is Bound.IN:
            self.period = moment.window
            return
        window = window_before(moment.window) if moment.bound is Bound.BEFORE else moment.window
        if window is None or self.deadline is not None:
            raise NotUnderstoodError
        self.deadline = window

    def fraction(self) -> None:
        """Read a share in words: "two thirds of MS", "half of the MS at least"."""
        patterns = _patterns()
        found = self.take(patterns.half)
        if found is None:
            return
        self.value, self.unit, self.share = Decimal(patterns.fractions[key(found["part"])]), _PERCENT, True
        behind = self.take(patterns.least_behind)
        said = (found["compare"] and patterns.comparisons[key(found["compare"])]) or (
            behind and patterns.behind[key(behind["behind"])]
        )
        self.comparison = Comparison(said) if said else None

    def figures(self) -> None:
        self.fraction()
        self.words = _patterns().slash.sub(_out_of, self.words)
        found = find_figures(self.words)
        if found is None or found.unsure:
            raise NotUnderstoodError
        self.found: Figures = found
        self.words = found.words
        patterns = _patterns()
        self.refuse(patterns.approximate)
        slip = patterns.slip.search(self.words)
        if slip is not None and self.figure(slip["value"]).money:
            raise NotUnderstoodError  # "EUR 2 billon of": a slip of the pen
        unit = self.take(patterns.in_money) or self.take(patterns.in_percent)
        if unit is not None:
            spelt = key(next(filter(None, unit.groupdict().values())))
            self.unit = patterns.money.get(spelt, spelt)
            self.money = spelt in patterns.money
            if not self.unit:
                raise NotUnderstoodError
        thousands = patterns.in_thousands.search(self.words)
        if thousands is not None and self.figure(thousands["unit"]).money:
            self.take(patterns.in_thousands, "")
            figure = self.figure(thousands["unit"])
            self.unit, self.money, self.factor = figure.unit, figure.money, figure.value
        self.as_part()
        self.take(patterns.target_bracket)
        self.targeted = self.take(patterns.target_label, "") is not None
        self.every_period()

    def as_part(self) -> None:
        """Keep "within 48 hours" in what is counted: "number of requests answered within 48 hours"."""
        patterns = _patterns()
        found = patterns.within_part.search(self.words)
        if found is None or self.figure(found["value"]).unit not in patterns.durations:
            return
        others = re.search(F, self.words[: found.start()] + self.words[found.end() :])
        if others or patterns.count.match(self.words) or patterns.kinds[KpiKind.RATIO].search(self.words):
            self.words = self.words[: found.start()] + self.found.restore(found.group()) + self.words[found.end() :]

    def every_period(self) -> None:
        """Cut out "per month", "each quarter", "weekly"."""
        patterns = _patterns()
        some = patterns.every_some.match(self.words)
        if some is not None and self.figure(some["value"]).unit in patterns.durations:
            self.per = self.figure(some["value"]).text
            self.add(Adds.INCREMENTAL)
            self.words = self.words[some.end() :]
            return
        leading = self.take(patterns.leading_period)
        found = leading or self.take(patterns.per_period)
        if found is not None:
            groups = found.groupdict()
            unit = patterns.per[key(found["unit"])]
            self.per = f"{unit} and {groups['second']}" if groups.get("second") else unit
            if unit in _LESS_THAN_A_YEAR:
                self.add(Adds.INCREMENTAL)
            return
        adverb = self.take(patterns.adverb)
        if adverb is not None:
            if adverb["times"]:
                self.per, self.value = Unit.YEAR.value, Decimal(patterns.times[key(adverb["times"])])
                return
            self.per, self.value = patterns.adverbs[key(adverb["unit"])], Decimal(1)
            if self.per in _LESS_THAN_A_YEAR:
                self.add(Adds.INCREMENTAL)
            return
        bracket = self.take(patterns.in_brackets)
        if bracket is not None:
            self.per = patterns.adverbs[key(bracket["unit"])]
            if re.search(F, self.words):
                raise NotUnderstoodError  # "12 updates (monthly)": 12 in the year, or 12 each month

    # Baselines

    def start(self, sign: str | None, year: str | None) -> None:
        """Set the baseline, once."""
        if self.baseline is not None and self.baseline.value is not None:
            raise NotUnderstoodError
        figure = None if sign is None else self.figure(sign)
        if figure is not None and figure.most is not None:
            raise NotUnderstoodError
        if figure is not None and figure.unit is not None:
            self.in_unit(figure)
        self.baseline = Baseline(
            value=None if figure is None else _plain(figure.value * self.factor),
            year=None if year is None else self.found.year(year),
        )

    def what_was(self) -> None:
        patterns = _patterns()
        self.take(patterns.no_target, "")
        self.take(patterns.to_be_decided, "")
        both = patterns.then_and_now.fullmatch(self.words)
        if both is not None and self.found.year(both["year"]) < self.found.year(both["now"]):
            self.start(both["before"], both["year"])
            self.set_value(both)
            self.period = Window(unit=Unit.YEAR, year=self.found.year(both["now"]))
            self.words = both["words"]
            return
        found = patterns.reference.search(self.words)
        if found is not None:
            self.start(found["value"], found["year"])
            self.words = found["words"]
        for pattern in (patterns.baseline, patterns.year_value, patterns.value_in_year, patterns.compared_with):
            while (found := self.take(pattern)) is not None:
                self.start(found["value"], found["year"])
        found = self.take(patterns.compared)
        if found is not None:
            self.start(None, found["year"])

    # Targets

    def in_unit(self, figure: Figure) -> None:
        if self.unit not in {None, figure.unit}:
            raise NotUnderstoodError
        self.unit, self.money = figure.unit, figure.money

    def set_value(
        self, found: re.Match[str], comparison: Comparison | None = None, first: str | None = None
    ) -> Figure:
        """Set the target value, once, with the words that compare it."""
        figure = self.figure(found["value"])
        if self.value is not None or self.comparison not in {None, Comparison.INCREASE, Comparison.DECREASE}:
            raise NotUnderstoodError
        groups = found.groupdict()
        said = [
            Comparison(table[key(groups[name])])
            for name, table in (("compare", _patterns().comparisons), ("behind", _patterns().behind))
            if groups.get(name)
        ]
        if len({*said}) > 1 or (figure.most is not None and (said or first)):
            raise NotUnderstoodError
        if figure.sign and comparison is None:
            comparison = Comparison.INCREASE_BY if figure.sign == "+" else Comparison.DECREASE_BY
        self.value, self.most = figure.value * self.factor, None
        if figure.most is not None:
            self.most = figure.most * self.factor
        if first is not None:
            start = self.figure(first)
            if start.value > figure.value:
                raise NotUnderstoodError
            self.value, self.most = start.value * self.factor, figure.value * self.factor
        if figure.unit is not None or (self.unit not in {None, _PERCENT} and not self.money):
            self.in_unit(figure)
        if comparison is None and self.most is not None:
            comparison = Comparison.BETWEEN
        self.comparison = comparison or (said[0] if said else None)
        if figure.scaled and not self.money and _patterns().worth.search(self.words):
            raise NotUnderstoodError  # "assets of 2 million": of which currency
        return figure

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
        patterns = _patterns()
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
            if self.set_value(found, Comparison.OF_BASELINE).unit != _PERCENT:
                raise NotUnderstoodError
            return
        found = self.take(patterns.multiple)
        if found is not None:
            share = Decimal(patterns.multiples[key(found.group().removesuffix("the ").strip())])
            if self.baseline is not None and self.baseline.value is not None:
                self.value = self.baseline.value * share / _HUNDRED
                self.comparison = Comparison.INCREASE_TO if share > _HUNDRED else Comparison.DECREASE_TO
            else:
                self.value, self.unit, self.comparison = share, _PERCENT, Comparison.OF_BASELINE

    def changed(self) -> None:
        """Read an increase or a decrease, by a step or to a level."""
        patterns = _patterns()
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
        if self.take(_patterns().leading_change) is None:
            self.take(re.compile(rf"\s+{_patterns().change.pattern}$", re.IGNORECASE))

    def way(self, found: re.Match[str] | None) -> str:
        groups = {} if found is None else found.groupdict()
        return "increase" if groups.get("increase") or groups.get("up") else "decrease"

    def shared(self) -> None:
        """Read a share: "20 out of 27 MS", "two thirds of MS", "1 in 4 checks", "all MS have replied"."""
        patterns = _patterns()
        found = self.take(patterns.one_in)
        if found is not None:
            part, whole = self.figure(found["value"]), self.figure(found["all"])
            if part.value > whole.value or part.unit or whole.unit or not whole.value:
                raise NotUnderstoodError
            self.value, self.unit, self.share = part.value / whole.value * _HUNDRED, _PERCENT, True
            return
        found = patterns.every.match(self.words)
        if found is not None:
            self.value, self.unit, self.comparison = _HUNDRED, _PERCENT, Comparison.EQUAL
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
        patterns = _patterns()
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
        patterns = _patterns()
        for pattern in (patterns.floor_ceiling, patterns.between):
            found = self.take(pattern)
            if found is not None:
                self.set_value(found, None, found["first"] or found["other"] if "other" in found.groupdict() else found["first"])
                return

    def plain(self) -> None:
        """Read a figure at the start, behind a colon, with a comparison, or at the end of a measure."""
        patterns = _patterns()
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
        if some is not None and self.figure(some["value"]).unit is None and not patterns.count.match(self.words) and not re.search(F, self.words[: some.start()]):
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
            or (figure.unit is not None and (figure.money or figure.unit == _PERCENT) and at_the_end)
        )
        before = self.words[: found.start()]
        if found["compare"] and found["start"] is None and found["colon"] is None:
            counted = patterns.count.match(before + " ") is not None
            if patterns.open_word.search(before) or (counted and not at_the_end):
                raise NotUnderstoodError  # "meetings with at least 10 MS": not the number of meetings
        if not sure or "(" in self.words[: found.start("value")].rpartition(")")[2]:
            raise NotUnderstoodError
        if figure.sign == "-" and figure.unit != _PERCENT:
            raise NotUnderstoodError
        duration = figure.unit in patterns.durations and not found.group().endswith("of ")
        if duration and found["compare"] is None and found["behind"] is None:
            raise NotUnderstoodError  # "24 h reply time": a ceiling, or an average
        plain_share = found["colon"] is not None and found["compare"] is None and figure.unit == _PERCENT
        if plain_share and not figure.sign and not self.is_rate(before.strip()):
            raise NotUnderstoodError  # "arrests: 80 %": 80 % of what
        rest = self.words[found.end() :].strip()
        colon = ":" if found["colon"] and rest[:1].isalpha() and not self.targeted else ""
        self.words = f"{before}{colon} {rest}".strip()
        self.set_value(found)

    @staticmethod
    def is_rate(words: str) -> bool:
        patterns = _patterns()
        return bool(patterns.rate.search(words) or patterns.kinds[KpiKind.RATIO].match(words))

    def thing(self) -> None:
        """Cut out "per MS"; what is left must measure something."""
        patterns = _patterns()
        if self.per is None and not re.search(rf"(?:per|/)\s+{F}", self.words) and self.value is not None:
            found = self.take(patterns.per_thing)
            if found is not None:
                self.per = " ".join(found["unit"].split())

    # What it is

    def result(self) -> Kpi:
        patterns = _patterns()
        words = self.words
        ratio_of = re.search(rf"\sper\s+{F}\s+\w", words)
        if ratio_of is not None and self.value is None and len(re.findall(F, words)) == 1:
            self.kind = KpiKind.RATIO
        elif re.search(F, words) or patterns.year_alone.search(words):
            raise NotUnderstoodError
        in_year = None if self.period is not None else patterns.in_year.search(words)
        if in_year is not None:
            self.period = Window(unit=Unit.YEAR, year=self.found.year(in_year["year"]))
            words = words[: in_year.start()]
        measured = self.clean(self.found.restore(words))
        if measured.count("(") != measured.count(")"):
            raise NotUnderstoodError
        if self.stated and not (self.money and self.per) and not any(sign.isalpha() for sign in measured):
            raise NotUnderstoodError
        if self.value is None and patterns.comparison_left.search(measured):
            raise NotUnderstoodError
        kind = self.kind or self.kind_of(measured)
        if kind is KpiKind.COUNT and self.unit is None and self.value is not None and self.value % 1 and not self.figure_of:
            raise NotUnderstoodError  # "2.1": the number of an action
        self.rate_of_change(measured)
        return Kpi(
            text=self.text,
            kind=kind,
            measures=self.measures(kind, measured),
            unit=self.unit_of(kind, measured),
            comparison=self.comparison,
            value=None if self.value is None else _plain(self.value),
            most=None if self.most is None else _plain(self.most),
            baseline=self.baseline,
            per=self.per,
            period=self.period,
            deadline=self.deadline,
            within_timing=patterns.within_timing.search(self.bare) is not None,
            adds=self.how(kind, measured),
        )

    @property
    def stated(self) -> bool:
        return self.value is not None or self.baseline is not None or self.per is not None or self.adds is not None

    @staticmethod
    def clean(words: str) -> str:
        words = re.sub(r"\(\s*\W*\s*\)|\s+(?=[,;:)])", "", words)
        return " ".join(words.split()).strip(_CLOSING).strip()

    @property
    def changes(self) -> bool:
        return self.comparison in {
            *(Comparison.INCREASE, Comparison.INCREASE_BY, Comparison.INCREASE_TO, Comparison.OF_BASELINE),
            *(Comparison.DECREASE, Comparison.DECREASE_BY, Comparison.DECREASE_TO),
        }

    def rate_of_change(self, measured: str) -> None:
        by = self.comparison in {Comparison.INCREASE_BY, Comparison.DECREASE_BY}
        if by and self.unit == _PERCENT and _patterns().rate.search(measured):
            raise NotUnderstoodError  # "increase the hit rate by 3 %": percent or percentage points

    def kind_of(self, measured: str) -> KpiKind | None:
        """Return the kind: by the unit of the figure, by words of counting, else the kind whose words come first."""
        kinds = _patterns().kinds
        if self.unit in _patterns().ratio_units or self.share or (self.figure_of and _patterns().rate.search(measured)):
            return KpiKind.RATIO
        if self.unit is not None:
            return KpiKind.AMOUNT
        words = self.bare
        if kinds[KpiKind.COUNT].search(words) or self.value is not None or _patterns().counted.search(words):
            return KpiKind.COUNT
        if kinds[KpiKind.RATIO].search(words) or _patterns().rate.search(measured):
            return KpiKind.RATIO
        if kinds[KpiKind.STATUS].search(words):
            return KpiKind.STATUS
        rest = [
            (found.start(), kind.value, kind)
            for kind in (KpiKind.MILESTONE, KpiKind.QUALITATIVE)
            if (found := kinds[kind].search(words)) is not None
        ]
        if self.adds is not None or self.per is not None:
            return KpiKind.COUNT
        if rest:
            return min(rest)[2]
        if _patterns().event.search(measured):
            return KpiKind.MILESTONE
        return KpiKind.COUNT if self.baseline is not None else None

    def how(self, kind: KpiKind | None, measured: str) -> Adds | None:
        """Return how figures add, only where words say it."""
        rate = _patterns().rate.search(measured) is not None or self.share
        level = kind is KpiKind.RATIO and not self.changes and not (self.kind and not rate and self.value is not None)
        found = Adds.RATIO if rate or level else None
        if found is None and kind is not None and kind is not KpiKind.RATIO:
            found = _ADDS_OF.get(kind)
        if found is Adds.MILESTONE and self.adds is Adds.LATEST:
            found = None
        if found is not None and self.adds not in {None, found}:
            raise NotUnderstoodError
        return found or self.adds

    def measures(self, kind: KpiKind | None, measured: str) -> str | None:
        if kind in {KpiKind.AMOUNT, KpiKind.RATIO} or self.figure_of or self.things or self.unit:
            return re.sub(r"^(?:in|of)\s+", "", _counted(measured)) or None if self.stated or self.unit else None
        return None

    def unit_of(self, kind: KpiKind | None, measured: str) -> str | None:
        if self.unit is not None:
            return self.unit
        if self.figure_of is not None or self.things is not None:
            return self.figure_of or self.things
        return (_counted(measured) or None) if kind is KpiKind.COUNT else None


def _out_of(found: re.Match[str]) -> str:
    """Write "20/27 MS" as "20 out of 27 MS"; 24/7 is not a share."""
    share = int(found["part"]) <= int(found["all"])
    return f"{found['start']}{found['part']} out of {found['all']}" if share else found.group()


def _counted(measured: str) -> str:
    found = _patterns().count.search(measured)
    return measured if found is None else found["unit"]


def _plain(value: Decimal) -> Decimal:
    """Return a value as it is written without exponent and final zeros."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value

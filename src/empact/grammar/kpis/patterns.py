"""The patterns of the words of a KPI, from the language file; figures and years are signs."""

from __future__ import annotations

import functools
import re

from empact.grammar.figures import F, Y
from empact.grammar.language import either, language
from empact.model import Adds, KpiKind


class KpiPatterns:
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
        self.no_target = compiled(rf"\W*(?:{any_of('no_target')}|{target}\s*[:=]?\s*(?:{unset}))(?!\w)[\s,;]*")
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
        self.fewer = compiled(
            rf"^(?P<value>{F})\s+(?:(?P<more>{any_of('more')})|(?P<fewer>{any_of('fewer')}))(?!\w)\s*"
        )
        self.floor_ceiling = compiled(
            rf"\(?\s*(?P<other>)?{floor}\s*(?P<first>{F})\s*(?:,|/|{each})\s*{ceiling}\s*(?P<value>{F})\s*\)?"
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
        self.value = compiled(
            rf"(?:(?P<start>^)|(?P<colon>:)|(?P<comma>[,;])|(?<!\w))\s*{value}(?:\s+{any_of('of')}\s)?"
        )
        self.within = compiled(rf"\s+{any_of('within')}\s+(?P<value>{F})(?=$|\s+{any_of('after')}\s)")
        self.within_part = compiled(rf"\s+{any_of('within')}\s+(?P<value>{F})(?!\w)")
        self.by_some = compiled(rf"\s+{any_of('by_some')}\s+{value}\s+(?P<things>[^,;():]+)$")
        self.comparison_left = compiled(
            f"^(?:{either(self.comparisons)})|(?:^|[:,(]\\s*){either(self.comparisons)}\\s*$"
        )
        self.every = compiled(
            rf"^{any_of('every')}\s+(?P<words>{any_of('member_states')}\s+(?!{words.pattern('parties', 'adjectives')}\b)\w.*)"
        )
        self.per = per
        self.per_period = compiled(
            rf"\s*,?\s*(?:(?:{any_of('per_words')}\s+|/\s*)(?P<unit>{periods})(?!\s+(?:day|days)\b)(?:\s+{each}\s+(?P<second>\w+))?)(?=\W*$|\s+(?:during|in|by)\s|\s*[,;])"
        )
        self.every_some = compiled(rf"^{any_of('each_time')}\s+(?P<value>{F})\s+")
        self.leading_period = compiled(rf"^{any_of('each_time')}\s+(?P<unit>{periods})\s+")
        self.per_thing = compiled(rf"\s*(?:{any_of('per_each')}|/)\s+(?P<unit>[^\W\d][^,;:()]*)$")
        self.per_count = compiled(rf"\s+{any_of('per_each')}\s+{F}\s+\w+")
        self.adverb = compiled(
            rf"^(?:(?P<unit>{either(adverbs)})|(?P<times>{either(times)}))\s+(?=(?:\w+\s+)?{regular}$)"
        )
        self.in_brackets = compiled(rf"\s*\(\s*(?P<unit>{either(adverbs)})\s*\)")
        self.year_alone = compiled(rf"(?:[:,(]\s*){Y}\s*(?:\W|$)|^{Y}|{Y}\s*:")
        self.in_year = compiled(rf"(?:^|\s+)in\s+(?P<year>{Y})$")
        self.over = compiled(rf"\s+{either(self.comparisons)}\s*(?P<year>{Y})")
        self.count = compiled(rf"{any_of('count')}\s+(?P<unit>.+)")
        self.counted = compiled(any_of("counted"))
        self.ratio_units = frozenset(table["ratio_units"])
        self.rate = compiled(rf"{any_of('rates')}$|^{any_of('averages')}")
        self.worth = compiled(f"{any_of('worth')}")
        self.slip = compiled(rf"(?P<value>{F})\s+\w+\s+of\b")
        self.event = compiled(rf"{any_of('events')}$")
        self.kinds = {kind: compiled(any_of(kind.value)) for kind in KpiKind if kind.value in table}
        self.within_timing = compiled(any_of("within_timing"))
        self.durations = frozenset(table["durations"])


@functools.cache
def kpi_patterns() -> KpiPatterns:
    """Return the patterns, compiled once."""
    return KpiPatterns()

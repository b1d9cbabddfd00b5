"""The patterns of the words of a KPI, from the language file; figures and years are signs.

A pattern is compiled for the first KPI that it can match: most KPIs have no figure and need few of them.
"""

from __future__ import annotations

import functools

from empact.grammar.figures import F, Y, has_sign
from empact.grammar.language import either, key, language
from empact.grammar.lazy_patterns import DIGITS, LazyPatterns, Pattern, Source
from empact.model import Adds, KpiKind

_KINDS = tuple(kind.value for kind in KpiKind)


class _Words:
    """What several patterns have in common."""

    def __init__(self) -> None:
        words = language()
        self.any_of = functools.partial(words.pattern, "measures")
        self.spelt = functools.partial(words.spellings, "measures")
        table = functools.partial(words.sorted_by, "measures")
        self.comparisons, self.behind_words = table("comparisons"), table("behind")
        self.multiples, self.fractions = table("multiples"), table("fractions")
        self.per, self.adverbs, self.times = table("per"), table("adverbs"), table("times")
        self.money, self.quantities = words.sorted_by("money"), words.sorted_by("quantities")
        self.powers = words.sorted_by("scales", "words")
        self.scales = either(self.powers)
        short = words.sorted_by("scales", "with_money")
        self.glued = {f"{scale}{money}": (short[scale], money) for scale in short for money in self.money}
        self.compare = f"(?P<compare>{either(self.comparisons)})"
        self.behind = f"(?P<behind>{either(self.behind_words)})"
        self.value = rf"(?:{self.compare}\s*)?(?P<value>{F})(?:\s*{self.behind})?"
        span = rf"(?:{self.any_of('between')}\s+)?(?P<first>{F})\s*{self.any_of('range')}\s*"
        self.size = rf"(?:{self.compare}\s*|{span})?(?P<value>{F})(?:\s*{self.behind})?"
        self.a = rf"(?:{self.any_of('articles')}\s+)?"
        self.floor = either(word for word, name in self.comparisons.items() if name == "at least")
        self.ceiling = either(word for word, name in self.comparisons.items() if name == "at most")
        self.base = rf"(?:{self.any_of('baseline')})(?:\s+value)?"
        self.target = rf"(?:{self.any_of('target')}|(?-i:(?<!\w)T(?=\s*[:=])))"
        self.year = rf"(?:\s*\(?\s*(?:{self.any_of('in')}\s+)?(?P<year>{Y})\)?)?"
        self.not_set = (*self.spelt("no_value"), *words.spellings("phrases", "undetermined"))
        self.number = words.pattern("numbers", "words")
        self.undetermined = words.pattern("phrases", "undetermined")
        self.tentative = words.pattern("parties", "tentative")
        self.unset = f"{self.any_of('no_value')}|{self.undetermined}"
        self.change = f"(?:(?P<increase>{self.any_of('increase')})|(?P<decrease>{self.any_of('decrease')}))"
        self.the = rf"(?:{self.any_of('the')}\s+)?"
        self.month = words.pattern("months", "names")
        self.each = self.any_of("joins")
        self.periods, self.money_words = either(self.per), either(self.money)
        self.of_year = rf"{self.any_of('in')}\s+(?P<year>{Y})"
        self.more = f"(?:(?P<more>{self.any_of('more')})|(?P<fewer>{self.any_of('fewer')}))"
        self.to = self.any_of("range")
        self.adjectives = words.pattern("parties", "adjectives")


WAYS_IN_WORDS = tuple(adds for adds in Adds if not adds.facts.kinds)
"""The ways of adding that do not follow from the kind of a KPI: each has its words in the language."""


class KpiPatterns(LazyPatterns):
    """The patterns of a language by name, and the tables of its words."""

    def __init__(self) -> None:
        w = _Words()
        table = language().words["measures"]
        ways = [adds.value for adds in WAYS_IN_WORDS]
        super().__init__(
            {
                **_words(w),
                **_times(w),
                **_starts(w),
                **_changes(w),
                **_values(w),
                **_things(w),
                **{way: rf"\s*,?\s*\(?\s*{w.any_of('adds', way)}\s*\)?" for way in ways},
                **{f"of_{kind}": (w.spelt(kind), w.any_of(kind)) for kind in _KINDS if kind in table},
            }
        )
        self.comparisons, self.behind = w.comparisons, w.behind_words
        self.multiples, self.fractions = w.multiples, w.fractions
        self.per, self.adverbs, self.times, self.money = w.per, w.adverbs, w.times, w.money
        self.counting: str = table["count"][0]
        self.quantities, self.powers, self.glued = w.quantities, w.powers, w.glued
        self.articles = frozenset(map(key, table["articles"]))
        self.results = frozenset(map(key, table["results"]))
        self.ratio_units, self.durations = frozenset(table["ratio_units"]), frozenset(table["durations"])

    def kind(self, kind: KpiKind) -> Pattern:
        """Return the pattern of the words of a kind."""
        pattern: Pattern = getattr(self, f"of_{kind.value}")
        return pattern

    def adds(self, adds: Adds) -> Pattern:
        """Return the pattern of the words that say how figures add."""
        pattern: Pattern = getattr(self, adds.value)
        return pattern


@functools.cache
def kpi_patterns() -> KpiPatterns:
    """Return the patterns of the language."""
    return KpiPatterns()


def _words(w: _Words) -> dict[str, Source]:
    any_of, spelt = w.any_of, w.spelt
    return {
        "open": ((*spelt("open"), *spelt("twofold")), f"{any_of('open')}|{any_of('twofold')}"),
        "vague": (spelt("vague"), rf"\W*{any_of('vague')}"),
        "approximate": (has_sign, rf"{any_of('approximate')}\s*{F}"),
        "result": (spelt("result_labels"), rf"\W*{any_of('result_labels')}\s*:"),
        "answer": (
            (*spelt("answers"), *spelt("announced")),
            rf"\W*(?:{any_of('answers')}|{any_of('announced')}.*)\W*",
        ),
        "sum": ("+", r"(?<=[\w)])\s\+\s"),
        "slip": (has_sign, rf"(?P<value>{F})\s+\w+\s+of\b"),
        "open_word": rf"(?:^|\s){any_of('before_things')}\s*$",
        "comparison_left": (
            w.comparisons,
            f"^(?:{either(w.comparisons)})|(?:^|[:,(]\\s*){either(w.comparisons)}\\s*$",
        ),
        "behind_things": rf"(?<=\w)\s*,?\s*(?:\(\s*(?P<inside>{either(w.behind_words)})\s*\)|(?<=\s){w.behind})$",
        "behind_left": (w.behind_words, rf"{either(w.behind_words)}\W*$"),
        "unsure": (w.not_set, rf"\(\s*{w.undetermined}\s*\)|\s{w.tentative}$"),
        "says_nothing": (spelt("nothing"), rf"^{any_of('nothing')}\s+(?!{any_of('of')})"),
        "times_of": (
            (*spelt("twice"), *spelt("multiplied"), *"x\N{MULTIPLICATION SIGN}"),
            (
                rf"^(?:{any_of('twice')}|(?:[0-9]+|{w.number})\s+{any_of('multiplied')})\s"
                r"|(?<!\w)[0-9]{1,3}\s?[x\N{MULTIPLICATION SIGN}](?!\w)"
            ),
        ),
        "year_alone": (has_sign, rf"(?:[:,(/]\s*){Y}\s*(?:\W|$)|^{Y}|{Y}\s*:"),
        "over": (has_sign, rf"\s+{either(w.comparisons)}\s*(?P<year>{Y})"),
        "count": (spelt("count"), rf"{any_of('count')}\s+(?P<unit>.+)"),
        "counted": (spelt("counted"), any_of("counted")),
        "rate": ((*spelt("rates"), *spelt("averages")), rf"{any_of('rates')}$|^{any_of('averages')}"),
        "worth": rf"{any_of('worth')}|^\W*{any_of('taken')}\W*$",
        "earlier": (spelt("earlier"), any_of("earlier")),
        "part_of_one": (
            spelt("parts_of_one"),
            rf"{F}\s+{any_of('parts_of_one')}\s+(?:{any_of('more')}|{any_of('fewer')}|{any_of('higher')})",
        ),
        "event": (spelt("events"), rf"{any_of('events')}$"),
        "within_timing": (spelt("within_timing"), any_of("within_timing")),
    }


def _times(w: _Words) -> dict[str, Source]:
    any_of, spelt = w.any_of, w.spelt
    return {
        "some_adding": (spelt("adding"), any_of("adding")),
        "at_the_end": rf"\s+{any_of('cumulative_at_the_end')}(?=$|\s*[,;])",
        "month_figures": rf"{w.month} figure \+ {w.month} figure",
        "month_included": rf"\s*,?\s*{w.month} figure including {w.month}",
        "new": rf"{any_of('new')}\s+",
        "stock": rf"{any_of('stock')}",
        "year_end": rf"\s*{any_of('year_end')}",
        "by_year_end": rf"\s*{any_of('by_year_end')}",
        "base_in_brackets": (spelt("baseline"), rf"\(\s*{w.base}(?!\w)[^()]*\)"),
        "until": (spelt("until"), rf"(?P<what>.*)\s{any_of('until')}\s+(?P<when>[^,;()]*)"),
        "at_a_date": rf"(?P<what>.*)\s{any_of('on_a_day')}\s+(?P<when>[^,;()]*)",
        "yes_or_no": rf"\(\s*{any_of('yes_or_no')}\s*\)",
        "some_period": rf"/|{any_of('per_words')}|{any_of('each_time')}|{either(w.adverbs)}|{either(w.times)}",
        "per_period": (
            w.per,
            (
                rf"\s*,?\s*(?:(?:{any_of('in_period')}\s+)?{any_of('per_words')}\s+|/\s*)(?P<unit>{w.periods})(?!\s+(?:day|days)\b)"
                rf"(?:\s+{w.each}\s+(?P<second>\w+))?(?=\W*$|\s+(?:during|in|by)\s|\s*[,;])"
            ),
        ),
        "every_some": (spelt("each_time"), rf"^{any_of('each_time')}\s+(?P<value>{F})\s+"),
        "leading_period": (spelt("each_time"), rf"^{any_of('each_time')}\s+(?P<unit>{w.periods})\s+"),
        "per_thing": (
            (*spelt("per_each"), "/"),
            rf"\s*(?:{any_of('per_each')}|/)\s+(?P<unit>[^\W\d](?:(?!{F}|{Y})[^,;:()])*)$",
        ),
        "per_count": (has_sign, rf"\s+{any_of('per_each')}\s+{F}\s+\w+"),
        "adverb": (
            (*w.adverbs, *w.times),
            spelt("regular"),
            rf"^(?:(?P<unit>{either(w.adverbs)})|(?P<times>{either(w.times)}))\s+(?=(?:\w+\s+)?{any_of('regular')}$)",
        ),
        "adverb_before": (w.adverbs, spelt("count"), rf"^(?P<unit>{either(w.adverbs)})\s*:?\s+(?={any_of('count')})"),
        "in_brackets": (w.adverbs, "(", rf"\s*\(\s*(?P<unit>{either(w.adverbs)})\s*\)"),
        "in_year": (has_sign, rf"(?:^|\s+)in\s+(?P<year>{Y})$"),
    }


def _starts(w: _Words) -> dict[str, Source]:
    any_of, spelt = w.any_of, w.spelt
    return {
        "in_money": (
            w.money,
            rf"\s*\((?:in\s+)?(?P<unit>{w.money_words})\)|\s+in\s+(?P<bare>{w.money_words})\s*(?=:|$)",
        ),
        "in_thousands": (has_sign, rf"\s+in\s+(?P<unit>{F})\s*(?=:)"),
        "in_unit": (w.quantities, "(", rf"\s*\((?:in\s+)?(?P<unit>{either(w.quantities)})\)"),
        "no_target": (
            (*spelt("no_target"), *w.not_set),
            rf"(?:^\W*|[;,(]\s*)(?:{any_of('no_target')}|{w.target}\s*[:=]?\s*(?:{w.unset}))(?!\w)[\s,;]*",
        ),
        "to_be_decided": (w.not_set, rf"\s*:\s*(?:{w.unset})$"),
        "set_later": (
            rf"[;,(]?\s*{w.base}{w.year}\s*[:=]?\s*"
            rf"(?:{any_of('to_be_set')}(?:\s+(?:in|by)\s+(?P<due>[^;,()]+))?|{w.unset})\)?"
        ),
        "reference": rf"^{w.base}\s*[:=]?\s*(?P<value>{F})\s+(?P<words>[^;,():]+?)\s+{w.of_year}$",
        "base": (spelt("baseline"), w.base),
        "base_year": rf"[;,(]?\s*{w.base}\s*[:=]?\s*(?P<year>{Y})\s*\)?",
        "in_scaled": (
            w.powers,
            "(",
            (
                rf"\s*\((?:in\s+)?(?:(?P<scale>{w.scales})\s+(?P<unit>{w.money_words})"
                rf"|(?P<money>{w.money_words})\s+(?P<power>{w.scales}))\)"
            ),
        ),
        "in_glued": (w.glued, "(", rf"\s*\((?:in\s+)?(?P<glued>{either(w.glued)})\)"),
        "baseline": (
            rf"[;,(/–-]?\s*{w.base}{w.year}\s*[:=–-]?\s*(?P<value>{F})(?:\s+{any_of('in')}\s+(?P<later>{Y}))?\s*\)?"
        ),
        "year_value": rf"\(\s*(?P<year>{Y})\s*[:=]\s*(?P<value>{F})\s*(?P<unit>)\)",
        "value_in_year": rf"\(\s*(?P<value>{F})\s+{w.of_year}\s*\)",
        "compared_with": rf"\s*,?\s*\(?{any_of('compared')}\s+{w.the}(?P<value>{F})\s+{w.of_year}\)?",
        "then_and_now": (
            rf"(?P<before>{F})\s+(?P<words>[^;,():]+?)\s+in\s+(?P<year>{Y})\s*[;,]\s*{w.value}\s+in\s+(?P<now>{Y})"
        ),
        "compared": rf"\s*,?\s*\(?{any_of('compared')}\s+{w.the}(?P<year>{Y})\)?",
        "within_part": rf"\s+{any_of('within')}\s+(?P<value>{F})(?!\w)",
        "slash": (
            spelt("member_states"),
            rf"(?P<start>^|:\s)(?P<part>[0-9]{{1,3}})/(?P<all>[0-9]{{1,3}})(?=\s+{any_of('member_states')})",
        ),
        "nothing": (
            spelt("nothing"),
            rf"^{any_of('nothing')}\s+(?!{any_of('not_nothing')})(?=(?:[^\W\d][\w-]*\s+){{0,2}}[^\W\d][\w-]*[^\W\dsiu]s$)",
        ),
        "half": (w.fractions, rf"^(?:{w.compare}\s+)?(?P<part>{either(w.fractions)})\s+{w.the}"),
        "least_behind": rf"\s+{w.behind}$",
        "target_label": ((*spelt("target"), "t"), rf"^{w.target}\s*[:=]\s*"),
        "target_bracket": ((*spelt("target"), "t"), rf"\s*\(\s*{w.target}\s*\)"),
    }


def _changes(w: _Words) -> dict[str, Source]:
    any_of, spelt = w.any_of, w.spelt
    than = rf"{any_of('than_in')}\s+{w.the}(?P<year>{Y})\s*(?:\((?P<before>{F})\))?"
    apart = r"(?:^|\s*[:,]\s*|\s+)"
    ends = r"(?=$|\s*[,;(])"
    way = rf"(?:(?P<up>{any_of('up')})|(?P<down>{any_of('down')}))"
    changing = f"(?:{'|'.join(any_of(name) for name in ('increase', 'decrease', 'up', 'down'))})"
    higher = rf"(?:(?P<more>{any_of('more')}|{any_of('higher')})|(?P<fewer>{any_of('fewer')}))"
    return {
        "more_than_in": (
            rf"^{w.more}\s+(?P<words>[^;,():]+?)\s+"
            rf"{any_of('than_in')}\s+(?P<year>{Y})\s*(?:\((?P<value>{F})\))?"
        ),
        "step_from": rf"{apart}{w.size}\s+{higher}\s+{than}",
        "beyond_year": (
            rf"{apart}{w.size}\s+(?:(?P<up>{any_of('above')})|(?P<down>{any_of('below')}))"
            rf"\s+{w.the}(?P<year>{Y})(?:\s+{any_of('level_of_year')})?"
        ),
        "beyond_base": (
            spelt("baseline"),
            rf"{apart}{w.size}\s+(?:(?P<up>{any_of('above')})|(?P<down>{any_of('below')}))\s+{w.the}{w.base}",
        ),
        "of_year": rf"{w.value}\s+{any_of('of')}\s+{w.the}(?P<year>{Y})\s+",
        "keep": rf"^{any_of('keep')}\s+{w.the}(?P<year>{Y})\s*\(\s*(?P<value>{F})\s+(?P<words>[^()]+)\)",
        "multiple": (w.multiples, rf"^(?P<verb>{either(w.multiples)})\s+{w.the}"),
        "from_to": (rf"\s*,?\s*{way}?\s+from\s+(?P<start>{F})\s+to\s+(?:{w.compare}\s*)?(?P<value>{F})"),
        "change": ((*spelt("increase"), *spelt("decrease")), w.change),
        "leading_change": rf"^{w.a}{w.change}(?:\s+{any_of('change_of')})?(?:\s+|$){w.the}",
        "change_end": rf"\s+{w.change}$",
        "step": rf"\s*,?\s*{any_of('step')}\s+{w.size}(?!\s+{any_of('out_of')})",
        "between_steps": rf"\s+{any_of('between')}\s+(?P<first>{F})\s*{any_of('range')}\s*(?P<value>{F})",
        "level": rf"\s+{any_of('level')}\s+(?:{w.compare}\s*)?(?P<value>{F})",
        "colon_step": rf"\s*:\s*{w.size}$",
        "change_in": rf"(?:^|\s*:\s*){w.a}{w.size}\s+{w.change}(?:\s+{any_of('change_of')}\s+{w.the}|{ends})",
        "change_by_in": rf"^{w.a}{w.change}\s+{any_of('step')}\s+{w.size}\s+in\s+{w.the}",
        "change_in_by": rf"^{w.a}{w.change}\s+{w.size}\s+in\s+{w.the}",
        "direct_step": rf"\s+{w.change}\s+{w.size}{ends}",
        "up_or_down": rf"{apart}{way}\s+(?:{any_of('by')}\s+)?{w.size}{ends}",
        "size_up_or_down": rf"{apart}{w.size}\s+{way}(?:\s+on\s+{w.the}(?P<year>{Y}))?{ends}",
        "step_than": rf"^{w.size}\s+{w.more}\s+(?P<words>[^;,():]+?)\s+{than}",
        "fewer": rf"(?:^|\s*:\s*){w.size}\s+{w.more}(?!\w)\s*",
        "than": rf"{any_of('than_in')}",
        "change_behind": (
            rf"^\S+\s+{changing}\s+{any_of('change_of')}\s|(?:{any_of('increase')}|{any_of('decrease')}|{any_of('more')}|{any_of('fewer')}|{any_of('higher')})$"
        ),
        "change_beside": (
            rf"{changing}$|^(?:{changing}|{any_of('more')}|{any_of('higher')}|{any_of('fewer')})"
            rf"|(?:^|:\s*)(?:{any_of('above')}|{any_of('below')})"
        ),
    }


def _values(w: _Words) -> dict[str, Source]:
    any_of, spelt = w.any_of, w.spelt
    return {
        "bracket": rf"\(\s*{w.compare}\s*(?P<value>{F})\s*\)(?P<joined>\s+{w.each}\s)?",
        "floor_ceiling": (
            rf"\(?\s*(?P<other>)?{w.floor}\s*(?P<first>{F})\s*(?:,|/|{w.each})\s*"
            rf"{w.ceiling}\s*(?P<value>{F})\s*\)?"
        ),
        "between": (
            rf"(?:(?<!\w){any_of('between')}\s+(?P<first>{F})\s*{any_of('range')}|^(?P<other>{F})\s*{any_of('range')})\s*"
            rf"(?P<value>{F})"
        ),
        "target": rf"[;,(/–-]?\s*{w.target}{w.year}\s*[:=–-]?\s*{w.value}\s*\)?",
        "out_of": rf"(?P<value>{F})\s*{any_of('out_of')}\s*(?P<all>{F})",
        "one_in": rf"^(?P<value>{F})\s+in\s+(?P<all>{F})\s+",
        "value": rf"(?:(?P<start>^)|(?P<colon>:)|(?P<comma>[,;])|(?<!\w))\s*{w.value}(?:\s+{any_of('of')}\s)?",
        "within": rf"\s+{any_of('within')}\s+(?P<value>{F})(?=$|\s+{any_of('after')}\s)",
        "event_part": (rf"\s{any_of('before_things')}\s+(?P<value>{F})\s+[^\W\d][^,;:()]*{any_of('milestone')}$"),
        "by_some": rf"\s+{any_of('by_some')}\s+{w.value}\s+(?P<things>[^,;():]+)$",
        "every": (
            spelt("member_states"),
            rf"^{any_of('every')}\s+(?P<words>{any_of('member_states')}\s+(?!{w.adjectives}\b)\w.*)",
        ),
    }


def _things(w: _Words) -> dict[str, Source]:
    any_of = w.any_of
    start = rf"(?:{w.compare.replace('?P<compare>', '?:')}\s*)?[0-9]"
    other = f"{w.each}|{language().pattern('separators', 'any')}"
    return {
        "figured_first": (DIGITS, start),
        "before_figure": ("/", DIGITS, rf"(?<=[^\W\d])/(?={start}[0-9 .,]*\s+[^\W\d])"),
        "part": (
            has_sign,
            rf"(?:{w.compare}\s*)?(?P<value>{F})\s+(?!{any_of('not_counted')})(?P<things>[^\W\d].*)",
        ),
        "part_behind": (has_sign, ":", rf"(?P<things>[^\W\d][^:;]*):\s*(?:{w.compare}\s*)?(?P<value>{F})"),
        "plural": rf"(?<![\w-])(?:[^\W\d][\w-]*(?-i:[^\W\dsiu]s)(?![\w-])|{any_of('plurals')})",
        "preposition": rf"\s{any_of('before_things')}\s",
        "joined": rf"^(?:{other})\s|\s(?:{other})$",
    }

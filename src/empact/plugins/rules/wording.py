"""Rules about wording: a party with several spellings, and repeated words."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

from empact import Plan
from empact.analysis import means_another
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext, language
from empact.model import PartyKind
from empact.plugins.rules.phrasing import listed
from empact.plugins.rules.texts import running_text
from empact.plugins.rules.vocabulary import WORD, TextPlace, first_words, vocabulary

_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-z]\w*")
"""A word that begins with a capital letter, or with a small one of another language than English."""
_RUNNING_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LONGEST_PHRASE = 12  # words
_COUNTRIES = frozenset({PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY})


class _MemberStates:
    """The spellings of "member states" in the language of the rules."""

    def __init__(self) -> None:
        words = language("en.rules")
        (self.short,) = words.spellings("member_states", "short", exact=True)
        (self.full,) = words.spellings("member_states", "full", exact=True)
        several = words.pattern("member_states", "before_several")
        union = words.pattern("member_states", "of_the_union", exact=True)
        short, plural, full = (words.pattern("member_states", form, exact=True) for form in ("short", "plural", "full"))
        self.pattern = re.compile(
            rf"(?i:{several}) (?:{union} )?(?P<states>{short})|(?P<plural>{plural})|(?P<full>{full})"
        )
        forms = ("short", "plural", "full")
        self.first_words = first_words(*(words.spellings("member_states", form) for form in forms))


@functools.cache
def _member_states() -> _MemberStates:
    return _MemberStates()


@functools.cache
def _repeatable_words() -> frozenset[str]:
    """Words that can correctly appear twice in a row."""
    return frozenset(language("en.rules").spellings("repeated", "rightly"))


_beginnings: WeakKeyDictionary[object, Mapping[str, Sequence[int]]] = WeakKeyDictionary()
"""The index of the names of each register: the plans that are checked together have one."""


def _names_by_first_word(ctx: RuleContext) -> Mapping[str, Sequence[int]]:
    """Return how many words the names have that begin with a word, the largest number first, by the word."""
    known = _beginnings.get(ctx.register)
    if known is None:
        lengths: dict[str, set[int]] = {}
        for party in ctx.register.parties:
            for name in (party.code, party.iso, party.name, *(name.text for name in party.names)):
                words = WORD.findall(name or "")
                if words:
                    lengths.setdefault(words[0].casefold(), set()).add(len(words))
        known = {word: sorted(several, reverse=True) for word, several in lengths.items()}
        _beginnings[ctx.register] = known
    return known


class _Spellings:
    """The spellings of each party in a plan, each with its first place.

    The names of the register are indexed by their first word, so that each different word of the plan is looked up
    once, and only the texts that have such a word are read. The longest name wins ("European Commission" over
    "European").
    """

    def __init__(self, plan: Plan, ctx: RuleContext) -> None:
        self.register = ctx.register
        self.on = None if plan.period is None else plan.period.start
        self.forms: dict[str, dict[str, Pointer]] = {}
        self.states: dict[str, Pointer] = {}
        self._codes: dict[str, str | None] = {}
        self._lengths = _names_by_first_word(ctx)
        words = vocabulary(ctx)
        with_states = words.texts_with(_member_states().first_words)
        with_names = words.texts_where(self._begins_a_name)
        wanted = with_names | with_states
        for text, place in words.places.items():  # only the first place of a spelling counts
            if text in wanted:
                line = " ".join(text.split())
                if text in with_names:
                    self._read_parties(place, line)
                for match in _member_states().pattern.finditer(line) if text in with_states else ():
                    self.states.setdefault(match["states"] or match["plural"] or match["full"], place.at)

    def _begins_a_name(self, word: str) -> bool:
        return word[0].isupper() and word.casefold() in self._lengths

    def _read_parties(self, place: TextPlace, text: str) -> None:
        read = 0  # up to here
        for capital in _CAPITALISED.finditer(text):
            word, start = capital[0], capital.start()
            lengths = self._lengths.get(word.casefold()) if start >= read and word[0].isupper() else None
            if lengths is not None:
                words = list(itertools.islice(WORD.finditer(text, start), lengths[0]))
                read = self._party(place, text, words, lengths)

    def _party(self, place: TextPlace, text: str, words: list[re.Match[str]], lengths: Sequence[int]) -> int:
        """Record the party that these words begin with, and return where it ends; without one, the first word ends."""
        for length in lengths:
            if length <= len(words):
                name = text[words[0].start() : words[length - 1].end()]
                code = self._code(name)
                if code is not None and not means_another(name, text, words[0].start(), words[length - 1].end()):
                    forms = self.forms.setdefault(code, {})
                    if name not in forms:
                        forms[name] = place.at
                    return words[length - 1].end()
        return words[0].end()

    def _code(self, name: str) -> str | None:
        if name not in self._codes:
            party = self.register.find(name, self.on)
            self._codes[name] = None if party is None else party.code
        return self._codes[name]

    def _short(self, code: str) -> list[str]:
        """The spellings of a party that are a single word, which is not a word of its name.

        All abbreviations of a country count as one: nobody takes US and USA for two countries.
        """
        party = self.register.get(code)
        names = [party.name, *(name.text for name in party.names if name.official)]
        full = {word.casefold() for name in names for word in WORD.findall(name)}
        short = [form for form in self.forms[code] if len(WORD.findall(form)) == 1 and form.casefold() not in full]
        if party.kind not in _COUNTRIES:
            return short
        abbreviations = sorted((form for form in short if form[-1].isupper()), key=code.__ne__)  # the usual one first
        return [form for form in short if form not in abbreviations[1:]]

    def __iter__(self) -> Iterator[tuple[str, str, dict[str, Pointer], list[str]]]:
        """Each party as (name, usual spelling, spellings with their places, short spellings)."""
        for code, forms in self.forms.items():
            party = self.register.get(code)
            name = party.name if self.on is None else self.register.name(party, self.on)
            yield name, code, forms, self._short(code)
        short = [form for form in self.states if form != _member_states().full]
        yield _member_states().full, _member_states().short, self.states, short


def _also_means(form: str) -> str:
    words = language("en.rules")
    if form not in words.spellings("european_community", "short", exact=True):
        return ""
    (name,) = words.spellings("european_community", "name", exact=True)
    return f"; {form} can also mean {name}"


def spelling_varies(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan uses two or more short spellings for the same party.

    Readers ask whether Cefpol, Cepol and CEPOL are the same agency, and a search for one of them misses the others. The
    plan of 2012 has EC and COM, and MS and MSs for several states. A full name with one short form is the usual way to
    introduce a name, and is not reported; nor are several abbreviations of a country, such as US and USA. An
    abbreviation in a number ("Directive 2004/38/EC", "COM(2011) 248") is not the party, and "EC law" is law of the
    European Community, not of the Commission. The rule reads the party columns, the lists of parties and all prose; it
    is case-sensitive. The finding is at the first spelling that differs from the usual one. The related places are the
    other spellings.
    """
    for name, usual, forms, short in _Spellings(plan, ctx):
        if len(short) > 1:
            unusual = next(form for form in short if form != usual)
            yield Finding(
                f"{name!r} is written in {len(forms)} ways: {listed(list(forms))}.",
                forms[unusual],
                words=unusual,
                hint=f"Use one of them everywhere; the usual one is {usual}{_also_means(unusual)}.",
                related=tuple(
                    Related(place, f"written {form}", words=form) for form, place in forms.items() if form != unusual
                ),
            )


def _repeated(line: str) -> Iterator[str]:
    """The words and phrases of a line that appear twice with only white space between them, the longest first."""
    # At each word, every phrase length up to the longest is compared with the words that follow it: the cost is linear
    # in the words of the line. Most lines have no word twice, and need none of it.
    matches = list(_RUNNING_WORD.finditer(line))
    words = [match[0].casefold() for match in matches]
    if len(set(words)) == len(words):
        return
    beside = [line[match.end() : after.start()].isspace() for match, after in itertools.pairwise(matches)]
    index = 0
    while index < len(words):
        most = min(_LONGEST_PHRASE, (len(words) - index) // 2)
        for length in range(most, 0, -1):
            middle, end = index + length, index + 2 * length
            if words[index] != words[middle]:
                continue
            if words[index:middle] == words[middle:end] and all(beside[index : end - 1]):
                correct = words[index] in _repeatable_words() or matches[middle][0][0].isupper()  # one word
                idiom = words[end : end + 1] == words[index : index + 1]  # two words: "step by step by step"
                if length > 2 or not (correct, idiom)[length - 1]:  # noqa: PLR2004
                    yield line[matches[index].start() : matches[middle - 1].end()]
                index = end - 1
                break
        index += 1


@functools.lru_cache(maxsize=4096)  # many actions have the same timing, target or KPIs
def _repeated_phrases(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for line in text.splitlines() for phrase in _repeated(line)))


def repeated_words(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A word or a phrase appears twice in a row.

    This is a copying mistake: "ranging from facilitation to illegal border crossing to illegal border crossing to visa
    abuse" (action 1.3). Sometimes the second one replaced other words that are now lost, so ask the authors before you
    delete it. Only words with nothing but white space between them count, in prose and in the cells for timing, target
    and KPIs. Names ("Baden Baden"), words that can correctly appear twice ("that that") and idioms ("step by step by
    step") do not count.
    """
    for part in running_text(ctx):
        for phrase in _repeated_phrases(part.text):
            yield Finding(
                f"{phrase!r} appears twice in a row in {part.name}.",
                part.at,
                words=f"{phrase} {phrase}",
                hint="Delete one of them, or restore the words that were lost.",
            )


RULES = (
    Rule(code="OAP104", name="spelling-varies", severity=Severity.INFO, check=spelling_varies),
    Rule(code="OAP106", name="repeated-words", severity=Severity.INFO, check=repeated_words),
)

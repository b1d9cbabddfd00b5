"""Parse the cell of key performance indicators: split it into statements, and read each."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from empact.grammar.caching import cached
from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.kpis.reading import LONGEST, read_kpi
from empact.grammar.language import either, key, language
from empact.grammar.lazy_patterns import DIGITS, LazyPatterns, Pattern, Source
from empact.grammar.prose import bare_line, enumerated, is_lettered, lines, says_something, sentences, starts_item
from empact.grammar.timing import find_moment
from empact.model import Bound, Kpi, KpiKind, Kpis, Unparsed

_YEAR = r"(?:19|20)[0-9]{2}(?!\w)"
_NUMBER = r"(?:[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,6})?)"


def _labels() -> dict[str, Source]:
    """Return the patterns of what separates indicators: labels, numbers, the words that one starts with."""
    words = language()
    any_of = functools.partial(words.pattern, "measures")
    number = r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*(?:\s?[-–]\s?[0-9]{1,2})?|(?<=\s)[a-h](?=\s*[:)–-]))"
    short = "|".join(map(re.escape, words.spellings("measures", "label")))
    each = any_of("joins")
    label = rf"(?:{any_of('label_kinds')}\s+)?(?<!\w)(?:{short})(?:\s?{number})?"
    starts = "|".join(
        f"{start[0].upper()}(?i:{re.escape(start[1:])})" for start in words.spellings("measures", "starts")
    )
    return {
        "label": rf"{label}(?!\w)\s*[:)–—-]?(?:\s+|$)",
        "next_label": rf"(?:^|[;,.]\s+|(?<!\s)\s+)(?P<label>{label}\s*[:)–—-](?:\s+|$))",
        "two_labels": ("/", rf"(?<!\w)(?:{short})\s?[0-9]{{0,2}}\s*/\s*(?:{short})(?:\s?[0-9])?"),
        "start": rf"(?-i:(?<=[a-z\"”’'])\s+(?P<start>(?:{starts})\b))",
        "joined_item": rf"[\s;,]+{each}$",
        "choice_item": rf"[\s;,]{words.pattern('separators', 'any')}$",
        "bullet": ("•·*–-", r"^[•·*–-]\s+"),
        "comma": rf",\s+(?:{each}\s+)?|\s+{each}\s+",
        "comma_or_slash": rf",\s+(?:{each}\s+)?|\s+{each}\s+|\s+/\s+",
        "open": (words.spellings("measures", "open"), any_of("open")),
        "withheld": (words.spellings("measures", "withheld"), rf"\W*{any_of('withheld')}\W*"),
    }


def _parts() -> dict[str, Source]:
    """Return the patterns of the parts of a list, which say whether each part is an indicator of its own."""
    words = language()
    any_of, spelt = functools.partial(words.pattern, "measures"), functools.partial(words.spellings, "measures")
    base, target, compare = any_of("baseline"), any_of("target"), either(words.sorted_by("measures", "comparisons"))
    value = rf"(?:{compare}\s*)?{_NUMBER}"
    counts = either(f"{word} of" for word in spelt("rates"))
    each, number = any_of("joins"), words.pattern("numbers", "words")
    within = any_of("in_period")
    return {
        "goes_on": (
            (*DIGITS, *spelt("baseline"), *spelt("target"), ":"),
            (
                rf"\W*(?:(?:{base}|{target}|(?-i:T(?=\s*:)))(?!\w)|{value}\s*(?:%|in\s+{_YEAR})?\W*$"
                rf"|{compare}\s*{_NUMBER}\s+in\s+{_YEAR})"
            ),
        ),
        "no_target": (
            (*spelt("no_target"), *words.spellings("phrases", "undetermined")),
            rf"\W*(?:{any_of('no_target')}|{target}\s*[:=]?\s*{words.pattern('phrases', 'undetermined')})\W*",
        ),
        "counts": (
            (*spelt("count"), "% of", *spelt("rates")),
            rf"(?:{any_of('count')}|%\s+of|{counts})\s",
        ),
        "rate": (spelt("rates"), rf"(?:\w+\s+){{1,2}}{any_of('rates')}$"),
        "figured": (
            (*DIGITS, *words.spellings("numbers", "words")),
            rf"(?P<compare>{compare})?\s*(?:{_NUMBER}|{number})(?:\s*%)?\s+(?!{any_of('not_counted')})[^\W\d]",
        ),
        "figured_behind": (DIGITS, rf"[^:;]*[^\W\d][^:;]*:\s*{value}\s?(?:%|\w{{1,6}})?\W*"),
        "head": (spelt("count"), rf"(?P<count>{any_of('count')})\s+(?P<things>.+)"),
        "number_and_share": (
            spelt("number_and"),
            rf"(?P<number>{any_of('number_and')})\s+(?P<share>%|{any_of('rates')})\s+{any_of('of')}\s+(?P<things>.+)",
        ),
        "event_with": (
            DIGITS,
            rf"(?P<event>.+?)(?:,\s+|\s+{any_of('together_with')}\s+)(?P<count>{value}\s+[^\W\d][^,;:()]*)",
        ),
        "in_two_periods": (
            DIGITS,
            (
                rf"(?P<first>{_NUMBER})\s+(?P<things>[^\d,;:]+?)\s+(?P<when>{within}\s.+?)\s+{each}\s+"
                rf"(?P<second>{_NUMBER})\s+(?P<then>{within}\s.+)"
            ),
        ),
    }


def _references() -> dict[str, Source]:
    """Return the patterns of what measures nothing: references to another place, and money that is granted."""
    words = language()
    any_of, spelt = functools.partial(words.pattern, "measures"), functools.partial(words.spellings, "measures")
    named = any_of("references", "things")
    thing = rf"(?:{named}|[0-9]+(?:[./][0-9]+)*[a-z]?(?!\w)|[a-z](?!\w))"
    money = either(words.sorted_by("money"))
    return {
        "alone": (
            (*DIGITS, *spelt("references", "alone")),
            rf"\W*(?:{any_of('references', 'alone')}|[0-9]{{1,2}}\.[0-9]{{1,2}})\W*",
        ),
        "refers": (spelt("references", "words"), rf"\W*{any_of('references', 'words')}(?P<to>\W+.+)"),
        "named": (spelt("references", "things"), rf"\W*{named}"),
        "only_things": rf"\W*{thing}(?:\W+{thing})*\W*",
        "funding": (
            DIGITS,
            rf"(?:(?-i:[A-Z]{{2,}})\s+)?{any_of('funding')}\s*:?\s*(?:{money}\s*)?[0-9][0-9 .,]*(?:\s*{money})?",
        ),
    }


@functools.cache
def _patterns() -> LazyPatterns:
    return LazyPatterns({**_labels(), **_parts(), **_references()})


@cached
def parse_kpis(text: str) -> Kpis:
    """Return the indicators of a cell: one for each line, sentence, label ("KPI 2:"), semicolon, or item of a list.

    A part that only refers to another place ("see action 2.1"), or says that there is none, gives no indicator.

    >>> import empact
    >>> [(kpi.text, kpi.unit) for kpi in empact.parse_kpis("KPI: Number of HIO; number of arrests")]
    [('Number of HIO', 'HIO'), ('number of arrests', 'arrests')]
    """
    items = [item for line in _joined(lines(text)) for item in _line(line)]
    withheld = bool(items) and all(_patterns().withheld.fullmatch(item.text) for item in items)
    return Kpis(text=text, items=() if withheld else tuple(items), withheld=withheld)


def _joined(rows: Sequence[str]) -> Iterator[str]:
    """Join a line that only has a baseline or a target to the line before it, and an item of a list to its list."""
    words: list[str] = []
    for row in map(bare_line, rows):
        bare = _patterns().bullet.sub("", row.strip())
        if words and words[-1].endswith(":") and starts_item(bare):
            words[-1] += f" {bare}"
            continue
        if words and (_patterns().goes_on.match(bare) or (starts_item(bare) and _in_list(words[0]))):
            words.append(bare)
            continue
        if words:
            yield "; ".join(words)
        words = [bare]
    if words:
        yield "; ".join(words)


def _line(line: str) -> Iterator[Kpi | Unparsed]:
    """Yield the indicators of a line, split at its labels."""
    if _patterns().two_labels.search(line):
        yield Unparsed(text=line)
        return
    ends = [*(match.start("label") for match in _patterns().next_label.finditer(line)), len(line)]
    seen: set[str] = set()
    for start, end in zip([0, *ends], ends, strict=False):
        part = line[start:end].strip(" ;,") if end < len(line) else line[start:end].strip()
        label = _patterns().label.match(part)
        number = None if label is None else label["number"]
        if number in seen:
            yield Unparsed(text=part)  # "KPI 1" twice: which of them do reports mean?
            continue
        if number is not None:
            seen.add(number)
        yield from _enumerated(part[label.end() :] if label else part)


def _in_list(line: str) -> bool:
    """Return whether a line starts a list, perhaps behind a label."""
    label = _patterns().label.match(line)
    return starts_item(line if label is None else line[label.end() :])


def _enumerated(part: str) -> Iterator[Kpi | Unparsed]:
    """Yield the indicators of "a) number of arrests b) report published"; of words without a list, their own."""
    items = enumerated(part)
    if items is None or any(map(_patterns().choice_item.search, items)):
        yield Unparsed(text=part)
        return
    ends = (*(_patterns().joined_item.sub("", item) for item in items[:-1]), items[-1])
    kpis = [kpi for item in ends for kpi in _statements(item)]
    if is_lettered(part) and len(items) > 1 and any(isinstance(kpi, Kpi) and kpi.kind is None for kpi in kpis):
        yield Unparsed(text=part)  # "a) adults b) minors" of what was counted before
    else:
        yield from kpis


def _statements(part: str) -> Iterator[Kpi | Unparsed]:
    """Yield the indicators of the sentences and clauses of a part."""
    for sentence in sentences(part):
        ends = [*(match.start("start") for match in _patterns().start.finditer(sentence)), len(sentence)]
        for start, end in zip([0, *ends], ends, strict=False):
            for words in _clauses(sentence[start:end].strip()):
                yield from _items(words)


def _clauses(words: str) -> Iterator[str]:
    """Split at semicolons outside brackets; a clause with only a baseline or a target goes on with the one before."""
    pieces = [piece.strip() for piece in _outside_brackets(words, re.compile("[;•·]"))]
    held: list[str] = []
    for piece in filter(None, pieces):
        if held and not (_patterns().goes_on.match(piece) or all(map(_patterns().no_target.fullmatch, held))):
            yield "; ".join(held)
            held = []
        held.append(piece)
    if held:
        yield "; ".join(held)


def _outside_brackets(words: str, separator: Pattern) -> list[str]:
    """Split a text at a separator that is not in brackets."""
    pieces: list[str] = []
    start, depth, position = 0, 0, 0
    for match in separator.finditer(words):
        between = words[position : match.start()]
        depth += between.count("(") - between.count(")")
        position = match.start()
        if depth <= 0:
            pieces.append(words[start : match.start()])
            start = position = match.end()
            depth = 0
    return [*pieces, words[start:]]


def _items(words: str) -> Iterator[Kpi | Unparsed]:
    """Yield the indicators of a clause; none if it only refers to another place."""
    bare = words.strip()
    if not any(sign.isalnum() for sign in bare) or _is_reference(bare):
        return
    if _patterns().refers.fullmatch(bare):
        yield Unparsed(text=words)  # a reference with other words
        return
    if _patterns().funding.fullmatch(bare):
        return  # a grant is not an indicator
    for piece in _list(words):
        yield parse_kpi(piece)


def _is_reference(bare: str) -> bool:
    """Return whether words only refer to another place: "see action 2.1", "indicator 7, 15", "as above"."""
    patterns = _patterns()
    if patterns.alone.fullmatch(bare):
        return True
    if patterns.named.match(bare) and any(map(str.isdigit, bare)):
        return patterns.only_things.fullmatch(bare) is not None
    match = patterns.refers.fullmatch(bare)
    return match is not None and patterns.only_things.fullmatch(match["to"]) is not None


def _list(words: str) -> Sequence[str]:
    """Split a list of indicators: "number of arrests, number of seizures", "5 JITs and 20 arrests"."""
    patterns, bare = _patterns(), words.rstrip(". ")
    if len(words) > LONGEST or patterns.open.search(bare) or _names_parts(bare):
        return [words]
    listed = _outside_brackets(words, patterns.comma)
    if any(map(_names_parts, listed)) and all(map(patterns.figured.match, listed)):
        return listed  # "5 JITs, 30 searches / 12 arrests"
    pieces = _outside_brackets(words, patterns.comma_or_slash)
    return _event_with(words) if len(pieces) == 1 else _of_list(words, bare, pieces)


def _names_parts(words: str) -> bool:
    """Return whether a slash in the words joins the parts of one indicator."""
    kpi = read_kpi(words) if "/" in words else None
    return isinstance(kpi, Kpi) and bool(kpi.parts)


def _of_list(words: str, bare: str, pieces: list[str]) -> Sequence[str]:
    """Return the indicators of what looks like a list; the words themselves where it is none."""
    patterns = _patterns()
    figured = [patterns.figured.match(piece) for piece in pieces]
    if all(figured):
        compared = [match is not None and match["compare"] is not None for match in figured]
        # "At least 5 JITs and 20 arrests": "at least" may be meant for both
        return pieces if all(compared) or not compared[0] else [words]
    if any(map(patterns.goes_on.match, pieces)):
        return [words]
    if all(map(patterns.figured_behind.fullmatch, pieces)) or all(map(_has_deadline, pieces)):
        return pieces
    return _shared(bare) or _counts(words, bare) or _event_with(words)


def _shared(bare: str) -> Sequence[str]:
    """Split two figures of one thing: "number and % of hits", "20 arrests in the first half and 30 in the second"."""
    both = _patterns().number_and_share.fullmatch(bare)
    if both is not None:
        count, of = language().words["measures"]["count"][0], language().words["measures"]["of"][0]
        return [f"{count} {both['things']}", f"{both['share']} {of} {both['things']}"]
    two = _patterns().in_two_periods.fullmatch(bare)
    if two is not None:
        return [f"{two['first']} {two['things']} {two['when']}", f"{two['second']} {two['things']} {two['then']}"]
    return ()


def _has_deadline(piece: str) -> bool:
    """Return whether a part of a list has a deadline of its own."""
    moment = find_moment(piece)
    return moment is not None and moment.bound is not Bound.IN


def _counts(words: str, bare: str) -> Sequence[str]:
    """Split a list of counts, each with its own words of counting or, for common results, with those of the first."""
    patterns = _patterns()
    pieces: list[str] = []
    start = 0
    for match in patterns.comma_or_slash.finditer(words):
        left, right = words[start : match.start()], words[match.end() :]
        mark = match.group().strip().startswith(",")
        counted = patterns.counts.match(right) is not None
        rate = patterns.rate.fullmatch(right.rstrip(". ")) is not None
        after_count = patterns.counts.match(left) is not None
        closed = left.count("(") == left.count(")")
        if closed and ((counted and (mark or after_count)) or (rate and after_count)):
            pieces.append(left)
            start = match.end()
    pieces.append(words[start:])
    if len(pieces) > 1:
        return pieces
    head = patterns.head.fullmatch(bare)
    if head is None or " / " in bare:
        return ()
    things = [thing.strip() for thing in _outside_brackets(head["things"], patterns.comma_or_slash)]
    last = things[-1].split()
    alone = len(things) > 1 and all(key(thing) in kpi_patterns().results for thing in things[:-1])
    return [f"{head['count']} {thing}" for thing in things] if alone and key(last[0]) in kpi_patterns().results else ()


def _event_with(words: str) -> Sequence[str]:
    """Split "launch of the tool, 500 users": an event, and a figure beside it."""
    match = _patterns().event_with.fullmatch(words.rstrip(". "))
    if match is None or any(sign.isdigit() for sign in match["event"]) or "(" in match["event"]:
        return [words]
    event = read_kpi(match["event"])
    if not isinstance(event, Kpi) or event.kind is not KpiKind.MILESTONE or event.facts:
        return [words]
    return [match["event"], match["count"]]


@cached
def parse_kpi(text: str) -> Kpi | Unparsed:
    """Return one indicator; what the text does not state is None. A text with a figure left open is not understood."""
    bare = bare_line(text).strip()
    nothing = _patterns().refers.fullmatch(bare) or _patterns().withheld.fullmatch(bare)
    if not says_something(bare) or _is_reference(bare) or nothing:
        return Unparsed(text=text)
    if bare.endswith(":") or enumerated(bare) != (bare,):
        return Unparsed(text=text)  # words before a list, and the mark of an item: the 2 of "2. number of arrests"
    return read_kpi(text, bare)

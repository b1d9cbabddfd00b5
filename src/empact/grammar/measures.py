"""Parse the cells of targets and key performance indicators: split them into statements, and read each."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from empact.grammar.caching import cached
from empact.grammar.figures import find_figures
from empact.grammar.kpis.reading import read_kpi
from empact.grammar.language import either, key, language
from empact.grammar.prose import lines, sentences
from empact.grammar.timing import find_moment
from empact.model import Bound, Direction, Kpi, KpiKind, Kpis, Prose, Target, Targets, Unparsed

_EMPHASIS = re.compile(r"</?u>|\*+")
_YEAR = r"(?:19|20)[0-9]{2}(?!\w)"
_NUMBER = r"(?:[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,6})?)"
_AMOUNT = re.compile(rf"(?<![\w./,-])(?!{_YEAR})(?P<amount>{_NUMBER})(?P<percent>\s?%)?(?![\w/])")
_PERCENT = "%"


class _Patterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        any_of = functools.partial(words.pattern, "measures")

        def compiled(pattern: str) -> re.Pattern[str]:
            return re.compile(pattern, re.IGNORECASE)

        number = r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*(?:\s?[-–]\s?[0-9]{1,2})?|(?<=\s)[a-h](?=\s*[:)–-]))"
        short = "|".join(map(re.escape, words.spellings("measures", "label")))
        self.label = compiled(
            rf"(?:{any_of('label_kinds')}\s+)?(?<!\w)(?:{short})(?:\s?{number})?(?!\w)\s*[:–—-]?(?:\s+|$)"
        )
        self.next_label = compiled(
            rf"(?:^|[;,.]?\s+)(?P<label>(?:{any_of('label_kinds')}\s+)?(?<!\w)(?:{short})(?:\s?{number})?\s*[:–—-](?:\s+|$))"
        )
        self.two_labels = compiled(rf"(?<!\w)(?:{short})\s?[0-9]{{0,2}}\s*/\s*(?:{short})(?:\s?[0-9])?")
        self.labelled = re.compile(rf"(?i:{any_of('label')})(?:\s+[0-9]{{1,2}})?\s*:")
        starts = "|".join(
            f"{start[0].upper()}(?i:{re.escape(start[1:])})" for start in words.spellings("measures", "starts")
        )
        self.start = re.compile(rf"(?<=[a-z\"”’'])\s+(?P<start>(?:{starts})\b)")
        self.ordered = re.compile(r"(?:^|(?<=\s))(?P<number>[0-9]{1,2})[.)]\s+(?=[^\W\d])")
        self.bullet = re.compile(r"^[•·*–-]\s+")
        base, target = any_of("baseline"), any_of("target")
        compare = either(words.sorted_by("measures", "comparisons"))
        self.goes_on = compiled(
            rf"\W*(?:(?:{base}|{target}|(?-i:T(?=\s*:)))(?!\w)|(?:{compare}\s*)?{_NUMBER}\s*(?:%|in\s+{_YEAR})?\W*$|{compare}\s*{_NUMBER}\s+in\s+{_YEAR})"
        )
        self.no_target = compiled(
            rf"\W*(?:{any_of('no_target')}|{target}\s*[:=]?\s*{words.pattern('phrases', 'undetermined')})\W*"
        )
        each = words.pattern("separators", "each")
        self.comma = compiled(rf",\s+(?:{each}\s+)?|\s+{each}\s+|\s+/\s+")
        self.counts = compiled(
            rf"(?:{any_of('count')}|%\s+of|{either(f'{word} of' for word in words.spellings('measures', 'rates'))})\s"
        )
        self.rate = compiled(rf"(?:\w+\s+){{1,2}}{any_of('rates')}$")
        spelt = words.pattern("numbers", "words")
        self.figured = compiled(
            rf"(?P<compare>{compare})?\s*(?:{_NUMBER}|{spelt})(?:\s*%)?\s+(?!{any_of('not_counted')})[^\W\d]"
        )
        self.figured_behind = compiled(rf"[^:;]*[^\W\d][^:;]*:\s*(?:{compare}\s*)?{_NUMBER}\s?(?:%|\w{{1,6}})?\W*")
        self.head = compiled(rf"(?P<count>{any_of('count')})\s+(?P<things>.+)")
        self.results = frozenset(map(key, words.words["measures"]["results"]))
        self.number_and_share = compiled(r"number and (?P<share>%|percentage|share) of (?P<things>.+)")
        self.event_with = compiled(
            rf"(?P<event>.+?)(?:,\s+|\s+with\s+)(?P<count>(?:{compare}\s*)?{_NUMBER}\s+[^\W\d][^,;:()]*)"
        )
        self.in_two_periods = compiled(
            rf"(?P<first>{_NUMBER})\s+(?P<things>[^\d,;:]+?)\s+(?P<when>in\s.+?)\s+{each}\s+(?P<second>{_NUMBER})\s+(?P<then>in\s.+)"
        )
        self.open = compiled(any_of("open"))
        self.withheld = compiled(rf"\W*{any_of('withheld')}\W*")
        things = rf"(?:{any_of('references', 'things')}|[0-9][\w./]*|[a-z](?!\w))"
        self.reference = compiled(
            rf"\W*(?:{any_of('references', 'alone')}|{any_of('references', 'words')}(?P<to>\W+.+)"
            rf"|(?P<things>{things}(?:\W+{things})*\W+[0-9][\w./]*(?:\W+{things})*)|[0-9]{{1,2}}\.[0-9]{{1,2}})\W*"
        )
        self.only_things = compiled(rf"\W*{things}(?:\W+{things})*\W*")
        self.funding = compiled(
            rf"(?:\w+\s+)?{any_of('funding')}\s*:?\s*(?:{either(words.sorted_by('money'))}\s*)?[0-9][0-9 .,]*(?:\s*{either(words.sorted_by('money'))})?"
        )
        undetermined = words.pattern("phrases", "undetermined")
        self.undetermined = compiled(rf"{undetermined}(?:\s+{words.pattern('phrases', 'decider')}\s+.+)?")
        self.kinds = {kind: compiled(any_of(kind.value)) for kind in (KpiKind.MILESTONE,)}
        # Of targets
        self.numbers = words.numbered("numbers", "words")
        self.number = compiled(rf"{spelt}\s+")
        self.another = compiled(rf"[0-9]|{spelt}")
        self.directions = {
            Direction.INCREASE: compiled(any_of("increase_words")),
            Direction.DECREASE: compiled(any_of("decrease_words")),
            Direction.REACH: compiled(any_of("reach")),
        }
        by, reach = any_of("by"), any_of("reach")
        self.before_a_value = compiled(rf"(?:^|:|{reach}|(?P<change>{by}))\s*$")


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


@cached
def parse_kpis(text: str) -> Kpis:
    """Return the indicators of a cell: one for each line, sentence, label ("KPI 2:"), semicolon, or item of a list.

    A part that only refers to another place ("see action 2.1"), or says that there is none, gives no indicator.
    """
    items = [item for line in _joined(lines(text)) for item in _line(line)]
    withheld = bool(items) and all(_patterns().withheld.fullmatch(item.text) for item in items)
    return Kpis(text=text, items=() if withheld else tuple(items), withheld=withheld)


def _bare(line: str) -> str:
    """Return a line without note marks and emphasis."""
    return _EMPHASIS.sub("", Prose(text=line).plain)


def _joined(rows: Sequence[str]) -> Iterator[str]:
    """Join a line that only has a baseline or a target to the line before it."""
    words: list[str] = []
    for row in map(_bare, rows):
        bare = _patterns().bullet.sub("", row.strip())
        if words and _patterns().goes_on.match(bare):
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
    ends = [*(found.start("label") for found in _patterns().next_label.finditer(line)), len(line)]
    seen: set[str] = set()
    for start, end in zip([0, *ends], ends, strict=False):
        part = line[start:end].strip(" ;,") if end < len(line) else line[start:end].strip()
        label = _patterns().label.match(part)
        number = None if label is None else label["number"]
        if number in seen:
            yield Unparsed(text=part)  # "KPI 1" twice: which of them do reports mean?
            continue
        seen |= {number} - {None}
        for words in _numbered(part[label.end() :] if label else part):
            yield from _statements(words)


def _numbered(part: str) -> Iterator[str]:
    """Split "1) workshop held 2) handbook published"."""
    found = list(_patterns().ordered.finditer(part))
    if not found or found[0].start() or [int(one["number"]) for one in found] != list(range(1, len(found) + 1)):
        yield part
        return
    for one, end in zip(found, [*(one.start() for one in found[1:]), len(part)], strict=True):
        yield part[one.end() : end].strip(" ;,")


def _statements(part: str) -> Iterator[Kpi | Unparsed]:
    for sentence in sentences(part):
        ends = [*(found.start("start") for found in _patterns().start.finditer(sentence)), len(sentence)]
        for start, end in zip([0, *ends], ends, strict=False):
            for words in _clauses(sentence[start:end].strip()):
                yield from _items(words)


def _clauses(words: str) -> Iterator[str]:
    """Split at semicolons outside brackets; a clause with only a baseline or a target goes on with the one before."""
    pieces = [piece.strip() for piece in _outside_brackets(words, re.compile(";"))]
    held: list[str] = []
    for piece in filter(None, pieces):
        if held and not (_patterns().goes_on.match(piece) or all(map(_patterns().no_target.fullmatch, held))):
            yield "; ".join(held)
            held = []
        held.append(piece)
    if held:
        yield "; ".join(held)


def _outside_brackets(words: str, separator: re.Pattern[str]) -> list[str]:
    """Split a text at a separator that is not in brackets."""
    pieces, start, depth, position = [], 0, 0, 0
    for found in separator.finditer(words):
        between = words[position : found.start()]
        depth += between.count("(") - between.count(")")
        position = found.start()
        if depth <= 0:
            pieces.append(words[start : found.start()])
            start = position = found.end()
            depth = 0
    return [*pieces, words[start:]]


def _items(words: str) -> Iterator[Kpi | Unparsed]:
    bare = words.strip()
    if not any(sign.isalnum() for sign in bare) or _is_reference(bare):
        return
    if _patterns().funding.fullmatch(bare):
        return  # a grant is not an indicator
    for piece in _list(words):
        yield parse_kpi(piece)


def _is_reference(bare: str) -> bool:
    """Return whether words only refer to another place: "see action 2.1", "indicator 7, 15", "as above"."""
    found = _patterns().reference.fullmatch(bare)
    if found is None or found["to"] is None or _patterns().only_things.fullmatch(found["to"]):
        return found is not None
    figures = find_figures(found["to"])
    return figures is not None and not figures.figures and not figures.unsure


def _list(words: str) -> Sequence[str]:
    """Split a list of indicators: "number of arrests, number of seizures", "5 JITs and 20 arrests"."""
    patterns = _patterns()
    bare = words.rstrip(". ")
    if patterns.open.search(bare):
        return [words]
    both = patterns.number_and_share.fullmatch(bare)
    if both is not None:
        return [f"number of {both['things']}", f"{both['share']} of {both['things']}"]
    two = patterns.in_two_periods.fullmatch(bare)
    if two is not None:
        return [f"{two['first']} {two['things']} {two['when']}", f"{two['second']} {two['things']} {two['then']}"]
    pieces = _outside_brackets(words, patterns.comma)
    if len(pieces) == 1:
        return _event_with(words)
    figured = [patterns.figured.match(piece) for piece in pieces]
    if all(figured):
        compared = [found is not None and found["compare"] is not None for found in figured]
        # "At least 5 JITs and 20 arrests": "at least" may be meant for both
        return pieces if all(compared) or not compared[0] else [words]
    if any(map(patterns.goes_on.match, pieces)):
        return [words]
    if all(map(patterns.figured_behind.fullmatch, pieces)) or all(map(_has_deadline, pieces)):
        return pieces
    return _counts(words, bare) or _event_with(words)


def _has_deadline(piece: str) -> bool:
    moment = find_moment(piece)
    return moment is not None and moment.bound is not Bound.IN


def _counts(words: str, bare: str) -> Sequence[str]:
    """Split a list of counts, each with its own words of counting or, for common results, with those of the first."""
    patterns = _patterns()
    pieces: list[str] = []
    start = 0
    for found in patterns.comma.finditer(words):
        left, right = words[start : found.start()], words[found.end() :]
        mark = found.group().strip().startswith(",")
        counted = patterns.counts.match(right) is not None
        rate = patterns.rate.fullmatch(right.rstrip(". ")) is not None
        after_count = patterns.counts.match(left) is not None
        closed = left.count("(") == left.count(")")
        if closed and ((counted and (mark or after_count)) or (rate and after_count)):
            pieces.append(left)
            start = found.end()
    pieces.append(words[start:])
    if len(pieces) > 1:
        return pieces
    head = patterns.head.fullmatch(bare)
    if head is None or " / " in bare:
        return ()
    things = [thing.strip() for thing in _outside_brackets(head["things"], patterns.comma)]
    last = things[-1].split()
    alone = len(things) > 1 and all(key(thing) in patterns.results for thing in things[:-1])
    return [f"{head['count']} {thing}" for thing in things] if alone and key(last[0]) in patterns.results else ()


def _event_with(words: str) -> Sequence[str]:
    """Split "launch of the tool, 500 users": an event, and a figure beside it."""
    found = _patterns().event_with.fullmatch(words.rstrip(". "))
    if found is None or any(sign.isdigit() for sign in found["event"]) or "(" in found["event"]:
        return [words]
    event = read_kpi(found["event"])
    if not isinstance(event, Kpi) or event.kind is not KpiKind.MILESTONE or event.facts:
        return [words]
    return [found["event"], found["count"]]


@cached
def parse_kpi(text: str) -> Kpi | Unparsed:
    """Return one indicator; what the text does not state is None. A text with a figure left open is not understood."""
    bare = _bare(text).strip()
    if not _says_something(bare) or _is_reference(bare) or _patterns().withheld.fullmatch(bare):
        return Unparsed(text=text)
    return read_kpi(text, bare)


def _says_something(text: str) -> bool:
    return any(sign.isalpha() for sign in text) and not _patterns().undetermined.fullmatch(text.strip(" ."))


def _value(words: str) -> tuple[Decimal | None, bool]:
    """Return the target value of a text, or None, and whether it is a percentage.

    The text must have a single number, at its start, after a colon, after "at least", or after "by" or "of" where
    something increases or decreases. The numbers in "AP 3", "phase 2" and "within 3 months" are not target values.
    """
    leading = _patterns().number.match(words)
    if leading is not None and _patterns().another.search(words, leading.end()):
        return None, False
    if leading is not None:
        return Decimal(_patterns().numbers[key(leading.group())]), False
    found = list(_AMOUNT.finditer(words))
    before = _patterns().before_a_value.search(words[: found[0].start()]) if len(found) == 1 else None
    if before is None or (before["change"] and not _changes(words)):
        share = len(found) == 1 and found[0]["percent"] is not None
        if not share:
            return None, False
    return Decimal(re.sub(r"[ ,]", "", found[0]["amount"])), found[0]["percent"] is not None


def _changes(words: str) -> bool:
    return any(_patterns().directions[way].search(words) for way in (Direction.INCREASE, Direction.DECREASE))


def _direction(words: str, value: Decimal | None) -> Direction | None:
    """Return the direction that the text starts with or has a value for; REACH for any other value."""
    for direction, pattern in _patterns().directions.items():
        if pattern.match(words) or (value is not None and pattern.search(words)):
            return direction
    return None if value is None else Direction.REACH


@cached
def parse_targets(text: str) -> Targets:
    """Return the targets of a cell, one per sentence."""
    statements = (sentence for line in lines(text) for sentence in sentences(_bare(line)) if sentence)
    items = (parse_target(statement) for statement in statements if not _patterns().labelled.match(statement))
    return Targets(text=text, items=tuple(items))


@cached
def parse_target(text: str) -> Target | Unparsed:
    """Return one target."""
    if not _says_something(text):
        return Unparsed(text=text)
    value, percent = _value(text)
    meant = None if value is None else read_kpi(text, _bare(text))
    if not isinstance(meant, Kpi) or meant.value != value:
        value = None  # a baseline, or a figure that can mean two things
    unit = None if value is None else _PERCENT if percent else _unit_after_value(text)
    return Target(text=text, direction=_direction(text, value), value=value, unit=unit)


def _unit_after_value(text: str) -> str | None:
    """Return the unit that follows the value of a target: "3 OCGs"."""
    found = _AMOUNT.search(text) or _patterns().number.match(text)
    return None if found is None else text[found.end() :].strip(" .") or None

"""Formats the table of rules: how many findings each rule reports, and how to fix them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from empact.diagnostics import Diagnostic, Diagnostics, Kind, Severity
from empact.hooks import printable
from empact.plugins.text.paint import Paint
from empact.plugins.text.verdict import count

_HEAD = ("RULE", "COUNT", "CURE")
_CURES = 3
"""The maximum number of different cures that are shown for a rule."""
_ELSE = "..."
_INDENT = "    "
_LEAST = 40
"""The minimum width of the last column."""


def by_rule(findings: Diagnostics) -> list[tuple[Kind, Diagnostics]]:
    """Return the findings of each rule: the most severe rules first, and then those with the most findings."""
    groups = findings.by_kind()
    return sorted(groups.items(), key=lambda group: (_rank(group[1]), -len(group[1])))


def _rank(findings: Diagnostics) -> int:
    return sorted(Severity, reverse=True).index(severity_of(findings))


def severity_of(findings: Diagnostics) -> Severity:
    """Return the severity of the findings of a rule: the highest, if a waiver or a plugin changes one of them."""
    return findings.worst or Severity.INFO


def format_statistics(findings: Diagnostics, width: int, paint: Paint) -> str:
    """Format a table with a row for each rule: its code and name, the number of its findings, and the cure.

    The cure stands below the row if the columns are too wide.
    """
    groups = by_rule(findings)
    rules = [f"{kind.code} {kind.name}" for kind, _ in groups]
    counts = [count(len(rule_findings), severity_of(rule_findings)) for _, rule_findings in groups]
    first, second = (max(map(len, cells)) for cells in ((_HEAD[0], *rules), (_HEAD[1], *counts)))
    taken = first + second + 4
    beside = width - taken >= _LEAST
    lines = [paint.heading(f"{_HEAD[0]:<{first}}  {_HEAD[1]:>{second}}{f'  {_HEAD[2]}' if beside else ''}")]
    for rule, number, (_, rule_findings) in zip(rules, counts, groups, strict=True):
        row = f"{rule:<{first}}  {paint.severe(f'{number:>{second}}', severity_of(rule_findings))}"
        cure = textwrap.wrap(
            printable(cure_of(rule_findings)),
            width - (taken if beside else len(_INDENT)),
            break_on_hyphens=False,
            break_long_words=False,
        )
        if beside:
            lines.append(f"{row}  {cure[0]}" if cure else row)
            lines += (f"{' ' * taken}{line}" for line in cure[1:])
        else:
            lines += (row, *(f"{_INDENT}{line}" for line in cure))
    return "\n".join(lines)


def cure_of(findings: Iterable[Diagnostic]) -> str:
    """Return what the hints of a rule have in common, with ``...`` for the words that differ.

    Hints that have less than half of their words in common are different cures, each of which is shown.
    """
    cures: list[list[str]] = []
    for hint in dict.fromkeys(finding.hint for finding in findings if finding.hint):
        words = hint.split()
        for index, cure in enumerate(cures):
            common = _common(cure, words)
            if 2 * sum(word.strip(",;") != _ELSE for word in common) >= max(len(cure), len(words)):
                cures[index] = common
                break
        else:
            if len(cures) == _CURES:
                return f"{' Or: '.join(map(' '.join, cures))} {_ELSE}"
            cures.append(words)
    return " Or: ".join(map(" ".join, cures))


def _common(one: list[str], other: list[str]) -> list[str]:
    """Return the words of two hints, where each run of words that differ is ``...``."""
    if len(one) == len(other):
        return _joined(word if word == also else _differing(word, also) for word, also in zip(one, other, strict=True))
    shorter = min(len(one), len(other))
    start = next((index for index in range(shorter) if one[index] != other[index]), shorter)
    end = next((index for index in range(shorter - start) if one[-1 - index] != other[-1 - index]), shorter - start)
    return _joined([*one[:start], _ELSE, *one[len(one) - end :]])


def _differing(word: str, also: str) -> str:
    """Return ``...``, with the comma that both words have behind them."""
    return f"{_ELSE}{word[-1]}" if word[-1] == also[-1] and word[-1] in ",;" else _ELSE


def _joined(words: Iterable[str]) -> list[str]:
    """Return words in which no ``...`` follows another one."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == _ELSE and word.startswith(_ELSE):
            joined[-1] = word
        else:
            joined.append(word)
    return joined

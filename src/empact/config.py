"""The configuration: what a project says once in ``empact.toml``, or in ``[tool.empact]`` of ``pyproject.toml``."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import attrs

from empact.analysis import Thresholds
from empact.diagnostics import Severity, Waiver, did_you_mean
from empact.errors import ConfigError
from empact.reprs import short_repr
from empact.validation.profiles import as_severities
from empact.validation.selectors import as_selectors, own_kind


def _waivers(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    return tuple(waivers)


@attrs.frozen(kw_only=True)
class Config:
    """What a project has settled: plugins not to load, rules to run, how bad findings are, which are accepted.

    ``profile`` is the name of a profile that the choice starts from; ``answers`` is the file with the answers to
    possible overlaps, and ``workspace`` the folder with ledgers and practices, both beside the configuration unless
    they say otherwise; ``exclusion`` is what is settled about the exclusion clause (plan section 5.3). ``source`` is
    the file of the configuration, where there is one.
    """

    disable: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    profile: str | None = None
    select: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    severity: Mapping[str, Severity] = attrs.field(default={}, converter=as_severities)
    waive: tuple[Waiver, ...] = attrs.field(default=(), converter=_waivers)
    answers: str | None = None
    workspace: str | None = None
    exclusion: Thresholds = Thresholds()
    source: str | None = None

    __repr__ = short_repr


def parse_config(text: str, name: str = "empact.toml") -> Config:
    """The configuration in a text; in a file called ``pyproject.toml`` it is the table ``[tool.empact]``.

    Raises:
        ConfigError: The text is no TOML, or says something that means nothing here; every problem is told at once.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r" ?\(at line (\d+), column (\d+)\)", str(problem))
        where = f"{name}:{found[1]}:{found[2]}" if found else name
        what = str(problem).replace(found[0], "") if found else str(problem)
        raise ConfigError([f"{where}: the file is no TOML: {what}."]) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or brackets within brackets without end
        raise ConfigError([f"{name}: the file holds more than a configuration can say."]) from None
    reader = _Reader(text, name)
    table: object = tree
    if is_project(name):
        tool: object = tree.get("tool")
        table = cast("dict[str, object]", tool).get("empact", {}) if isinstance(tool, dict) else {}
    config = reader.config(table)
    if reader.problems:
        raise ConfigError(reader.problems)
    return config


def is_project(name: str) -> bool:
    """Whether a file is a ``pyproject.toml``, in which empact has a table of its own."""
    return re.split(r"[/\\]", name)[-1] == "pyproject.toml"


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self.lines = text.splitlines()
        self.name = name
        self.problems: list[str] = []

    def config(self, table: object) -> Config:
        parts: dict[str, Callable[[object], Any]] = {
            "disable": lambda value: self._words("disable", value),
            "profile": lambda value: self._text("profile", value),
            "select": lambda value: self._rules("select", value),
            "ignore": lambda value: self._rules("ignore", value),
            "severity": self._severity,
            "waive": self._waivers,
            "answers": lambda value: self._text("answers", value),
            "workspace": lambda value: self._text("workspace", value),
            "exclusion": self._exclusion,
        }
        tree = self._table("the configuration", table, parts)
        values = {key: parts[key](value) for key, value in tree.items() if key in parts}
        return Config(source=self.name, **values) if not self.problems else Config()

    def _tell(self, key: str, what: str, hint: str | None = None, *, behind: int = 0) -> None:
        line = self._line(key, behind)
        where = self.name if line is None else f"{self.name}:{line}"
        self.problems.append(f"{where}: {what}." + (f" {hint}" if hint else ""))

    def _line(self, key: str, behind: int) -> int | None:
        """The first line behind another with a key or table of this name, as far as a look at the lines tells it."""
        quoted = f"[\"']?{re.escape(key)}[\"']?"
        key_line = re.compile(rf"\s*(?:{quoted}\s*=|\[+\s*(?:[\w-]+\s*\.\s*)*{quoted}\s*\]|.*[{{,]\s*{quoted}\s*=)")
        found = (number for number, line in enumerate(self.lines, 1) if number > behind and key_line.match(line))
        return next(found, None)

    def _table(self, what: str, value: object, known: Mapping[str, object], behind: int = 0) -> Mapping[str, object]:
        if not isinstance(value, dict):
            self._tell(what, f"{what} is not a table")
            return {}
        table = cast("dict[str, object]", value)
        for key in table:
            if key not in known:
                close = did_you_mean(key, known)
                hint = f"Did you mean {close!r}?" if close else f"Known are {', '.join(known)}."
                self._tell(key, f"the key {key!r} is not known here", hint, behind=behind)
        return table

    def _text(self, key: str, value: object, *, behind: int = 0) -> str:
        if isinstance(value, str) and value.strip() and "\0" not in value:
            return value
        self._tell(key, f"{key!r} is not a text", behind=behind)
        return ""

    def _words(self, key: str, value: object) -> tuple[str, ...]:
        words = cast("list[object]", value) if isinstance(value, list) else [None]
        if all(isinstance(word, str) for word in words):
            return tuple(map(str, words))
        self._tell(key, f"{key!r} is not a list of texts", f'Write {key} = ["..."].')
        return ()

    def _rules(self, key: str, value: object) -> tuple[str, ...]:
        words = self._words(key, value)
        for word in words:
            self._refuse_own(key, word)
        return words

    def _refuse_own(self, key: str, word: str, *, behind: int = 0) -> None:
        if own_kind(word):
            what = f"{word!r} is told by empact itself, and can be neither chosen, left out, changed nor waived"
            self._tell(key, what, behind=behind)

    def _severity(self, value: object) -> dict[str, Severity]:
        known = [severity.value for severity in Severity]
        found: dict[str, Severity] = {}
        if not isinstance(value, dict):
            self._tell("severity", "'severity' is not a table", 'Write "one-way-link" = "info" beneath [severity].')
            return found
        for selector, word in cast("dict[str, object]", value).items():
            self._refuse_own(selector, selector)
            if word in known:
                found[selector] = Severity(word)
            else:
                close = did_you_mean(str(word), known)
                hint = f"Did you mean {close!r}?" if close else f"Known are {', '.join(known)}."
                self._tell(selector, f"{word!r} is no severity", hint)
        return found

    def _exclusion(self, value: object) -> Thresholds:
        known = [field.name for field in attrs.fields(Thresholds)]
        if not isinstance(value, dict):
            self._tell("exclusion", "'exclusion' is not a table", "Write exhortations = 2 beneath [exclusion].")
            return Thresholds()
        table = self._table("exclusion", cast("object", value), dict.fromkeys(known))
        right: dict[str, int] = {}
        for key in known:
            number = table.get(key)
            if isinstance(number, int) and not isinstance(number, bool) and number > 0:
                right[key] = number
            elif key in table:
                self._tell(key, f"{key!r} is not a number above 0")
        return Thresholds(**right)

    def _waivers(self, value: object) -> tuple[Waiver, ...]:
        if not isinstance(value, list):
            self._tell("waive", "'waive' is not a list of tables", "Start each with [[waive]].")
            return ()
        waivers: list[Waiver | None] = []
        line = 0
        for one in cast("list[object]", value):
            line = self._line("waive", line) or line
            waivers.append(self._waiver(one, line))
        return tuple(waiver for waiver in waivers if waiver is not None)

    def _waiver(self, value: object, line: int) -> Waiver | None:
        before = len(self.problems)
        behind = line - 1  # the line itself counts: a waiver may be written in one
        if not isinstance(value, dict):
            self._tell("waive", "a waiver is not a table", "Start each with [[waive]].", behind=behind)
            return None
        known = [field.name for field in attrs.fields(Waiver)]
        table = self._table("waive", cast("dict[str, object]", value), dict.fromkeys(known), behind)
        for key in known:
            if key not in table:
                self._tell("waive", f"the waiver has no {key!r}", behind=behind)
        texts = {key: self._text(key, table[key], behind=behind) for key in ("rule", "at", "reason") if key in table}
        if "rule" in texts:
            self._refuse_own("rule", texts["rule"], behind=behind)
        until = table.get("until")
        if "until" in table and (not isinstance(until, dt.date) or isinstance(until, dt.datetime)):
            self._tell(
                "until", "'until' is not a date", "Write the last day without quotes: 2026-12-31.", behind=behind
            )
        if len(self.problems) > before:
            return None
        return Waiver(**texts, until=cast("dt.date", until))

"""The configuration of a project, from ``empact.toml`` or the table ``[tool.empact]`` of ``pyproject.toml``."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import attrs

from empact.analysis import Thresholds
from empact.arguments import check_optional_any_text_field, check_type, objects, type_of
from empact.diagnostics import Severity, Waiver, did_you_mean
from empact.errors import ConfigError
from empact.model import ActionStatus, FrozenMap
from empact.validation.profiles import as_severities
from empact.validation.selectors import as_selectors, own_kind
from empact.values import value

if TYPE_CHECKING:
    from empact.analysis import LightThresholds

_FIELDS = {"progress": "lights", "round": "reply_to"}
"""The fields of a configuration whose table has another name."""
_WRITE_LIGHTS = "Write the shares green and amber below [progress.lights]."


def _tuple(value: object) -> object:
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def _settings(rules: Mapping[str, Mapping[str, Any]]) -> FrozenMap[str, FrozenMap[str, Any]]:
    """Convert the options of rules to frozen values; a list of a file becomes a tuple."""

    def frozen(given: Mapping[str, Any]) -> FrozenMap[str, Any]:
        check_type("The options of a rule", "a mapping of names", Mapping, given)
        return FrozenMap({name: _tuple(value) for name, value in given.items()})

    check_type("Config.rules", "a mapping of rules", Mapping, rules, lambda _value: "{'possible-overlap': {...}}")
    return FrozenMap({rule: frozen(given) for rule, given in rules.items()})


def _waivers(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    return objects("waive", "a list of waivers", Waiver, waivers)


def _check_lights(_config: object, _attribute: Any, lights: Any) -> None:
    if lights is not None:  # few projects have lights
        from empact.analysis import LightThresholds

        check_type("Config.lights", "a LightThresholds or None", LightThresholds, lights)


def _check_status_words(_config: object, _attribute: Any, words: Any) -> None:
    check_type("Config.status_words", "a mapping of words to ActionStatus", Mapping, words)
    for status in words.values():
        check_type("Each value of Config.status_words", "an ActionStatus", ActionStatus, status)


@value(kw_only=True)
class Config:
    """The settings of a project."""

    disable: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    """The names of the plugins that are not loaded."""
    profile: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """The name of the profile that the selection of rules starts from. None for the default."""
    select: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    """The selectors of the rules to run, such as ``OAP2`` or ``dangling-link``. Empty for all."""
    ignore: tuple[str, ...] = attrs.field(default=(), converter=as_selectors)
    """The selectors of the rules not to run."""
    severity: Mapping[str, Severity] = attrs.field(default={}, converter=as_severities)
    """The severity of findings, by selector."""
    waive: tuple[Waiver, ...] = attrs.field(default=(), converter=_waivers)
    """The findings that are accepted, each with a reason and a last day."""
    rules: Mapping[str, Mapping[str, Any]] = attrs.field(default=FrozenMap(), converter=_settings)
    """The options of rules (``[rules.NAME]``): by the name of the rule, the value of each option that is set."""
    answers: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """The file with the answers to possible overlaps, relative to the configuration. None if there is none."""
    workspace: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """The folder with ledgers, reports and practices, relative to the configuration. None if there is none."""
    exclusion: Thresholds = attrs.field(default=Thresholds(), validator=type_of("a Thresholds", Thresholds))
    """The thresholds of the exclusion clause (plan section 5.3)."""
    lights: LightThresholds | None = attrs.field(default=None, validator=_check_lights)
    """The thresholds of traffic lights (``[progress.lights]``). None if there are no lights."""
    status_words: Mapping[str, ActionStatus] = attrs.field(
        default=FrozenMap[str, ActionStatus](), validator=_check_status_words
    )
    """What further words for the status of an action mean, such as ``in delivery``. They go before those of plans."""
    reply_to: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """The functional address to which forms are sent back (``[round] reply_to``), such as that of the Driver's office.
    None if forms name none.
    """
    source: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """The file of the configuration, such as ``empact.toml``. None if there is none."""
    workspace_at: str | None = attrs.field(default=None, eq=False, repr=False)
    """The file and the line that name the workspace, such as ``empact.toml:3``. None if no file names it."""
    text: str | None = attrs.field(default=None, eq=False, repr=False)
    """The text of the file, in which messages look for the line of an option. None if there is no file."""


def parse_config(text: str, name: str = "empact.toml") -> Config:
    """Parse the text of a configuration file; in a file named ``pyproject.toml``, its table ``[tool.empact]``.

    Raises:
        ConfigError: The text is not valid TOML, or has unknown keys or wrong values. It lists every problem.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        match = re.search(r" ?\(at line (\d+), column (\d+)\)", str(problem))
        where = f"{name}:{match[1]}:{match[2]}" if match else name
        what = str(problem).replace(match[0], "") if match else str(problem)
        raise ConfigError([f"{where}: the file is not valid TOML: {what}."]) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or endlessly nested brackets
        raise ConfigError([f"{name}: a number is too long, or brackets are nested too deeply."]) from None
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
    """Check whether a file is a ``pyproject.toml``, where the configuration is one table among others."""
    return re.split(r"[/\\]", name)[-1] == "pyproject.toml"


class _Reader:
    """Checks the tree of a configuration key by key, and collects the problems instead of stopping at the first."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
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
            "rules": self._rule_options,
            "answers": lambda value: self._text("answers", value),
            "workspace": lambda value: self._text("workspace", value),
            "exclusion": self._exclusion,
            "progress": self._progress,
            "round": self._round,
            "status_words": self._status_words,
        }
        tree = self._table("the configuration", table, parts)
        values = {_FIELDS.get(key, key): parts[key](value) for key, value in tree.items() if key in parts}
        if self.problems:
            return Config()
        start = (self._line("empact", 0) or 0) if is_project(self.name) else 0  # other tools have a workspace too
        return Config(source=self.name, text=self.text, workspace_at=self._where("workspace", start), **values)

    def _report(self, key: str, what: str, hint: str | None = None, *, after: int = 0) -> None:
        self.problems.append(f"{self._where(key, after)}: {what}." + (f" {hint}" if hint else ""))

    def _where(self, key: str, after: int) -> str:
        line = self._line(key, after)
        return self.name if line is None else f"{self.name}:{line}"

    def _line(self, key: str, after: int) -> int | None:
        """Return the first line below line ``after`` with a key or table of this name, or None.

        ``tomllib`` gives no positions, so this searches the text. It only serves messages: a key inside a multi-line
        string can mislead it.
        """
        quoted = f"[\"']?{re.escape(key)}[\"']?"
        key_line = re.compile(rf"\s*(?:{quoted}\s*=|\[+\s*(?:[\w-]+\s*\.\s*)*{quoted}\s*\]|.*[{{,]\s*{quoted}\s*=)")
        numbers = (number for number, line in enumerate(self.lines, 1) if number > after and key_line.match(line))
        return next(numbers, None)

    def _table(self, what: str, value: object, known: Mapping[str, object], after: int = 0) -> Mapping[str, object]:
        if not isinstance(value, dict):
            self._report(what, f"{what} must be a table")
            return {}
        table = cast("dict[str, object]", value)
        for key in table:
            if key not in known:
                close = did_you_mean(key, known)
                hint = f"Did you mean {close!r}?" if close else f"Known keys: {', '.join(known)}."
                self._report(key, f"unknown key {key!r}", hint, after=after)
        return table

    def _text(self, key: str, value: object, *, after: int = 0) -> str:
        if isinstance(value, str) and value.strip() and "\0" not in value:
            return value
        self._report(key, f"{key!r} must be a text", after=after)
        return ""

    def _words(self, key: str, value: object) -> tuple[str, ...]:
        words = cast("list[object]", value) if isinstance(value, list) else [None]
        if all(isinstance(word, str) for word in words):
            return tuple(map(str, words))
        self._report(key, f"{key!r} must be a list of texts", f'Write {key} = ["..."].')
        return ()

    def _rules(self, key: str, value: object) -> tuple[str, ...]:
        words = self._words(key, value)
        for word in words:
            self._refuse_built_in(key, word)
        return words

    def _refuse_built_in(self, key: str, word: str, *, after: int = 0) -> None:
        if own_kind(word):
            cannot = "it cannot be selected, ignored, changed or waived"
            self._report(key, f"{word!r} is built in and always reported; {cannot}", after=after)

    def _severity(self, value: object) -> dict[str, Severity]:
        known = [severity.value for severity in Severity]
        severities: dict[str, Severity] = {}
        if not isinstance(value, dict):
            self._report("severity", "'severity' must be a table", 'Write "one-way-link" = "info" below [severity].')
            return severities
        for selector, word in cast("dict[str, object]", value).items():
            self._refuse_built_in(selector, selector)
            if word in known:
                severities[selector] = Severity(word)
            else:
                close = did_you_mean(str(word), known)
                hint = f"Did you mean {close!r}?" if close else f"Known severities: {', '.join(known)}."
                self._report(selector, f"unknown severity {word!r}", hint)
        return severities

    def _rule_options(self, value: object) -> Mapping[str, Mapping[str, Any]]:
        """Return the options of rules as they are: which there are is known only with the plugins."""
        write = "Write least = 0.7 below [rules.possible-overlap]."
        if not isinstance(value, dict):
            self._report("rules", "'rules' must be a table", write)
            return {}
        rules = cast("dict[str, dict[str, Any]]", value)
        for name, options in rules.items():
            if not isinstance(cast("object", options), dict):
                self._report(name, f"'rules.{name}' must be a table", write, after=self._line("rules", 0) or 0)
        return rules

    def _exclusion(self, value: object) -> Thresholds:
        known = [field.name for field in attrs.fields(Thresholds)]
        if not isinstance(value, dict):
            self._report("exclusion", "'exclusion' must be a table", "Write exhortations = 2 below [exclusion].")
            return Thresholds()
        table = self._table("exclusion", cast("object", value), dict.fromkeys(known))
        valid: dict[str, int] = {}
        for key in known:
            number = table.get(key)
            if isinstance(number, int) and not isinstance(number, bool) and number > 0:
                valid[key] = number
            elif key in table:
                self._report(key, f"{key!r} must be a whole number above 0")
        return Thresholds(**valid)

    def _round(self, value: object) -> str | None:
        tree = self._table("round", value, {"reply_to": None}, self._line("round", 0) or 0)
        return self._text("reply_to", tree["reply_to"]) if "reply_to" in tree else None

    def _progress(self, value: object) -> LightThresholds | None:
        if not isinstance(value, dict):
            self._report("progress", "'progress' must be a table", _WRITE_LIGHTS)
            return None
        table = self._table("progress", cast("object", value), {"lights": None})
        return self._lights(table["lights"]) if "lights" in table else None

    def _lights(self, value: object) -> LightThresholds | None:
        from empact.analysis import LightThresholds  # most projects have no lights

        if not isinstance(value, dict):
            self._report("lights", "'progress.lights' must be a table", _WRITE_LIGHTS)
            return None
        known = [field.name for field in attrs.fields(LightThresholds)]
        table = self._table("lights", cast("object", value), dict.fromkeys(known))
        shares: dict[str, Decimal] = {}
        for key in known:
            number = table.get(key)
            if isinstance(number, (int, float)) and not isinstance(number, bool) and 0 < number <= 1:
                shares[key] = Decimal(str(number))
            elif key in table:
                self._report(key, f"{key!r} must be a number above 0, at most 1")
            else:
                self._report("lights", f"'progress.lights' needs the key {key!r}", _WRITE_LIGHTS)
        if len(shares) < len(known):
            return None
        if shares["amber"] >= shares["green"]:
            self._report("amber", "'amber' must be below 'green'")
            return None
        return LightThresholds(**shares)

    def _status_words(self, value: object) -> dict[str, ActionStatus]:
        known = [status.value for status in ActionStatus if status is not ActionStatus.NOT_REPORTED]
        if not isinstance(value, dict):
            self._report("status_words", "'status_words' must be a table", 'Write "in delivery" = "live" below it.')
            return {}
        from empact.reference.statuses import status_key  # few configurations have words of their own

        statuses: dict[str, ActionStatus] = {}
        spelt: dict[str, str] = {}
        for word, status in cast("dict[str, object]", value).items():
            first = spelt.setdefault(status_key(word), word)
            if not status_key(word):
                self._report("status_words", "a word for a status must not be empty")
            elif first != word:
                self._report(word, f"{word!r} and {first!r} are one word: capitals, spaces and hyphens are ignored")
            elif status in known:
                statuses[word] = ActionStatus(status)
            else:
                close = did_you_mean(str(status), known)
                hint = f"Did you mean {close!r}?" if close else f"Known statuses: {', '.join(known)}."
                self._report(word, f"unknown status {status!r}", hint)
        return statuses

    def _waivers(self, value: object) -> tuple[Waiver, ...]:
        if not isinstance(value, list):
            self._report("waive", "'waive' must be a list of tables", "Start each waiver with [[waive]].")
            return ()
        waivers: list[Waiver | None] = []
        line = 0
        for table in cast("list[object]", value):
            line = self._line("waive", line) or line
            waivers.append(self._waiver(table, line))
        return tuple(waiver for waiver in waivers if waiver is not None)

    def _waiver(self, value: object, line: int) -> Waiver | None:
        before = len(self.problems)
        after = line - 1  # includes the line itself, since a waiver may be an inline table
        if not isinstance(value, dict):
            self._report("waive", "a waiver must be a table", "Start each waiver with [[waive]].", after=after)
            return None
        known = attrs.fields_dict(Waiver)
        table = self._table("waive", cast("dict[str, object]", value), dict.fromkeys(known), after)
        for key, field in known.items():
            if key not in table and field.default is attrs.NOTHING:
                self._report("waive", f"the waiver needs the key {key!r}", after=after)
        texts = {key: self._text(key, table[key], after=after) for key in known if key in table and key != "until"}
        if "rule" in texts:
            self._refuse_built_in("rule", texts["rule"], after=after)
        until = table.get("until")
        if "until" in table and (not isinstance(until, dt.date) or isinstance(until, dt.datetime)):
            self._report(
                "until", "'until' must be a date", "Write the last day without quotes: 2026-12-31.", after=after
            )
        if len(self.problems) > before:
            return None
        return Waiver(**texts, until=cast("dt.date", until))

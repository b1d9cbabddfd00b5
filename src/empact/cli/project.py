"""A new plugin project: what is settled about it, and the files that follow from that. Nothing is written here."""

from __future__ import annotations

import datetime as dt
import importlib.resources
import json
import keyword
import re
import string
from collections.abc import Iterable, Iterator

import attrs

from empact.errors import EmpactError
from empact.hooks.discovery import OWN_PREFIX, normalised
from empact.model import Confidence, Span
from empact.reference import Cycle, CyclePriority

_NAME = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?", re.IGNORECASE | re.ASCII)
_PREFIX = re.compile(r"[A-Z]{2,8}")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_SMALL = frozenset({"and", "in", "of", "the"})
_LETTERS = 4
"""How many letters of a priority's id make the prefix of its rules, with ``OAP`` before them."""

FILES = {
    "gitignore": ".gitignore",
    "README.md": "README.md",
    "pyproject.toml": "pyproject.toml",
    "init.py": "src/$module/__init__.py",
    "plan.yaml": "src/$module/plan.yaml",
    "rules.py": "src/$module/rules.py",
    "case.yaml": "src/$module/cases/$lower-many-actions-led.yaml",
    "export.py": "src/$module/export.py",
    "py.typed": "src/$module/py.typed",
    "conftest.py": "tests/conftest.py",
    "test_plugin.py": "tests/test_plugin.py",
    "test_export.py": "tests/test_export.py",
    "golden.md": "tests/golden/leaders.md",
}
"""The templates, ``template/NAME.txt`` beside this module, and the file that each becomes."""
SCHEMA = "plan-1.schema.json"


class RefusedError(EmpactError):
    """A project that cannot be made as it is asked for; the message says why, and what to ask for."""


@attrs.frozen(kw_only=True)
class Project:
    """What is settled about a project: whose plan it holds, for which time, and what its parts are called.

    ``code`` is the letter of the priority or its id in the facts about its cycle, and ``title`` what it is called.
    ``fact`` is where both come from, or None for a priority that the facts do not have. ``prefix`` are the letters of
    the codes of its rules; what else two projects must not share is named after them.
    """

    name: str
    code: str
    title: str
    cycle: Cycle
    period: Span
    prefix: str
    fact: CyclePriority | None = None

    @property
    def module(self) -> str:
        """The package that is imported: ``oap_g_2013``."""
        return module_of(self.name)

    @property
    def years(self) -> str:
        """The years of the plan: ``2013``, or ``2026-2027``."""
        return "-".join(dict.fromkeys(str(day.year) for day in (self.period.start, self.period.end)))

    @property
    def plan(self) -> str:
        """The id of the plan: ``G-2013``."""
        return f"{self.code}-{self.years}"

    @property
    def priority(self) -> str:
        """The priority as a title names it; since 2018 no letters are known, and an id is nothing to print."""
        lettered = self.fact is None or self.fact.letter is not None
        return f"Priority {self.code}: {self.title}" if lettered else self.title

    def files(self, version: str, schema: bytes) -> dict[str, bytes]:
        """The files of the project, by their paths inside its folder, for a version of empact and its JSON Schema."""
        words = dict(self._words(), version=version, schema=SCHEMA)
        texts = {_filled(path, words): _filled(_template(name), words) for name, path in FILES.items()}
        return {**{path: text.encode() for path, text in texts.items()}, SCHEMA: schema}

    def _words(self) -> dict[str, str]:
        """What the templates ask for; a word in capitals is quoted, as YAML, TOML and Python all read it."""
        cycle = self.cycle
        title = f"Operational Action Plan {self.years}: {self.priority}"
        return {
            "name": self.name,
            "module": self.module,
            "prefix": self.prefix,
            "lower": self.prefix.lower(),
            "plan": self.plan,
            "code": self.code,
            "CODE": _quoted(self.code),
            "cycle": cycle.id,
            "CYCLE_NAME": _quoted(cycle.name),
            "cycle_facts": "".join(_cycle_facts(cycle)),
            "priority": self.priority,
            "TITLE": _quoted(title),
            "PRIORITY_NAME": _quoted(self.title),
            "priority_source": self._source(),
            "SUMMARY": _quoted(f"{title} (to be filled in)"),
            "year": str(self.period.start.year),
            "start": str(self.period.start),
            "end": str(self.period.end),
        }

    def _source(self) -> str:
        """How far the name of the priority is to be trusted."""
        if self.fact is None or self.fact.name != self.title:
            return "The name is the one that was asked for."
        if self.fact.confidence is Confidence.GENERAL_KNOWLEDGE:
            return f"The name is general knowledge: compare it with the document ({self.fact.source})."
        return f"The name is that of {self.fact.source}."


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _filled(text: str, words: dict[str, str]) -> str:
    return string.Template(text).substitute(words)


def _template(name: str) -> str:
    return (importlib.resources.files("empact.cli") / "template" / f"{name}.txt").read_text(encoding="utf-8")


def _cycle_facts(cycle: Cycle) -> Iterator[str]:
    """What is known of a cycle besides its name, as lines of the plan."""
    if cycle.since is not None and cycle.until is not None:
        yield f"\n  period: {{start: {cycle.since}, end: {cycle.until}}}"
    basis = cycle.document("policy-cycle")
    if basis is not None:
        yield f"\n  basis: {basis}"
    if cycle.steps:
        yield "\n  steps:"
    for step in cycle.steps:
        facts = {"name": step.name, "body": step.body, "document": step.document}
        known = ", ".join(f"{key}: {value}" for key, value in facts.items() if value is not None)
        yield f"\n    - {{{known}}}"


def module_of(name: str) -> str:
    """The package that a project is imported as: ``oap_g_2013`` for ``oap-g-2013``."""
    return normalised(name).replace("-", "_")


def checked_name(name: str) -> str:
    """The name as distributions are compared, if it can be one and its package can be imported."""
    module = module_of(name)
    if not _NAME.fullmatch(name):
        message = f"The name {name!r} cannot be that of a distribution: use letters, digits, hyphens, as in oap-g-2013."
        raise RefusedError(message)
    if not module.isidentifier() or keyword.iskeyword(module):
        message = f"The name {name!r} gives the package {module!r}, which Python cannot import; try 'oap-{name}'."
        raise RefusedError(message)
    return normalised(name)


def found_priority(cycle: Cycle, asked: str, title: str | None) -> tuple[str, str, CyclePriority | None]:
    """Code, title and fact of the priority of a cycle with this letter or id; another one needs a title."""
    if title is not None and not (title.strip() and title.isprintable()):
        raise RefusedError("The title is empty, or is no text of one line.")
    for fact in cycle.priorities:
        code = fact.letter or fact.id
        if asked.casefold() in {code.casefold(), fact.id}:
            return code, title or fact.name, fact
    if title is None:
        known = ", ".join(f"{one.letter} ({one.name})" if one.letter else one.id for one in cycle.priorities)
        message = f"The cycle {cycle.id} has no priority {asked!r} that is known, only {known}; a --title makes one."
        raise RefusedError(message)
    if not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", asked):
        message = f"The priority {asked!r} is no code: use a letter, or words joined by hyphens."
        raise RefusedError(message)
    return asked, title, None


def found_period(cycle: Cycle, name: str, asked: str | None) -> Span:
    """The period that is asked for, or else that of the plan of the cycle in which the year in a name lies."""
    first, last = ((day or dt.date.max).year for day in (cycle.since, cycle.until))
    if asked is not None and not re.fullmatch(r"\d{4}(-\d{4})?", asked):
        message = f"The period {asked!r} is neither a year nor two, such as {first} or {first}-{first + 1}."
        raise RefusedError(message)
    years = sorted(map(int, _YEAR.findall(name if asked is None else asked)))
    if not years:
        raise RefusedError(f"The name {name!r} holds no year: name it with --period, such as --period {last}.")
    start, end = years[0], years[-1]
    if start < first or end > last:
        what = f"The name {name!r} holds a year" if asked is None else f"The period {asked!r} has a year"
        raise RefusedError(f"{what} outside the cycle {cycle.id}, which lasts from {first} to {last}.")
    if asked is None and start == end:
        length = cycle.plan_years or 1
        start -= (start - first) % length
        end = min(start + length - 1, last)
    return Span(start=dt.date(start, 1, 1), end=dt.date(end, 12, 31))


def found_prefix(code: str, asked: str | None, taken: Iterable[str]) -> str:
    """The prefix that is asked for, or else the first free one that begins with ``OAP`` and letters of a priority."""
    owned = {OWN_PREFIX, *taken}
    if asked is not None:
        if not _PREFIX.fullmatch(asked):
            raise RefusedError(f"The prefix {asked!r} is not 2 to 8 capital letters, such as OAPG.")
        if asked in owned:
            message = f"The prefix {asked!r} belongs to empact or to a plugin that is installed; choose another one."
            raise RefusedError(message)
        return asked
    words = [re.sub("[^A-Z]", "", word.upper()) for word in code.split("-") if word not in _SMALL]
    letters = "".join(word[:1] for word in words) if len(words) > 1 else "".join(words)
    wanted = OWN_PREFIX + letters[:_LETTERS]
    if wanted == OWN_PREFIX:
        raise RefusedError(f"The priority {code!r} has no letters for the codes of rules: choose some with --prefix.")
    return next(one for one in (wanted, *(wanted + letter for letter in string.ascii_uppercase)) if one not in owned)

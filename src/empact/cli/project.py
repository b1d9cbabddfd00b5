"""The files of a new plugin project, as bytes; ``new`` writes them."""

from __future__ import annotations

import datetime as dt
import importlib.resources
import json
import keyword
import re
import string
from collections.abc import Iterable, Iterator

from empact.errors import EmpactError
from empact.hooks.discovery import OWN_PREFIX, normalised
from empact.model import Confidence, Span
from empact.reference import Cycle, CyclePriority
from empact.values import value

_NAME = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?", re.IGNORECASE | re.ASCII)
_PREFIX = re.compile(r"[A-Z]{2,8}")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_SMALL = frozenset({"and", "in", "of", "the"})
_LETTERS = 4
"""Maximum letters of a priority's id in the prefix of its rules, after ``OAP``."""

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
"""The templates (``template/NAME.txt`` beside this module) and the path of the file made from each."""
SCHEMA = "plan-1.schema.json"


class RefusedError(EmpactError):
    """A project that cannot be created as requested; the message says why and what to change."""


@value(kw_only=True)
class Project:
    """A plugin project for the plan of a priority."""

    name: str
    """The name of the distribution, the plugin and the plan."""
    code: str
    """The letter of the priority, or its id in the facts about its cycle."""
    title: str
    """The name of the priority."""
    cycle: Cycle
    """The policy cycle of the plan."""
    period: Span
    """The period of the plan."""
    prefix: str
    """The letters of its rule codes; its other names that must be unique start with them too."""
    fact: CyclePriority | None = None
    """The known fact that ``code`` and ``title`` come from. None for an unknown priority."""

    @property
    def module(self) -> str:
        """The name of its package, such as ``oap_g_2013``."""
        return module_of(self.name)

    @property
    def years(self) -> str:
        """The years of the plan, such as ``2013`` or ``2026-2027``."""
        return "-".join(dict.fromkeys(str(day.year) for day in (self.period.start, self.period.end)))

    @property
    def plan(self) -> str:
        """The id of the plan, such as ``G-2013``."""
        return f"{self.code}-{self.years}"

    @property
    def priority(self) -> str:
        """The priority in a title: letter and name; only the name if there is no known letter, as since 2018."""
        lettered = self.fact is None or self.fact.letter is not None
        return f"Priority {self.code}: {self.title}" if lettered else self.title

    def files(self, version: str, schema: bytes) -> dict[str, bytes]:
        """The files of the project by path, for a version of empact and its JSON Schema."""
        words = dict(self._words(), version=version, schema=SCHEMA)
        texts = {_filled(path, words): _filled(_template(name), words) for name, path in FILES.items()}
        return {**{path: text.encode() for path, text in texts.items()}, SCHEMA: schema}

    def _words(self) -> dict[str, str]:
        """The values of the placeholders; those in capitals are quoted in a way that YAML, TOML and Python read."""
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
        """Where the name of the priority comes from."""
        if self.fact is None or self.fact.name != self.title:
            return "The name is the one given on the command line."
        if self.fact.confidence is Confidence.GENERAL_KNOWLEDGE:
            return f"The name is general knowledge: check it against the document ({self.fact.source})."
        return f"The name is the one in {self.fact.source}."


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _filled(text: str, words: dict[str, str]) -> str:
    return string.Template(text).substitute(words)


def _template(name: str) -> str:
    return (importlib.resources.files("empact.cli") / "template" / f"{name}.txt").read_text(encoding="utf-8")


def _cycle_facts(cycle: Cycle) -> Iterator[str]:
    """The known facts of a cycle besides its name, as lines of the plan."""
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
    """The package of a project: ``oap_g_2013`` for ``oap-g-2013``."""
    return normalised(name).replace("-", "_")


def checked_name(name: str) -> str:
    """Return the normalised name of a project; refuse one that cannot be a distribution or an importable package."""
    module = module_of(name)
    if not _NAME.fullmatch(name):
        message = f"{name!r} cannot be the name of a distribution. Use letters, digits and hyphens, such as oap-g-2013."
        raise RefusedError(message)
    if not module.isidentifier() or keyword.iskeyword(module):
        message = f"Python cannot import {module!r}, the package of {name!r}. Use another name, such as 'oap-{name}'."
        raise RefusedError(message)
    return normalised(name)


def found_priority(cycle: Cycle, asked: str, title: str | None) -> tuple[str, str, CyclePriority | None]:
    """Find the code, title and fact of a priority by its letter or id; an unknown priority needs a title."""
    if title is not None and not (title.strip() and title.isprintable()):
        raise RefusedError("The title must be one line of text that is not empty.")
    for fact in cycle.priorities:
        code = fact.letter or fact.id
        if asked.casefold() in {code.casefold(), fact.id}:
            return code, title or fact.name, fact
    if title is None:
        known = ", ".join(
            f"{priority.letter} ({priority.name})" if priority.letter else priority.id for priority in cycle.priorities
        )
        message = f"Unknown priority {asked!r} in the cycle {cycle.id}. Use {known}; or name a new one with --title."
        raise RefusedError(message)
    if not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", asked):
        message = f"{asked!r} is not a priority code. Use a letter, or words joined by hyphens."
        raise RefusedError(message)
    return asked, title, None


def found_period(cycle: Cycle, name: str, asked: str | None) -> Span:
    """Parse the requested period; default: that of the plan of the cycle that covers the year in the name."""
    first, last = ((day or dt.date.max).year for day in (cycle.since, cycle.until))
    if asked is not None and not re.fullmatch(r"\d{4}(-\d{4})?", asked):
        message = f"{asked!r} is not a period. Use one year or two, such as {first} or {first}-{first + 1}."
        raise RefusedError(message)
    years = sorted(map(int, _YEAR.findall(name if asked is None else asked)))
    if not years:
        raise RefusedError(f"The name {name!r} has no year. Add the period, such as --period {last}.")
    start, end = years[0], years[-1]
    if start < first or end > last:
        what = f"The name {name!r}" if asked is None else f"The period {asked!r}"
        raise RefusedError(f"{what} has a year outside the cycle {cycle.id}, which is from {first} to {last}.")
    if asked is None and start == end:
        length = cycle.plan_years or 1
        start -= (start - first) % length
        end = min(start + length - 1, last)
    return Span(start=dt.date(start, 1, 1), end=dt.date(end, 12, 31))


def found_prefix(code: str, asked: str | None, taken: Iterable[str]) -> str:
    """Check the requested prefix; default: the first free one that starts with ``OAP`` and letters of the priority."""
    owned = {OWN_PREFIX, *taken}
    if asked is not None:
        if not _PREFIX.fullmatch(asked):
            raise RefusedError(f"{asked!r} is not a prefix. Use 2 to 8 capital letters, such as OAPG.")
        if asked in owned:
            message = f"The prefix {asked!r} belongs to empact or to an installed plugin. Choose another one."
            raise RefusedError(message)
        return asked
    words = [re.sub("[^A-Z]", "", word.upper()) for word in code.split("-") if word not in _SMALL]
    letters = "".join(word[:1] for word in words) if len(words) > 1 else "".join(words)
    wanted = OWN_PREFIX + letters[:_LETTERS]
    if wanted == OWN_PREFIX:
        raise RefusedError(f"The priority {code!r} has no letters for the rule codes. Add them with --prefix.")
    return next(
        prefix for prefix in (wanted, *(wanted + letter for letter in string.ascii_uppercase)) if prefix not in owned
    )

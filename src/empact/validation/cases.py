"""The good and the bad case of a rule: data beside the rule, shown on its page and run as a test."""

from __future__ import annotations

import importlib.resources
from typing import Any

import attrs

from empact.validation.rules import Rule


@attrs.frozen(kw_only=True)
class ExpectedFinding:
    """A finding of the bad case: the pointer it speaks of, its whole message, and the pointers of what it rests on."""

    at: str
    says: str
    related: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Case:
    """A plan in which a rule finds something, one in which it finds nothing, and what it finds in the first.

    Both are the text of a YAML file. ``as_of`` is the date of knowledge, for rules that need one.
    """

    bad: str
    good: str
    finds: tuple[ExpectedFinding, ...]
    as_of: str | None = None


def case_text(rule: Rule) -> str | None:
    """The text of ``cases/NAME.yaml`` in the package of the rule's check, or None where there is none."""
    package = getattr(rule.check, "__module__", "").rpartition(".")[0]
    if not package:
        return None
    file = importlib.resources.files(package) / "cases" / f"{rule.name}.yaml"
    return file.read_text(encoding="utf-8") if file.is_file() else None


def case_of(tree: Any) -> Case:
    """The case in the tree of such a file."""
    finds = tuple(
        ExpectedFinding(at=str(one["at"]), says=str(one["says"]), related=tuple(map(str, one.get("related", ()))))
        for one in tree["finds"]
    )
    as_of = tree.get("as_of")
    return Case(bad=str(tree["bad"]), good=str(tree["good"]), finds=finds, as_of=None if as_of is None else str(as_of))

"""Generates a page for each rule before each build: its docstring, a bad example and a good example.

``{rules}`` on a page is the table of all rules, group by group.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import yaml
from pages import table, write_folder

import empact
from empact.session.toml_options import allowed_values, format_default
from empact.validation import Provided, Rule
from empact.validation.cases import case_of, case_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BLOCK = re.compile(r"^```\{rules\}\n```$", re.MULTILINE)


def _name(rule: Rule) -> str:
    """Return the name of the page of a rule."""
    return f"{rule.code}-{rule.name}"


def _tables() -> Iterator[str]:
    """Yield a table for each group of rules, and the list by which Sphinx finds their pages."""
    rules = empact.default_session().rules
    for group, members in itertools.groupby(rules, key=lambda provided: provided.value.group or provided.origin):
        rows = (
            (f"[{rule.code} `{rule.name}`](rules/{_name(rule)}.md)", rule.severity.value, rule.summary)
            for rule in (provided.value for provided in members)
        )
        yield from (f"### `{group}`", "", *table(("Rule", "Severity", "What it finds"), rows), "")
    yield from ("```{toctree}", ":hidden:", ":maxdepth: 1", *(f"rules/{_name(each.value)}" for each in rules), "```")


def write_table(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Put the tables into the source of a page, in place of the block that asks for them."""
    source[0] = _BLOCK.sub(lambda _block: "\n".join(_tables()), source[0])


def _page(provided: Provided[Rule]) -> Iterator[str]:
    rule = provided.value
    yield f"# {rule.code} {rule.name}"
    yield from ("", rule.doc, "", f"Severity: {rule.severity}. Plugin: `{provided.origin}`.")
    yield from _settings(rule)
    text = case_text(rule)
    if text is None:
        return
    case = case_of(yaml.safe_load(text))
    if case.parties:
        invented = [f"{code} ({kind.value})" for code, kind in case.parties.items()]
        yield from ("", f"In both examples, these parties are invented: {', '.join(invented)}.")
    if case.as_of is not None:
        yield from ("", f"In both examples, the date of knowledge is {case.as_of}.")
    for text in case.others:
        yield from (
            "",
            "In both examples, the plan is checked together with this plan:",
            "",
            "```yaml",
            text.rstrip(),
            "```",
        )
    yield from ("", "## A bad example", "", "```yaml", case.bad.rstrip(), "```")
    yield from _files({"ledger": case.bad_ledger, **case.bad_files})
    yield from ("", "`empact` reports:", "")
    yield from (f"- {finding.says}" for finding in case.finds)
    yield from ("", "## A good example", "", "```yaml", case.good.rstrip(), "```")
    yield from _files({"ledger": case.good_ledger, **case.good_files})
    yield ""


def _settings(rule: Rule) -> Iterator[str]:
    """Yield what a rule looks at, the plans that it is for, and its options."""
    if rule.scope == "portfolio":
        yield from ("", "The rule looks at all plans that are checked together.")
    if rule.plans:
        yield from ("", f"Only for the plans {', '.join(f'`{plan}`' for plan in rule.plans)}.")
    if rule.options:
        yield from (
            "",
            "## Options",
            "",
            f"A project sets them [below `[rules.{rule.name}]`](../../howto/configure.md#set-the-options-of-a-rule).",
        )
        yield from ("", "| Option | Default | Allowed | Meaning |", "|---|---|---|---|")
        for option in rule.options:
            yield f"| `{option.name}` | `{format_default(option)}` | {allowed_values(option)} | {option.summary} |"


def _files(folders: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Format the files beside a plan, folder by folder."""
    for folder, files in folders.items():
        what = "The ledger" if folder == "ledger" else f"The folder `{folder}`"
        for id, text in files.items():
            yield from ("", f"{what} contains `{id}.yaml`:", "", "```yaml", text.rstrip(), "```")


def write_pages(app: Sphinx) -> None:
    """Write the pages, and remove the pages of deleted rules."""
    rules = empact.default_session().rules
    pages = {f"{_name(provided.value)}.md": "\n".join(_page(provided)) for provided in rules}
    write_folder(app.srcdir / "reference" / "rules", pages)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_pages)
    app.connect("source-read", write_table)
    return {"parallel_read_safe": True}

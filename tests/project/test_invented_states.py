"""No real state or body is shown as late, exhorted, failing or excluded: only the invented ones, QM to QZ.

Help texts, pages, examples, cases, docstrings and tests are searched for ledger entries, for commands about ledgers and
the exclusion clause, for Python that makes entries, absences and dossiers, and for sentences about a state. COSI may
decide and validate. Calls of ``impact_of_leaving`` are searched in pages only: to leave is not to fail.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from tests.support.paths import ROOT

from empact.model import EntryContent, EntryKind, Party
from empact.reference import register
from empact.testing.values import CELLS, TRAPS, of

MAY_DECIDE = frozenset({"COSI"})
MEMBERSHIP = frozenset({"HR", "UK"})
"""Of these states, tests ask whether they are members on a day, which decides whether the clause covers them."""


_GENERATED = {"_build", "_inv", "__pycache__", ".hypothesis"}


def _files() -> Iterator[Path]:
    """List the texts of the project, without what is generated for the documentation."""
    yield from ROOT.glob("*.md")
    for folder in ("src", "docs", "examples", "tests", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*")):
            generated = (
                _GENERATED & set(path.relative_to(ROOT).parts[1:]) or path.parent == ROOT / "docs/reference/rules"
            )
            if path.suffix in {".md", ".yaml", ".py", ".toml"} and not generated and path != Path(__file__):
                yield path


def _names(party: Party) -> Iterator[str]:
    yield from (party.code, party.name)
    yield from (name.text for name in party.names)


_KNOWN = {name for party in register().parties if party.code not in MAY_DECIDE for name in _names(party)}
_REAL = "(?:" + "|".join(re.escape(name) for name in sorted(_KNOWN, key=len, reverse=True)) + r")(?!\w)"
_NAME = re.compile(rf"\b{_REAL}")


def real_names(text: str) -> list[str]:
    """List the real states and bodies that a text names, by code or name."""
    return _NAME.findall(text)


# Entries of a ledger

_END = re.compile(r"\n\s*\n|```|\"\"\"|empact: (?!ledger)")
_CELL = re.compile(r"(?:^|\\n|\n)[ .\"]*(?:parties|by)\"?: *(.*?)(?=\\n|\n|$)")


def of_entries(text: str) -> Iterator[str]:
    """Yield the parties of ledger entries in a text that are real."""
    for block in re.split(r"\bempact\"?: \"?ledger/1", text)[1:]:
        end = _END.search(block)
        for cell in _CELL.findall(block[: end.start()] if end else block):
            if real_names(cell):
                yield cell


# Commands

_COMMAND = re.compile(r"\bempact (?:exclusion|ledger (?:add|list))\b(?:\\\n|[^\n`])*")
_PARTY = re.compile(r"--(?:party|by)[ =](\"[^\"]*\"|\S+)|\bempact exclusion\s+\S+\s+(\S+)")


def of_commands(text: str) -> Iterator[str]:
    """Yield the commands about an exclusion or a ledger that name a real state or body."""
    for command in _COMMAND.findall(text):
        if any(real_names(first or second) for first, second in _PARTY.findall(command)):
            yield command


# Sentences

_BEHIND = re.compile(
    r" (?:(?:has been|is|was|are) (?:excluded|exhorted|late|overdue|readmitted)|(?:has|have) not (?:answered|met)"
    r"|jeopardises|takes no part)\b"
)
_BEFORE = re.compile(r"(?:\bexhorts|\b(?:exhortation|reminder) (?:to|of)|\(without|\bRequested from) ?")
_LONGEST = max(map(len, _KNOWN))


def of_sentences(text: str) -> Iterator[str]:
    """Yield the sentences that say of a real state or body that it is late, exhorted, failing or excluded."""
    for found in _BEHIND.finditer(text):
        before = text[max(0, found.start() - _LONGEST - 1) : found.start()]
        if any(name.end() == len(before) for name in _NAME.finditer(before)):
            yield before + found[0]
    for found in _BEFORE.finditer(text):
        if _NAME.match(text, found.end()):
            yield text[found.start() : found.end() + _LONGEST]


# Calls in Python

_KINDS = {kind.value for kind in EntryKind}
_MAKERS = re.compile(r"EntryContent|Absence\b")
_FIELDS = {"parties", "party", "by", "who"}
_ABOUT = re.compile(r"EntryKind|EntryContent|Absence|exclusion|ledger|impact_of_leaving|absences")


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(nodes: Iterable[ast.AST | None]) -> Iterator[str]:
    for node in nodes:
        for inner in () if node is None else ast.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner.value


def _has_kind(call: ast.Call) -> bool:
    """Check whether a kind of entry is an argument of a call."""
    values = (*call.args, *(keyword.value for keyword in call.keywords))
    names = (node for value in values for node in ast.walk(value) if isinstance(node, ast.Attribute))
    return any(getattr(node.value, "id", "") == "EntryKind" for node in names)


def _is_command(nodes: list[ast.expr]) -> bool:
    """Check whether the values are the arguments of a command about a ledger or the clause."""
    words = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return bool(words) and (words[0] in {"exclusion", *_KINDS} or words[:2] in (["ledger", "add"], ["ledger", "list"]))


def _values(node: ast.AST, makers: set[str], *, of_pages: bool) -> Iterable[ast.AST | None]:
    """Return the values of a call, a default or the arguments of a command that may name parties."""
    if isinstance(node, ast.FunctionDef) and node.name in makers:
        return (*node.args.defaults, *node.args.kw_defaults)
    if isinstance(node, ast.Call):
        name = _called(node)
        fields = [keyword.value for keyword in node.keywords if keyword.arg in _FIELDS]
        if _MAKERS.fullmatch(name) or name in makers or _has_kind(node):
            return (*node.args, *fields)
        if name == "exclusion" or (of_pages and name in {"impact_of_leaving", "absences"}):
            return [value for value in (*node.args, *fields) if getattr(value, "value", None) not in MEMBERSHIP]
        return node.args if _is_command(node.args) else ()
    if isinstance(node, ast.Tuple | ast.List) and _is_command(node.elts):
        return node.elts
    return ()


def of_calls(source: str, *, of_pages: bool = False) -> Iterator[str]:
    """Yield the Python that makes an entry, an absence or a dossier of a real state or body.

    A function that returns entries or absences makes them too: its calls and its defaults are searched.
    """
    if not _ABOUT.search(source):
        return
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns is not None]
    makers = {node.name for node in functions if _MAKERS.search(ast.unparse(node.returns or node))}
    for node in ast.walk(tree):
        if any(real_names(text) for text in _texts(_values(node, makers, of_pages=of_pages))):
            yield ast.unparse(node)[:200]


def python_of(page: str) -> str:
    """Return the Python of a page of the documentation as one module."""
    return "\n".join(
        "\n".join(line[4:] for line in block.splitlines() if line[:3] in {">>>", "..."}) if ">>>" in block else block
        for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    )


def _calls_of(path: Path, text: str) -> Iterator[str]:
    if path.suffix == ".py":
        yield from of_calls(text)
    elif path.suffix == ".md":
        yield from of_calls(python_of(text), of_pages=True)


# The checks

TEXTS = {path: path.read_text(encoding="utf-8") for path in _files()}


def _found(search: Callable[[Path, str], Iterable[str]]) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {one}" for path, text in TEXTS.items() for one in search(path, text)]


@pytest.mark.one_python
def test_entries__are_about_invented_states() -> None:
    assert _found(lambda _path, text: of_entries(text)) == []


@pytest.mark.one_python
def test_commands__are_about_invented_states() -> None:
    assert _found(lambda _path, text: of_commands(text)) == []


@pytest.mark.one_python
def test_sentences__are_about_invented_states() -> None:
    assert _found(lambda _path, text: of_sentences(text)) == []


@pytest.mark.one_python
def test_calls__are_about_invented_states() -> None:
    assert _found(_calls_of) == []


def test_texts__are_those_of_the_project() -> None:
    names = {str(path.relative_to(ROOT).as_posix()) for path in TEXTS}
    assert {
        "README.md",
        "docs/howto/exclusion.md",
        "src/empact/cli/ledger.py",
        "tests/analysis/exclusions/test_exclusion.py",
    } <= names
    assert "examples/oap_invented_2031/src/oap_invented_2031/plan.yaml" in names


def test_pages__with_a_plan_or_an_entry_say_that_it_is_invented() -> None:
    shown = re.compile(r"^```yaml\nempact: (?:plan|ledger|practice)/1", re.MULTILINE)
    pages = [(path, text) for path, text in TEXTS.items() if path.suffix == ".md" and shown.search(text)]
    assert len(pages) > 5
    assert [str(path.relative_to(ROOT)) for path, text in pages if "invented" not in text.lower()] == []


@pytest.mark.parametrize(
    ("search", "text"),
    [
        (of_entries, "empact: ledger/1\nplan: X\nkind: exhortation\nparties: QN\nby: {}\n"),
        (of_entries, '"empact: ledger/1\\nplan: X\\nparties: QN, in cooperation with {}\\n"'),
        (of_commands, "$ empact ledger add plan.yaml exhortation --party QN \\\n>   --by {} --on 2031-05-01"),
        (of_commands, "empact exclusion plan.yaml {} --as-of 2031-05-01"),
        (of_sentences, "Action 1.1 has no leader: {} is excluded."),
        (of_sentences, "All MS (without {}) take part"),
        (of_calls, "EntryContent(plan='X', parties=parse_parties('{}'))"),
        (of_calls, "entry(EntryKind.REMINDER, '2031-05-01', 'QN', '{}')"),
        (of_calls, "def letter(on: str, who: str = '{}') -> EntryContent: ..."),
        (of_calls, "def letter(on: str, who: str) -> EntryContent: ...\nletter('2031-05-01', '{}')"),
        (of_calls, "context.exclusion('{}')"),
        (of_calls, "run('exclusion', 'plan.yaml', '{}')"),
        (of_calls, "CALLS = [('ledger', 'add', 'plan.yaml', 'contact', '--party', '{}')]"),
    ],
)
def test_search__finds_real_states_and_bodies_and_no_others(search: Callable[[str], Iterator[str]], text: str) -> None:
    for real in ("ES", "Spain", "Frontex", "EC"):
        assert len(list(search(text.replace("{}", real)))) == 1, real
    for other in ("QM", "Nettlemark", "COSI", "Acme"):
        assert list(search(text.replace("{}", other))) == [], other


def test_search__of_pages_includes_what_leaving_would_change() -> None:
    assert list(of_calls("context.impact_of_leaving('ES', leaving=day)", of_pages=True)) != []
    assert python_of("```python\n>>> f(1)\n1\n```\n```python\ng(\n    2)\n```\n") == "f(1)\ng(\n    2)\n"


def test_strategies__name_no_real_party_but_a_trap_of_yaml_a_presidency_and_a_goal() -> None:
    named = {name for text in CELLS + TRAPS for name in real_names(text)}
    assert named <= {"NO", "DK", "SG"}


@given(of(EntryContent))
def test_strategies__put_no_real_party_into_a_ledger(entry: EntryContent) -> None:
    for cell in (entry.parties, entry.by):
        assert {"NO", "DK"}.isdisjoint(re.findall(r"\w+", " ".join(map(str, (cell, *cell.items)))))

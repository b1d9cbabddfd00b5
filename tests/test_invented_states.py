"""No real state or body is shown as late, exhorted, failing or excluded: only the invented ones, QM to QZ.

Read are the entries of ledgers in every text of the project, the commands about ledgers and the exclusion clause, and
the calls of Python that make entries, absences and dossiers. COSI may decide, validate and be responsible.
"""

from __future__ import annotations

import ast
import re
import subprocess
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from empact.model import EntryKind, Party
from empact.reference import register

ROOT = Path(__file__).parent.parent
INVENTED = re.compile(r"Q[M-Z]")
MAY_ACT = frozenset({"COSI"})
"""The bodies that a ledger may name although they are real: they decide, and are not late."""


def _files(*suffixes: str) -> list[Path]:
    """List the text files of the project: those that git tracks or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *(f"*{suffix}" for suffix in suffixes)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file() and path != Path(__file__)]


def _names(party: Party) -> Iterator[str]:
    yield party.code
    yield party.name
    yield from (name.text for name in party.names)


REAL = frozenset(name for party in register().parties if party.code not in MAY_ACT for name in _names(party))
"""Codes, names and spellings of every party of the register."""
_REAL = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(REAL, key=len, reverse=True))) + r")(?!\w)")


def real_names(text: str) -> list[str]:
    """List the real states and bodies that a text names."""
    return _REAL.findall(text)


# Entries in YAML

_ENTRY = re.compile(r"empact: ledger/1(?:\\n|\n)((?:.*?(?:\\n|\n))*?)(?=\s*(?:```|\"\"\"|$))")
_CELL = re.compile(r"(?:^|\\n|\n)[ .]*(?:parties|by): *(.*?)(?=\\n|\n|$)")


def entries_with_real_names(text: str) -> Iterator[str]:
    """Yield the cells for parties in the ledger entries of a text that name a real state or body."""
    blocks = text.split("empact: ledger/1")[1:]
    for block in blocks:
        end = re.search(r"\n\s*\n|\n```|\"\"\"|empact: (?!ledger)", block)
        for cell in _CELL.findall(block[: end.start()] if end else block):
            if real_names(cell):
                yield cell


# Commands

_COMMAND = re.compile(r"\bempact (?:exclusion|ledger (?:add|list))\b(?:[^\n`]|\\\n)*")
_EXCLUSION = re.compile(r"\bempact exclusion\s+(?:\S+)\s+(\S+)")


def commands_with_real_names(text: str) -> Iterator[str]:
    """Yield the commands about an exclusion or a ledger that name a real state or body."""
    for command in _COMMAND.findall(text):
        parties = re.findall(r"--(?:party|by)[ =](\"[^\"]*\"|\S+)", command) + _EXCLUSION.findall(command)
        if any(real_names(party) for party in parties):
            yield command


# Calls in Python

_MAKE_ENTRIES = {kind.value.replace("-", "_") for kind in EntryKind} | {"EntryContent", "Absence"}
_ABOUT_CLAUSE = {"exclusion", "Dossier"}
_ABOUT = {"parties", "party", "by"}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner.value


def _makes_entry(call: ast.Call) -> bool:
    kinds = (node for value in call.args for node in ast.walk(value) if isinstance(node, ast.Attribute))
    return _name(call.func) in _MAKE_ENTRIES or any(
        getattr(node.value, "id", "") == "EntryKind" and node.attr in EntryKind.__members__ for node in kinds
    )


def _of_command(call: ast.Call | ast.Tuple | ast.List) -> bool:
    """Whether the arguments are those of a command about a ledger or the clause."""
    words = [
        node.value
        for node in (call.args if isinstance(call, ast.Call) else call.elts)
        if isinstance(node, ast.Constant)
    ]
    return bool(words) and (
        words[0] == "exclusion"
        or words[:2] in (["ledger", "add"], ["ledger", "list"])
        or words[0] in {kind.value for kind in EntryKind}
    )


def calls_with_real_names(source: str) -> Iterator[str]:
    """Yield the calls that make an entry, an absence or a dossier of a real state or body."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (_makes_entry(node) or _name(node.func) in _ABOUT_CLAUSE):
            values = (*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in _ABOUT))
        elif isinstance(node, ast.Call | ast.Tuple | ast.List) and _of_command(node):
            values = tuple(node.args if isinstance(node, ast.Call) else node.elts)
        else:
            continue
        if any(real_names(text) for text in _texts(values)):
            yield ast.unparse(node)


def python_blocks(page: str) -> str:
    """Return the Python of a page of the documentation as one module."""
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    plain = (
        "\n".join(line[4:] for line in block.splitlines() if line[:3] in {">>>", "..."}) if ">>>" in block else block
        for block in blocks
    )
    return "\n".join(map(textwrap.dedent, plain))


def _check(path: Path, text: str, found: Iterable[str]) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {one}" for one in found]


TEXTS = _files(".md", ".yaml", ".py", ".toml", ".json")


def test_real_names__finds_codes_and_names_of_states_and_bodies() -> None:
    assert real_names("HU, Spain, Frontex") == ["HU", "Spain", "Frontex"]
    assert real_names("QN, QZ, COSI, All MS, Nettlemark") == []


def test_entries__name_only_invented_states() -> None:
    found = [one for path in TEXTS for one in _check(path, "", entries_with_real_names(path.read_text("utf-8")))]
    assert found == []


def test_commands__name_only_invented_states() -> None:
    found = [one for path in TEXTS for one in _check(path, "", commands_with_real_names(path.read_text("utf-8")))]
    assert found == []


def test_calls__name_only_invented_states() -> None:
    found: list[str] = []
    for path in _files(".py", ".md"):
        text = path.read_text("utf-8")
        found += _check(path, "", calls_with_real_names(text if path.suffix == ".py" else python_blocks(text)))
    assert found == []

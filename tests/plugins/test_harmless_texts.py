"""A text of a plan that looks like a formula, a path, a tag or an escape sequence does no harm in any output.

A table over all documents and all formats: a new one is in it as soon as it ships.
"""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.support import shipped
from tests.support.built_once import documents_built_once
from tests.support.paths import ROOT
from tests.support.written import file_text

import oap_c_2012
from empact import Plan, Session
from empact.cli import main
from empact.documents.names import is_file_name
from empact.hooks import DocumentSpec

SESSION = Session([oap_c_2012])
SILENT = {
    "coverage": "a goal that is served is a number",
    "diff": "one plan is compared with itself",
    "entries": "no entry is recorded",
    "lineage": "one plan is compared with none",
    "links": "numbers of actions",
    "overlaps": "one plan overlaps with none",
    "practices": "no practice is recorded",
    "reports": "no report is recorded",
    "seals": "no seal is recorded",
    "responsibilities": "an unreadable party is counted only",
    "workload": "an unreadable party is counted only",
}
"""The documents without the text, and what they have instead."""
WITHOUT_TITLE = {("driver-annex", "csv")}
"""The files without the text: without reports, the tables of the document have no row, and CSV has no title."""
SHOWN = {
    "=1+1": {
        "csv": "'=1+1",
        "docx": "=1+1",
        "html": "=1+1",
        "json": "=1+1",
        "markdown": "=1+1",
        "text": "=1+1",
        "xlsx": "=1+1",
    },
    "../../x": {
        "csv": "../../x",
        "docx": "../../x",
        "html": "../../x",
        "json": "../../x",
        "markdown": "../../x",
        "text": "../../x",
        "xlsx": "../../x",
    },
    "<script>": {
        "csv": "<script>",
        "docx": "&lt;script&gt;",
        "html": "&lt;script&gt;",
        "json": "<script>",
        "markdown": r"\<script\>",
        "text": "<script>",
        "xlsx": "&lt;script&gt;",
    },
    "\x1b[31m": {
        "csv": r"\x1b[31m",
        "docx": r"\x1b[31m",
        "html": r"\x1b[31m",
        "json": r"\u001b[31m",
        "markdown": r"\\x1b\[31m",
        "text": r"\x1b[31m",
        "xlsx": r"\x1b[31m",
    },
}
"""Each text, and how each format of documents shows it."""
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MARKDOWN_TAG = re.compile(r"(?<!\\)<(?!br>)(?!https?://)")


def text_of(odd: str) -> str:
    """A plan with a text as its title, its goal, and each cell of an action, and as the condition of a party."""
    sections = [{"number": "1", "heading": odd, "text": odd}]
    actions = [
        {
            "number": "1.1",
            "goal": "1",
            "activity": odd,
            "description": odd,
            "leaders": "HU",
            "participants": f"AT ({odd}), {odd}",
            "links": f"1.2, {odd}",
            "timing": odd,
            "target": odd,
            "kpis": f"KPI: {odd}",
            "documentation": [odd],
        },
        {"number": "1.2", "goal": "1", "activity": odd, "leaders": "AT", "timing": "May"},
    ]
    tree = {
        "empact": "plan/1",
        "id": "X-2031",
        "title": odd,
        "period": {"start": "2031-01-01", "end": "2031-12-31"},
        "sections": sections,
        "goals": [{"number": "1", "annex": odd}],
        "actions": actions,
        "provisions": [{"kind": "exclusion", "stated": "section 1/1/1"}],
        "checkpoints": [{"name": odd, "on": "2031-06-30"}],
    }
    return json.dumps(tree)


def plan_of(odd: str) -> Plan:
    return SESSION.loads(text_of(odd), format="json")


def files_of(plan: Plan, to: str, spec: DocumentSpec, folder: Path) -> dict[str, str]:
    """The files of a document of the plan, which stand in the folder and nowhere else."""
    of_a_text = {"cell": plan.title}  # the document about a cell has no other text
    needed: dict[str, Any] = {
        option.name: of_a_text.get(option.name, "AT") for option in spec.options if option.required
    }
    assert plan.period is not None
    folder.mkdir()
    SESSION.export(plan, to=to, document=spec.name, path=f"{folder}/out/", as_of=plan.period.start, **needed)
    assert [path.name for path in folder.iterdir()] == ["out"]
    return {path.name: file_text(path.read_bytes()) for path in (folder / "out").iterdir()}


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self._open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self._open = tag == "script"
        if self._open:
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "script"


def harms(to: str, text: str) -> list[str]:
    """What in a file does harm, by its format."""
    found = [f"control character {sign!r}" for sign in CONTROLS.findall(text.replace("\r\n", "\n"))]
    match to:
        case "csv":
            cells = (cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row)
            found += [f"formula {cell!r}" for cell in cells if re.search(r"(?:\A|[;,\t|\n])\s*=", cell)]
        case "docx":
            fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", text)
            found += [f"field {field!r}" for field in fields if field.strip() not in {"PAGE", "NUMPAGES"}]
            found += [f"address {address!r}" for address in re.findall(r'Target="([^"]*)" TargetMode', text)]
        case "html":
            own = (ROOT / "src/empact/plugins/html/templates/script.js").read_text("utf-8")
            page = _Tags(text)
            found += [f"script {script!r}" for script in page.scripts if script.strip() != own.strip()]
            found += [f"handler {name}" for name in page.handlers]
        case "json":
            json.loads(text)
        case "markdown":
            found += [f"tag {text[tag.start() : tag.start() + 20]!r}" for tag in MARKDOWN_TAG.finditer(text)]
            found += [f"rule or heading {line!r}" for line in text.splitlines() if re.match(r"=+$", line)]
        case "xlsx":
            found += [f"formula {formula!r}" for formula in re.findall(r"<f[ >][^<]*", text)]
            addresses = re.findall(r'Target="([^"]*)" TargetMode="External"', text)
            found += [f"address {address!r}" for address in addresses]
    return found


@pytest.mark.no_cover  # the tests of documents and writers measure the same code
@pytest.mark.parametrize("spec", shipped.DOCUMENTS, ids=lambda spec: spec.name)
@pytest.mark.parametrize("odd", SHOWN)
def test_a_document__shows_a_text_and_does_nothing_with_it(odd: str, spec: DocumentSpec, tmp_path: Path) -> None:
    plan, quoted = plan_of(odd), json.dumps(repr(odd))[2:-2]  # a finding quotes the text as Python does
    with documents_built_once():
        written = {to: files_of(plan, to, spec, tmp_path / to) for to in shipped.WRITERS}
    for to, files in written.items():
        assert all(map(is_file_name, files)), to
        assert [harm for text in files.values() for harm in harms(to, text)] == [], to
        text = "".join(files.values())
        if (spec.name, to) == ("parsed-cell", "csv"):
            continue  # it has the parts of the text as items, and no properties
        shows = SHOWN[odd][to] in text or (spec.name == "findings" and quoted in text)
        assert shows is (spec.name not in SILENT and (spec.name, to) not in WITHOUT_TITLE), to


def test_the_table__has_each_format_of_documents() -> None:
    assert all(set(shown) == set(shipped.WRITERS) for shown in SHOWN.values())


@pytest.mark.parametrize("to", ["json", "yaml"])
@pytest.mark.parametrize("odd", SHOWN)
def test_a_plan__is_written_with_the_text_and_read_back(odd: str, to: str) -> None:
    given = plan_of(odd)
    text = SESSION.export(given, to=to).decode()
    assert CONTROLS.findall(text) == []
    assert SESSION.loads(text, format=to) == given
    assert (given.title, given.actions[0].activity.text) == (odd, odd)


@pytest.mark.parametrize("format_", ["text", "json"])
@pytest.mark.parametrize("command", ["show", "validate --show info", "task --party AT", "workload", "governance"])
@pytest.mark.parametrize("odd", SHOWN)
def test_a_command__prints_a_text_and_no_control_character(
    odd: str, command: str, format_: str, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(text_of(odd), "utf-8")
    name, *options = command.split()
    done = CliRunner().invoke(main, [name, str(plan), *options, "--format", format_])
    assert done.exit_code in {0, 1}
    assert CONTROLS.findall(done.stdout) == []
    if format_ == "json":
        json.loads(done.stdout)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_the_condition_of_a_party__is_in_the_plan() -> None:
    items = plan_of("=1+1").actions[0].participants.items
    assert [str(item) for item in items] == ["AT", "(=1+1)", "=1", "1"]  # the party stays, and the rest is reported

"""``empact import --review``: each cell of a document beside what was understood, and the line that corrects it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.support.council_word.reference import COLUMN, reference
from tests.support.office import word
from tests.support.word_tables import actions, cell, table, text

import empact
from empact.cli import main
from empact.containers import WordTable, read_word

MARKING = "RESTREINT UE/EU RESTRICTED"
TITLES = ("#", "Activity", "Leader", "Participants", "I/D SG", "I/D OA", "Timing", "Target")
EMPTY = {
    "participants": "Participants",
    "description": "Description",
    "goals": "I/D SG",
    "actions": "I/D OA",
    "June": "Results June",
    "Dec": "Results Dec",
}
"""The titles under which the page lists columns without words."""
STATES = "BE, BG, CZ, DK, DE, EE, IE, EL, ES, FR, IT, CY, LV, LT, LU, HU, MT, NL, AT, PL, PT, RO, SI, SK, FI, SE, UK"
"""The member states of 2012, in protocol order."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, arguments, prog_name="empact")


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir() if path.suffix != ".docx")


class Page(HTMLParser):
    """The tables of a page: by the title of its section, the items of each cell by the title of its column."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: dict[str, list[dict[str, list[str]]]] = {}
        self.all = ""
        self._row: dict[str, list[str]] | None = None
        self._title: str | None = None
        self._items: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag == "h2":
            self._title = ""
        elif tag == "tr" and "id" in about:
            self._row = {}
            self.sections[[*self.sections][-1]].append(self._row)
        elif tag in {"td", "th"} and self._row is not None and "data-label" in about:
            self._items = self._row[about["data-label"] or ""] = []
        elif tag in {"li", "span"} and self._items is not None:
            self._items.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2" and self._title is not None:
            self.sections[self._title] = []
            self._title = None
        elif tag in {"td", "th"}:
            self._items = None
        elif tag == "tr":
            self._row = None

    def handle_data(self, data: str) -> None:
        self.all += data
        if self._title is not None:
            self._title += data
        elif self._items:
            self._items[-1] += data


def page(file: str = "review.html") -> Page:
    parser = Page()
    parser.feed(Path(file).read_text(encoding="utf-8"))
    return parser


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, list[str]]]:
    """The page about the reference document, and the lines of the plan file."""
    folder = tmp_path_factory.mktemp("council")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("st17793.docx").write_bytes(reference())
        done = run("import", "st17793.docx", "--accept", "-o", "plan.yaml", "--review", "review.html")
        assert (done.exit_code, done.stderr) == (0, "")
        assert run("markings", "--expect", "EU RESTRICTED", "review.html").exit_code == 0
        yield page(), Path("plan.yaml").read_text(encoding="utf-8").splitlines()


def of_actions(sections: Mapping[str, Any]) -> dict[str, list[dict[str, list[str]]]]:
    """The rows about each action, by its number."""
    titles = {title: re.match(r"Action ([0-9.]+)(?: \([0-9]+ in doubt\))?$", title) for title in sections}
    return {match[1]: sections[title] for title, match in titles.items() if match is not None}


def read_cells(rows: list[dict[str, list[str]]]) -> list[tuple[tuple[int, int], str]]:
    """The row and column of each cell that rows show, with its words there."""
    found: list[tuple[tuple[int, int], str]] = []
    for row in rows:
        for words in row["Words of the document"]:
            own = re.match(r"((?:row [0-9]+|column [0-9]+|, )+): ", words)
            place = "".join([*row["In the document"], "" if own is None else own[1]])
            at = {name: int(number) for name, number in re.findall(r"(row|column) ([0-9]+)", place)}
            if "column" in at:
                found.append(((at["row"], at["column"]), words if own is None else words[own.end() :]))
    return found


def letters(words: str) -> str:
    """A text without the marks of notes and what only sets it out."""
    return "".join(re.findall(r"[^\W_]+", re.sub(r"\[\^?\w+\]", "", words)))


# The reference document


def test_review__has_each_of_176_cells_once_or_says_that_it_is_empty(council: tuple[Page, list[str]]) -> None:
    body = read_word(reference()).tables[0]
    assert isinstance(body, WordTable)
    by_number = of_actions(council[0].sections)
    checked = 0
    for row in body.rows[1:]:
        number = row.cells[0].text.strip()
        if number not in by_number:
            continue
        shown = by_number[number]
        empty = [said for each in shown if each["Field"] == ["No words"] for said in each["What was understood"]]
        on_page = read_cells(shown)
        for name, column in COLUMN.items():
            printed = letters(row.cells[column].text)
            read = [letters(words) for place, words in on_page if place == (row.cells[0].row, column + 1)]
            if printed:
                assert "".join(read) == printed, (number, name)
            else:
                assert read == [] or set(read) == {""}, (number, name)
                assert EMPTY[name] in "".join(empty) or row.cells[column].text.strip() == ".", (number, name)
            checked += 1
    assert checked == 176


def test_review__of_the_reference_plan_names_the_line_of_each_value(council: tuple[Page, list[str]]) -> None:
    sections, lines = council[0].sections, council[1]
    keys = {"Number": "- number:", "Leader": "leaders:", "Participants": "participants:", "Links": "links:"}
    checked = 0
    for number, rows in of_actions(sections).items():
        for row in rows:
            (line,) = (int(each) for each in row["Line of plan.yaml"])
            above = [each for each in lines[:line] if each.startswith("  - number:")]
            assert above[-1] == f'  - number: "{number}"'
            (field,), named = row["Field"], lines[line - 1]
            shown = re.sub(r"^(row|column) [0-9]+: ", "", "".join(row["Words of the document"][:1]))
            words = letters(shown.partition("\n")[0])
            if field in keys:
                assert named.strip().startswith(keys[field])
            elif field != "No words":
                key = field.casefold().removeprefix("results ")
                assert words[:20] in letters(named) or key in named.casefold()
            checked += 1
    assert checked == 147


def test_review__says_what_each_cell_of_an_action_means(council: tuple[Page, list[str]]) -> None:
    rows = {row["Field"][0]: row["What was understood"] for row in of_actions(council[0].sections)["1.1"]}
    assert rows == {
        "Number": ["as it stands", "time of the action: Sep 2012"],
        "Activity": ["as it stands"],
        "Leader": ["Frontex (leader), Europol (leader)"],
        "Participants": [f"All MS: 27 parties: {STATES} (participant)", "Europol (participant)"],
        "Description": ["as it stands"],
        "Links": [
            "SG 2: C-2012:SG 2 (To use the intelligence picture and risk analysis for more effective and ...)",
            "SG 4: C-2012:SG 4 (To improve the effectiveness of inter-agency cooperation at EU, bilateral ...)",
            "2.1: C-2012:2.1 (Based on the outcomes of the risk analysis under Actions 1.1 and 1.3, MS ...)",
            "5.2: C-2012:5.2 (Follow up activities of COSPOL VOIC focused on illegal migration of ...)",
        ],
        "Timing": ["Sep 2012"],
        "Target": ["no figure"],
        "KPIs": ["no figure"],
        "No words": ["nothing: Results June, Results Dec"],
    }


def test_review__of_the_reference_plan_begins_with_what_is_in_doubt(council: tuple[Page, list[str]]) -> None:
    sections = council[0].sections
    assert [*sections][:4] == ["Contents", "How to check", "In doubt, by part", "In doubt"]
    counted = [[" ".join(items) for items in row.values()] for row in sections["In doubt, by part"]]
    assert counted == [
        ["The plan", "3", "3 guessed"],
        ["Action 2.3", "3", "2 guessed, 1 result-not-understood"],
        ["Action 5.1", "1", "1 timing-ambiguous"],
        ["Action 5.2", "1", "1 timing-not-understood"],
        ["Action 6.1", "1", "1 guessed"],
    ]
    ambiguous = sections["In doubt"][6]
    assert {title: "".join(items) for title, items in ambiguous.items()} == {
        "Part": "Action 5.1",
        "Field": "Timing",
        "Why": "timing-ambiguous",
        "Message": "The timing 'February/June' of action 5.1 is ambiguous: "
        "it can mean a choice or all the time between.",
        "Cure": "Write 'or' for a choice, 'to' for all the time between, 'and' for each.",
        "In the document": "table 1, row 18, column 8",
        "Line of plan.yaml": "412",
    }
    assert council[1][411].strip() == "February/June"


def test_review__has_the_words_of_one_place_once_with_all_that_was_read_there(council: tuple[Page, list[str]]) -> None:
    (row,) = (row for row in council[0].sections["The plan (3 in doubt)"] if "Title" in row["Field"][0])
    assert row["Words of the document"] == ["Operational Action Plan 2012:\nPriority Crime Area C: Illegal Immigration"]
    assert row["What was understood"][3:] == [
        "Id: C-2012",
        "Title: as it stands",
        "Priority: C, Illegal Immigration, title",
        "Period: 2012-01-01, 2012-12-31",
    ]
    assert row["Line of plan.yaml"] == ["2, 3, 4, 5"]
    goal = council[0].sections["Goals"][0]
    assert goal["What was understood"] == [
        "Number: 1",
        "Body: as it stands, without 'Goal 1:'",
        "Annex: as it stands, without 'Strategic Goal 1:'",
        *(f"Goal of action {number}: 1" for number in ("1.1", "1.2", "1.3")),
    ]


def test_review__carries_the_marking(council: tuple[Page, list[str]]) -> None:
    assert council[0].all.count(MARKING) == 3  # above, below, and the words of the document


# Planted misreadings


TITLE = text("Operational Action Plan 2031")
"""The title of an invented plan. Its year is the period, which is a guess."""


def planted(*rows: tuple[str, ...]) -> Page:
    Path("plan.docx").write_bytes(word(TITLE + table(TITLES, *rows, columns=len(TITLES))))
    done = run("import", "plan.docx", "--id", "X-2031", "-o", "plan.yaml", "--review", "review.html")
    assert done.exit_code == 0, done.output
    return page()


def test_review__shows_what_was_misread_at_its_cell() -> None:
    shown = planted(
        ("1.1", "Do it.", "HU, Zorgle", "AT (tbc: no answer)", "", "9.9", "February/June 2031", "KPI: 20 arrests"),
        ("", "And more.", "", "", "", "", "", ""),
        ("1.2", "Do more.", "HU", "DE", "", "1.1", "March 2031", "KPI: Number of arrests: at least 20"),
    )
    named = [(row["Field"], row["Why"], row["In the document"]) for row in shown.sections["In doubt"]]
    assert named == [
        (["Period"], ["guessed"], []),
        (["Activity"], ["guessed"], ["table 1, row 3"]),
        (["Leader"], ["unknown-party"], ["table 1, row 2, column 3"]),
        (["Links"], ["dangling-link"], ["table 1, row 2, column 6"]),
        (["Timing"], ["timing-ambiguous"], ["table 1, row 2, column 7"]),
    ]
    rows = {row["Field"][0]: row["What was understood"] for row in of_actions(shown.sections)["1.1"]}
    assert rows["Leader"][1:] == ["HU (leader)", "Zorgle: no known party (leader)"]
    assert rows["Participants"] == ["AT; to be confirmed: no answer (participant)"]
    assert rows["Links"][1:] == ["X-2031 has no action 9.9"]
    assert rows["Timing"][1:] == ["February 2031/June 2031: one of Feb 2031, Jun 2031"]
    clear = {row["Field"][0]: row["What was understood"] for row in of_actions(shown.sections)["1.2"]}
    assert clear["Links"] == ["X-2031:1.1 (Do it. And more.)"]
    assert clear["KPIs"] == ["arrests; target at least 20"]


def test_review__has_no_words_for_the_id_that_the_call_gives() -> None:
    (row,) = planted(("1.1", "Do it.", "HU", "", "", "", "", "")).sections["The plan (1 in doubt)"][:1]
    assert (row["Field"], row["What was understood"], row["Line of plan.yaml"]) == (["Id"], ["X-2031"], ["2"])
    assert row["Words of the document"] == []


def test_review__says_what_of_the_document_is_not_in_the_plan() -> None:
    Path("plan.docx").write_bytes(word(table((*TITLES[:4], "Budget"), ("1.1", "Do it.", "HU", "AT", "500"), columns=5)))
    run("import", "plan.docx", "--id", "X-2031", "-o", "plan.yaml", "--review", "review.html")
    sections = page().sections
    assert "".join(sections["In doubt, by part"][0]["Part"]) == "The document"
    data = next(row for row in of_actions(sections)["1.1"] if row["Field"] == ["Budget"])
    assert data["What was understood"] == ["data of an extension: as it stands"]


def test_review__of_a_clear_document_has_only_the_period_in_doubt() -> None:
    rows = planted(("1.1", "Do it.", "HU", "", "", "", "", "")).sections["In doubt"]
    assert [(row["Field"], row["Why"]) for row in rows] == [(["Period"], ["guessed"])]


def test_review__has_no_withheld_words() -> None:
    hidden = cell("SECRET WORDS", "", "<w:vanish/>")
    Path("plan.docx").write_bytes(word(table(TITLES[:3], [cell("1.1"), hidden, cell("HU")], columns=3)))
    run("import", "plan.docx", "--id", "X-2031", "-o", "plan.yaml", "--review", "review.html")
    rows = {row["Field"][0]: row["What was understood"] for row in of_actions(page().sections)["1.1"]}
    assert rows["Activity"][-1] == "words are withheld"
    assert "SECRET WORDS" not in Path("review.html").read_text(encoding="utf-8")


def test_review__is_of_the_words_alone_whatever_rules_a_project_leaves_out() -> None:
    Path("empact.toml").write_text('ignore = ["notation"]\n', encoding="utf-8")
    rows = planted(("1.1", "Do it.", "HU", "", "", "", "February/June 2031", "")).sections["In doubt"]
    assert [row["Why"] for row in rows] == [["guessed"], ["timing-ambiguous"]]


# The file


def small() -> None:
    Path("plan.docx").write_bytes(word(table(("#", "Activity", "Leader", "Timing"), *actions("1.1", "1.2"))))


def test_import__says_where_the_review_is() -> None:
    small()
    done = run("import", "plan.docx", "-o", "plan.yaml", "--review", "out/review.html")
    assert "out/review.html: what was understood, beside the words of the document." in done.stdout.splitlines()
    assert Path("out/review.html").is_file()


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md", "txt"])
def test_review__is_written_in_any_format_of_documents_with_one_file(suffix: str) -> None:
    small()
    done = run("import", "plan.docx", "-o", "plan.yaml", "--review", f"review.{suffix}")
    assert (done.exit_code, done.stderr) == (0, "")
    assert Path(f"review.{suffix}").stat().st_size > 0


def test_review__is_in_the_language_of_the_call() -> None:
    small()
    run("import", "plan.docx", "-o", "plan.yaml", "--review", "review.html", "--language", "de")
    assert "Maßnahme 1.1" in "".join(page().sections)


@pytest.mark.parametrize(
    ("review", "message"),
    [
        ("review.csv", "writes a review as"),
        ("review.pdf", "review.pdf: a review is a document. Name a file with one of .csv, .docx, .html"),
        ("plan.yaml", "plan.yaml is another file of the import; name a file such as review.html."),
        ("plan.import.json", "plan.import.json is another file of the import; name a file such as review.html."),
    ],
)
def test_review__in_a_file_that_cannot_be_says_why_and_nothing_is_written(review: str, message: str) -> None:
    small()
    done = run("import", "plan.docx", "-o", "plan.yaml", "--review", review)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())
    assert names() == []


def test_review__that_exists_is_never_replaced() -> None:
    small()
    Path("review.html").write_text("mine", encoding="utf-8")
    done = run("import", "plan.docx", "-o", "plan.yaml", "--review", "review.html")
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: review.html exists, and an import replaces no file.")
    assert (names(), Path("review.html").read_text(encoding="utf-8")) == (["review.html"], "mine")


def test_review__is_written_with_the_others_or_none_is(monkeypatch: pytest.MonkeyPatch) -> None:
    small()
    link = Path.hardlink_to

    def appears(self: Path, target: Path) -> None:
        if self.name == "plan.yaml":
            self.write_text("mine", encoding="utf-8")
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", appears)
    done = run("import", "plan.docx", "-o", "plan.yaml", "--review", "review.html")
    assert (done.exit_code, names()) == (2, ["plan.yaml"])


def test_review__carries_a_raised_marking() -> None:
    small()
    done = run("import", "plan.docx", "-o", "plan.yaml", "--review", "review.html", "--marking", "EU RESTRICTED")
    assert done.exit_code == 0, done.output
    assert page().all.count(MARKING) >= 2
    assert empact.load("plan.yaml").marking == MARKING

"""Layouts as data: those that ship, those of users and plugins, and what a wrong one says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import ROOT
from tests.support.word_tables import cell, column, findings, reading, table, text, tree

from empact.hooks import ReadContext, Unreadable
from empact.plugins.importing.layouts import COVER_LINES, FIELDS, KEYS, Column, Layout, layout_of, plain_title

TITLES = ("No", "What", "Who", "Co-leads", "Begin", "End")
LATER = """
[columns]
number = ["No"]
activity = "What"
leaders = ["Who"]
co_leaders = ["Co-leads"]
timing = {parts = [["Begin", "Start"], "End"], between = " to "}
"""


def layout(text: str, folder: Path) -> Path:
    path = folder / "later.toml"
    path.write_text(text, encoding="utf-8")
    return path


def made(asked: str | None = None) -> Layout:
    return layout_of(asked, ReadContext(file="plan.docx"))


@pytest.mark.parametrize(
    ("title", "words"),
    [("I/D SG", "id sg"), ("Results>\nJune", "results june"), ("#", "#"), (" Leader(s): ", "leader s"), ("Nr.", "nr")],
)
def test_title__is_compared_without_punctuation(title: str, words: str) -> None:
    assert plain_title(title) == words


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("#", "number"),
        ("ACTIVITY", "activity"),
        ("I/D OA", "links/actions"),
        ("Results>June", "results/June"),
        ("Results (mid-term)", "results/mid-term"),
        ("Progress 2031", "results/2031"),
    ],
)
def test_layout__knows_the_titles_of_2012(title: str, field: str) -> None:
    assert made().column_of(title) == Column(field)


def test_layout__of_a_user_is_read_by_its_path(tmp_path: Path) -> None:
    path = str(layout(LATER, tmp_path))
    body = table(TITLES, ("1.1", "Do.", "QM", "QN, QO", "May 2031", "June 2031"), columns=6)
    assert tree(body, layout=path)["actions"] == [
        {"number": "1.1", "activity": "Do.", "leaders": "QM; Co-leaders: QN, QO", "timing": "May 2031 to June 2031"}
    ]
    assert findings(body, layout=path) == []


def test_layout__of_a_user_comes_before_the_one_that_it_is_like(tmp_path: Path) -> None:
    path = str(layout('[columns]\nco_leaders = ["Lead"]\n', tmp_path))
    assert made(path).column_of("Lead") == Column("co_leaders")
    assert made(path).column_of("Leader") == Column("leaders")


def test_layout__of_a_plugin_is_named_by_its_package() -> None:
    assert made("empact.plugins.importing:layouts/oap-2012.toml").column_of("Activity") == Column("activity")


@pytest.mark.parametrize(
    "like", ["other:later.toml", "empact.plugins.importing:layouts/oap-2012.toml", "{}", "../a.toml"]
)
def test_layout__opens_nothing_elsewhere_and_runs_nothing(
    like: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "__init__.py").write_text("from pathlib import Path\nPath('ran').touch()", encoding="utf-8")
    (tmp_path / "other" / "later.toml").write_text(LATER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    like = like.format(tmp_path / "other" / "later.toml")
    (finding,) = findings(text("A letter"), layout=str(layout(f"like = {like!r}\n", tmp_path)))
    assert f"is like {like!r}, which is no name of a file beside it." in finding
    assert "cannot be opened" in findings(text("A letter"), layout="other:later.toml")[0]
    assert not Path("ran").exists()


def test_layout__is_like_one_in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    (tmp_path / "base.toml").write_text(LATER, encoding="utf-8")
    path = str(layout("like = 'base.toml'\n", tmp_path))
    assert made(path).column_of("Co-leads") == Column("co_leaders")


def test_layout__in_the_documentation_is_short() -> None:
    lines = (ROOT / "docs" / "howto" / "later-cycle.toml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) < 30


def test_layout__has_each_of_its_keys_in_the_documentation() -> None:
    page = (ROOT / "docs" / "howto" / "import-word.md").read_text(encoding="utf-8")
    keys = {*COVER_LINES, *FIELDS, *(key for known in KEYS.values() for key in known)} - {"results/*"}
    assert [key for key in sorted(keys) if not re.search(rf"[`\"\[]{key}[`\"\]]", page)] == []


def test_co_leaders__without_a_leader_are_co_leaders(tmp_path: Path) -> None:
    path = str(layout(LATER, tmp_path))
    body = table(TITLES, ("1.1", "Do.", "", "QN", "May 2031", ""), ("1.2", "Do.", "QM", "", "", ""), columns=6)
    assert column(body, "leaders", layout=path) == ["Co-leaders: QN", "QM"]
    assert column(body, "timing", layout=path) == ["May 2031", None]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("[columns", "is not valid TOML: "),
        ("[column]\n", "has an unknown key 'column'. Did you mean 'columns'?"),
        ("[columns]\nleader = 'Lead'\n", "has a column 'leader'. Did you mean 'leaders'?"),
        ("[columns]\ncolour = 'Colour'\n", "has a column 'colour'. Allowed: number, goal, "),
        ("[columns]\nleaders = 3\n", "has no texts of at most 200 characters as 'leaders'."),
        ("[columns]\nleaders = {part = ['a']}\n", "has an unknown key 'columns.leaders.part'. Did you mean 'parts'?"),
        ("[columns]\nleaders = {parts = 'a'}\n", "has no list of titles as 'columns.leaders.parts'."),
        ("[columns]\nnumber = []\n", "has no titles for the column 'number'."),
        ("[columns]\nactivity = ['']\n", "has an empty text as 'activity'."),
        ("[columns]\nactivity = '?'\n", "has the title '?' for the column 'activity', which has no words."),
        ("[columns]\nleaders = ['Lead *']\n", "has the title 'Lead *' for the column 'leaders': both end with a star"),
        (
            "[columns]\n'results/*' = ['Outcome']\n",
            "has the title 'Outcome' for the column 'results/*': both end with ",
        ),
        ("[columns]\n'results/*' = ['* outcome']\n", "has the title '* outcome' for the column 'results/*': both end "),
        ("[words]\nwithheld = ['']\n", "has an empty text as 'withheld'."),
        ("[words]\nleft_out = [' ']\n", "has an empty text as 'left_out'."),
        ("[goals]\nnone = ''\n", "has an empty text as 'none'."),
        ("[cover]\ndriver = ':'\n", "has an empty text as 'driver'."),
        ("[lists.notes]\ntext = ['Text', '']\n", "has an empty text as 'text'."),
        (
            "[columns]\ntarget = 'Aim:'\nkpis = ['KPI', 'aim']\n",
            "has the title 'aim' of two columns, 'target' and 'kpis'.",
        ),
        ("columns = 'all'\n", "has no table as 'columns'."),
        ("[goals]\nrows = ['Goal']\n", "has a goal 'Goal' without {number}."),
        ("[words]\naction = 'Action'\n", "has an action 'Action' without {number}."),
        ("[cover]\ndrivers = 'Driver'\n", "has an unknown key 'cover.drivers'. Did you mean 'driver'?"),
        ("extension = 'Other columns'\n", "has 'Other columns' as 'extension', which is not lower-case words joined "),
        ("like = 3\n", "has no name of a layout as 'like'."),
        ("like = 'later'\n", "is like 'later', which is no name of a file beside it. Layouts that ship: oap-2012."),
        ("like = 'base.toml'\n", "is like 'base.toml', which cannot be opened. Layouts that ship: oap-2012."),
        (f"extension = '{'a' * 300_000}'\n", "is larger than 200,000 bytes."),
    ],
)
def test_layout__that_is_wrong_says_what(written: str, problem: str, tmp_path: Path) -> None:
    ctx = ReadContext(file="plan.docx")
    path = str(layout(written, tmp_path))
    with pytest.raises(Unreadable):
        layout_of(path, ctx)
    (finding,) = ctx.diagnostics
    assert finding.message.startswith(f"The layout {path!r} {problem}")


@pytest.mark.parametrize(
    "asked",
    [
        *("oap-2013", "nowhere.toml", "no_such_package:a.toml", "os:../a.toml", "__main__:a.toml", "os:a.toml"),
        *("empact:/a.toml", "empact:a//b.toml", "empact:.toml", "\0", "."),
    ],
)
def test_layout__that_is_not_there_is_reported(asked: str) -> None:
    (finding,) = findings(text("A letter"), layout=asked)
    assert finding == f"malformed: The layout {asked!r} cannot be opened. Layouts that ship: oap-2012."


def test_layout__that_is_like_itself_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "round.toml"
    path.write_text("like = 'round.toml'\n", encoding="utf-8")
    (finding,) = findings(text("A letter"), layout=str(path))
    assert finding.endswith("is like a layout that is like it.")


def test_extension__of_a_plugin_can_have_numbers(tmp_path: Path) -> None:
    path = str(layout("[columns]\n'extensions/grant/euros' = 'Budget'\n", tmp_path))
    body = table(("#", "Activity", "Leader", "Budget", "Stars"), ("1.1", "Do.", "QM", "1200", "5"), columns=5)
    (action,) = reading(body, layout=path).require().actions
    assert action.extensions == {"grant": {"euros": 1200}, "other-columns": {"Stars": "5"}}


def test_documentation__is_a_list_of_lines(tmp_path: Path) -> None:
    path = str(layout("[columns]\ndocumentation = 'Papers'\n", tmp_path))
    body = table(("#", "Activity", "Leader", "Papers"), ("1.1", "Do.", "QM", "5432/31\n\nhttps://example.org/a"))
    (action,) = reading(body, layout=path).require().actions
    assert action.documentation == ("5432/31", "https://example.org/a")
    body = table(("#", "Activity", "Leader", "Papers"), ["1.1", "Do.", "QM", cell("5432/31", "", "<w:b/>")])
    assert findings(body, layout=path) == [
        "table 1, row 2, column 4: not-understood: The emphasis in '5432/31' is not kept."
    ]


def test_form__of_an_action_is_read_by_the_titles_on_its_left() -> None:
    forms: list[Any] = [
        table(("Operational Action 1.1",), ("Activity", "Do."), ("Leader", "QM"), ("Goal", "SG 1: Know."), columns=2),
        table(("#", "1.2", "Leader", "QN"), ("Activity", "Do.", "Timing", "May 2031"), columns=4),
    ]
    body = "<w:p/>".join(forms)
    assert tree(body)["actions"] == [
        {"number": "1.1", "goal": "1", "activity": "Do.", "leaders": "QM"},
        {"number": "1.2", "activity": "Do.", "leaders": "QN", "timing": "May 2031"},
    ]
    assert tree(body)["goals"] == [{"number": "1", "annex": "Know."}]


def test_layout__can_give_a_title_of_another_one_a_new_meaning(tmp_path: Path) -> None:
    path = str(layout("[columns]\nkpis = 'Target'\n", tmp_path))
    body = table(("#", "Activity", "Leader", "Target"), ("1.1", "Do.", "QM", "Two visits"))
    assert column(body, "kpis", layout=path) == ["Two visits"]


def test_form__with_two_titles_of_one_meaning_is_reported() -> None:
    body = table(("#", "1.1"), ("Activity", "Do."), ("Leader", "QM"), ("Lead", "QN"), columns=2)
    assert column(body, "leaders") == ["QM\n\nQN"]
    assert findings(body) == [
        "table 1, row 4, column 1: guessed: The columns 'Leader' and 'Lead' are both read as 'leaders'."
    ]


def test_form__keeps_what_its_layout_does_not_have() -> None:
    body = table(("#", "1.1"), ("Activity", "Do."), ("Leader", "QM"), ("Colour", "red"), ("Thank you.",), columns=2)
    assert column(body, "extensions") == [{"other-columns": {"Colour": "red"}}]
    assert [finding.partition(": ")[0] for finding in findings(body)] == [
        "table 1, row 4, column 1",
        "table 1, row 5, column 1",
    ]

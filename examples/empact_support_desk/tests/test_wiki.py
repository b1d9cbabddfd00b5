"""The wiki page: it has everything of the table, and no markup except that of the plan."""

from __future__ import annotations

import empact_support_desk
import oap_c_2012
from empact import Plan, Session
from empact.testing import Golden, make_action, make_goal, make_plan

SESSION = Session([empact_support_desk, oap_c_2012])


def page(plan: Plan) -> str:
    data = SESSION.export(plan, to="wiki")
    assert data is not None
    return data.decode()


def test_the_plan_of_2012_has_a_heading_for_each_goal_and_action_and_every_note_of_its_table() -> None:
    plan = SESSION.load("oap-c-2012")
    lines = page(plan).splitlines()
    assert sum(line.startswith("## Strategic goal ") for line in lines) == 7
    assert sum(line.startswith("### ") for line in lines) == 16
    assert [line.partition(":")[0] for line in lines if line.startswith("[^")] == ["[^7]", "[^8]", "[^9]", "[^10]"]
    assert lines[0] == lines[-1] == f"**{plan.marking_in_force(None)}**"


def test_a_page_reads_like_this(golden: Golden) -> None:
    plan = make_plan(
        id="X-2026",
        title="Routes (invented)",
        marking="LIMITE",
        driver="HU",
        co_drivers="AT, SK",
        goals=[make_goal("1", body="To know the *routes*[^1]."), make_goal("2", body="To train.")],
        actions=[
            make_action("1.1", activity="Exchange:\n\n- maps\n- pictures", description="", kpis="", target="10 | 12"),
            {"number": "X9", "activity": "Stand alone.", "description": {"withheld": True}, "kpis": ""},
        ],
        notes=[{"mark": "1", "text": "Not all\n\nof them."}, {"mark": "2", "text": "Nowhere."}],
        checkpoints=["June"],
    )
    golden("page.md", page(plan))


def test_words_of_a_plan_become_no_markup() -> None:
    odd = "<script>alert(1)</script> & [click](javascript:x)\n\n# no heading\n\n> no quotation\n\n| no | table |"
    text = page(make_plan(title=odd, actions=[make_action(activity=odd, description=odd)]))
    assert "<script" not in text
    assert "](" not in text
    assert "&lt;script>alert(1)&lt;/script> &amp; [click]\\(javascript:x)" in text
    assert [line for line in text.splitlines() if line.startswith("# ")] == [text.splitlines()[0]]
    assert [line for line in text.splitlines() if line.startswith((">", "| no"))] == []

"""Forms that came back: each answer goes where its key says, and what can be read in two ways is asked back."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.support import progress_cases as cases

from empact.analysis import AnsweredForm, PlanContext, answered, is_question_key
from empact.analysis.question_keys import made_for_key
from empact.model import AnswerCell, FormRow, Plan, Prose, ReturnedForm

PLAN = cases.plan({"number": "1.1", "leaders": "QN, QO", "participants": "QM, QP"}, {"number": "1.2", "leaders": "QO"})
DIGESTS = {action.number: action.content_digest for action in PLAN.actions}
OTHER = "Act."
"""The activity of each action."""


def row(key: str, answer: str = "", cell: str = "text", made_for: str = "", **fields: Any) -> FormRow:
    """A row whose key is written without the plan and the digest: ``1.1/1 own``."""
    number = key.partition("/")[0].partition(" ")[0]
    of_action = number in DIGESTS
    whole = f"Q-2031:{key} {DIGESTS[number]}" if of_action else f"Q-2031 {key} 0123abcd"
    if key in {"by", "checkpoint"}:
        whole = made_for_key(PLAN, key, made_for or answer)
    return FormRow(key=whole, answer=answer, cell=AnswerCell(cell), **fields)


HEAD = (row("by", "QN"), row("checkpoint", "June 2031"), row("on", "2031-06-28", "date"))


def answers(*rows: FormRow, ctx: PlanContext | None = None, head: tuple[FormRow, ...] = HEAD) -> AnsweredForm:
    return answered(ctx or cases.context(PLAN), ReturnedForm(rows=(*head, *rows)))


def said(*rows: FormRow, **more: Any) -> Any:
    """What a form says of the first action, if nothing is asked back."""
    form = answers(*rows, **more)
    assert not any(problem.asked_back for problem in form.problems)
    (action,) = form.tree["actions"]
    return action


def asked_back(*rows: FormRow, **more: Any) -> list[str]:
    return [problem.message for problem in answers(*rows, **more).problems if problem.asked_back]


def test_answered__puts_each_answer_where_its_key_says_whatever_the_order_of_the_rows() -> None:
    rows = (
        row("1.1/1 total", "12", "number"),
        row("1.1 status", "Live"),
        row("1.1 narrative", "Twelve arrests.\nIn two towns."),
        row("1.1 started", "2031-03-02", "date"),
        row("1.1 agreed_by", "QM,  QO"),
        row("1.1 carried_over", "Q-2032:1.4"),
    )
    expected = {
        "action": "1.1",
        "figures": [{"kpi": "1", "scope": "total", "value": "12"}],
        "status": "live",
        "narrative": "Twelve arrests.\nIn two towns.",
        "started": "2031-03-02",
        "agreed_by": "QM, QO",
        "carried_over": "Q-2032:1.4",
    }
    assert said(*rows) == expected
    form = answers(*reversed(rows), head=HEAD[::-1])
    assert form.tree["actions"] == [expected]
    assert {name: form.tree[name] for name in ("plan", "by", "checkpoint", "on", "source")} == {
        "plan": "Q-2031",
        "by": "QN",
        "checkpoint": "June 2031",
        "on": "2031-06-28",
        "source": "report form",
    }
    assert form.tree["written_for"] == {"actions": {"1.1": DIGESTS["1.1"]}}


def test_answered__names_the_row_of_each_value() -> None:
    form = answers(row("1.1 status", "live"), row("1.1/1 total", "12", "number"))
    assert form.rows == {
        "/by": 0,
        "/checkpoint": 1,
        "/on": 2,
        "/actions/0/status": 3,
        "/actions/0/figures/0": 4,
    }


def test_answered__takes_silence_for_silence() -> None:
    form = answers(row("1.1/1 total", "  "), row("1.1 status"))
    assert ("actions" in form.tree, form.problems) == (False, ())
    untouched = answers(row("1.1/1 total"), row("1.1 status"), row("on"), head=HEAD[:2])
    assert (untouched.is_untouched, form.is_untouched) == (True, True)  # only the day is filled in


@pytest.mark.parametrize("words", ["nothing to report", "Nothing to report.", "rien à signaler", "Nichts zu melden"])
def test_answered__takes_nothing_to_report_of_a_share(words: str) -> None:
    head = (row("by", "QP"), *HEAD[1:])
    assert said(row("1.1/1 own", words), head=head)["figures"] == [{"kpi": "1", "scope": "own", "nothing": True}]
    assert asked_back(row("1.1/1 total", words)) == [f"{words!r} is not a number."]


@pytest.mark.parametrize("answer", ["12 of 20", "12/20", "12 sur 20", "12 von 20", "12  of  20"])
def test_answered__takes_a_ratio(answer: str) -> None:
    ctx = cases.context(PLAN, kpis=cases.register("ratio"))
    (figure,) = said(row("1.1/1 total", answer), ctx=ctx)["figures"]
    assert figure == {"kpi": "1", "scope": "total", "value": "12", "of": "20"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (row("1.1/1 total", "ca. 20"), "'ca. 20' is not a number."),
        (row("1.1/1 total", "12 (of which 3 minors)"), "'12 (of which 3 minors)' is not a number."),
        (row("1.1/1 total", "1,250"), "'1,250' is not a number."),
        (row("1.1/1 total", "1.250"), "'1.250' can be read in two ways."),
        (row("1.1/1 total", "2031-06-12", "date"), "'2031-06-12' is not a number."),
        (row("1.1/1 total", "", "formula"), "The cell has a formula, so what it says can change."),
        (row("1.1/1 total", "20 %", "other"), "The cell has '20 %', which is not a text, a number or a date."),
        (row("1.1/1 total", "12", "number", hidden=True), "The answer '12' is in a hidden row, column or sheet."),
        (row("1.1 started", "2 March 2031"), "'2 March 2031' is not a date."),
        (row("1.1 started", "2031-02-30"), "'2031-02-30' is not a date."),
        (row("1.1 started", "02/03/2031"), "'02/03/2031' can be read in two ways."),
        (row("1.1 started", "30.02.2031"), "'30.02.2031' is not a date."),
        (row("1.1 started", "14.01/2031"), "'14.01/2031' is not a date."),
        (row("1.1 started", "14.01.31"), "'14.01.31' is not a date."),
        (row("1.1 started", "47915", "number"), "'47915' is not a date."),
        (row("1.1 narrative", "2031-03-02", "date"), "'2031-03-02' is a date, and words are asked for."),
        (row("1.1 status", "erledigt"), "'erledigt' is not a known status."),
    ],
)
def test_answered__asks_back_what_it_cannot_take(given: FormRow, message: str) -> None:
    form = answers(given)
    (problem,) = (problem for problem in form.problems if problem.asked_back)
    assert (problem.row, problem.message, bool(problem.hint)) == (3, message, True)
    assert "actions" not in form.tree


@pytest.mark.parametrize("day", ["14/01/2031", "14.01.2031", "14.1.2031", "14. 1. 2031", "14-01-2031", "01/14/2031"])
def test_answered__takes_a_day_that_has_one_meaning(day: str) -> None:
    assert said(row("1.1 started", day))["started"] == "2031-01-14"


def test_answered__takes_a_day_whose_number_is_that_of_its_month() -> None:
    assert said(row("1.1 started", "05.05.2031"))["started"] == "2031-05-05"


@pytest.mark.parametrize(("day", "is_taken"), [("2032-06-28", True), ("2032-07-02", False), ("2021-06-28", False)])
def test_answered__asks_back_a_day_that_is_far_from_the_checkpoint(day: str, *, is_taken: bool) -> None:
    head = (*HEAD[:2], row("on", day, "date"))
    messages = asked_back(row("1.1 status", "live"), head=head)
    far = f"The day {day} is more than a year from 2031-06-30, the day of the checkpoint."
    assert messages == ([] if is_taken else [far])


def test_answered__takes_why_a_cumulative_value_is_lower_than_before() -> None:
    ctx = cases.context(PLAN, [cases.filed("QN", cases.figure(8))], kpis=cases.register("cumulative"))
    december = (HEAD[0], row("checkpoint", "December 2031"), row("on", "2031-12-10", "date"))
    reason = row("1.1/1 lower_because", "Two were counted twice.")
    lower = said(row("1.1/1 total", "6", "number"), reason, ctx=ctx, head=december)
    assert lower["figures"] == [
        {"kpi": "1", "scope": "total", "value": "6", "lower_because": "Two were counted twice."}
    ]
    (message,) = asked_back(reason, ctx=ctx, head=december)
    assert message.endswith("says why a value is lower, and there is no value.")
    assert asked_back(reason, ctx=ctx) == ["QN is not asked for 'lower_because' of action 1.1 in June 2031."]


@pytest.mark.parametrize(
    ("answer", "cell"), [("1.250", "number"), ("1.2500", "text"), ("0.125", "text"), ("1 250", "text")]
)
def test_answered__takes_a_number_that_has_one_meaning(answer: str, cell: str) -> None:
    """A cell with a number has a point for decimals; a typed 1.250 is 1250 for most languages of the Union."""
    assert said(row("1.1/1 total", answer, cell))["figures"] == [{"kpi": "1", "scope": "total", "value": answer}]


def test_answered__takes_a_number_that_the_form_had_itself() -> None:
    report = cases.filed("QN", cases.figure("1.250"))
    again = row("supersedes", report.id)
    ctx = cases.context(PLAN, [report])
    assert said(row("1.1/1 total", "1.250"), head=(*HEAD, again), ctx=ctx)["figures"][0]["value"] == "1.250"


def test_answered__asks_back_the_key_of_another_plan() -> None:
    other = attrs.evolve(row("1.1 status", "live"), key=f"Q-2030:1.1 status {DIGESTS['1.1']}")
    assert asked_back(other) == ["The rows are about the plan Q-2030, not about Q-2031."]


def test_answered__asks_back_what_the_party_is_not_asked() -> None:
    """QN leads 1.1 and has no part in 1.2; a share is asked of who takes part."""
    assert asked_back(row("1.2 status", "live")) == ["QN is not asked for 'status' of action 1.2 in June 2031."]
    assert asked_back(row("1.1/1 own", "3")) == ["QN is not asked for 'own' of action 1.1 in June 2031."]
    assert asked_back(row("1.1/2 total", "3")) == ["QN is not asked for 'total' of action 1.1 in June 2031."]


def test_answered__asks_back_two_answers_to_one_question() -> None:
    twice = (row("1.1/1 total", "12", "number"), row("1.1/1 total", "13", "number"))
    assert asked_back(*twice) == [f"Q-2031:1.1/1 total {DIGESTS['1.1']} has two answers, '12' and '13'."]
    assert said(twice[0], twice[0])["figures"] == [{"kpi": "1", "scope": "total", "value": "12"}]


def test_answered__takes_the_copy_of_a_row_that_is_filled_in() -> None:
    """Somebody copied a sheet and filled in one of the two: an empty cell says nothing."""
    empty, filled = row("1.1/1 total"), row("1.1/1 total", "12", "number")
    for rows in ((empty, filled), (filled, empty)):
        assert said(*rows)["figures"] == [{"kpi": "1", "scope": "total", "value": "12"}]
        form = answers(*rows)
        assert form.rows["/actions/0/figures/0"] == 3 + rows.index(filled)


def test_answered__asks_back_a_row_whose_words_are_those_of_another_action() -> None:
    plan = attrs.evolve(
        PLAN,
        actions=(PLAN.actions[0], attrs.evolve(PLAN.actions[1], activity=Prose(text="Search the harbour of Q."))),
    )
    moved = row("1.1 status", "live", words=("1.2 Search the harbour [...]",))
    assert asked_back(moved, ctx=cases.context(plan)) == [
        "The key is about action 1.1, but the row has the words of action 1.2."
    ]
    own = row("1.1 status", "live", words=("1.1 Act.", "Status", "1.2 litres"))
    assert said(own, ctx=cases.context(plan))["status"] == "live"


def test_answered__needs_the_party_the_checkpoint_and_the_day() -> None:
    assert asked_back(head=HEAD[1:]) == ["The form does not say for which party it is."]
    assert asked_back(head=(HEAD[0], HEAD[2])) == ["The form does not say for which checkpoint it is."]
    assert asked_back(row("1.1 status", "live"), head=HEAD[:2]) == ["The day of the report is missing."]
    wrong = (row("by", "QW"), *HEAD[1:])
    assert asked_back(head=wrong) == ["Party 'QW' does not exist."]


def test_answered__asks_back_a_form_that_was_made_for_another_party_or_checkpoint() -> None:
    taken = row("1.1/1 own", "5")
    other = (row("by", "QP", made_for="QM"), *HEAD[1:])
    assert asked_back(taken, head=other) == ["The form was made for QM, but it says that it is that of 'QP'."]
    unknown = (row("by", "QP", made_for="Q?"), *HEAD[1:])
    assert asked_back(taken, head=unknown) == [
        "The form was made for another party, but it says that it is that of 'QP'."
    ]
    by_name = (row("by", "Pebblemark (invented)", made_for="QP"), *HEAD[1:])
    assert asked_back(taken, head=by_name) == []
    later = (row("by", "QP"), row("checkpoint", "December 2031", made_for="June 2031"), HEAD[2])
    assert asked_back(taken, head=later) == ["The form was made for another checkpoint than 'December 2031'."]
    no_digest = (attrs.evolve(row("by", "QP"), key="Q-2031 by 0123abcd"), *HEAD[1:])
    assert asked_back(taken, head=no_digest) == ["The form does not say for which party it is."]


def test_answered__warns_of_rows_that_are_missing() -> None:
    """Only if some of the expected ones are there: a form of one row is a part of one that somebody cut out."""
    (problem,) = answers(row("1.1 status", "live")).problems
    assert (problem.asked_back, problem.message) == (
        False,
        f"Rows of the form are missing: Q-2031:1.1/1 total {DIGESTS['1.1']}.",
    )


def _renumbered(plan: Plan) -> Plan:
    """The plan with an action before its first one, so that 1.1 is 1.2, and 1.2 is 1.3."""
    moved = [attrs.evolve(action, number=f"1.{position + 2}") for position, action in enumerate(plan.actions)]
    first = attrs.evolve(plan.actions[0], activity=Prose(text="Begin."), leaders=plan.driver)
    return attrs.evolve(plan, actions=(first, *moved))


def test_answered__maps_an_action_that_moved_by_its_content() -> None:
    ctx = cases.context(_renumbered(PLAN))
    assert [action.content_digest for action in ctx.plan.actions[1:]] == list(DIGESTS.values())
    form = answers(row("1.1 status", "live"), ctx=ctx)
    assert [action["action"] for action in form.tree["actions"]] == ["1.2"]
    assert form.tree["written_for"] == {"actions": {"1.2": DIGESTS["1.1"]}}


def test_answered__asks_back_an_action_that_changed() -> None:
    """The leaders of 1.1 are others now: what QN answered as its leader is about an action that is no longer there."""
    changed = attrs.evolve(PLAN.actions[0], leaders=PLAN.actions[1].leaders, participants=PLAN.actions[0].leaders)
    ctx = cases.context(attrs.evolve(PLAN, actions=(changed, PLAN.actions[1])))
    (message,) = asked_back(row("1.1 status", "live"), ctx=ctx)
    assert message.startswith("The answer is about action 1.1 as it was, and since it was written, ")


def test_answered__takes_an_action_whose_text_alone_changed() -> None:
    changed = attrs.evolve(PLAN.actions[0], description=Prose(text="In all towns."))
    ctx = cases.context(attrs.evolve(PLAN, actions=(changed, PLAN.actions[1])))
    form = answers(row("1.1 status", "live"), row("1.1/1 total"), ctx=ctx)
    assert form.tree["actions"] == [{"action": "1.1", "status": "live"}]
    assert form.tree["written_for"] == {"actions": {"1.1": DIGESTS["1.1"]}}


def test_answered__of_the_driver_settles_what_the_form_listed() -> None:
    reports = [cases.filed("QN", cases.figure(8)), cases.filed("QO", cases.figure(9))]
    ctx = cases.context(PLAN, reports)
    (question,) = ctx.report_form("QM", "June").settlements
    given = FormRow(key=question.key, answer="9", cell=AnswerCell.NUMBER)
    head = (row("by", "QM"), *HEAD[1:])
    form = answers(given, ctx=ctx, head=head)
    assert form.tree["settles"] == [
        {"action": "1.1", "kpi": "1", "value": "9", "cites": [report.id for report in reports]}
    ]
    later = cases.context(PLAN, [*reports[:1], cases.filed("QO", cases.figure(10))])
    assert asked_back(given, ctx=later, head=head) == ["Other reports differ now than those that the form lists."]


def test_answered__of_the_driver_settles_each_round_by_itself() -> None:
    """Two leaders differ in June, and again in December."""
    differing = {"2031-06-28": (8, 9), "2031-12-10": (18, 19)}
    reports = [
        cases.filed(by, cases.figure(value), on=day)
        for day, values in differing.items()
        for by, value in zip(("QN", "QO"), values, strict=True)
    ]
    ctx = cases.context(PLAN, reports, kpis=cases.register("incremental"))
    questions = ctx.report_form("QM", "December").settlements
    given = [
        FormRow(key=question.key, answer=str(7 + n), cell=AnswerCell.NUMBER) for n, question in enumerate(questions)
    ]
    head = (row("by", "QM"), row("checkpoint", "December 2031"), row("on", "2031-12-20", "date"))
    ids = [report.id for report in reports]
    assert answers(*given, ctx=ctx, head=head).tree["settles"] == [
        {"checkpoint": "June 2031", "action": "1.1", "kpi": "1", "value": "7", "cites": ids[:2]},
        {"action": "1.1", "kpi": "1", "value": "8", "cites": ids[2:]},
    ]


def test_answered__of_a_form_with_only_its_day_is_untouched() -> None:
    """A report that states nothing withdraws those it replaces, so that is never taken from a form by mistake."""
    assert answers(row("1.1 status"), row("part", "customs")).is_untouched
    assert not answers(row("1.1 status", "live")).is_untouched


def test_answered__misses_no_row_of_an_action_whose_text_changed() -> None:
    """QN takes part in 1.2, too, whose text is as it was."""
    joined = attrs.evolve(PLAN.actions[1], participants=PLAN.actions[0].leaders)
    plan = attrs.evolve(PLAN, actions=(PLAN.actions[0], joined))
    given = [
        FormRow(key=question.key, answer="live" if question.asked.value == "status" else "")
        for action in cases.context(plan).report_form("QN", "June").actions
        for question in action.questions
    ]
    changed = attrs.evolve(PLAN.actions[0], description=Prose(text="In all towns."))
    assert answers(*given, ctx=cases.context(attrs.evolve(plan, actions=(changed, joined)))).problems == ()


def test_answered__quotes_only_the_start_of_a_long_answer() -> None:
    long = "x" * 30_000
    rows = (
        (row("1.1/1 total", long),),
        (row("1.1 started", long),),
        (row("1.1 status", long, hidden=True),),
        (row("1.1/1 total", long), row("1.1/1 total", "2")),
    )
    for given in rows:
        assert max(map(len, asked_back(*given))) < 250
    assert max(map(len, asked_back(head=(row("by", long), *HEAD[1:])))) < 250


@pytest.mark.parametrize(
    ("text", "is_key"),
    [
        ("C-2012:2.2/1a own be1f7d2c", True),
        ("C-2012:2.2 status be1f7d2c", True),
        ("C-2012:2.2/1 settle-total be1f7d2c 91ab33cd", True),
        ("C-2012 by be1f7d2c", True),
        ("Patrols of QO until 20310630", False),
        ("C-2012:2.2 be1f7d2c", False),
        ("status of 2.2", False),
        ("sent by", False),
        ("C-2012 by", False),
        ("Not started", False),
        ("", False),
    ],
)
def test_is_question_key__tells_keys_from_other_texts(text: str, *, is_key: bool) -> None:
    assert is_question_key(text) is is_key


def test_answered__asks_back_a_row_whose_words_are_those_of_another_kpi() -> None:
    plan = cases.plan({"leaders": "QN", "kpi": "Number of arrests; number of seizures"})
    digest = plan.actions[0].content_digest
    ctx = cases.context(plan)
    (first, second) = (
        question for question in ctx.report_form("QN", "June").actions[0].questions if question.kpi is not None
    )
    wrong = FormRow(key=first.key, answer="3", words=("1.1 Act.", f"Result of the action, KPI 2: {second.words}"))
    right = FormRow(key=first.key, answer="3", words=("1.1 Act.", f"Result of the action, KPI 1: {first.words}"))
    assert first.key == f"Q-2031:1.1/1 total {digest}"
    assert asked_back(wrong, ctx=ctx) == [
        "The key is about KPI 1 of action 1.1, but the row has the words of another one."
    ]
    assert asked_back(right, ctx=ctx) == []

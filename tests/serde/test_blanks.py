"""Places of a form that are left empty are silence, and words can say that there is nothing to report."""

from __future__ import annotations

import io
import pickle
from typing import Any

import pytest

from empact import Session
from empact.model import Report
from empact.storage.reading import Reading

HEAD = "empact: report/1\nplan: Q-2031\ncheckpoint: June 2031\nby: QN\non: 2031-06-28\nsource: Invented form\n"
SESSION = Session()


def read(text: str) -> Reading[Report]:
    return SESSION.read(io.StringIO(HEAD + text), Report, format="yaml")


def action(lines: str) -> Any:
    """The only action of a report, which has these lines."""
    (only,) = read(f'actions:\n  - action: "1.1"\n{lines}').require().actions
    return only


@pytest.mark.parametrize(
    "empty",
    [
        "    status:\n",
        "    status: ' '\n",
        "    narrative: ''\n",
        "    started:\n    ended:\n    carried_over:\n",
        "    agreed_by:\n",
        "    figures:\n",
        "    figures: []\n",
        "    figures:\n      -\n",
        "    figures:\n      - kpi: 1\n        scope: total\n        value:\n",
        "    figures:\n      - kpi: 1\n        scope: total\n        value: ''\n        of:\n",
        "    figures: [{kpi: 1, scope: own, value: }]\n",
        "    figures: [{kpi: 1, scope: own, value: , nothing: false}]\n",
        "    figures: [{measure: arrests, unit: persons, scope: own, reached: , operations: {}}]\n",
        "    figures:\n      - {kpi: 1, scope: total, breakdowns: [{by: party, kind: partial, parts: {}}]}\n",
    ],
)
def test_a_place_left_empty__is_silence(empty: str) -> None:
    assert action(empty).is_empty


@pytest.mark.parametrize(
    "empty",
    [
        "part:\n",
        "part: ''\n",
        "supersedes:\n",
        "supersedes: ['']\n",
        "actions:\n",
        "actions:\n  -\n",
        "settles:\n  - action: '1.1'\n    kpi: 1\n    value:\n    cites: []\n",
        "stated:\n  actions:\n  statuses: {}\n",
        "stated:\n  sums: [{measure: arrests, value: }]\n",
        "context:\nassessment: ''\noutlook:\n",
    ],
)
def test_a_form_left_empty__states_nothing(empty: str) -> None:
    assert read(empty).require().is_empty


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (HEAD.replace("2031-06-28", ""), "The required key 'on' is missing."),
        (HEAD.replace("QN", "''"), "The required key 'by' is missing."),
        (HEAD + "settles:\n  - {action: '1.1', kpi: 1, value: 2}\n", "The required key 'cites' is missing."),
        (
            HEAD + "actions:\n  - action: '1.1'\n    figures: [{kpi: 1, scope: , value: 2}]\n",
            "The required key 'scope' is missing.",
        ),
        (
            HEAD + "actions:\n  - action: '1.1'\n    figures: [{scope: own, value: 2}]\n",
            "A figure needs a 'kpi' or a 'measure', not both.",
        ),
    ],
)
def test_what_has_no_meaning_without_a_place__is_an_error(wrong: str, message: str) -> None:
    reading = SESSION.read(io.StringIO(wrong), Report, format="yaml")
    assert [problem.message for problem in reading.diagnostics] == [message]


@pytest.mark.parametrize("words", ["nothing to report", "Nothing to  report.", "nothing", "Nil", "'nil return'"])
def test_words_for_nothing_to_report__are_an_answer(words: str) -> None:
    (figure,) = action(f"    figures: [{{kpi: 1, scope: own, value: {words}}}]\n").figures
    assert (figure.nothing, figure.value) == (True, None)


def test_zero__is_a_value() -> None:
    text = '{"empact": "report/1", "plan": "Q-2031", "checkpoint": "June 2031", "by": "QN", "on": "2031-06-28",\n'
    text += '"source": "x", "actions": [{"action": "1.1", "figures": [{"kpi": 1, "scope": "own", "value": 0}]}]}'
    report = SESSION.read(io.StringIO(text), Report, format="json").require()
    assert report.actions[0].figures[0].value == 0


def test_words_of_a_result__are_no_answer() -> None:
    (figure,) = action("    figures: [{kpi: 1, scope: own, text: Nothing to report.}]\n").figures
    assert (figure.nothing, str(figure.text)) == (False, "Nothing to report.")


LINES = """\
actions:
  -
  - action: "1.1"
    figures:
      - {kpi: 1, scope: total, value: }
      - {kpi: 1, scope: own, value: nothing}
      - kpi: 2
        scope: own
        value: VALUE # as counted
"""


def test_the_place_of_a_value__is_that_in_the_file() -> None:
    (problem,) = read(LINES.replace("VALUE", "many")).diagnostics
    assert (problem.message, problem.place.line) == ("Expected a number, not the text 'many'.", 15)
    places = pickle.loads(pickle.dumps(read(LINES.replace("VALUE", "7")).places))
    at = "/actions/0/figures"
    assert [places.place(f"{at}/{where}").line for where in ("0/nothing", "1", "1/value")] == [12, 13, 15]


def test_a_text_that_a_comment_has_cut__is_still_reported() -> None:
    (problem,) = read("actions:\n  -\n  - action: '1.1'\n    narrative: # 5 searches\n").diagnostics
    assert problem.place.line == 10
    assert (problem.place.pointer, problem.kind.name) == ("/actions/1/narrative", "cut-by-comment")


def test_the_data_of_plugins__are_left_as_they_are() -> None:
    report = read("extensions: {crime: {areas: ['', A], none: ''}}\n").require()
    assert report.extensions == {"crime": {"areas": ("", "A"), "none": ""}}

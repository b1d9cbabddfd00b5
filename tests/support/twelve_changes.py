"""The plan of 2012 and an invented next revision of it with twelve changes, made in the text of its file by eye."""

from __future__ import annotations

import re

import oap_c_2012
from empact import Plan, Session
from empact.resources import read_resource

_BLOCK = re.compile(r'(?=^  - number: "\d+\.\d+"$)', re.MULTILINE)
_ADDED = """\
  - number: "3.2"
    goal: "3"
    activity: To translate the handbook on interviewing unaccompanied minors.
    leaders: EC
    participants: IT
    timing: October
    kpis: "KPI: 12 translations"

"""
REPLACEMENTS = (
    ("HU, AT and Frontex", "HU, AT, IT and Frontex"),  # a leader of 2.2
    ("links: SG 1, SGs in priority B; 1.1, 2.1, 2.3", "links: SG 1, SGs in priority B; 1.1, 2.1"),  # a link of 2.2
    ("      Number of arrests\n", "      Number of arrests: 594\n"),  # a target of a KPI of 2.3
    ("participants: Europol, PL, SK, DE", "participants: Europol, PL, SK"),  # a participant of 5.2
    (
        "    timing: March/April\n    target: >-\n      A better",
        "    timing: May\n    target: >-\n      A better",
    ),  # of 6.3
    (
        "Preliminary consultation between Frontex, Europol and MSs",
        "Consultation of all MSs by Frontex and Europol",
    ),  # words of 1.1
    ("text: Frontex is leader for any possible", "text: Frontex is leader for all possible"),  # note 7
    ("number: {text: 17793/2/11 REV 2,", "number: {text: 17793/3/11 REV 3,"),  # the cover
)


def revised_text(text: str) -> str:
    """Return the text of the file with the twelve changes."""
    for old, new in REPLACEMENTS:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    head, actions = text.split("\nactions:\n")
    body, notes = actions.split("\nnotes:\n")
    blocks = {block[13:16]: block for block in _BLOCK.split(body) if block.strip()}
    del blocks["4.2"]
    for first, second in (("1.2", "1.3"), ("7.1", "7.2")):
        blocks[first], blocks[second] = (
            _numbered(blocks[second], second, first),
            _numbered(blocks[first], first, second),
        )
    blocks["3.2"] = _ADDED
    return (
        f"{head}\nactions:\n{''.join(blocks[number].rstrip() + chr(10) for number in sorted(blocks))}\nnotes:\n{notes}"
    )


def _numbered(block: str, old: str, new: str) -> str:
    """Return an action with another number, also where it says from which of its sentences something is."""
    return block.replace(f'number: "{old}"', f'number: "{new}"').replace(f"stated: {old}/", f"stated: {new}/")


def twelve_changes(session: Session | None = None) -> tuple[Plan, Plan]:
    """Return the plan of 2012 and its invented next revision."""
    given = session or Session([oap_c_2012])
    text = read_resource("oap_c_2012", "plan.yaml").decode()
    return given.load("oap-c-2012"), given.loads(revised_text(text), format="yaml")

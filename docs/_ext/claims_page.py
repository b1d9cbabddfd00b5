"""Generates ``reference/claims.md`` before each build: what counts when figures meet, from the convention's rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pages import first_upper, table, write

from empact.analysis.claims.convention import ROWS
from empact.analysis.claims.refusals import REFUSALS, Refusal

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HEAD = """# What counts when figures meet

This page is the convention by which `empact` adds up reports. The plan of 2012 says none of it: it is empact's own
convention, and no text of the Council. The tables are generated from the code; the explanation of a value and the tests
follow the same rows. [How progress adds up](../explanation/progress.md) shows it with an example.

**The one idea:** an ambiguity is settled when a report is added, by the person who knows. What is still open is a range
from the lowest to the highest value, with a finding. It is never a sum, and never a choice.

## Words

round
: A {term}`checkpoint` with its cut-off day; a checkpoint without a day has no round. The days of a round run from the
  day after the last cut-off day to its own: those of the first round from the first day of the plan, and none of them
  is after its last day. Rounds are in the order of their cut-off days. The day on which a report is filed makes no
  difference.

report
: What one party states for one round; it states the whole of it. What a party may state follows from the plan on the
  cut-off day: a party that *leads* an action states its status, milestones and totals; a party that *takes part*
  states its own share; the {term}`Driver` writes about the plan, and settles differences.

claim
: What one party states in one report about one thing.

KPI part
: A {term}`KPI` that names two things has a part for each, `2.2/1a` and `2.2/1b`, with its own unit. Any other KPI is
  one part.

share
: What a party contributed itself (`scope: own`).

total
: The result of the action, as its leader counts it (`scope: total`). A leader that also contributes states both. If a
  leader breaks its total down by party ("QN: 90"), a part of it is an *attributed share*.

of which
: How much of a figure belongs to an operation (`operations`). The operation's own total is in the file of the
  operation. It is compared with the shares, and is not part of any KPI.

settlement
: What the Driver decides in `settles` where leaders differ. It names the action, the KPI part, the value, day or
  status, and the reports that it cites.

in force
: A report that no other report supersedes. `supersedes` names reports of the same party, plan and round, of the same or
  an earlier day. To withdraw a report, supersede it with one that states nothing.

final
: The statuses completed, not completed, cancelled and carried over. Nobody is expected to report in the rounds after
  one. Leaders that state different final statuses make it final too.

complete
: Shares are complete if each expected participant has answered for this KPI part. They are never complete if a group
  such as "Relevant {term}`MS`" leaves open who is expected, or if nobody is.

at least
: The value can be higher, because somebody who was expected has not answered.

so far
: The value is from before a round in which somebody was expected and nobody answered.
"""
_REFUSED = """## What `empact report add` refuses

Each refusal says what to write instead. If a file that was written by hand has one of these faults, the rule of the
same name reports an error; if the fault makes two values of one thing, the range counts.
"""
_SEEN = """## Who sees what

Every form, reply, sheet and paper follows one table: [Need to know](../explanation/need-to-know.md).
"""


def page() -> str:
    """Return the text of the page."""
    return "\n".join((_HEAD, *_refusals(), *_rows(), _SEEN))


def _rows() -> Iterator[str]:
    for title, rows in itertools.groupby(ROWS, key=lambda row: row.table):
        yield from (f"## {title}", "")
        yield from table(
            ("row", "case", "what counts"), ((f"`{row.key}`", first_upper(row.case), row.counts) for row in rows)
        )
        yield ""


def _accepting(refusal: Refusal) -> str:
    option = refusal.accepted_by
    return "" if option is None else f" `--{option.replace('_', '-')}` adds the report all the same."


def _refusals() -> Iterator[str]:
    yield _REFUSED
    rows = (
        (
            f"[{refusal.code}](rules/{refusal.code}-{refusal.key}.md)",
            f"{refusal.title}{_accepting(refusal)}",
            refusal.instead,
        )
        for refusal in REFUSALS
    )
    yield from (*table(("rule", "refused", "what to do"), rows), "")


def write_page(app: Sphinx) -> None:
    """Write the page."""
    write(app.srcdir / "reference" / "claims.md", page())


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_page)
    return {"parallel_read_safe": True}

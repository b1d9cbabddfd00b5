"""Loading and dumping one object, beside libraries for other formats.

An object is an action here, a control of an OSCAL catalog for compliance-trestle, a course of action of a STIX bundle
and an event of followthemoney. Each has the words of the same actions. The others parse no notation in them, and we
parse none again that is remembered: caches are warm.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measuring import Ratio, Row, Run, timed, works_of
from empact import Session
from empact.testing.generated import generate

_PEERS = {
    "followthemoney": ("followthemoney_events", 1.3),
    "compliance-trestle": ("trestle_catalog", 1.7),
    "stix2": ("stix2_bundle", 0.5),
}
"""The module of each peer, and the goal for a load and a dump together."""


def measure(run: Run) -> Iterator[Row]:
    """Compare a load and a dump of as many objects as a plan has actions."""
    session = Session()
    (plan,) = generate(1, run.size(250, 4))
    text = session.export(plan, to="json").decode("utf-8")
    own = timed(_load_and_dump, session, text)
    ratios = list[Ratio]()
    for name, (module, goal) in _PEERS.items():
        works = works_of(module)
        unit = timed(works["load and dump"], works["write"](plan)) if works else None
        ratios.append(
            Ratio(measured="load and dump JSON", beside=f"{name}, per object", work=own, unit=unit, goal=goal)
        )
    return run.measure(ratios)


def _load_and_dump(session: Session, text: str) -> bytes:
    return session.export(session.loads(text, format="json"), to="json")

"""Checks the requirements for what a plugin provides as values: extensions, parties, profiles and bundled plans."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from empact.diagnostics import Severity
from empact.errors import cause_of
from empact.grammar import parse_parties
from empact.hooks import BundledPlan, Party, Profile
from empact.hooks.parties import party_fault
from empact.model import Action, Extension, PartyItem, Plan, StrategicGoal
from empact.session import Session
from empact.testing.guard import guarded
from empact.testing.isolation import reference_plan
from empact.testing.laws import Law, Tested, its_name_is_lower_case, law
from empact.testing.samples import Sample, values_of
from empact.testing.surroundings import kept

_OWN = "a plan with the plugin's own data"


@law
def its_class_takes_its_values(tested: Tested[Extension[Any]]) -> Iterator[tuple[str, str]]:
    """Its class takes values of the types of its fields; it may refuse some with a ValueError."""
    extension = tested.descriptor
    where = f"The class {extension.cls.__name__} of the extension {extension.name!r}"
    stops: list[BaseException] = []
    with kept() as changes, guarded() as uses:
        made = values_of(extension, stops)
    module = extension.cls.__module__.partition(".")[0]
    yield from ((f"{where} {change}; it may only hold data", _OWN) for change in changes)
    for use in uses:
        if use.module.partition(".")[0] in {module, extension.cls.__module__} or use.module.startswith("attr"):
            yield f"{where} uses {use}; it may only hold data", _OWN
    for stop in stops:
        yield f"{where} stops with {cause_of(stop)}; refuse a value with a ValueError", "a generated value"
    if not made and not stops:
        yield f"{where} refuses all values of the types of its fields that were tried", "generated values"


@law
def its_data_are_read_as_they_were_written(tested: Tested[Extension[Any]]) -> Iterator[tuple[str, str]]:
    """A plan with its data is the same after it was written to a file and read again."""
    extension = tested.descriptor
    for sample in (sample for sample in tested.samples if sample.what.startswith(_OWN)):
        for format in ("yaml", "json"):
            again, why = _read_again(tested.session, sample, format)
            what = f"The data of the extension {extension.name!r}"
            if again is None:
                yield f"{what} cannot be read from {format}: {why}", sample.what
            elif _data(extension, again) != _data(extension, sample.plan):
                yield (
                    f"{what} are different after they are written to {format} and read: a converter changes them",
                    sample.what,
                )


def _data(extension: Extension[Any], plan: Plan) -> list[object]:
    owners: list[Plan | StrategicGoal | Action] = [plan, *plan.goals, *plan.actions]
    return [extension.of(owner) for owner in owners]


def _read_again(session: Session, sample: Sample, format: str) -> tuple[Plan | None, str]:
    try:
        reading = session.read(io.BytesIO(session.export(sample.plan, to=format)), format=format)
    except Exception as crash:  # noqa: BLE001 - the class of a plugin may raise anything
        return None, cause_of(crash)
    return reading.value, "; ".join(problem.message for problem in reading.diagnostics)


@law
def its_titles_are_words(tested: Tested[Extension[Any]]) -> Iterator[tuple[str, str]]:
    """Each of its fields has a title, and no title is that of another column."""
    extension = tested.descriptor
    seen: dict[str, str] = dict.fromkeys(_TITLES, "the plan") if extension.on is Action else {}
    for field in extension.fields:
        if not field.title.strip():
            yield f"A field of the extension {extension.name!r} has no title: leave it out, or write one", field.name
        elif field.title in seen:
            problem = (
                f"A field of the extension {extension.name!r} has the same title as a column of {seen[field.title]}"
            )
            yield problem, repr(field.title)
        seen[field.title] = "the extension"


_TITLES = ("Goal", "#", "Activity", "Leader", "Participants", "Description", "I/D SG", "I/D OA", "Timing", "Target")
"""The titles of the columns of the plan."""


EXTENSION_LAWS: Sequence[Law[Extension[Any]]] = (
    its_name_is_lower_case,
    its_class_takes_its_values,
    its_data_are_read_as_they_were_written,
    its_titles_are_words,
)
"""The laws of extensions, in the order in which their problems are reported."""


@law
def its_names_can_be_written(tested: Tested[Party]) -> Iterator[tuple[str, str]]:
    """A cell with its code, or with one of its names, is read as this party."""
    party, register = tested.descriptor, tested.session.register
    if party_fault(party, register) is not None:
        return  # the session says that it ignores the party, and why
    for name in (party.code, *(name.text for name in party.names)):
        items = [item for item in parse_parties(name).items if isinstance(item, PartyItem)]
        meant = register.find(items[0].party, party.since or party.until) if len(items) == 1 else None
        if meant is None or meant.code != party.code:
            yield f"The name of the party {party.code!r} cannot be written in a cell of parties", repr(name)


@law
def its_facts_can_be_checked(tested: Tested[Party]) -> Iterator[tuple[str, str]]:
    """It has a source, and its successor is a known party."""
    party, register = tested.descriptor, tested.session.register
    if not (party.source or "").strip():
        yield f"The party {party.code!r} has no source: write where its name and dates come from", "source"
    successor = party.successor
    if successor is not None and successor != party.code and register.find(successor) is None:
        yield f"The successor of the party {party.code!r} is not known", repr(successor)


PARTY_LAWS: Sequence[Law[Party]] = (its_names_can_be_written, its_facts_can_be_checked)
"""The laws of parties, in the order in which their problems are reported."""


@law
def its_rules_are_known(tested: Tested[Profile]) -> Iterator[tuple[str, str]]:
    """Each of its selectors selects a rule, and it leaves rules to run."""
    profile, session = tested.descriptor, tested.session
    for field, selectors in (("select", profile.select), ("ignore", profile.ignore), ("severity", profile.severity)):
        for selector in selectors:
            try:
                session.validate(reference_plan(), select=[selector])
            except Exception as crash:  # noqa: BLE001 - the message says which rule is not known
                yield f"The profile {profile.name!r} names rules that nobody provides: {cause_of(crash)}", field
                return
    left = set(profile.select) - set(profile.ignore)
    if profile.select and not left:
        yield f"The profile {profile.name!r} leaves no rule to run", "each rule under 'select' is under 'ignore' too"


PROFILE_LAWS: Sequence[Law[Profile]] = (its_name_is_lower_case, its_rules_are_known)
"""The laws of profiles, in the order in which their problems are reported."""


def bundled_problems(bundled: Sequence[BundledPlan], session: Session) -> Iterator[str]:
    """Yield the problems of the plans that a plugin bundles: each is read without a problem, and has its own id."""
    owners = {reference_plan().id: "oap-c-2012"}
    for descriptor in bundled:
        try:
            reading = session.read(descriptor.name)
        except Exception as crash:  # noqa: BLE001 - any failure is a problem to report
            yield f"The bundled plan {descriptor.name!r} cannot be read: {cause_of(crash)}"
            continue
        for problem in reading.diagnostics:
            if problem.severity is not Severity.INFO:
                kind = "an error" if problem.severity is Severity.ERROR else "a warning"
                yield f"The bundled plan {descriptor.name!r} has {kind}: {problem.place}: {problem.message}"
        plan = reading.value
        if plan is None:
            continue
        owner = owners.setdefault(plan.id, descriptor.name)
        is_its_own = owner in {descriptor.name, descriptor.name.lower().replace("_", "-")}
        if not is_its_own and plan != reference_plan():  # a renamed copy of the example is a plugin like any other
            yield f"The bundled plan {descriptor.name!r} has the id {plan.id!r} of the plan {owner!r}"
        again, why = _read_again(session, Sample(descriptor.name, plan), "yaml")
        if again != plan:
            what = f"The bundled plan {descriptor.name!r}"
            yield f"{what} is another one after it is written and read: {why or 'it differs'}"

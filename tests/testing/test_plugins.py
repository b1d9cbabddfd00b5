"""The kit's checks of plugins: ours pass, and every sin of a sinful one is told."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import empact.plugins.csv
import empact.plugins.documents
import empact.plugins.json
import empact.plugins.rules
import empact.plugins.text
import empact.plugins.yaml
import oap_c_2012
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule
from empact.testing import (
    DocumentContract,
    ExporterContract,
    FormatterContract,
    ReaderContract,
    check_plugin,
    documenting,
    exporting,
    formatting,
    make_plan,
    plugin_problems,
    reading,
    rule_cases,
)

HEAD = """
from itertools import count
from pathlib import Path
import time, random, socket, subprocess, sys
from datetime import date
from empact.diagnostics import *
from empact.hooks import *
from empact import ExportError

COUNT = count()
"""
CASE = """
bad: |
  empact: plan/1
  id: X-2026
  period: {start: 2026-01-01, end: 2026-12-31}
  title: bad
  driver: HU
good: |
  empact: plan/1
  id: X-2026
  period: {start: 2026-01-01, end: 2026-12-31}
  title: good
  driver: HU
finds:
  - {at: /title, says: The plan is bad.}
"""
RULE = """
def check(plan, ctx):
    '''The plan is bad.

    Nobody wants it.
    '''
    if plan.title == "bad":
        yield Finding("The plan is bad.", Pointer("/title"), hint="Mend it.")

@hookimpl
def empact_rules():
    yield Rule(code="SIN001", name="bad-plan", severity=Severity.WARNING, check=check)
"""

Make = Callable[..., ModuleType]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes a plugin of a text, with case files by the name of their rule.

    It is checked in this process alone: ``test_planted.py`` tries what only a second process finds.
    """
    monkeypatch.setattr("empact.testing.repeating._importable", lambda _plugin: None)
    monkeypatch.syspath_prepend(tmp_path)
    made: list[str] = []

    def package(source: str, **cases: str) -> ModuleType:
        name = f"sinful_{len(made)}"
        folder = tmp_path / name
        (folder / "cases").mkdir(parents=True)
        (folder / "__init__.py").write_text(HEAD + textwrap.dedent(source.replace("MODULE", name)), encoding="utf-8")
        for rule, text in cases.items():
            (folder / "cases" / f"{rule.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        made.append(name)
        importlib.invalidate_caches()
        return importlib.import_module(name)

    yield package
    for name in made:
        sys.modules.pop(name, None)


def rule(body: str, **fields: str) -> str:
    """A plugin with the rule of ``CASE`` that does something more."""
    given = {"code": "SIN001", "name": "bad-plan"} | fields
    more = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    return f"""
seen = []

def check(plan, ctx):
    '''The plan is bad.

    Nobody wants it.
    '''
{more}
    if plan.title == "bad":
        yield Finding("The plan is bad.", Pointer("/title"), hint="Mend it.")

@hookimpl
def empact_rules():
    yield Rule(code="{given["code"]}", name="{given["name"]}", severity=Severity.WARNING, check=check)
"""


# What is without sin


@pytest.mark.one_python
@pytest.mark.parametrize(
    "plugin",
    [
        pytest.param(plugin, id=plugin.__name__, marks=[pytest.mark.oracle] if has_contracts else [])
        for plugin, has_contracts in [
            (oap_c_2012, False),
            (empact.plugins.csv, True),
            (empact.plugins.documents, True),
            (empact.plugins.json, True),
            (empact.plugins.rules, False),
            (empact.plugins.text, False),
            (empact.plugins.yaml, False),
        ]
    ],  # where each descriptor has a contract, the same laws run there, so the complete check may take minutes
)
def test_nothing_is_wrong_with_a_plugin_of_ours(plugin: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    if plugin is empact.plugins.rules:  # two hundred rules in one process are enough for a run
        monkeypatch.setattr("empact.testing.repeating._importable", lambda _plugin: None)
    check_plugin(plugin)


def test_a_plugin_without_sin_passes(make: Make) -> None:
    plugin = make(RULE, bad_plan=CASE)
    assert plugin_problems(plugin) == ()
    check_plugin(plugin, plans=[make_plan()])
    for case in rule_cases(plugin):
        assert case.id == "SIN001-bad-plan"
        case.check()


PORTFOLIO_RULE = """
def check(ctx):
    '''The plan is bad.

    Nobody wants it.
    '''
    BODY
    for plan in ctx.portfolio:
        if plan.title == "bad":
            yield Finding("The plan is bad.", Pointer("/title"), hint="Mend it.", plan=PLAN)

@hookimpl
def empact_rules():
    yield Rule(code="SIN001", name="bad-plan", severity=Severity.WARNING, check=check, scope="portfolio")
"""


def of_portfolio(body: str = "pass", plan: str = "plan") -> str:
    """A plugin with the rule of ``CASE`` as one about the portfolio, that does something more."""
    return PORTFOLIO_RULE.replace("BODY", body).replace("PLAN", plan)


def test_a_rule_about_the_portfolio_without_sin_passes(make: Make) -> None:
    plugin = make(of_portfolio(), bad_plan=CASE)
    check_plugin(plugin, plans=[make_plan()])
    for case in rule_cases(plugin):
        case.check()


@pytest.mark.parametrize(
    ("body", "plan", "told"),
    [
        ("date.today()", "plan", "uses the clock (date.today, in line"),
        ("print('x')", "plan", "prints 'x"),
        (
            "pass",
            "None",
            "a finding about the portfolio names no plan. Write Finding(message, at, plan=plan)",
        ),
        ("assert len(ctx.portfolio) < 2", "plan", "stops with AssertionError"),
        ("ctx.as_of = None", "plan", "stops with FrozenInstanceError"),
    ],
)
def test_a_rule_about_the_portfolio_keeps_the_rules_of_rules(make: Make, body: str, plan: str, told: str) -> None:
    plugin = make(of_portfolio(body, plan), bad_plan=CASE)
    problems = plugin_problems(plugin, plans=[make_plan(title="bad")])
    assert any(told in problem for problem in problems), problems


def test_a_plugin_with_every_kind_of_format_passes(make: Make) -> None:
    plugin = make("""
        import json

        def write(plan, ctx):
            yield Artifact("plan.txt", json.dumps(ctx.tree(plan)).encode())

        def read(data, ctx):
            text = ctx.text(data)
            try:
                tree = json.loads(text)
                json.dumps(tree, ensure_ascii=False).encode()  # half a character is none
                return RawDocument(tree, places(text, ctx).of_value)
            except (ValueError, RecursionError):
                ctx.report(MALFORMED, "The text is not JSON.", ctx.at(1, 1))
                raise Unreadable from None

        def places(text, ctx):
            return Places(text, ctx.file, locate)

        def locate(text):
            return Spot(0, None, {"id": Spot(0)})

        def report(diagnostics, ctx):
            lines = [f"{plan.id} {plan.marking_in_force(None)}" for plan in ctx.plans]
            return printable("\\n".join([*lines, *(f"{one.place} {one.code} {one.message}" for one in diagnostics)]))

        @hookimpl
        def empact_exporters():
            yield Exporter(name="text-file", suffix=".txt", write="MODULE:write")

        @hookimpl
        def empact_readers():
            yield Reader(name="text-file", suffixes=".txt", read="MODULE:read")

        @hookimpl
        def empact_formatters():
            yield Formatter(name="brief", write="MODULE:report")
    """)
    assert plugin_problems(plugin) == ()


# Sins of a whole plugin


def test_every_sin_is_told_at_once(make: Make) -> None:
    plugin = make("""
        @hookimpl
        def empact_rules():
            yield "a rule"

        @hookimpl
        def empact_exporters():
            yield Exporter(name="CommaSeparated", suffix=".csv", write="MODULE:wirte")

        @hookimpl
        def empact_reader():
            return []
    """)
    with pytest.raises(AssertionError) as caught:
        check_plugin(plugin)
    name = plugin.__name__
    disable = f"Disable it, or report this to the authors of {name!r}."
    cause = f"PluginError: The module {name!r} has no function 'wirte'."
    assert str(caught.value).splitlines() == [
        (
            f"The plugin {name!r} implements 'empact_reader', which is not a hook. "
            f"It comes from line 20 of {name}/__init__.py. Did you mean 'empact_readers'?"
        ),
        (
            f"The plugin {name!r} provides 'a rule' at empact_rules, which is not a Rule. "
            f"It comes from line 12 of {name}/__init__.py. {disable}"
        ),
        "The Exporter name 'CommaSeparated' has to consist of lower-case words joined by hyphens.",
        f"The code '{name}:wirte' of the exporter 'CommaSeparated' cannot be imported: {cause}",
    ]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (
            "@hookimpl\ndef empact_rulez():\n    return []",
            "The plugin {name!r} implements 'empact_rulez', which is not a hook. {line}Did you mean 'empact_rules'?",
        ),
        (
            "@hookimpl\ndef empact_rules(plan):\n    return []",
            (
                "The plugin {name!r} cannot be loaded: empact_rules has parameters ('plan'), but a hook takes no"
                " arguments. {line}{disable}"
            ),
        ),
        (
            "@hookimpl\ndef empact_rules():\n    return [Profile(name='a')]",
            "The plugin {name!r} provides Profile(name='a') at empact_rules, which is not a Rule. {line}{disable}",
        ),
        (
            "@hookimpl\ndef empact_profiles():\n    return Profile(name='a')",
            (
                "The plugin {name!r} fails at empact_profiles: TypeError: it returns one Profile instead of a list of"
                " descriptors. {line}{disable}"
            ),
        ),
        (
            "@hookimpl\ndef empact_rules():\n    pass",
            (
                "The plugin {name!r} returns None at empact_rules."
                " {line}Yield or return descriptors; if there are none, return an empty list."
            ),
        ),
        (
            "def empact_rules():\n    return []",
            (
                "The plugin {name!r} has a function 'empact_rules' that is not marked with @hookimpl, so it is never"
                " called. {line}Write '@hookimpl' above it: from empact.hooks import hookimpl."
            ),
        ),
        (
            "empact_profiles = [Profile(name='a')]",
            (
                "The plugin {name!r} has a value 'empact_profiles' that is not a function, so it is never used."
                " {line}Write a function that returns it, with '@hookimpl' above it."
            ),
        ),
    ],
    ids=["misspelt", "argument", "other descriptor", "one descriptor", "None", "unmarked", "no function"],
)
def test_check_plugin__reports_a_faulty_hook_in_one_message(make: Make, source: str, problem: str) -> None:
    plugin = make(source)
    name = plugin.__name__
    disable = f"Disable it, or report this to the authors of {name!r}."
    line = f"It comes from line 11 of {name}/__init__.py. "
    assert plugin_problems(plugin) == (problem.format(name=name, disable=disable, line=line),)


def test_a_plugin_that_does_not_load_is_told(make: Make) -> None:
    (told,) = plugin_problems(make("EMPACT_API = 99"))
    assert "it needs the plugin API 99" in told


def test_a_format_that_empact_brings_already_is_told(make: Make) -> None:
    told = plugin_problems(
        make("""
        @hookimpl
        def empact_formatters():
            yield Formatter(name="json", write="empact.plugins.json.formatting:format_findings")
    """)
    )
    assert any("'json'; the one from 'empact.json' is used" in one for one in told)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("'no command'", "has to be a click command, but has the type str."),
        ("lambda: None", "has to be a click command, but has the type function."),
    ],
)
def test_a_command_is_one_of_click(make: Make, command: str, told: str) -> None:
    plugin = make(f"""
        command = {command}

        @hookimpl
        def empact_commands():
            yield Command(name="calendar", summary="Print it.", command="MODULE:command")
    """)
    assert plugin_problems(plugin) == (f"The code '{plugin.__name__}:command' of the command 'calendar' {told}",)


def test_lazily_named_code_is_a_function(make: Make) -> None:
    plugin = make("""
        write = 5

        @hookimpl
        def empact_exporters():
            yield Exporter(name="five", suffix=".5", write="MODULE:write")
    """)
    assert plugin_problems(plugin) == (
        f"The code '{plugin.__name__}:write' of the exporter 'five' has to be a function, but has the type int.",
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "The bundled plan 'oap-x' cannot be read: PluginError"),
        ("empact: plan/1\nidd: X\n", "The bundled plan 'oap-x' has an error: "),
    ],
)
def test_a_bundled_plan_reads(make: Make, content: str | None, told: str) -> None:
    plugin = make("""
        @hookimpl
        def empact_plans():
            yield BundledPlan(name="oap-x", package="MODULE", resource="plan.yaml")
    """)
    if content is not None:
        Path(str(plugin.__file__)).with_name("plan.yaml").write_text(content, encoding="utf-8")
    found = plugin_problems(plugin)
    assert found
    assert all(one.startswith(told) for one in found)


# Sins of rules


def test_a_rule_has_a_prefix_of_its_plugin_and_not_ours(make: Make) -> None:
    plugin = make(
        RULE
        + '    yield Rule(code="VICE001", name="other-plan", severity=Severity.INFO, doc=check.__doc__, check=check)\n',
        bad_plan=CASE,
    )
    assert "The codes of the rules start with different letters: SIN, VICE." in plugin_problems(plugin)
    told = plugin_problems(make(rule("pass", code="OAP999"), bad_plan=CASE))
    assert any("the prefix 'OAP' belongs to empact itself" in one for one in told)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("date.today()", "uses the clock (date.today, in line"),
        ("time.time()", "uses the clock (time, in line"),
        ("random.choice([1])", "uses random numbers (Random.getrandbits, in line"),
        ("random.random()", "uses random numbers (Random.random, in line"),
        ("Path(__file__).read_text()", "uses a file (open '"),
        ("socket.socket().close()", "uses the network (socket.__new__, in line"),
        ("subprocess.run([sys.executable, '-c', ''], check=True)", "uses a process (subprocess.Popen '"),
    ],
)
def test_a_rule_uses_nothing_from_outside(make: Make, body: str, told: str) -> None:
    plugin = make(rule(f"if plan.id == 'C-2012':\n    {body}"), bad_plan=CASE)
    found = [one for one in plugin_problems(plugin) if " changes " not in one]
    assert found
    for one in found:
        assert one.startswith(f"The rule 'bad-plan' (SIN001) {told}")
        assert one.endswith(f"of {plugin.__name__}); a rule may only use its arguments (the reference plan).")


@pytest.mark.parametrize(
    ("body", "crash", "what"),
    [
        ("plan.actions[0]", "IndexError: tuple index out of range", "an empty plan"),
        ("plan.period.start", "AttributeError: 'NoneType' object has no attribute 'start'", "an empty plan"),
        (
            "[a.leaders.items[0].party for a in plan.actions]",
            "AttributeError: 'Unparsed' object",
            "cells that cannot be parsed",
        ),
        ("[a.leaders.items[0] for a in plan.actions]", "IndexError", "withheld cells"),
        ("assert plan.title != 'bad'", "AssertionError", "the bad plan of SIN001-bad-plan"),
    ],
)
def test_a_rule_takes_any_plan(make: Make, body: str, crash: str, what: str) -> None:
    found = plugin_problems(make(rule(body), bad_plan=CASE))
    start = f"The rule 'bad-plan' (SIN001) stops with {crash}"
    assert [one for one in found if one.startswith(start) and what in one]


def test_a_rule_finds_the_same_each_time(make: Make) -> None:
    body = """
    seen.append(plan)
    if plan.id == "C-2012" and len(seen) % 2:
        yield Finding("It is odd.", Pointer("/title"), hint="Mend it.")
    """
    found = plugin_problems(make(rule(body), bad_plan=CASE))
    assert "The rule 'bad-plan' (SIN001) reports different findings the second time (the reference plan)." in found


def test_a_rule_does_not_heed_the_order_of_plans(make: Make) -> None:
    body = """
    if next(iter(ctx.portfolio)) is plan and len(ctx.portfolio) > 1:
        yield Finding("It is the first.", Pointer("/title"), hint="Mend it.")
    """
    assert plugin_problems(make(rule(body), bad_plan=CASE)) == (
        "The rule 'bad-plan' (SIN001) reports different findings (with the plans in another order).",
    )


def test_a_rule_may_use_what_its_context_knows(make: Make) -> None:
    body = "list(ctx.schedule), list(ctx.assignments), random.Random(5).random(), date(2026, 1, 1)"
    assert plugin_problems(make(rule(body), bad_plan=CASE)) == ()


# Sins of cases


def problems(make: Make, source: str = RULE, case: str | None = CASE) -> list[str]:
    cases = {} if case is None else {"bad_plan": case}
    ((told),) = [one.problems() for one in rule_cases(make(source, **cases))]
    return [one.removeprefix("SIN001-bad-plan: ") for one in told]


def test_a_rule_without_a_case_fails_clearly(make: Make) -> None:
    plugin = make(RULE)
    (case,) = rule_cases(plugin)
    with pytest.raises(AssertionError) as caught:
        case.check()
    assert str(caught.value) == (
        f"SIN001-bad-plan: The file cases/bad-plan.yaml is missing next to the module {plugin.__name__!r}."
    )
    assert plugin_problems(plugin) == (str(caught.value),)


@pytest.mark.parametrize("text", ["", "bad: x", "[", "bad: x\ngood: y\nfinds: []\nas_of: soon\n", "- a"])
def test_a_case_that_cannot_be_used_fails_clearly(make: Make, text: str) -> None:
    (told,) = problems(make, case=text)
    assert told.startswith("The file cases/bad-plan.yaml cannot be used: ")


def test_a_case_has_to_tell_findings(make: Make) -> None:
    told = problems(make, case=CASE.partition("finds:")[0] + "finds: []\n")
    assert told == [
        "The case expects no findings: list those of the bad plan under 'finds'.",
        "There is an unexpected finding at '/title' in the bad plan: The plan is bad.",
    ]


def test_the_bad_plan_fires_exactly_as_told(make: Make) -> None:
    told = problems(make, case=CASE.replace("is bad.", "is worse."))
    assert told == [
        "The expected finding at '/title' is missing in the bad plan: The plan is worse.",
        "There is an unexpected finding at '/title' in the bad plan: The plan is bad.",
    ]
    assert problems(make, case=CASE.replace("at: /title", "at: /driver"))[0].startswith(
        "The expected finding at '/driver' is missing in the bad plan"
    )


def test_the_findings_stand_in_the_order_of_the_document(make: Make) -> None:
    source = rule("if plan.title == 'bad':\n    yield Finding('No id.', Pointer('/id'), hint='Mend it.')")
    both = CASE + "  - {at: /id, says: No id.}\n"
    assert problems(make, source, both) == ["The findings in 'finds' are not in the order of the document."]


def test_the_good_plan_is_silent(make: Make) -> None:
    assert problems(make, case=CASE.replace("title: good", "title: bad")) == [
        "There is an unexpected finding at '/title' in the good plan: The plan is bad."
    ]


def test_a_case_reads_without_a_complaint(make: Make) -> None:
    told = problems(make, case=CASE.replace("title: good", "titel: good"))
    assert told == ["The good plan has a problem in line 4: Unknown key 'titel'."]


def test_nothing_else_above_info_is_found_in_a_case(make: Make) -> None:
    wrong = CASE.replace("start: 2026-01-01, end: 2026-12-31", "start: 2026-12-31, end: 2026-01-01")
    told = problems(make, case=wrong)
    assert [one.partition(":")[0] for one in told] == [
        "The bad plan also has a finding of OAP301 period-reversed".replace("OAP301", code_of("period-reversed")),
        "The good plan also has a finding of OAP301 period-reversed".replace("OAP301", code_of("period-reversed")),
    ]


def code_of(name: str) -> str:
    return empact.Session().rule(name).value.code


def test_a_finding_is_a_sentence_and_has_a_cure(make: Make) -> None:
    source = RULE.replace('"The plan is bad."', '"It is bad"').replace(', hint="Mend it."', "")
    told = problems(make, source, CASE.replace("The plan is bad.", "It is bad"))
    assert told == [
        "The message has to be one sentence that ends with a full stop: 'It is bad'.",
        "The finding 'It is bad' needs a hint that ends with a full stop, not None.",
    ]


@pytest.mark.parametrize(
    ("page", "count"), [("The plan is bad", 2), ("It is bad.", 1), ("It is\\nbad.\\n\\nWhy.", 1), ("", 2)]
)
def test_a_page_is_a_sentence_and_then_the_reason(make: Make, page: str, count: int) -> None:
    source = RULE.replace("check=check)", f'check=check, doc="{page}")')
    told = problems(make, source)
    assert len(told) == count
    assert all(one.startswith("The page ") for one in told)


def test_rules_have_cases_without_their_plugin_and_beside_others(make: Make) -> None:
    plugin: Any = make(RULE, bad_plan=CASE)
    (case,) = rule_cases(plugin.empact_rules())
    case.check()
    strict = Rule(
        code="VICE001",
        name="vice",
        severity=Severity.ERROR,
        doc="",
        check=lambda _plan, _ctx: [Finding("Strict.", Pointer("/id"))],
    )

    class Strict:
        @empact.hooks.hookimpl
        def empact_rules(self) -> list[Rule]:
            return [strict]

    (case,) = rule_cases(plugin, plugins=[Strict()])
    assert case.problems() == (
        "SIN001-bad-plan: The bad plan also has a finding of VICE001 vice: Strict.",
        "SIN001-bad-plan: The good plan also has a finding of VICE001 vice: Strict.",
    )


def test_case__knows_the_parties_that_it_defines(make: Make) -> None:
    kind = "ctx.register.kind(ctx.register.get({}), plan.period.start).value"
    kinds = ", ".join(f"{{{kind.format(repr(code))}}}" for code in ("QN", "QX", "QZ"))
    source = RULE.replace('"The plan is bad."', f'f"{kinds}."')
    parties = "parties: {QN: member-state, QX: third-country, QZ: eu-agency}\n"
    case = CASE.replace("The plan is bad.", "'member-state, third-country, eu-agency.'") + parties
    (found,) = rule_cases(make(source, bad_plan=case))
    assert found.problems() == ()
    assert found.session.register.get("QN").name == "QN (invented)"
    assert empact.Session().register.find("QN") is None


def test_case__with_a_party_of_an_unknown_kind_cannot_be_used(make: Make) -> None:
    assert problems(make, case=CASE + "parties: {QN: state}\n") == [
        "The file cases/bad-plan.yaml cannot be used: ValueError: 'state' is not a valid PartyKind"
    ]


# Sins of formats

EXPORTER = """
        @hookimpl
        def empact_exporters():
            yield Exporter(name="sin", suffix=".sin", write="MODULE:write")
"""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return []", "The exporter 'sin' writes no file (the reference plan, and "),
        (
            "return [b'plan']",
            "stops with TypeError: it returns a value of type bytes, not an Artifact (the reference plan",
        ),
        (
            "return [Artifact('a.sin', 'text')]",
            "stops with TypeError: Artifact.data must be bytes, not a str. Write text.encode() (the reference plan",
        ),
        ("raise ExportError('No.')", "The exporter 'sin' stops with ExportError: No (the reference plan, and 1 more)."),
        ("return [Artifact(f'{plan.period.start}', b'')]", "'start' (an empty plan, and"),
        (
            "return [Artifact('../a', b'')]",
            "ValueError: Artifact.name is '../a', which is not the name of a file",
        ),
        ("return 2 * [Artifact('a', b'')]", "The exporter 'sin' writes 'a' twice (the reference plan"),
        (
            "return [Artifact('a', str(next(COUNT)).encode())]",
            "writes different bytes the second time (the reference plan",
        ),
        (
            "return [Artifact('a', str(date.today()).encode())]",
            "The exporter 'sin' uses the clock (date.today, in line",
        ),
        ("return [Artifact('a', b'no marking')]", "omits the marking from 'a' (the reference plan"),
        (
            "return [Artifact('a', f'{plan.marking}\\r\\nBEGIN:VEVENT\\r\\nEND:VEVENT\\r\\n'.encode())]",
            "omits the marking from entry 1 in 'a' (the reference plan",
        ),
    ],
)
def test_an_exporter_keeps_the_laws(make: Make, body: str, told: str) -> None:
    source = f"        def write(plan, ctx):\n            {body}\n"
    found = plugin_problems(make(source + EXPORTER))
    assert [one for one in found if told in one], found


def test_plugin_problems__finds_a_marking_that_is_folded_or_in_any_encoding_or_packed(make: Make) -> None:
    source = """
        import gzip

        def write(plan, ctx):
            marking = plan.marking or ""
            yield Artifact("a", (marking[:5] + "\\r\\n " + marking[5:]).encode())
            yield Artifact("b", f"\u00e9 {marking}".encode("latin-1"))
            yield Artifact("c", marking.encode("utf-16"))
            yield Artifact("d", gzip.compress(marking.encode(), mtime=0))
    """
    assert plugin_problems(make(source + EXPORTER)) == ()


@pytest.mark.parametrize(
    "data", ["'é'.encode('latin-1')", "'é'.encode('utf-16')", "gzip.compress(b'a', mtime=0)", "b''"]
)
def test_plugin_problems__misses_the_marking_in_any_encoding_and_packed(make: Make, data: str) -> None:
    source = f"""
        import gzip

        def write(plan, ctx):
            yield Artifact("a", {data})
    """
    (problem,) = plugin_problems(make(source + EXPORTER))
    assert problem.startswith("The exporter 'sin' omits the marking from 'a' (")


def test_plugin_problems__wants_a_file_declared_that_empact_cannot_look_into(make: Make) -> None:
    source = """
        def write(plan, ctx):
            yield Artifact("a.pdf", b"%PDF-1.7")
    """
    (problem,) = plugin_problems(make(source + EXPORTER))
    assert "writes 'a.pdf', into which empact cannot look: name a function that" in problem
    declared = EXPORTER.replace('suffix=".sin"', 'suffix=".sin", opaque=True')
    assert plugin_problems(make(source + declared)) == ()


READER = """
        @hookimpl
        def empact_readers():
            yield Reader(name="sin", suffixes=(".sin",), read="MODULE:read")
"""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "raise ValueError('No.')",
            "stops with ValueError: No. (line 12 of sinful_0/__init__.py) (an empty file, and",
        ),
        ("raise Unreadable", "The reader 'sin' raises Unreadable without reporting a problem (an empty file, and"),
        ("return {}", "returns dict instead of RawDocument (an empty file, and"),
        (
            "ctx.report(MALFORMED, 'No.', Place()); raise Unreadable",
            "reports a problem without the file: No (an empty file, and",
        ),
        (
            "ctx.text(data); ctx.report(MALFORMED, 'No.'); raise Unreadable",
            "reports a problem without line and column: No (",
        ),
        (
            "ctx.report(MALFORMED, str(next(COUNT))); raise Unreadable",
            "reads a file differently the second time (an empty file",
        ),
        (
            "return RawDocument({'empact': 'plan/1', 'id': 'X'}, lambda _: None)",
            "The places of the reader 'sin' cannot be pickled: ",
        ),
        ("return RawDocument({'empact': 'plan/1'}, int)", "'broken.sin' cannot find the places of values: ValueError"),
        (
            "return RawDocument({'empact': 'plan/1', 'id': 'X'}, int)",
            "places of the reader 'sin' cannot be found: Value",
        ),
        ("return RawDocument({'empact': 'plan/1'}, 5)", "RawDocument.place must be a function, not the int 5"),
        ("return RawDocument({'empact': 'plan/1', 'id': {1}})", "the value at '/id' is a set"),
    ],
)
def test_a_reader_keeps_the_laws(make: Make, body: str, told: str) -> None:
    source = f"        def read(data, ctx):\n            {body}\n"
    found = plugin_problems(make(source + READER))
    assert [one for one in found if told in one], found


def test_a_suffix_is_lower_case(make: Make) -> None:
    source = "        def read(data, ctx):\n            ctx.report(MALFORMED, 'No.', ctx.at(1, 1)); raise Unreadable\n"
    assert plugin_problems(make(source + READER.replace(".sin", ".SIN"))) == (
        "The suffix of the reader 'sin' has to be a full stop and lower-case letters (.SIN).",
        f"There is no file with a plan to try the reader 'sin' with ({reading.NO_FILES}).",
    )


NEVER = "        def read(data, ctx):\n            ctx.report(MALFORMED, 'No.', ctx.at(1, 1)); raise Unreadable\n"


def test_check_plugin__reports_a_reader_that_never_returns_a_plan(make: Make) -> None:
    files = {"sin": [b"plan"], "other": [b"plan"]}
    assert plugin_problems(make(NEVER + READER), files=files) == ("The reader 'sin' returns no plan: No (file 1).",)
    source = NEVER + "\n        def write(plan, ctx):\n            yield Artifact('a', (plan.marking or '').encode())\n"
    found = plugin_problems(make(source + READER + EXPORTER))
    assert "The reader 'sin' returns no plan: No (file 1, and 1 more)." in found


def test_check_plugin__accepts_a_reader_without_an_exporter_that_reads_its_files(make: Make) -> None:
    source = """
        def read(data, ctx):
            if ctx.text(data) != "plan":
                ctx.report(MALFORMED, "No.", ctx.at(1, 1))
                raise Unreadable
            return RawDocument({"empact": "plan/1", "id": "X"}, Places("plan", ctx.file).of_value)
    """
    assert plugin_problems(make(source + READER), files={"sin": [b"plan"]}) == ()


LISTS = {
    DocumentContract: documenting.LAWS,
    ExporterContract: exporting.LAWS,
    ReaderContract: reading.LAWS,
    FormatterContract: formatting.LAWS,
}


@pytest.mark.parametrize("contract", LISTS, ids=lambda contract: contract.__name__)
def test_contract__has_a_test_of_each_law_that_check_plugin_checks(contract: Any) -> None:
    tests = {name: vars(contract)[name].__doc__ for name in vars(contract) if name.startswith("test_")}
    assert tests == {f"test_{law.__name__}": law.__doc__ for law in LISTS[contract]}
    assert all(tests.values())


@pytest.mark.parametrize("module", [documenting, exporting, reading, formatting], ids=lambda module: module.__name__)
def test_laws__are_all_in_the_list_of_their_module(module: ModuleType) -> None:
    tree = ast.parse(inspect.getsource(module))
    written = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and "law" in map(ast.unparse, node.decorator_list)
    }
    shared = {"its_name_is_lower_case", "its_code_can_be_called"}
    assert written | shared == {law.__name__ for law in module.LAWS}
    assert len(module.LAWS) == len(written) + len(shared)


@pytest.mark.parametrize(
    ("back", "told"),
    [
        ("tree['id'] = 'Y'", "The file of the exporter 'sin' is read as a different plan (the reference plan, and"),
        (
            "del tree['id']",
            "The file of the exporter 'sin' cannot be read: The required key 'id' is missing (the reference plan",
        ),
    ],
)
def test_what_is_written_is_read_as_the_same_plan(make: Make, back: str, told: str) -> None:
    source = f"""
        import json

        def write(plan, ctx):
            yield Artifact("a.sin", json.dumps(ctx.tree(plan)).encode())

        def read(data, ctx):
            try:
                tree = json.loads(ctx.text(data))
                {back}
            except (ValueError, KeyError, TypeError, RecursionError):
                ctx.report(MALFORMED, "No.", ctx.at(1, 1))
                raise Unreadable from None
            return RawDocument(tree, Places("", ctx.file).of_value)
    """
    found = plugin_problems(make(source + READER + EXPORTER))
    assert [one for one in found if one.startswith(told)]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "return 5",
            "The formatter 'sin' fails: TypeError: it returns int instead of a string (no findings, and 5 more).",
        ),
        (
            "return diagnostics[0].message",
            "The formatter 'sin' fails: IndexError: tuple index out of range (no findings).",
        ),
        ("return str(next(COUNT))", "returns a different text the second time (no findings, and 5 more)."),
        ("return ''", "omits the marking of the plan (a finding about an action, and 1 more)."),
        (
            "return ' '.join(one.message for one in diagnostics)",
            "does not escape control characters (a finding with all parts).",
        ),
    ],
)
def test_a_formatter_keeps_the_laws(make: Make, body: str, told: str) -> None:
    source = f"""
        def write(diagnostics, ctx):
            {body}

        @hookimpl
        def empact_formatters():
            yield Formatter(name="sin", write="MODULE:write")
    """
    found = plugin_problems(make(source))
    assert [one for one in found if told in one], found


@pytest.mark.parametrize(
    "option", ["type=bool, default=False", "choices=('quiet', 'loud')", "type=bool, repeated=True"]
)
def test_a_formatter__is_checked_with_each_choice_of_its_options(make: Make, option: str) -> None:
    source = f"""
        def write(diagnostics, ctx):
            assert ctx.options["tone"] in (None, (), False, "quiet", (False,)), ctx.options
            return ctx.marking or ""

        @hookimpl
        def empact_formatters():
            yield Formatter(name="sin", write="MODULE:write", options=[Option("tone", summary="A tone.", {option})])
    """
    found = plugin_problems(make(source))
    assert [problem for problem in found if "The formatter 'sin' fails: AssertionError" in problem], found


DOCUMENT = """
        from empact.documents import *

        COLUMNS = (Column(key="number", title="#"), Column(key="text", title="Text"))

        def document(ctx, rows, **fields):
            section = Section(key="actions", title="Actions", body=Table(COLUMNS, tuple(rows)))
            given = {"kind": "sin", "title": "Sin", "name": "sin", "sections": (section,)}
            return Document(**given | {"marking": ctx.marking} | fields)

        def rows(ctx):
            keys = unique_keys(action.number for action in ctx.plan.actions)
            return [Row(key, (key, "a")) for key in keys]

        def drawn(label, end=date(2012, 1, 31), key="drawn"):
            columns = (Column(key="day", title="Day", type=ColumnType.DATE), Column(key="what", title="First"))
            days = (Row("a", (date(2012, 1, 1), "Action 1.1")), Row("b", (date(2012, 1, 31), None)))
            bar = TimelineBar(start=date(2012, 1, 1), end=end, certain=True)
            lanes = (TimelineLane(key="a", label=label, bars=(bar,)),)
            chart = TimelineChart(title="Days", start=bar.start, end=end, lanes=lanes)
            return Section(key=key, title="Drawn", body=Table(columns, days), chart=chart)

        @hookimpl
        def empact_documents():
            day = Option("day", summary="A day.")
            yield DocumentSpec(name="sin", summary="Sins.", build="MODULE:build", options=[day])

        def build(ctx, *, day):
            PLACE
"""


def document(body: str, signature: str = "ctx, *, day") -> str:
    """The source of a plugin with a document that is built by ``body``."""
    return DOCUMENT.replace("PLACE", body).replace("def build(ctx, *, day)", f"def build({signature})")


def test_a_document__may_be_about_one_plan_or_many_and_have_required_options(make: Make) -> None:
    assert plugin_problems(make(document("return document(ctx, rows(ctx))"))) == ()
    of_many = document("return document(next(iter(ctx)), [], marking=ctx.marking)")
    of_many = of_many.replace(
        "build=", "of='portfolio', inputs=['findings', 'practices'], audiences=[Audience.DRIVER], build="
    )
    of_many = of_many.replace("def build(ctx, *, day)", "def build(ctx, *, day, findings, practices)")
    assert plugin_problems(make(of_many.replace('"A day.")', '"A day.", required=True)'))) == ()


def test_a_document__is_built_without_any_report_if_its_option_needs_reports(make: Make) -> None:
    source = document("return document(ctx, rows(ctx), title=str(max(ctx.reports)) if day else 'None')")
    source = source.replace('summary="A day.")', 'summary="A day.", type=bool, needs="reports")')
    (problem,) = plugin_problems(make(source))
    assert "The document 'sin' can show reports, so it has to declare who reads it" in problem
    (problem,) = plugin_problems(make(source.replace("build=", "audiences=[Audience.DRIVER], build=", 1)))
    assert problem.startswith("The document 'sin' cannot be built: ValueError: max() ")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("return 5", "cannot be built: ExportError: The document 'sin' is built as int instead of Document (the ref"),
        (
            "raise ExportError('No.')",
            "The document 'sin' cannot be built: ExportError: No (the reference plan, and 1 more).",
        ),
        (
            "return document(ctx, rows(ctx) * 2)",
            "cannot be built: ValueError: Two rows have the key '1.1' (the reference",
        ),
        (
            "return document(ctx, [Row('1', (1, 2))])",
            "TypeError: The column 'number' of the row '1' must be a text, not",
        ),
        (
            "return document(ctx, [], kind='vice')",
            "The document 'sin' is built with the kind 'vice' (the reference plan",
        ),
        ("return document(ctx, [], name='a/b')", "Document.name is 'a/b', which is not the name of a file"),
        (
            "return document(ctx, [], sections=(Section(key='A b', title='', body=Text(())),))",
            "The section key 'A b' of the document 'sin' has to consist of lower-case words joined by hyphens",
        ),
        (
            "return document(ctx, [Row(str(number), ('', '')) for number, one in enumerate(ctx.plan.actions)][:1])",
            None,
        ),
        (
            "return document(ctx, [Row(one.number, ('', '')) for one in ctx.plan.actions[:1]])",
            "The keys of rows in the document 'sin' depend on the order of the actions (the reference plan",
        ),
        (
            "return document(ctx, rows(ctx)) if ctx.as_of else (_ for _ in ()).throw(ExportError('No date.'))",
            None,
        ),
        (
            "return document(ctx, rows(ctx), title=str(ctx.as_of.year))",
            "The document 'sin' cannot be built: AttributeError: 'NoneType' object has no attribute 'year' (the ref",
        ),
        (
            "return document(ctx, rows(ctx), sections=(drawn('a label'),))",
            "A chart of the document 'sin' shows 'a label', which no table or text has (the reference plan",
        ),
        (
            "return document(ctx, rows(ctx), sections=(drawn('First', end=date(2012, 2, 1)),))",
            "A chart of the document 'sin' shows '2012-02-01', which no table or text has (the reference plan",
        ),
        ("return document(ctx, rows(ctx), sections=(drawn('First'), drawn('1.1', key='more')))", None),
        (
            "return document(ctx, rows(ctx), sections=(drawn('1'),))",
            "A chart of the document 'sin' shows '1', which no table or text has (the reference plan",
        ),
        ("return document(ctx, [], marking=None)", "does not have the marking of the plan (the reference plan"),
        ("return document(ctx, [], marking='SECRET')", "does not have the marking of the plan (the reference plan"),
        ("return document(ctx, [], title=str(next(COUNT)))", "is different the second time (the reference plan"),
        ("return document(ctx, [], title=str(date.today()))", "uses the clock (date.today, in line"),
        ("Path(__file__).read_text(); return document(ctx, [])", "The document 'sin' uses a file (open"),
        (
            "return document(ctx, [], properties=type('M', (FrozenMap,), {'__reduce__': None})())",
            "The document 'sin' cannot be pickled: TypeError",
        ),
    ],
)
def test_a_document__keeps_the_laws(make: Make, body: str, problem: str | None) -> None:
    found = plugin_problems(make("from empact.model import FrozenMap\n" + textwrap.dedent(document(body))))
    if problem is None:
        assert found == ()
    else:
        assert [one for one in found if problem in one], found


@pytest.mark.parametrize(
    ("signature", "problem"),
    [
        ("ctx, **options", "takes any option, so a misspelt one is ignored (**options)."),
        ("ctx, *, day, more", "The document 'sin' needs a value that it does not declare (more)."),
        ("ctx", "The document 'sin' declares a value that its function does not take (day)."),
    ],
)
def test_a_document__takes_what_it_declares(make: Make, signature: str, problem: str) -> None:
    found = plugin_problems(make(document("return document(ctx, rows(ctx))", signature)))
    assert [one for one in found if problem in one], found


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("return document(ctx, rows(ctx), title=language)", None),
        (
            "return document(ctx, [Row(language, ('', ''))])",
            "The keys of the document 'sin' are others in the language 'fr' (the reference plan",
        ),
        (
            "return document(ctx, [], name=language)",
            "The keys of the document 'sin' are others in the language 'hu' (the reference plan",
        ),
        (
            "return document(ctx, [], title={'en': 'Sin'}[language])",
            "The document 'sin' cannot be built in the language 'de': The document 'sin' stops with KeyError: 'de'",
        ),
    ],
)
def test_a_document__has_the_same_keys_in_each_language(make: Make, body: str, problem: str | None) -> None:
    source = document(body, "ctx, *, day, language").replace("build=", "inputs=['language'], build=")
    found = plugin_problems(make(source))
    assert found == () if problem is None else [one for one in found if problem in one], found


WRITER = """
        @hookimpl
        def empact_exporters():
            yield Exporter(name="sin", suffix=".sin", takes="document", write="MODULE:write")

        def texts(document):
            for section in document.sections:
                body = section.body
                yield from getattr(body, "paragraphs", ())
                yield from map(str, getattr(body, "notes", ()))
                yield from (column.title for column in getattr(body, "columns", ()))
                for row in getattr(body, "rows", ()):
                    for cell in row.cells:
                        yield from map(str, (cell.value, *cell.notes, cell.fill_in and cell.fill_in.options))

        def write(document, ctx):
            text = printable("\\n".join([document.marking or "", *texts(document)]))
            PLACE
"""


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("yield Artifact('a', text.encode())", None),
        ("yield Artifact('a', f\"\xe9 {document.marking or ''}\".encode('latin-1'))", None),
        (
            "yield Artifact('a', (document.marking or '').encode())",
            "The exporter 'sin' omits a text of the document ('Tailored' in",
        ),
        (
            "yield Artifact('a', '\\n'.join([document.marking or '', *texts(document)]).encode())",
            "The exporter 'sin' does not escape control characters (the document 'plan' of a generated",
        ),
        (
            "yield Artifact('a', text.removeprefix(document.marking or '').encode())",
            "omits the marking from 'a' (the document",
        ),
        ("Path(__file__).read_text(); yield Artifact('a', text.encode())", "The exporter 'sin' uses a file (open"),
        (
            "yield Artifact('a', document.sections[0].key.encode())",
            "'sin' stops with IndexError: tuple index out of range (a d",
        ),
    ],
)
def test_an_exporter_of_documents__keeps_the_laws(make: Make, body: str, problem: str | None) -> None:
    found = plugin_problems(make(WRITER.replace("PLACE", body)))
    if problem is None:
        assert found == ()
    else:
        assert [one for one in found if problem in one], found


def test_an_exporter__of_archives_of_text_carries_the_marking_too(make: Make) -> None:
    source = """
        import io, zipfile

        def write(portfolio, ctx):
            file = io.BytesIO()
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr(zipfile.ZipInfo("a.xml"), "MARKING")
            yield Artifact("a", file.getvalue())
    """ + EXPORTER.replace('suffix=".sin"', 'suffix=".sin", takes="portfolio"')
    marked = source.replace('"MARKING"', '"".join(plan.marking or "" for plan in portfolio)')
    assert plugin_problems(make(marked)) == ()
    (problem,) = plugin_problems(make(source))
    assert problem.startswith("The exporter 'sin' omits the marking from 'a.xml' in 'a' (the reference plan")


@pytest.mark.parametrize(
    ("member", "text", "problem"),
    [
        (
            'zipfile.ZipInfo("a.xml")',
            "MARKING + str(next(COUNT))",
            "The exporter 'sin' writes different bytes the second time: in 'a', a.xml (the reference plan",
        ),
        ('"a.xml"', "MARKING", "The exporter 'sin' writes the time of the export: the date of 'a.xml' (the reference"),
    ],
)
def test_an_exporter__of_archives_keeps_the_laws(make: Make, member: str, text: str, problem: str) -> None:
    source = """
        import io, zipfile

        def write(portfolio, ctx):
            MARKING = "".join(plan.marking or "" for plan in portfolio)
            file = io.BytesIO()
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr(MEMBER, TEXT)
            yield Artifact("a", file.getvalue())
    """ + EXPORTER.replace('suffix=".sin"', 'suffix=".sin", takes="portfolio"')
    found = plugin_problems(make(source.replace("MEMBER", member).replace("TEXT", text)))
    assert [one for one in found if problem in one], found


# The laws as tests to inherit


class TestJsonExporter(ExporterContract):
    plugin = empact.plugins.json
    format = "json"


class TestJsonReader(ReaderContract):
    plugin = empact.plugins.json
    format = "json"


class TestJsonFormatter(FormatterContract):
    plugin = empact.plugins.json
    format = "json"


class TestYamlExporter(ExporterContract):
    plugin = empact.plugins.yaml
    format = "yaml"


class TestYamlReader(ReaderContract):
    plugin = empact.plugins.yaml
    format = "yaml"


class TestTextFormatter(FormatterContract):
    plugin = empact.plugins.text
    format = "text"


def outcomes(contract: Any) -> dict[str, str]:
    """What the tests of a contract that fail say."""
    told: dict[str, str] = {}
    for name in (name for name in dir(contract) if name.startswith("test_")):
        try:
            getattr(contract(), name)()
        except pytest.fail.Exception as failed:
            told[name] = str(failed)
    return told


def test_each_law_that_is_broken_fails_as_a_test_of_its_own(make: Make) -> None:
    sinful = make("        def write(plan, ctx):\n            yield Artifact('a', b'no marking')\n" + EXPORTER)

    class Contract(ExporterContract):
        plugin = sinful
        format = "sin"

    told = outcomes(Contract)
    assert list(told) == ["test_every_text_contains_the_marking"]
    assert re.fullmatch(
        r"The exporter 'sin' omits the marking from 'a' \(the reference plan, and [1-9]\d* more\)\.",
        told["test_every_text_contains_the_marking"].splitlines()[0],
    )


def test_a_reader_that_gives_no_plan_for_complete_files_fails(make: Make) -> None:
    sinful = make(
        "        def read(data, ctx):\n            ctx.report(MALFORMED, 'No.', ctx.at(1, 1)); raise Unreadable\n"
        + READER
    )

    class Contract(ReaderContract):
        plugin = sinful
        format = "sin"

        def complete_files(self) -> list[bytes]:
            return [b"plan"]

    assert outcomes(Contract) == {"test_it_reads_complete_files": "The reader 'sin' returns no plan: No (file 1)."}


def test_a_contract_says_what_it_needs() -> None:
    class Nameless(FormatterContract):
        plugin = oap_c_2012

    class Wrong(FormatterContract):
        plugin = empact.plugins.text
        format = "txt"

    told = {*outcomes(Nameless).values(), *outcomes(Wrong).values()}
    assert told == {
        "Nameless needs the attributes 'plugin' and 'format', the name of the formatter.",
        "The plugin has no formatter 'txt'; it has 'text', 'concise'.",
    }

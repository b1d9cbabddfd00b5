"""Makes every example of the documentation a test, and sets how Hypothesis searches.

- ``python`` blocks of README.md, docs/ and examples/*/README.md run; the blocks of one document share their names.
- ``console`` blocks run line by line (`$ empact ...`) and print what stands below each command; `...` is any text,
  except a fault: an error of the call, or a finding about the configuration or a plugin (OAP9xx), is always shown.
- ``yaml`` blocks that start with `empact: plan/1` are loaded, and lie as `plan.yaml` beside the examples that follow.
- Examples in the docstrings of src/ and of the reference plan run as doctests.

Each document runs in an empty folder of its own. A hidden block may call `install_example("oap_cyber_2026")`: then its
``console`` blocks find that example as an installed plugin.
A block in another language (``sh``, ``toml``, ``text`` ...) is only shown.
"""

from __future__ import annotations

import contextlib
import difflib
import doctest
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from sybil import Example, Sybil
from sybil.evaluators.doctest import DocTestEvaluator, DocTestRunner, OutputChecker
from sybil.integration.pytest import SybilItem
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser
from sybil.sybil import SybilCollection

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["empact.testing.fixtures"]

hypothesis.settings.register_profile("dev", deadline=timedelta(seconds=2))
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("slow", max_examples=2_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")

_EXAMPLES = Path(__file__).parent / "examples"
_OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

# A message of the command line, an error of its parser, and the code of a finding about the configuration or a plugin.
# An example with such a line is wrong, or is about it: a reader has to see it either way.
_FAULT = re.compile(r"^empact: |^Error: |\bOAP9\d\d\b", re.MULTILINE)


def _hides_fault(shown: str, printed: str) -> bool:
    """Whether `...` stands for a fault."""
    return _FAULT.findall(shown) != _FAULT.findall(printed)


class _OutputChecker(OutputChecker):
    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return not _hides_fault(want, got) and super().check_output(want, got, optionflags)


class _DocTestRunner(DocTestRunner):
    def __init__(self) -> None:
        super().__init__(_OPTIONS)
        self._checker = _OutputChecker()


def _doctest_evaluator() -> DocTestEvaluator:
    evaluator = DocTestEvaluator()
    evaluator.runner = _DocTestRunner()
    return evaluator


def _enter_own_folder(namespace: dict[str, Any]) -> None:
    """Give a document an empty folder to work in."""
    stack = contextlib.ExitStack()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="empact-example-")))
    stack.enter_context(contextlib.chdir(folder))
    namespace["__stack__"] = stack
    patch = stack.enter_context(pytest.MonkeyPatch.context())
    namespace["install_example"] = functools.partial(_install_example, patch)


def _install_example(patch: pytest.MonkeyPatch, name: str) -> None:
    """Announce an example project to the programs that a document runs, as an installer would."""
    project = tomllib.loads((_EXAMPLES / name / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site = Path(tempfile.mkdtemp(prefix="site-", dir=Path.cwd()))
    information = site / f"{name}-{project['version']}.dist-info"
    information.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (information / "METADATA").write_text(metadata, encoding="utf-8")
    lines = ["[empact]", *(f"{point} = {module}" for point, module in project["entry-points"]["empact"].items())]
    (information / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    patch.setenv("PYTHONPATH", str(site), prepend=os.pathsep)


def _leave_own_folder(namespace: dict[str, Any]) -> None:
    namespace.pop("__stack__").close()


def _load_plan(example: Example) -> None:
    """Load a YAML block that is a whole plan."""
    text = str(example.parsed)
    if text.startswith("empact: plan/1"):
        import empact

        Path("plan.yaml").write_text(text, encoding="utf-8")
        empact.loads(text, format="yaml")


def _commands(block: str) -> Iterator[tuple[str, str]]:
    """Split a console block into commands, each with the output that stands below it."""
    command, output = "", list[str]()
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            if command:
                yield command, "".join(output)
            command, output = line[2:], []
        elif command.endswith("\\\n") and not output and line.startswith("> "):
            command += line[2:]
        else:
            output.append(line)
    if command:
        yield command, "".join(output)


def _run_console(example: Example) -> str | None:
    """Run the commands of a console block as a terminal would, and compare what they print."""
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("console examples need bash")
    scripts = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": os.pathsep.join([scripts, os.environ.get("PATH", "")]),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
        "PYTEST_ADDOPTS": "",
    }
    status = 0
    for command, expected in _commands(str(example.parsed)):
        done = subprocess.run(
            [shell, "-c", f"(exit {status})\n{command}"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        status = done.returncode
        wanted, got = ("".join(f"{line.rstrip()}\n" for line in text.splitlines()) for text in (expected, done.stdout))
        matches = doctest.OutputChecker().check_output(wanted, got, doctest.ELLIPSIS)
        if not matches or _hides_fault(wanted, got):
            difference = difflib.unified_diff(
                wanted.splitlines(), got.splitlines(), "as shown", "as printed", lineterm=""
            )
            return f"$ {command}" + "\n".join(difference)
    return None


_python_blocks = PythonCodeBlockParser()
_python_blocks.doctest_parser.evaluator = _doctest_evaluator()
_docstrings = DocTestParser()
_docstrings.string_parser.evaluator = _doctest_evaluator()
PAGE_PARSERS = (_python_blocks, CodeBlockParser("console", _run_console), CodeBlockParser("yaml", _load_plan))

pytest_collect_file = SybilCollection(
    [
        Sybil(
            parsers=PAGE_PARSERS,
            patterns=["README.md", "docs/*.md", "docs/**/*.md", "examples/*/README.md"],
            excludes=["docs/_build/**", "docs/reference/rules/**", "docs/plugins/hooks.md"],
            setup=_enter_own_folder,
            teardown=_leave_own_folder,
        ),
        Sybil(
            parsers=[_docstrings],
            patterns=["src/**/*.py", "examples/*/src/**/*.py"],
        ),
    ]
).pytest()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the examples of a document back together and in order, after the tests have been shuffled."""
    documents: dict[Any, list[SybilItem]] = {}
    for item in items:
        if isinstance(item, SybilItem):
            documents.setdefault(item.parent, []).append(item)
    for examples in documents.values():
        examples.sort(key=lambda item: item.example.region.start)
    ordered: list[pytest.Item] = []
    for item in items:
        if isinstance(item, SybilItem):
            ordered += documents.pop(item.parent, [])
        else:
            ordered.append(item)
    items[:] = ordered

"""The page of ten jobs keeps its promise: three lines each, and no private name."""

from __future__ import annotations

import re

import pytest
from tests.support.paths import DOCS

PAGE = (DOCS / "howto" / "ten-jobs.md").read_text(encoding="utf-8")
JOBS = re.split(r"^## (?=\d+\. )", PAGE, flags=re.MULTILINE)[1:]
MOST = 3
LONGEST = 120
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NOT_COUNTED = re.compile(r"import |from |\w+ = .*(?:\.load\(|empact\.Session\()")


def lines_of(job: str) -> list[str]:
    """The lines of a job, without imports, the loading of a plan and what shows the answer."""
    blocks = [block for block in _BLOCK.findall(job) if not block.startswith(">>>")]
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [line for line in lines if not _NOT_COUNTED.match(line)]


def test_the_page__has_ten_jobs() -> None:
    assert [job.partition(".")[0] for job in JOBS] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("job", JOBS, ids=[job.splitlines()[0] for job in JOBS])
def test_a_job__takes_at_most_three_lines(job: str) -> None:
    lines = lines_of(job)
    assert 0 < len(lines) <= MOST
    assert all(len(line) <= LONGEST and ";" not in line and not line.startswith(" ") for line in lines)


@pytest.mark.parametrize("job", JOBS, ids=[job.splitlines()[0] for job in JOBS])
def test_a_job__needs_no_subprocess_and_no_private_name(job: str) -> None:
    code = "\n".join(_BLOCK.findall(job))
    assert re.search(r"subprocess|\bos\.|[. ]_[a-z]", code.replace("...", "")) is None
    assert "```console" not in job

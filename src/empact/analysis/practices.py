"""Search practices."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from empact.analysis.facts import PlanFacts, PortfolioFacts, check_context
from empact.analysis.tokens import folded, tokens
from empact.arguments import check_text, objects
from empact.model import Practice

_FIELDS = ("title", "text", "context", "evidence", "source")


def practices_as_now(ctx: PlanFacts | PortfolioFacts, practices: Iterable[Practice]) -> tuple[Practice, ...]:
    """Return practices with their actions as the plans of a context have them now, read through the mappings.

    Args:
        ctx: The plans; practices of others stay as they are.
        practices: The practices.
    """
    check_context("practices_as_now()", ctx)
    paths = {context.plan.id: context.revision_paths for context in reversed(ctx.contexts)}
    return tuple(
        practice if (path := paths.get(practice.plan)) is None else path.practice(practice) for practice in practices
    )


def find_practices(practices: Iterable[Practice], words: str) -> tuple[Practice, ...]:
    """Return the practices that contain every search word, those with all of them in the title first.

    A search word also matches the beginning of a longer word. Capital letters and accents are ignored, and the parts
    of a hyphenated word are separate words. Requests and uptake are searched too.

    Args:
        practices: The practices to search.
        words: The search words in one string; if it has none, all practices are returned.
    """
    check_text("The search words", words)
    practices = objects("practices", "a list of practices", Practice, practices)
    wanted = _words(words)
    others: list[Practice] = []
    titled: list[Practice] = []
    for practice in practices:
        if _have(_words(practice.title), wanted):
            titled.append(practice)
        elif _have(_words(" ".join(_texts(practice))), wanted):
            others.append(practice)
    return (*titled, *others)


def _texts(practice: Practice) -> Iterator[str]:
    yield from (str(getattr(practice, field)) for field in _FIELDS)
    yield practice.kind.value
    yield from (opportunity.value for opportunity in practice.opportunities)
    yield from map(str, (*practice.actions, practice.by, *practice.shared))
    for request in practice.requests:
        yield f"{request.to} {request.text}"
    for uptake in practice.taken_up:
        yield f"{uptake.where} {uptake.text}"


def _have(words: Collection[str], beginnings: Iterable[str]) -> bool:
    return all(any(word.startswith(beginning) for word in words) for beginning in beginnings)


def _words(text: str) -> list[str]:
    return list(map(folded, tokens(text)))

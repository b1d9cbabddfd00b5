"""The docstrings of fields: the string literal directly under a field, or under a member of an enumeration.

Python drops these literals when it compiles a module. They are read from its source, when somebody asks for them and
never at import, so that they cost nothing at start-up.
"""

from __future__ import annotations

import ast
import functools
import itertools
import linecache
import sys
from collections.abc import Iterator, Mapping, Sequence


def field_docstrings(cls: type) -> Mapping[str, str]:
    """Return the docstrings of the fields of an attrs class, or of the members of an enumeration, by name.

    Each is on one line. Fields that the class inherits are included; its own docstring counts before that of a base.
    A class without source, such as one that is typed into a shell, has none.
    """
    docstrings: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        docstrings |= _of_module(base.__module__).get(base.__qualname__, {})
    return docstrings


@functools.cache
def _of_module(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the docstrings below the assignments of each class of a module, by the qualified name of the class.

    The source comes from the loader of the module where no file has it, as in a zip archive.
    """
    module = sys.modules.get(name)
    file = getattr(module, "__file__", None)
    if module is None or file is None:
        return {}
    try:
        tree = ast.parse("".join(linecache.getlines(file, vars(module))))
        return dict(_classes(tree.body, ""))
    except (SyntaxError, ValueError, RecursionError):  # not the source of the module, or nested too deeply
        return {}


def _classes(body: Sequence[ast.AST], prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for node in body:
        inner = prefix
        if isinstance(node, ast.ClassDef):
            inner = f"{prefix}{node.name}."
            yield f"{prefix}{node.name}", dict(_docstrings(node.body))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = f"{prefix}{node.name}.<locals>."
        statements = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr)]
        yield from _classes(statements, inner)


def _docstrings(body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, below in itertools.pairwise(body):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, " ".join(text.split())
            case _:
                pass

"""Stubs: what type checkers and editors read of a package that imports its names when they are first used."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator

from sources import Function, Import, Source, method_of, methods_of, rank, source

_HEAD = "# Written by docs/_scripts/public_names from the table in __init__.py.\n"


def stub(package: str) -> str:
    """Return the stub of a lazy package."""
    table = source(package).table
    imports = {Import(home or package, name, name) for name, home in table.items() if not home.endswith("()")}
    functions: list[str] = []
    for name, home in sorted(table.items()):
        if home.endswith("()"):
            module, nodes = method_of(methods_of(home), name)
            decorator = "@overload\n" if len(nodes) > 1 else ""
            functions += [f"{decorator}{_function(module, node)}" for node in nodes]
            imports |= {
                needed
                for node in nodes
                for needed in _needed(module, node)
                if (needed.local or needed.name) not in table
            }
            imports |= {Import("typing", "overload")} if decorator else set()
    version = ["__version__: str\n"] if "__version__" in source(package).definitions else []
    public = "".join(f'    "{name}",\n' for name in sorted((name for name, home in table.items() if home), key=rank))
    parts = [_imports(imports), *version, f"__all__ = [\n{public}]\n", "".join(functions)]
    return "\n".join([_HEAD, *filter(None, parts)])


def _imports(imports: Iterable[Import]) -> str:
    """Return import statements in the order of ruff; only a name with ``as`` is public in a stub."""
    private: dict[str, list[Import]] = {}
    groups: list[list[Import]] = []
    for item in sorted(imports, key=lambda item: (*rank(item.name)[:2], item.name.lower())):
        if item.local or not item.name:
            groups.append([item])
        else:
            private.setdefault(item.module, []).append(item)
    statements: dict[bool, list[str]] = {False: [], True: []}  # the standard library, and empact
    for group in sorted([*groups, *private.values()], key=_import_rank):
        words = ", ".join([str(group[0]), *(item.name for item in group[1:])])
        statements[group[0].module.split(".")[0] == "empact"].append(f"{words}\n")
    return "\n".join(filter(None, map("".join, statements.values())))


def _import_rank(group: list[Import]) -> tuple[object, ...]:
    first = group[0]
    return (bool(first.name), first.module, *rank(first.name)[:2], first.name.lower())


def _needed(module: Source, node: Function) -> Iterator[Import]:
    """Yield the imports that the annotations and the defaults of a function need."""
    parts = [node.args, *([node.returns] if node.returns else [])]
    names = {name.id for part in parts for name in ast.walk(part) if isinstance(name, ast.Name)}
    for name in sorted(names):
        if name in module.imports:
            item = module.imports[name]
            yield item if item.name else item._replace(local="")  # see _function
        elif name in module.definitions:
            yield Import(module.module, name)
        elif not hasattr(builtins, name):
            raise LookupError(f"{module.module} neither defines nor imports {name!r}.")


def _function(module: Source, node: Function) -> str:
    """Return a method as a function, with the comment that switches off a check of its types."""
    first, line, rest = f"{module.signature(node, method=True)}: ...".partition("\n")
    _, mark, comment = module.lines[node.lineno - 1].decode().partition("  # type: ignore")
    text = f"{first}{mark}{comment}{line}{rest}\n"
    for item in module.imports.values():
        if item.local and not item.name:  # `import datetime as dt`: for some editors, `dt` is then public
            text = re.sub(rf"\b{item.local}\.", f"{item.module}.", text)
    return text

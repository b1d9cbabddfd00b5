"""Stubs: what type checkers and editors read of a package that imports its names when they are first used."""

from __future__ import annotations

import ast
import builtins
import copy
import re
from collections.abc import Iterable, Iterator

from sources import Deprecated, Function, Import, Source, home_of, method_of, methods_of, overloads, rank, source

_HEAD = "# Written by docs/_scripts/public_names from the table in __init__.py.\n"


def stub(package: str) -> str:
    """Return the stub of a lazy package."""
    table = source(package).table
    imports = {Import(home or package, name, name) for name, home in table.items() if not home.endswith("()")}
    functions: list[str] = []
    aliases: list[str] = []
    for name, home in sorted(table.items()):
        if home.endswith("()"):
            functions += _functions(home, name, name, imports)
    for entry in source(package).deprecated:
        old = list(_functions(table[entry.new], entry.new, entry.old, imports, entry))
        functions += old
        aliases += [] if old else [f"{entry.old} = {entry.new}  # {entry}\n"]
    version = ["__version__: str\n"] if "__version__" in source(package).definitions else []
    public = "".join(f'    "{name}",\n' for name in sorted((name for name, home in table.items() if home), key=rank))
    parts = [_imports(imports), *version, f"__all__ = [\n{public}]\n", "".join([*aliases, *functions])]
    return "\n".join([_HEAD, *filter(None, parts)])


def _nodes(home: str, name: str) -> tuple[Source, list[Function]]:
    """Return the function, or its overloads, that a name of a table means; none for a class and for a constant."""
    if home.endswith("()"):
        return method_of(methods_of(home), name)
    module, own = home_of(home, name)
    return source(module), overloads(node for node in source(module).definitions[own] if isinstance(node, Function))


def _functions(
    home: str, name: str, shown: str, imports: set[Import], entry: Deprecated | None = None
) -> Iterator[str]:
    """Yield a function of a table under a name, and add to the imports what it needs; only functions are yielded.

    Python has a mark for deprecated functions, and none for other names.
    """
    text, nodes = _nodes(home, name)
    public = {item.local for item in imports if item.local}
    decorators = ["overload"] if len(nodes) > 1 else []
    imports |= {Import("typing", "overload")} if decorators else set()
    if entry is not None and nodes:
        decorators.append(f'deprecated("{entry}")')
        imports.add(Import("typing_extensions", "deprecated"))
    for node in nodes:
        renamed = copy.copy(node)
        renamed.name = shown
        yield "".join(f"@{decorator}\n" for decorator in decorators) + _function(
            text, renamed, method=home.endswith("()")
        )
        imports |= {needed for needed in _needed(text, node) if (needed.local or needed.name) not in public}


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


def _function(module: Source, node: Function, *, method: bool) -> str:
    """Return a function, or a method as a function, with the comment that switches off a check of its types."""
    first, line, rest = f"{module.signature(node, method=method)}: ...".partition("\n")
    _, mark, comment = module.lines[node.lineno - 1].decode().partition("  # type: ignore")
    text = f"{first}{mark}{comment}{line}{rest}\n"
    for item in module.imports.values():
        if item.local and not item.name:  # `import datetime as dt`: for some editors, `dt` is then public
            text = re.sub(rf"\b{item.local}\.", f"{item.module}.", text)
    return text

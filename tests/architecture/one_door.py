"""Finds writes to a column in Python code, by syntax: the columns that only one file may write."""

import ast
import re
from collections.abc import Iterator

WRITES = {
    "update",
    "create",
    "get_or_create",
    "update_or_create",
    "aupdate",
    "acreate",
    "Complaint",
    "dict",
    "filter_update",
}
LISTS = {"update_fields", "fields"}
SQL = re.compile(r"\b(update|insert\s+into)\s+\W?complaints_complaint\b", re.IGNORECASE)


def writes(source: str, columns: set[str]) -> list[int]:
    """The lines of `source` that write one of `columns`: as attribute, keyword, key, in `update_fields`, or in SQL."""
    tree = ast.parse(source)
    logged = {id(d) for call in ast.walk(tree) if isinstance(call, ast.Call)
              for keyword in call.keywords if keyword.arg == "extra" for d in ast.walk(keyword.value)}  # fmt: skip
    return sorted(
        {getattr(node, "lineno", 0) for node in ast.walk(tree) if id(node) not in logged and _writes(node, columns)}
    )


def _writes(node: ast.AST, columns: set[str]) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in columns and isinstance(node.ctx, ast.Store | ast.Del)
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Store) and _constant(node.slice) in columns
    if isinstance(node, ast.Dict):
        return any(_constant(key) in columns for key in node.keys)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(SQL.search(node.value))
    return isinstance(node, ast.Call) and any(_call(node, columns))


def _call(node: ast.Call, columns: set[str]) -> Iterator[bool]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    for keyword in node.keywords:
        yield called in WRITES and keyword.arg in columns
        yield keyword.arg in LISTS and called in {"save", "asave", "bulk_update"} and _lists(keyword.value, columns)
    yield called == "bulk_update" and any(_lists(argument, columns) for argument in node.args)
    yield called in {"setattr", "__setattr__"} and any(_constant(argument) in columns for argument in node.args)


def _lists(node: ast.AST, columns: set[str]) -> bool:
    return any(_constant(part) in columns for part in ast.walk(node))


def _constant(node: ast.AST | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""

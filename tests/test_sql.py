"""SQL is fixed text with parameters: nothing that a file, a query or a person says is put into it.

Read from the source: what is given to `execute` and its kin must be text that stands in the module,
or be put together from such text alone. Where a function is handed its `sql`, those who call it are
looked at in its place.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SENDS = {"execute", "executemany", "executescript"}
REVIEWED = {"_migrate": "runs the scripts in MIGRATIONS, and counts them"}


class Module:
    """A module's source: what is fixed in it, and what it sends to SQLite."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self.functions = [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]

    def faults(self) -> Iterator[str]:
        """The places where something is sent that is not fixed."""
        takes_sql = {
            function.name
            for function in self.functions
            if any(argument.arg == "sql" for argument in function.args.args)
        }
        for function in self.functions:
            if function.name in REVIEWED:
                continue
            for call in ast.walk(function):
                if not isinstance(call, ast.Call) or not call.args:
                    continue
                if called(call) in SENDS | takes_sql and not self.is_fixed(call.args[0], function):
                    yield f"{function.name}, line {call.lineno}: {ast.unparse(call.args[0])}"

    def is_fixed(self, node: ast.expr, function: ast.FunctionDef) -> bool:
        match node:
            case ast.Constant(value=str()):
                return True
            case ast.JoinedStr(values=parts):
                return all(
                    self.is_fixed(part.value if isinstance(part, ast.FormattedValue) else part,
                                  function)
                    for part in parts
                )  # fmt: skip
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.is_fixed(left, function) and self.is_fixed(right, function)
            case ast.IfExp(body=body, orelse=other):
                return self.is_fixed(body, function) and self.is_fixed(other, function)
            case ast.Dict(values=values) | ast.Tuple(elts=values):
                return all(self.is_fixed(value, function) for value in values)
            case ast.Subscript(value=ast.Name() as table):
                return self.is_fixed(table, function)
            case ast.Call(func=ast.Attribute(value=text, attr="replace"), args=arguments):
                return all(self.is_fixed(each, function) for each in (text, *arguments))
            case ast.Name(id="sql") if any(each.arg == "sql" for each in function.args.args):
                return True  # whoever calls it is looked at
            case ast.Name(id=name):
                values = [*assigned(function, name)] or [*assigned(self.tree, name)]
                return bool(values) and all(self.is_fixed(value, function) for value in values)
        return False


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def assigned(scope: ast.FunctionDef | ast.Module, name: str) -> Iterator[ast.expr]:
    """What a name is set to in a function, or at the top of a module."""
    for node in ast.walk(scope) if isinstance(scope, ast.FunctionDef) else scope.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            value = getattr(node, "value", None)
            yield value if isinstance(value, ast.expr) else ast.Name("what a loop draws from")


SOURCES = [file for package in ("index", "search") for file in (ROOT / package).rglob("*.py")]


def test_sql_is_fixed_text() -> None:
    found = {str(file): [*Module(file.read_text("utf-8")).faults()] for file in SOURCES}
    assert {file: faults for file, faults in found.items() if faults} == {}
    calls = sum(file.read_text("utf-8").count(".execute(") for file in SOURCES)
    assert calls > 100, "they are not found any more"
    assert not any("sqlite" in file.read_text("utf-8") for file in (ROOT / "ingest").rglob("*.py"))


@pytest.mark.parametrize(
    "body",
    [
        'db.execute(f"SELECT {name}")',
        'db.execute("SELECT " + name)',
        'db.execute("SELECT %s" % name)',
        'db.execute("SELECT {}".format(name))',
        'db.execute("SELECT X".replace("X", name))',
        'text = "SELECT 1"; text += name; db.execute(text)',
        "run(db, name)",
        "for text in name: db.execute(text)",
    ],
)
def test_what_is_put_together_is_found(body: str) -> None:
    """Else the test above could not fail."""
    source = f"def run(sql, db): db.execute(sql)\ndef f(db, name):\n    {body}\n"
    assert [*Module(source.replace("run(db, name)", "run(name, db)")).faults()]

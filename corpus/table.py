"""One TOML table, read strictly: a wrong type, a missing key and an unknown key are errors."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")
D = TypeVar("D")


class ChronicleError(ValueError):
    """The chronicle contradicts itself or its format; the message has one line per problem."""


class Table:
    """The keys of one table, each taken once; `done` complains of those that nobody took."""

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, dict):
            raise ChronicleError(f"{where}: a table is expected")
        self._left: dict[str, object] = dict(values)
        self.where = where

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, kind: type[T]) -> T:
        """The value of `key`, which must be there."""
        if key not in self._left:
            raise self.error(f"{key!r} is missing")
        value = self._left.pop(key)
        if not isinstance(value, kind):
            raise self.error(f"{key!r} must be a {kind.__name__}, not {value!r}")
        return value

    def get(self, key: str, kind: type[T], default: D) -> T | D:
        """The value of `key`, or `default`."""
        return self.take(key, kind) if key in self._left else default

    def every(self, key: str, kind: type[T]) -> tuple[T, ...]:
        """The values of the list `key`; a single value is a list of one, a missing one is empty."""
        values = self._left.pop(key, [])
        listed = values if isinstance(values, list) else [values]
        for value in listed:
            if not isinstance(value, kind):
                raise self.error(f"{key!r} must hold {kind.__name__}s, not {value!r}")
        return tuple(listed)

    def tables(self, key: str) -> list[Table]:
        """The tables of the array `key`; each says which one it is in its errors."""
        found = []
        for place, values in enumerate(self.every(key, dict), start=1):
            name = values.get("id") or values.get("query") or values.get("name") or place
            found.append(Table(values, f"{self.where}: {key} {name}"))
        return found

    def done(self) -> None:
        """Raise if a key is left that nobody asked for: mostly a slip of the pen."""
        if self._left:
            raise self.error(f"unknown keys: {', '.join(sorted(self._left))}")

    def error(self, problem: str) -> ChronicleError:
        """A problem in this table."""
        return ChronicleError(f"{self.where}: {problem}")

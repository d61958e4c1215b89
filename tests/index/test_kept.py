"""Values kept with a snapshot."""

from __future__ import annotations

from index.kept import Kept


def test_a_value_is_made_once_and_the_longest_unused_goes_first() -> None:
    made: list[str] = []

    def value(key: str) -> str:
        made.append(key)
        return key * 2

    kept = Kept(most=2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(key, lambda key=key: value(key)) == key * 2
    assert made == ["a", "b", "c", "b"]

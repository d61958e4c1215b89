"""Numbers of a question, as papers may write them."""

from __future__ import annotations

import pytest

from queries.ask.numbers import written_otherwise


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("二十年", ("20年",)),
        ("十五天", ("15天", "15日", "十五日")),
        ("三个", ("3个",)),
        ("20个", ("二十个",)),
        ("五十", ("50",)),
        ("三农", ()),
        ("一般", ()),
        ("7", ()),
        ("2020年", ()),
        ("十四五", ()),
    ],
)
def test_written_otherwise(word: str, forms: tuple[str, ...]) -> None:
    assert written_otherwise(word) == forms

"""What is a question, and which of its words only ask.

A question is typed as people speak: quotation marks, brackets, colons and English names stand in it as they stand in
prose. What is written as a query (“工资协商” NOT 通知) is none, whatever stands in its quotation marks.
"""

from __future__ import annotations

import re
from itertools import pairwise

ASKS = re.compile(
    r"什么|甚么|啥|如何|怎|多少|多[久长大]|哪|谁|[吗呢](?=\W|$)|为何|(?<!任)何[年时地人处种]|请问"
    "|是否|能否|可否|会不会|能不能|有没有|是不是"
)
"""A word that asks something."""

_MARKS = ("?", "？")
_OPERATORS = ("AND", "OR", "NOT")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|「[^「」]*」|《[^《》]*》")
_ASKING = re.compile(
    "请问|(?:是|有|为|叫|做)?(?:什么|甚么|啥)(?:时候|时间|样的?|意思|地方|人|名字)?|为何|如何|怎么样?|怎样"
    "|(?:是|有|在|由|被)?哪(?!吒)(?:[一几两]?[个些位种里家国座部次条年月日天名款类所支省市州县区]|儿)?|(?:是|由|被)?谁"
    "|多少|多久|有多[长大高远重深宽快]|是否|能否|可否|会不会|能不能|有没有|是不是|(?<!任)何[年时地人处种]|[吗呢](?=[?？]*$)"
)


def is_question(text: str) -> bool:
    """Whether somebody asks: by a question mark at the end, or a word that asks outside of quotation marks where no
    AND, OR or NOT stands between Chinese words."""
    if text.endswith(_MARKS):
        return True
    said = _QUOTED.sub(" “” ", text)
    return ASKS.search(said) is not None and not _is_written(said)


def what_is_asked(question: str) -> str:
    """The question without the words that only ask, but for those in quotation marks: 什么 and 哪 are rare in papers,
    so that a passage which happens to have one would seem to fit."""
    pieces: list[str] = []
    reached = 0
    for quoted in _QUOTED.finditer(question):
        pieces += [_ASKING.sub(" ", question[reached : quoted.start()]), quoted.group()]
        reached = quoted.end()
    pieces.append(_ASKING.sub(" ", question[reached:]))
    return " ".join("".join(pieces).rstrip("".join(_MARKS)).split())


def _is_written(text: str) -> bool:
    """Whether an operator stands anywhere but in an English name (Tom AND Jerry)."""
    parts = ["", *text.split(), ""]
    around = zip(pairwise(parts), parts[2:], strict=False)
    return any(part in _OPERATORS and not (_is_english(left) and _is_english(right)) for (left, part), right in around)


def _is_english(word: str) -> bool:
    return word.isascii() and any(map(str.isalpha, word))

"""Papers like a paper, or like a stretch of it: those that share its rarest words."""

from __future__ import annotations

import math
from collections import Counter

from corpus.document import Document, Span
from index.analysis import words
from index.engine import Snapshot
from index.query import And, Field, Filter, Not, Words
from index.schema import WORDS

_MOST_WORDS = 25
_MOST_COUNTED = 20_000  # characters; what a longer paper is about stands at its beginning
_COMMON = 0.1


def like(snapshot: Snapshot, document: Document, *, within: Span | None) -> And:
    """The query for other papers like the paper, or like a stretch of it."""
    text = within.of(document.text) if within else document.text[:_MOST_COUNTED]
    counts = Counter(word for word in words(text) if len(word) > 1)
    found = snapshot.frequencies((WORDS, word) for word in counts)
    weights = {
        word: (1 + math.log(times)) * math.log((found.passages + 1) / (held + 0.5))
        for (word, times), held in zip(counts.items(), found.holding, strict=True)
        if held <= max(_COMMON * found.passages, 1)
    }
    best = sorted(weights, key=lambda word: (-weights[word], word))[:_MOST_WORDS]
    return And((Words(" ".join(best)), Not(Filter(Field.DOCUMENT, document.id))))

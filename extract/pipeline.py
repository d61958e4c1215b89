"""The extraction as a spaCy pipeline of named components over characters.

One token is one character, so token offsets are text offsets and no model is needed (docs/decisions/0001). Each
component may be added alone: it works out what it rests on by itself. Spans lie in `doc.spans` under the contract's
names, records in `doc._.findings`.

    nlp = spacy.blank("zh"); nlp.tokenizer = CharacterTokenizer(nlp.vocab); nlp.add_pipe("gongwen_dates")
    nlp("请于2024年6月底前报送。").spans["dates"]
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan
from spacy.vocab import Vocab

from corpus.document import Document, Reading, Span
from corpus.paragraphs import paragraphs_of
from corpus.structure import assemble
from extract.findings import Findings
from extract.records import Extraction
from extract.register import Register

COMPONENTS = (
    "gongwen_dates",
    "gongwen_quantities",
    "gongwen_organizations",
    "gongwen_responsibilities",
    "gongwen_targets",
)
"""The components in the order in which they rest on each other."""


class CharacterTokenizer:
    """Makes every character a token, blanks too, so that token i is character i."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        # Doc takes strings or their keys; its stub knows strings only.
        self._keys: dict[str, Any] = {}

    def __call__(self, text: str) -> Doc:
        """The text as a Doc. Characters are handed over by spaCy's own keys, looked up once each."""
        for character in set(text).difference(self._keys):
            self._keys[character] = self._vocab[character].orth
        return Doc(self._vocab, words=list(map(self._keys.__getitem__, text)), spaces=[False] * len(text))


def extract(document: Document, *, register: Register | None = None) -> Extraction:
    """All records of a paper. `register` holds the bodies that the user knows beyond general usage."""
    nlp = _pipeline()
    doc = nlp.make_doc(document.text)
    doc.user_data["findings"] = Findings(document, register=register)
    findings: Findings = nlp(doc)._.findings
    return findings.all()


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    nlp.max_length = 1 << 31
    return nlp


def findings_of(doc: Doc) -> Findings:
    """The findings of a Doc; text that comes without its paper is read as a plain one."""
    if "findings" not in doc.user_data:
        doc.user_data["findings"] = Findings(_plain(doc.text))
    findings: Findings = doc.user_data["findings"]
    return findings


def _plain(text: str) -> Document:
    reading = Reading(text=text, media_type="text/plain", paragraphs=paragraphs_of(text))
    return assemble(reading, id=sha256(text.encode()).hexdigest()[:16], source="")


@Language.component("gongwen_dates", assigns=["doc.spans"])
def _dates(doc: Doc) -> Doc:
    dates = findings_of(doc).dates
    return _marked(doc, "dates", ((date, date.kind.value) for date in dates))


@Language.component("gongwen_quantities", assigns=["doc.spans"])
def _quantities(doc: Doc) -> Doc:
    quantities = findings_of(doc).quantities
    return _marked(doc, "quantities", ((quantity, quantity.role.value) for quantity in quantities))


@Language.component("gongwen_organizations", assigns=["doc.spans"])
def _organizations(doc: Doc) -> Doc:
    organizations = findings_of(doc).organizations
    return _marked(doc, "organizations", ((mention, mention.name) for mention in organizations))


@Language.component("gongwen_responsibilities", assigns=["doc.spans"])
def _responsibilities(doc: Doc) -> Doc:
    duties = findings_of(doc).responsibilities
    return _marked(doc, "responsibilities", ((duty, duty.role.value) for duty in duties))


@Language.component("gongwen_targets", assigns=["doc.spans"])
def _targets(doc: Doc) -> Doc:
    targets = findings_of(doc).targets
    return _marked(doc, "targets", ((target.quantity, target.indicator) for target in targets))


def _marked(doc: Doc, name: str, spans: Iterable[tuple[Span, str]]) -> Doc:
    doc.spans[name] = [TokenSpan(doc, span.start, span.end, label=label) for span, label in spans]
    return doc


Doc.set_extension("findings", getter=findings_of, force=True)

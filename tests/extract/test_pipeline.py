"""The spaCy pipeline: components by name over characters, each usable alone, the same records each time."""

from __future__ import annotations

import pytest
import spacy

from corpus.reading import read_document
from extract.findings import Findings
from extract.pipeline import COMPONENTS, CharacterTokenizer, extract

TEXT = "海棠县总工会2024年工作要点\n一、6月底前，新建企业工会 30 家。（责任单位：组织部）\n"


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_works_alone(name: str) -> None:
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert len(doc) == len(TEXT)
    spans = doc.spans[name.removeprefix("gongwen_")]
    assert len(spans) > 0
    assert all(TEXT[span.start : span.end] == span.text for span in spans)


def test_the_whole_pipeline_gives_the_same_records_each_time() -> None:
    document = read_document(TEXT.encode(), "plan.txt")
    first, second = extract(document), extract(document)
    assert first == second == Findings(document).all()
    assert [target.quantity.value for target in first.targets] == [30]
    assert first.targets[0].responsible[0].organization == "海棠县总工会组织部"

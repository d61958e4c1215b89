"""Papers built by hand, and engines that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from corpus.document import Document, Letterhead, Quote, Section, Span, Table
from index.engine import SearchEngine
from index.engines import ENGINES, open_engine
from index.schema import index_rows

DOCUMENTS = Path(__file__).resolve().parents[2] / "../shared/documents"


def make_paper(
    text: str,
    *,
    name: str | None = None,
    paragraphs: tuple[Span, ...] | None = None,
    tables: tuple[Table, ...] = (),
    outline: tuple[Section, ...] = (),
    title: str | None = None,
    issuer: str | None = None,
    kind: str | None = None,
    number: str | None = None,
    year: int | None = None,
) -> Document:
    """A document, each line that is not blank a paragraph; its metadata rest on no words."""
    return Document(
        id=name or sha256(text.encode()).hexdigest()[:16],
        source="paper.txt",
        media_type="text/plain",
        text=text,
        paragraphs=_lines(text) if paragraphs is None else paragraphs,
        tables=tables,
        letterhead=Letterhead(
            title=_quote(title), issuer=_quote(issuer), kind=_quote(kind), document_number=_quote(number), year=year
        ),
        outline=outline,
        articles=(),
    )


def _quote(value: str | None) -> Quote | None:
    return Quote(0, 0, value=value) if value else None


def _lines(text: str) -> tuple[Span, ...]:
    spans = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            at = start + line.index(words)
            spans.append(Span(at, at + len(words)))
        start += len(line)
    return tuple(spans)


@pytest.fixture(scope="session")
def paper() -> Callable[..., Document]:
    return make_paper


@pytest.fixture(scope="session")
def real_papers() -> list[Document]:
    paths = sorted(path for folder in ("official", "seeds") for path in (DOCUMENTS / folder).glob("*.txt"))
    if not paths:
        pytest.skip("the real papers (../shared/documents) are not here")
    return [make_paper(path.read_text(encoding="utf-8"), name=path.stem) for path in paths]


@pytest.fixture(scope="session", params=sorted(ENGINES))
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def holding(engine_name: str) -> Iterator[Callable[..., SearchEngine]]:
    """Makes an engine that holds the papers, each call a new one in a new folder (or the folder named)."""
    opened: list[SearchEngine] = []
    with TemporaryDirectory() as base:

        def make(*papers: Document, folder: Path | None = None) -> SearchEngine:
            engine = open_engine(engine_name, folder or Path(base) / str(len(opened)), patience=0.2)
            opened.append(engine)
            for document in papers:
                engine.add(index_rows(document))
            engine.commit()
            return engine

        yield make
        for engine in opened:
            engine.close()

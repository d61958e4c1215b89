"""What is in the text is found: any piece of any real paper, in quotes, through the library, over every engine."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index.engines import ENGINES
from index.folding import folded
from queries import open_library

SEEDS = Path(__file__).resolve().parents[2] / "../shared/documents/seeds"
DRAWN = 120


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the shared papers beside the project")
@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_any_substring_is_found_in_its_paper_and_shown(tmp_path: Path, engine: str):
    chance = random.Random(2024)
    with open_library(tmp_path / "library", engine=engine) as library:
        library.ingest([SEEDS])
        texts = {document_id: library.document(document_id).text for document_id in library.store.summaries()}
        for _ in range(DRAWN):
            document_id = chance.choice(sorted(texts))
            start = chance.randrange(len(texts[document_id]))
            piece = texts[document_id][start : start + chance.randint(2, 12)]
            if not folded(piece):
                continue
            results = library.search(f'"{piece}"', limit=2000)
            assert document_id in {hit.document.id for hit in results}, piece
            for hit in results:
                assert folded(texts[hit.document.id][hit.start : hit.end]) == folded(piece), piece

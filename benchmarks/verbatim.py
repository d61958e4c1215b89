"""`python -m benchmarks.verbatim [N] [--library DIR]`: random substrings of all papers, searched in quotation marks, on
every engine.

Each must be found in its paper, with a hit whose words are exactly the substring (blanks apart). Prints the counts, and
what was missed. The papers are the files of ../shared/documents beside the project, else the sample papers; or, with
its own engine only, those of the library named.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.__main__ import SHARED, papers, timed
from index.engines import ENGINES
from index.folding import folded
from queries import Library, open_library

PAPERS = [SHARED / folder for folder in ("seeds", "official", "files")]
SUBSTRINGS = 10_000
LONGEST = 40
SHORT_SHARE = 0.5  # of them have no more than 12 characters
SHOWN = 10
SEED = 20_261_121


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verbatim", description=__doc__)
    parser.add_argument("wanted", type=int, nargs="?", default=SUBSTRINGS, help="how many substrings")
    parser.add_argument("--library", type=Path, help="the folder of a library")
    options = parser.parse_args(arguments)
    if options.library:
        with open_library(options.library) as library:
            measure(library, str(options.library), options.wanted)
        return
    with tempfile.TemporaryDirectory() as folder:
        for engine in ENGINES:
            with open_library(Path(folder) / "library", engine=engine) as library:
                library.ingest(PAPERS if SHARED.exists() else list(papers()))
                measure(library, engine, options.wanted)


def measure(library: Library, name: str, wanted: int) -> None:
    """Searches and prints under a name."""
    cases = list(substrings(library, wanted))
    missed, seconds = timed(lambda: [case for case in cases if not is_found(library, *case)])
    print(
        f"{name}: {len(cases) - len(missed):,} of {len(cases):,} substrings found exactly, "
        f"{1000 * seconds / max(len(cases), 1):.1f} ms each"
    )
    for document_id, substring in missed[:SHOWN]:
        print(f"  missed in {document_id}: {substring!r}")


def substrings(library: Library, wanted: int) -> Iterator[tuple[str, str]]:
    """Papers, by id, with a stretch of their text that has characters which count."""
    choose = random.Random(SEED)
    texts = {
        name: library.document(name).text for name, each in library.store.summaries().items() if not each.rendition_of
    }
    names = sorted(texts)
    while wanted:
        name = choose.choice(names)
        length = choose.randint(1, 12 if choose.random() < SHORT_SHARE else LONGEST)
        start = choose.randrange(max(len(texts[name]) - length, 1))
        substring = texts[name][start : start + length]
        if folded(substring):
            wanted -= 1
            yield name, substring


def is_found(library: Library, document_id: str, substring: str) -> bool:
    """Whether the paper is found, and the words of its hit are the substring."""
    hits = library.search(f'"{substring}"', document=document_id, limit=1)
    if not hits:
        return False
    text = library.document(document_id).text
    return folded(text[hits[0].start : hits[0].end]) == folded(substring)


if __name__ == "__main__":
    main()

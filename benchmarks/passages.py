"""`python -m benchmarks.passages`: plain questions as searches over single paragraphs, beside a bag of words.

Each of 3,000 paragraphs of ../shared/documents/large, beside the project, is a document of one passage. The questions
are tests/queries/cases/ask_passages.jsonl, in our own words; each names the paper and where in it the paragraph stands
that answers it (`at`, half-open). A question scores one over the place of its paragraph among the first ten hits, 0
where it is not there; the mean is MRR@10. The bag is BM25 over the words of jieba as it comes, without guessed words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba
import tantivy

from benchmarks.accuracy_ask import CASES, MARK_OF_PASSAGES, SHARED, Row, put_into_report, rows_of
from queries import Library, open_library

PARAGRAPHS, HITS, SEED = 3000, 10, 20_261_121
LATER = 2  # the part of the questions that were written after the tuning
LINE = re.compile(r"[^\n]+")
LENGTHS = range(150, 601)

Search = Callable[[str], Sequence[str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints MRR@10 of both, and with --write puts it into the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.passages", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/accuracy-ask.md")
    parser.add_argument("--missed", action="store_true", help="name the questions whose paragraph does not come first")
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print("The shared papers (../shared/documents, beside the project) are absent.", file=sys.stderr)
        return 1
    rows = rows_of(CASES / "ask_passages.jsonl")
    texts = paragraphs(rows)
    with tempfile.TemporaryDirectory() as folder, open_library(Path(folder) / "library") as library:
        library.ingest([written(texts, Path(folder) / "paragraphs.jsonl")])
        searches = {"library.search": by_library(library), "bag of words, BM25": bag(texts)}
        places = {name: [place(search, row) for row in rows] for name, search in searches.items()}
    report = "\n".join(lines(places, [row.get("part", 1) == LATER for row in rows]))
    print(report)
    if options.missed:
        for row, *each in zip(rows, *places.values(), strict=True):
            if each[0] != 1:
                print(each, row["q"])
    if options.write:
        put_into_report(report, mark=MARK_OF_PASSAGES)
    return 0


def key(paper: str, start: int) -> str:
    """The name of a paragraph."""
    return f"{paper}-{start}"


def paragraphs(rows: Sequence[Row]) -> dict[str, str]:
    """PARAGRAPHS different paragraphs by name: those asked about, and others drawn from all papers."""
    asked: dict[str, str] = {}
    others: dict[str, str] = {}
    wanted = {key(row["paper"], row["at"][0]) for row in rows}
    with gzip.open(SHARED / "large" / "official_texts.jsonl.gz", "rt", encoding="utf-8") as papers:
        for paper in map(json.loads, papers):
            for found in LINE.finditer(paper["text"]):
                name, text = key(paper["id"], found.start()), found.group().strip()
                if len(text) in LENGTHS:
                    (asked if name in wanted else others)[name] = text
    known = set(asked.values())
    drawn = random.Random(SEED).sample(sorted(name for name in others if others[name] not in known), PARAGRAPHS)
    return asked | {name: others[name] for name in drawn[: PARAGRAPHS - len(asked)]}


def written(texts: dict[str, str], path: Path) -> Path:
    """The paragraphs as papers, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for name, text in texts.items():
            file.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    return path


def by_library(library: Library) -> Search:
    """Searches the library; what is found is named as the paragraphs are."""
    return lambda question: [hit.document.source for hit in library.search(question, limit=HITS)]


def bag(texts: dict[str, str]) -> Search:
    """Searches an index of one field."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=True, tokenizer_name="raw")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(builder.build())
    writer = index.writer(num_threads=1)
    for name, text in texts.items():
        writer.add_document(tantivy.Document(name=name, words=" ".join(words(text))))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> Sequence[str]:
        terms = [tantivy.Query.term_query(index.schema, "words", word) for word in dict.fromkeys(words(question))]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return [searcher.doc(address)["name"][0] for _, address in searcher.search(query, limit=HITS).hits]

    return search


def words(text: str) -> list[str]:
    return [word for word in jieba.cut(text, HMM=False) if not word.isspace()]


def place(search: Search, row: Row) -> int:
    """The place of the question's paragraph among the hits, from 1; 0 where it is not there."""
    found = [name.endswith(key(row["paper"], row["at"][0])) for name in search(row["q"])]
    return found.index(True) + 1 if any(found) else 0


def lines(places: dict[str, list[int]], later: Sequence[bool]) -> Sequence[str]:
    """The report in Markdown; `later` tells for each question whether it was written after the tuning."""
    counts = [f"{each} questions" for each in (later.count(False), later.count(True))]
    report = [
        f"| MRR@10 of | {counts[0]} | {counts[1]} written after the tuning | first hit right |",
        "|---|---|---|---|",
    ]
    for name, each in places.items():
        parts = [
            mrr([at for at, is_later in zip(each, later, strict=True) if is_later is wanted])
            for wanted in (False, True)
        ]
        first = sum(at == 1 for at in each)
        report.append(f"| {name} | {parts[0]:.3f} | {parts[1]:.3f} | {first} of {len(each)} |")
    return report


def mrr(places: Sequence[int]) -> float:
    return statistics.mean(1 / at if at else 0.0 for at in places)


if __name__ == "__main__":
    sys.exit(main())

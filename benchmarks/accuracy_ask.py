"""`python -m benchmarks.accuracy_ask`: how right the answers are, on questions about papers beside the project.

A row of a question set names the paper, by the beginning of its path below `shared/documents` or as `large/ID` for a
paper of the JSON Lines file, and where in it the answer stands (`at`, half-open, code points of the text with line ends
LF); `answers` are the names, figures and days of which one must stand in the first answer, `all_of` those that must all
stand in the first six, as `score_ask.py` beside the shared gold counts it. Rows of kind `none` ask for what no paper
says. The library asked holds all papers of `official` and `seeds`, and of the JSON Lines file those that are no laws or
that a question is about.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from queries import Library, open_library

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "documents"
CASES = ROOT / "tests" / "queries" / "cases"
WRITTEN = ROOT / "docs" / "accuracy-ask.md"
SETS = {name: f"ask_papers_{name.lower()}.jsonl" for name in "ABCDE"}
MARK = "<!-- written by benchmarks.accuracy_ask -->\n"
MARK_OF_PASSAGES = "<!-- written by benchmarks.passages -->\n"
END = "<!-- end -->\n"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SetScore:
    """How many questions with an answer there are, of how many it came first or among three, how many without one
    there are and were answered with `none`, and the questions missed with the first answers given."""

    asked: int
    first: int
    three: int
    without: int
    silent: int
    missed: tuple[tuple[str, str], ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Scores the sets, prints them and their misses, and with --write puts them into docs/accuracy-ask.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy_ask", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/accuracy-ask.md")
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(
            "The shared papers (../shared/documents, beside the project) are absent: nothing to ask.", file=sys.stderr
        )
        return 1
    sets = {name: rows_of(CASES / file) for name, file in SETS.items()}
    with tempfile.TemporaryDirectory() as folder, open_library(Path(folder) / "library") as library:
        library.ingest([SHARED / "official", SHARED / "seeds", texts(Path(folder) / "texts", sets.values())])
        scores = {name: score(library, rows) for name, rows in sets.items()}
    report = "\n".join(lines(scores))
    print(report)
    if options.write:
        put_into_report(report, mark=MARK)
    return 0


def put_into_report(report: str, *, mark: str) -> None:
    """Writes a part of docs/accuracy-ask.md, between its mark and END, anew."""
    before, _, after = WRITTEN.read_text(encoding="utf-8").partition(mark)
    WRITTEN.write_text(f"{before}{mark}{report}\n{END}{after.partition(END)[2]}", encoding="utf-8")


def rows_of(path: Path) -> list[Row]:
    """The questions of a set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def texts(folder: Path, sets: Sequence[list[Row]] | Any) -> Path:
    """The folder, with the papers of the JSON Lines file that are asked about or are no laws, as text files."""
    folder.mkdir()
    named = {row.get("paper", "").removeprefix("large/") for rows in sets for row in rows}
    with gzip.open(SHARED / "large" / "official_texts.jsonl.gz", "rt", encoding="utf-8") as papers:
        for paper in map(json.loads, papers):
            known = any((SHARED / "official").glob(f"{paper['id']}_*"))
            if paper["id"] in named or not (paper["id"].startswith("law") or known):
                (folder / f"{paper['id']}.txt").write_text(paper["text"], encoding="utf-8")
    return folder


def score(library: Library, rows: Sequence[Row]) -> SetScore:
    """Asks the questions of a set."""
    said = [[plain(answer.answer) for answer in library.ask(row["q"], limit=6).answers] for row in rows]
    answerable = [(row, answers) for row, answers in zip(rows, said, strict=True) if row["kind"] != "none"]
    first = [is_right(row, answers) for row, answers in answerable]
    three = [any(is_right(row, answers[skip:]) for skip in range(3)) for row, answers in answerable]
    silent = [not answers for row, answers in zip(rows, said, strict=True) if row["kind"] == "none"]
    return SetScore(
        asked=len(answerable),
        first=sum(first),
        three=sum(three),
        without=len(silent),
        silent=sum(silent),
        missed=tuple(misses(answerable, first)),
    )


def is_right(row: Row, said: Sequence[str]) -> bool:
    """Whether the first answer is one of those wanted, and the first six hold all that must be said."""
    first = bool(said) and any(plain(wanted) in said[0] for wanted in row["answers"])
    return first and all(plain(wanted) in "".join(said[:6]) for wanted in row.get("all_of", ()))


def misses(asked: Sequence[tuple[Row, Sequence[str]]], right: Sequence[bool]) -> Iterator[tuple[str, str]]:
    """The questions that were not answered right first, with their papers."""
    return ((row["q"], row["paper"]) for (row, _), good in zip(asked, right, strict=True) if not good)


def plain(text: str) -> str:
    """The text without white space and the commas of figures."""
    return re.sub(r"[\s,，]", "", text)


def lines(scores: dict[str, SetScore]) -> Iterator[str]:
    """The report in Markdown."""
    yield from ("## Now", "", "| part | questions | first | among three | nothing to find, `none` said |")
    yield "|---|---|---|---|---|"
    for name, each in scores.items():
        shares = f"{each.first / each.asked:.3f} | {each.three / each.asked:.3f}"
        yield f"| {name} | {each.asked} | {shares} | {each.silent}/{each.without} |"
    for name, each in scores.items():
        yield from ("", f"Not answered right first, part {name}:", "")
        yield from (f"- {question} ({paper})" for question, paper in each.missed)


if __name__ == "__main__":
    sys.exit(main())

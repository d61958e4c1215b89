"""`python -m benchmarks.accuracy`: how right the extraction is, on papers that a person has read.

Four parts are scored by `score()` of the shared gold's own score.py: `shared` (the gold folders beside that script),
`seen` (tests/gold/seen: rules may be tuned on them), `samples` (tests/golden: two of our own papers) and `unseen`
(tests/gold/unseen: nobody who writes rules reads their misses). A gold folder of tests/gold holds no words of its
paper, only spans of it; `expand` puts the words back into a temporary folder. `--misses PART...` prints what went
wrong in the parts named; `--write` writes docs/accuracy.md, where a miss is told by its place alone.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.errors import GongwenError
from corpus.reading import read_document
from extract.pipeline import extract
from queries.contract import extraction_json

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PARTS = ("shared", "seen", "samples", "unseen")
LISTED = ("shared", "seen", "samples")
WIDTH = 172
WRITTEN = ROOT / "docs" / "accuracy.md"
QUOTED = {"dates.jsonl": "text", "quantities.jsonl": "text", "responsibilities.jsonl": "task"}
WORDS = re.compile("⟦.*?⟧", re.DOTALL)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PartScore:
    """The figures of one part by measure, as score.py gives them; what went wrong, by kind, with and without words;
    the papers that could not be read, with the reason."""

    papers: int
    figures: dict[str, dict[str, float]]
    misses: tuple[str, ...]
    places: tuple[str, ...]
    failed: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Scores every part, prints one table, and what was asked for; exit status 1 where a paper could not be read."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--misses", nargs="+", choices=PARTS, default=[], metavar="PART", help="print their misses")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md (misses: shared, seen, and PART)")
    options = parser.parse_args(arguments)
    script = SHARED / "gold" / "score.py"
    if not script.is_file():
        print("The shared gold (../shared/gold/score.py, beside the project) is absent: nothing to score.")
        return 1
    scorer = load_scorer(script)
    scores = {part: score_part(folders_of(part), scorer=scorer) for part in PARTS}
    show(scores, console=Console(width=WIDTH))
    for part in options.misses:
        print("\n".join([f"\n{part}", *scores[part].misses]))
    if options.write:
        WRITTEN.parent.mkdir(exist_ok=True)
        WRITTEN.write_text(report(scores, listed={*LISTED, *options.misses}), encoding="utf-8")
    failed = [f"{part}: {line}" for part in PARTS for line in scores[part].failed]
    print("\n".join(failed), end="\n" if failed else "", file=sys.stderr)
    return 1 if failed else 0


def load_scorer(script: Path) -> ModuleType:
    """The module of a score.py that stands outside the project."""
    spec = importlib.util.spec_from_file_location("gongwen_gold_score", script)
    if spec is None or spec.loader is None:
        raise ImportError(f"not a Python module: {script}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folders_of(part: str) -> tuple[Path, ...]:
    """The gold folders of a part, by name."""
    ours = ROOT / "tests" / ("golden" if part == "samples" else f"gold/{part}")
    folder = SHARED / "gold" if part == "shared" else ours
    return tuple(sorted(path.parent for path in folder.glob("*/meta.json")))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it is handed to the reader."""

    name: str
    data: bytes

    @property
    def text(self) -> str:
        """The text that gold spans count in: UTF-8 without byte order mark, line ends as `\\n`."""
        return self.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def paper_of(folder: Path) -> Paper:
    """The paper that a gold folder is about: what source.txt names, from the gold folder or from the shared one
    (`FILE.jsonl.gz#ID`: the text of one line of a file of papers), else its own text.txt."""
    source = folder / "source.txt"
    name, _, key = (source.read_text(encoding="utf-8").strip() if source.exists() else "text.txt").partition("#")
    path = folder / name if (folder / name).exists() else SHARED / name
    if not key:
        return Paper(path.name, path.read_bytes())
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        text = next(row["text"] for row in map(json.loads, lines) if row["id"] == key)
    return Paper(f"{key}.txt", text.encode())


def score_part(folders: Sequence[Path], *, scorer: ModuleType) -> PartScore:
    """Reads, extracts and scores the papers of one part."""
    tallies: dict[str, Any] = defaultdict(scorer.Tally)
    rates: dict[str, Any] = defaultdict(scorer.Rate)
    failed = []
    for folder in folders:
        paper = paper_of(folder)
        try:
            document = read_document(paper.data, paper.name)
        except GongwenError as error:
            failed.append(f"{folder.name}: {error}")
            continue
        said = marked_said(extraction_json(document, extract(document)))
        with tempfile.TemporaryDirectory() as temporary:
            scorer.score(expand(folder, into=Path(temporary)), said, tallies, rates)
    figures = {name: tally.figures() for name, tally in sorted(tallies.items()) if tally.gold}
    figures |= {name: rate.figures() for name, rate in sorted(rates.items())}
    misses = [(kind, miss) for kind, tally in sorted(tallies.items()) for miss in tally.misses]
    return PartScore(
        papers=len(folders),
        figures=figures,
        misses=tuple(f"[{kind}] {WORDS.sub(lambda words: ' ' + words.group()[1:-1], miss)}" for kind, miss in misses),
        places=tuple(f"[{kind}] {place(kind, miss)}" for kind, miss in misses),
        failed=tuple(failed),
    )


def expand(folder: Path, *, into: Path) -> Path:
    """Writes a gold folder in the form of GUIDE.md, spans replaced by the paper's words, and returns it.

    The words that score.py prints but does not compare carry their place: `[start, end)⟦words⟧`.
    """
    as_read = folder / "text.txt"
    text = (Paper(as_read.name, as_read.read_bytes()) if as_read.exists() else paper_of(folder)).text
    written = into / folder.name
    written.mkdir()
    (written / "text.txt").write_text(text, encoding="utf-8")
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (written / "meta.json").write_text(json.dumps(in_words(meta, text=text), ensure_ascii=False), encoding="utf-8")
    for rows in folder.glob("*.jsonl"):
        expanded = [in_words(row, text=text) for row in read_rows(rows)]
        if rows.name in QUOTED:
            expanded = [marked(row, field=QUOTED[rows.name]) for row in expanded]
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in expanded]
        (written / rows.name).write_text("".join(lines), encoding="utf-8")
    return written


def read_rows(path: Path) -> list[Row]:
    """The rows of a .jsonl file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def in_words(value: Any, *, text: str) -> Any:
    """A value of gold with every `{"spans": [[start, end], ...]}` in it as words: joined in order, blanks dropped."""
    if isinstance(value, dict):
        if value.keys() == {"spans"}:
            return "".join("".join(text[start:end].split()) for start, end in value["spans"])
        return {name: in_words(inner, text=text) for name, inner in value.items()}
    if isinstance(value, list):
        return [in_words(inner, text=text) for inner in value]
    return value


def spans_of(value: Any) -> Iterator[tuple[int, int]]:
    """Every span that a value of gold in spans names, `start` and `end` of a row included."""
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value["start"], value["end"]
        yield from ((start, end) for start, end in value.get("spans", ()))
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from spans_of(inner)


def marked(row: Row, *, field: str) -> Row:
    """The row, its quoted words with their place before them."""
    return row | {field: f"[{row['start']}, {row['end']})⟦{row[field]}⟧"}


def marked_said(said: Row) -> Row:
    """An extraction with the words of its misses marked as those of the gold."""
    targets = [target | {"quantity": marked(target["quantity"], field="text")} for target in said["targets"]]
    rows = {kind: [marked(row, field="text") for row in said[kind]] for kind in ("dates", "quantities")}
    duties = [marked(row, field="task") for row in said["responsibilities"]]
    return said | rows | {"targets": targets, "responsibilities": duties}


def place(kind: str, miss: str) -> str:
    """A miss without the paper's words: documents of the project hold no text of the papers."""
    if kind == "meta":
        return miss.split(":")[0]
    if kind == "articles":
        return " ".join(miss.split()[:2])
    if kind == "targets" and "⟧" in miss:
        return miss.split("⟦")[0] + ("" if "organizations gold" not in miss else " organizations")
    return WORDS.sub("", miss)


def told(figures: dict[str, float] | None) -> str:
    """One figure of the table: `0.931 (P 0.94, R 0.92, 54)` or `0.975 of 40`."""
    if figures is None or figures.get("of") == 0:
        return "–"
    if "f1" in figures:
        return f"{figures['f1']:.3f} (P {figures['precision']:.3f}, R {figures['recall']:.3f}, {figures['gold']:.0f})"
    return f"{figures['accuracy']:.3f} of {figures['of']:.0f}"


def table_rows(scores: dict[str, PartScore]) -> list[list[str]]:
    """The table's rows: measure, then every part."""
    measures = list(dict.fromkeys(name for score in scores.values() for name in score.figures))
    measures.sort(key=lambda name: ("." in name, name))
    papers = [["papers", *(str(score.papers) for score in scores.values())]]
    return papers + [[name, *(told(score.figures.get(name)) for score in scores.values())] for name in measures]


def show(scores: dict[str, PartScore], *, console: Console) -> None:
    """Prints the table of all figures."""
    table = Table("measure", *scores, title="F1 (precision, recall, rows of gold), or share right of those paired")
    for row in table_rows(scores):
        table.add_row(*row)
    console.print(table)


def report(scores: dict[str, PartScore], *, listed: set[str]) -> str:
    """docs/accuracy.md."""
    rows = [f"| {' | '.join(row)} |" for row in table_rows(scores)]
    lines = [
        "# Accuracy",
        "",
        "Written by `python -m benchmarks.accuracy --write`, not by hand; `make accuracy` prints the table.",
        "",
        "Gold is written by hand on real papers. `shared` comes with the project's brief; rules may be tuned on `seen`",
        "(tests/gold/seen); the misses of `unseen` (tests/gold/unseen) are not read by those who write rules. A cell",
        "is F1 (precision, recall, rows of gold), or the share right of those that were paired. Misses are told by",
        "their place in the paper, `[start, end)` in code points: the papers are not part of the project.",
        "",
        f"| measure | {' | '.join(scores)} |",
        f"|---|{'---|' * len(scores)}",
        *rows,
    ]
    for part in PARTS:
        if part in listed:
            lines += ["", f"## Misses: {part}", "", *(f"- {miss}" for miss in scores[part].places)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

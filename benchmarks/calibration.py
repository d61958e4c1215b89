"""How often records that say they are sure are right.

`python -m benchmarks.calibration` prints, for the gold that rules may be tuned on and for the unseen part, how many of
the records with a confidence of 0.9 and more, of 0.8 to 0.9 … were right. `--write` counts the codes of
`extract/rules/confidence.yaml` anew, on the former only. A record counts for its weakest code: that one of its codes
with the smallest share of right records. Right is a date with its days, a figure with value, unit, comparator and role,
a duty with body and role, a target with figure, indicator, deadline and bodies, a body with its full name.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.accuracy import ROOT, SHARED, Row, expand, folders_of, load_scorer, paper_of
from corpus.reading import read_document
from extract.confidence import Reasons, reasons
from extract.pipeline import extract
from queries.contract import extraction_json

TUNED = ("shared", "seen", "samples")
CHECKED = ("unseen",)
FILE = ROOT / "extract" / "rules" / "confidence.yaml"
BANDS = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.0, 0.7))
ROUNDS = 5
SAME_WORDS = 0.6


Agree = Callable[[Row, Row], bool]


@dataclass(frozen=True, slots=True)
class Judged:
    """A record of the program's: its kind, codes, confidence, and whether the gold says the same."""

    kind: str
    codes: tuple[str, ...]
    confidence: float
    right: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; status 1 where there is no gold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the counts into extract/rules/confidence.yaml")
    options = parser.parse_args(arguments)
    script = SHARED / "gold" / "score.py"
    if not script.is_file():
        print("The shared gold (../shared/gold/score.py, beside the project) is absent: nothing to count.")
        return 1
    scorer = load_scorer(script)
    tuned = [each for part in TUNED for each in judged_part(part, scorer=scorer)]
    if options.write:
        FILE.write_text(counted(tuned, reasons(), FILE.read_text("utf-8")), encoding="utf-8")
    checked = [each for part in CHECKED for each in judged_part(part, scorer=scorer)]
    console = Console(width=100)
    for title, found in (("tuned on", tuned), ("unseen", checked)):
        console.print(reliability(title, found))
    return 0


def judged_part(part: str, *, scorer: ModuleType) -> Iterator[Judged]:
    """The records of all papers of a part."""
    for folder in folders_of(part):
        paper = paper_of(folder)
        document = read_document(paper.data, paper.name)
        said = extraction_json(document, extract(document))
        with tempfile.TemporaryDirectory() as temporary:
            yield from judged(expand(folder, into=Path(temporary)), said, scorer=scorer)


def judged(gold: Path, said: Row, *, scorer: ModuleType) -> Iterator[Judged]:
    """The records of one paper that its gold can judge: none that overlap a doubtful row."""
    align = scorer.Alignment((gold / "text.txt").read_text("utf-8"), said["text"])
    dates = [row for row in scorer.rows(gold, "dates.jsonl") or [] if row.get("required")]
    figures = scorer.rows(gold, "quantities.jsonl") or []
    duties = scorer.rows(gold, "responsibilities.jsonl") or []
    targets = [dict(target["quantity"], target=target) for target in said["targets"]]

    def same_figure(row: Row, figure: Row) -> bool:
        return bool(scorer.same_quantity(row, figure)) and row["role"] == figure["role"] and _comparator(row, figure)

    def same_target(row: Row, figure: Row) -> bool:
        return same_figure(row, figure) and _same_target(row, figure["target"], scorer=scorer)

    def same_duty(row: Row, duty: Row) -> bool:
        return bool(scorer.names(row) & scorer.names(duty)) and row["role"] == duty["role"]

    known_days = [date for date in said["dates"] if date["year_basis"]]
    kinds: tuple[tuple[str, list[Row], list[Row], Agree, list[Row]], ...] = (
        ("date", dates, known_days, scorer.same_date, scorer.rows(gold, "dates.jsonl") or []),
        ("quantity", figures, said["quantities"], same_figure, figures),
        ("target", figures, targets, same_target, figures),
        ("responsibility", duties, said["responsibilities"], same_duty, []),
    )
    for kind, rows, records, agree, doubts in kinds:
        unsure = [align.gold_span(row) for row in doubts if row.get("doubtful") or row.get("required") is False]
        pairs, _, spare = scorer.pair(rows, records, align, agree)
        certain = [r for r in spare if not any(scorer.overlap(span, align.predicted_span(r)) for span in unsure)]
        yield from (_judged(kind, record, right=True) for _, record in pairs)
        yield from (_judged(kind, record, right=False) for record in certain)
        if kind == "responsibility":
            yield from _names(pairs, said["organizations"], scorer=scorer)


def _names(pairs: Sequence[tuple[Row, Row]], mentions: Sequence[Row], *, scorer: ModuleType) -> Iterator[Judged]:
    """The full names of the bodies of duties that the gold has too."""
    printed = {mention["text"]: mention for mention in mentions}
    for row, duty in pairs:
        mention = printed.get(duty["text"])
        if mention and row.get("full_name"):
            right = scorer.plain(mention["name"]) == scorer.plain(row["full_name"])
            yield _judged("organization", mention, right=right)


def _judged(kind: str, record: Row, *, right: bool) -> Judged:
    record = record.get("target", record)
    return Judged(kind, tuple(record["reasons"]), record["confidence"], right)


def _comparator(row: Row, figure: Row) -> bool:
    return bool((row.get("comparator") or "=") == (figure.get("comparator") or "="))


def _same_target(row: Row, target: Row, *, scorer: ModuleType) -> bool:
    due = target["deadline"] or {}
    bodies = {name for body in target["responsible"] for name in scorer.names(body)}
    return (
        scorer.same_words(row.get("indicator"), target["indicator"]) >= SAME_WORDS
        and (row.get("deadline") or None) == due.get("to")
        and all(scorer.plain(name) in bodies for name in row.get("organizations") or [])
    )


def counted(found: Sequence[Judged], known: Reasons, text: str) -> str:
    """The file's text with the counts of each code: of the records whose weakest code it is, where there are any."""
    of = Counter((each.kind, code) for each in found for code in each.codes)
    right = Counter((each.kind, code) for each in found for code in each.codes if each.right)
    for _ in range(ROUNDS):
        shares = {known_code: (right[known_code] + 1) / (count + 1) for known_code, count in of.items()}
        weakest = [min(((each.kind, code) for code in each.codes), key=shares.__getitem__) for each in found]
        last = Counter(weakest)
        last_right = Counter(code for code, each in zip(weakest, found, strict=True) if each.right)
        # A code that is never the weakest is known by all the records that have it.
        of, right = Counter({**of, **last}), Counter({**right, **{code: last_right[code] for code in last}})
    lines: list[str] = []
    kind = ""
    for line in text.splitlines():
        kind = line[:-1] if re.fullmatch(r"[a-z]+:", line) else kind
        code = line.strip().partition(":")[0]
        if line.startswith("  ") and code in known.get(kind, {}):
            counts = f", right: {right[kind, code]}, of: {of[kind, code]}" if of[kind, code] else ""
            lines.append(f"  {code}: {{says: {known[kind][code].says}{counts}}}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def reliability(title: str, found: Sequence[Judged]) -> Table:
    """For each kind and band of confidence, how many records were right, of how many."""
    table = Table(title=title)
    for heading in ("kind", *(f"{low:g} to {min(high, 1):g}" for low, high in BANDS)):
        table.add_column(heading)
    for kind in dict.fromkeys(each.kind for each in found):
        cells: list[str] = []
        for low, high in BANDS:
            inside: list[Any] = [e.right for e in found if e.kind == kind and low <= e.confidence < high]
            cells.append(f"{sum(inside) / len(inside):.2f} of {len(inside)}" if inside else "–")
        table.add_row(kind, *cells)
    return table


if __name__ == "__main__":
    raise SystemExit(main())

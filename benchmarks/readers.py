"""`python -m benchmarks.readers`: pages per second of each reader, and memory by pages, beside the libraries alone.

The files are made here: pages of 22 lines of up to 26 characters, a ruled table on every fifth, the same words in each
format. Every measurement is a process of its own. Memory is what the process takes at its peak beyond what it had after
reading a file of one page. A reader whose program is not installed is left out.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus import ocr
from corpus.reading import read

ROOT = Path(__file__).resolve().parents[1]
PAGES = (2, 20, 200)
SCANNED = (2, 4)  # pages that are pictures take seconds each
LINES = 22
MEBIBYTE = 1024
SENTENCE = "各单位要高度重视第{}号事项，明确专人负责，六月底前完成{}处整改，按时上报检查情况，不得迟报漏报。"


def main() -> None:
    """Measures and prints."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(*sys.argv[2:])))
    else:
        measure(Console())


def measure(console: Console) -> None:
    """Prints a line for each reader and each library alone."""
    sys.path.insert(0, str(ROOT / "tests" / "corpus" / "writers"))
    table = Table("format", "read by", *(f"{count} pages/s" for count in PAGES), "peak memory beyond one page, MiB")
    with tempfile.TemporaryDirectory() as folder:
        for suffix, make in WRITERS.items():
            counts = SCANNED if suffix == "scan.pdf" else PAGES
            for count in (1, *counts):
                Path(folder, f"{count}.{suffix}").write_bytes(make(count))
            for name in ("gongwen", *ALONE.get(suffix, {})):
                found = {count: run(name, Path(folder), suffix, count) for count in counts}
                speeds = [f"{count / seconds:,.1f}" for count, (seconds, _) in found.items()]
                peaks = [f"{count}: {peak / MEBIBYTE:.1f}" for count, (_, peak) in found.items()]
                table.add_row(suffix, name, *speeds, *[""] * (len(PAGES) - len(counts)), "  ".join(peaks))
    console.print(table)


def run(name: str, folder: Path, suffix: str, count: int) -> tuple[float, float]:
    """Seconds and kibibytes that a reader takes for a file of so many pages."""
    command = [sys.executable, "-m", "benchmarks.readers", "--one", name, suffix]
    files = [str(folder / f"{pages}.{suffix}") for pages in (1, count)]
    said = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    seconds, peak = json.loads(said)
    return seconds, peak


def one(name: str, suffix: str, first: str, whole: str) -> tuple[float, float]:
    """Reads a file of one page, then the one that counts."""
    reader = (lambda data: read(data, first)) if name == "gongwen" else ALONE[suffix][name]
    reader(Path(first).read_bytes())
    before = memory("VmRSS")
    forget_peak()
    began = time.perf_counter()
    reader(Path(whole).read_bytes())
    return time.perf_counter() - began, memory("VmHWM") - before


def forget_peak() -> None:
    """Has the system count this process's peak anew, where it can (Linux)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def memory(name: str) -> int:
    """The process's memory (VmRSS) or its peak (VmHWM) in kibibytes; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def with_pdfplumber(data: bytes) -> object:
    """As its documentation tells to keep memory low."""
    import pdfplumber

    words = []
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            words.append((page.extract_text(), page.extract_tables()))
            page.close()
    return words


def with_docx(data: bytes) -> object:
    import docx

    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


def with_openpyxl(data: bytes) -> object:
    import openpyxl

    return [list(sheet.values) for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets]


ALONE: dict[str, dict[str, Callable[[bytes], object]]] = {
    "pdf": {"pdfplumber": with_pdfplumber},
    "docx": {"python-docx": with_docx},
    "xlsx": {"openpyxl": with_openpyxl},
}


def sentences(page: int) -> list[str]:
    """The paragraphs of a page, of two lines each."""
    return [SENTENCE.format(page * LINES + place, place + 10) for place in range(LINES // 2)]


def cells(page: int) -> list[list[str]]:
    return [[f"{page}.{row}", f"第{row}项任务", "综合科", "6月底前"] for row in range(1, 6)]


def has_table(page: int) -> bool:
    return page % 5 == 0


def as_text(pages: int) -> bytes:
    return "\n".join(line for page in range(pages) for line in sentences(page)).encode()


def as_html(pages: int) -> bytes:
    body = "".join(f"<p>{line}</p>" for page in range(pages) for line in sentences(page))
    return f"<!DOCTYPE html><html><head><title>通知</title></head><body>{body}</body></html>".encode()


def as_json(pages: int) -> bytes:
    return json.dumps({"id": "1", "title": "通知", "text": as_text(pages).decode()}).encode()


def rows(pages: int) -> list[list[object]]:
    return [[place, line, "综合科"] for place, line in enumerate(as_text(pages).decode().split("\n"))]


def as_csv(pages: int) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(
        [[place, line, "综合科"] for place, line in enumerate(as_text(pages).decode().split("\n"))]
    )
    return stream.getvalue().encode()


def as_xlsx(pages: int) -> bytes:
    import openpyxl

    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows(pages):
        book.worksheets[0].append(row)
    book.save(stream)
    return stream.getvalue()


def as_docx(pages: int) -> bytes:
    from docx_writer import cell, packed, para, table

    body = ""
    for page in range(pages):
        body += "".join(map(para, sentences(page)))
        if has_table(page):
            body += table(*["".join(map(cell, row)) for row in cells(page)], columns=4)
    return packed(body)


def as_pdf(pages: int) -> bytes:
    from pdf_writer import Words, pdf, ruled, typeset

    def drawn(page: int) -> Sequence[object]:
        if not has_table(page):
            return typeset(*sentences(page))
        lines = typeset(*sentences(page)[:8])
        columns = (85, 160, 300, 400, 500)
        words = [
            Words(text, x=columns[place] + 5, y=610 + 30 * row, size=12)
            for row, texts in enumerate(cells(page))
            for place, text in enumerate(texts)
        ]
        return [*lines, *ruled(top=600, columns=columns, rows=5, height=30), *words]

    return pdf(*[drawn(page) for page in range(pages)])


def as_ofd(pages: int) -> bytes:
    from ofd_writer import package, words

    def drawn(page: int) -> str:
        text = "".join(sentences(page))
        return "".join(
            words(text[at : at + 28], 25, 37 + 10 * place) for place, at in enumerate(range(0, len(text), 28))
        )

    return package(*map(drawn, range(pages)))


def as_scan(pages: int) -> bytes:
    """The page drawn for the tests, so many times."""
    from PIL import Image

    picture = Image.open(ROOT / "tests" / "corpus" / "pictures" / "letter.png").convert("RGB")
    stream = io.BytesIO()
    picture.save(stream, "PDF", resolution=150, save_all=True, append_images=[picture] * (pages - 1))
    return stream.getvalue()


WRITERS: dict[str, Callable[[int], bytes]] = {
    "txt": as_text,
    "html": as_html,
    "json": as_json,
    "csv": as_csv,
    "xlsx": as_xlsx,
    "docx": as_docx,
    "pdf": as_pdf,
    "ofd": as_ofd,
    **({"scan.pdf": as_scan} if ocr.is_installed() else {}),
}


if __name__ == "__main__":
    main()

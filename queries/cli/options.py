"""The options that several commands of the command line share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DONE, PARTLY, WRONG = 0, 1, 2
"""Exit statuses: all was done; some could not be; the call was wrong."""
FOLDER = Path("gongwen-library")
ENGINE = "tantivy"

LibraryFolder = Annotated[
    Path,
    typer.Option(
        "--library",
        metavar="目录",
        envvar="GONGWEN_LIBRARY",
        help="资料库所在的文件夹（默认取环境变量 GONGWEN_LIBRARY，\n再默认为当前文件夹下的 gongwen-library）",
    ),
]
EngineName = Annotated[
    str,
    typer.Option("--engine", metavar="名称", envvar="GONGWEN_ENGINE", help="检索引擎：tantivy（默认）或 whoosh"),
]
AsJson = Annotated[bool, typer.Option("--json", help="在标准输出只输出一份 JSON，供其他程序使用")]
AllowSecret = Annotated[bool, typer.Option("--allow-secret", help="标有密级的文件也读入（默认拒绝）")]
Organization = Annotated[
    str | None, typer.Option("--organization", metavar="单位", help="只看这个单位（全称、简称，或名称的一部分）")
]
WithSubordinates = Annotated[bool, typer.Option("--with-subordinates", help="连同这个单位的下级单位")]
PapersYear = Annotated[int | None, typer.Option("--year", metavar="年份", help="只看这一年度的文件")]
DueFrom = Annotated[str | None, typer.Option("--due-from", metavar="日期", help="完成时限不早于这一天")]
DueTo = Annotated[str | None, typer.Option("--due-to", metavar="日期", help="完成时限不晚于这一天")]
InPaper = Annotated[str | None, typer.Option("--document", metavar="文件", help="资料库中文件的编号、文号或标题中的字")]
PaperFile = Annotated[Path, typer.Argument(metavar="文件", help="要核对的文件")]

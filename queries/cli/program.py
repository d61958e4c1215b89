"""The command line: one command is one call of the library. Exit status 0 done, 1 partly, 2 the call was wrong."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import GongwenError, QueryError
from queries.cli.accounts import accounts
from queries.cli.calendar import calendar
from queries.cli.chinese_help import ChineseCommand, ChineseGroup, UsageFault, fault_text
from queries.cli.compare import compare
from queries.cli.conflicts import conflicts
from queries.cli.duties import duties
from queries.cli.files import failures, ingest
from queries.cli.lamps import lamps
from queries.cli.opening import existing
from queries.cli.options import (
    DONE,
    ENGINE,
    FOLDER,
    PARTLY,
    WRONG,
    AllowSecret,
    AsJson,
    EngineName,
    LibraryFolder,
    PaperFile,
)
from queries.cli.references import references
from queries.cli.search import SEARCH_HELP, search, searches, similar
from queries.cli.serve import serve
from queries.cli.streams import print_json, say, speak_utf8, unexpected
from queries.cli.synonyms import synonyms
from queries.cli.targets import targets

_INTERRUPTED = 130
_log = logging.getLogger("gongwen")

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    no_args_is_help=True,
    help="公文目标任务提取与检索：从公文中找出谁在何时完成什么，每一项都能回到原文。",
)


def main() -> None:
    """The `gongwen` command."""
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Runs one command and returns its exit status; whatever goes wrong is said in Chinese on standard error."""
    speak_utf8()
    try:
        status = app(args=list(args), prog_name="gongwen", standalone_mode=False)
    except GongwenError as error:
        say(f"错误：{error}")
        return WRONG if isinstance(error, QueryError) else PARTLY
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not try to flush it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PARTLY
    except (KeyboardInterrupt, typer.Abort):
        status = _INTERRUPTED
    except Exception as error:  # noqa: BLE001 (the border to the clerk)
        if isinstance(error, UsageFault):
            say(fault_text(error))
            return WRONG
        _log.debug("unexpected error", exc_info=error)
        say(f"错误：{unexpected(error)}")
        return PARTLY
    if status == _INTERRUPTED:
        say("已中断。已入库的文件不受影响，再次运行会接着处理其余文件")
        return PARTLY
    return int(status or DONE)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(version("gongwen"))
        raise typer.Exit


@app.callback()
def _program(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="出错时显示程序内部的详细信息，供维护人员使用")] = False,
    show_version: Annotated[  # noqa: ARG001 (its callback has answered)
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="显示版本号")
    ] = False,
) -> None:
    if debug:
        logging.basicConfig(stream=sys.stderr)
        _log.setLevel(logging.DEBUG)


app.command(cls=ChineseCommand, help="把文件或文件夹读入资料库；已读入且没有变化的不再处理")(ingest)
app.command(cls=ChineseCommand, help="列出未能读入的文件、原因和建议；可以重试")(failures)
app.command(cls=ChineseCommand, help="在浏览器中使用资料库（默认只供本机）")(serve)
app.command(cls=ChineseCommand, help="网页的账户：姓名、角色、密码（多人使用时）")(accounts)
app.command(cls=ChineseCommand, help="目标任务责任分解表：写了文件就取自这些文件，否则取自资料库")(targets)
app.command(cls=ChineseCommand, help="时限灯的规则；可以抄一份到资料库中修改")(lamps)
app.command(cls=ChineseCommand, help="完成时限的日历；可存成 .ics 文件导入任何日历")(calendar)
app.command(cls=ChineseCommand, help="一个指标在各年度、各单位的目标和完成数，可画成图")(compare)
app.command(cls=ChineseCommand, help="同一任务前后不一致之处：两个目标值、两个时限、两个牵头单位")(conflicts)
app.command(cls=ChineseCommand, help="一个单位的全部任务，按分工、年度和时限排列")(duties)
app.command(cls=ChineseCommand, help="一份文件引用了哪些文件，又被哪些文件引用、修改、废止")(references)


@app.command(cls=ChineseCommand, help="提取一个文件中的目标、时限和责任单位，不使用资料库")
def extract(
    file: Annotated[Path, typer.Argument(metavar="文件", help="要提取的文件")],
    *,
    allow_secret: AllowSecret = False,
    as_json: AsJson = False,
) -> None:
    """`gongwen extract FILE [--allow-secret] [--json]`."""
    from queries.alone import the_extracted
    from queries.cli.limits import limits_from
    from queries.cli.show import console, show_extraction
    from queries.contract import extraction_json
    from queries.targets import target_rows

    document, extraction = the_extracted(file, limits=limits_from(os.environ), allow_secret=allow_secret)
    if as_json:
        print_json(extraction_json(document, extraction))
    else:
        show_extraction(document, extraction, target_rows(document, extraction), console())


@app.command(cls=ChineseCommand, help="逐个交代文件中的数字，并提示前后不符之处，不使用资料库")
def audit(file: PaperFile, *, allow_secret: AllowSecret = False, as_json: AsJson = False) -> None:
    """`gongwen audit FILE [--allow-secret] [--json]`."""
    from queries.cli.audit import audited, show_audit
    from queries.cli.limits import limits_from
    from queries.contract_audit import audit_json

    document, account = audited(file, limits=limits_from(os.environ), allow_secret=allow_secret)
    if as_json:
        print_json(audit_json(document, account))
    else:
        show_audit(document, account)


app.command(cls=ChineseCommand, help=SEARCH_HELP)(search)
app.command(cls=ChineseCommand, help="同文件内容最相近的其他文件")(similar)
app.command(cls=ChineseCommand, help="检索用的同义词：列出、添加、从表格导入、去掉")(synonyms)
app.command(cls=ChineseCommand, help="保存的检索：列出、去掉")(searches)


@app.command(cls=ChineseCommand, help="提问：谁负责、多少、何时完成；答案附原文和出处")
def ask(
    question: Annotated[str, typer.Argument(metavar="问题", help="例如：谁负责劳动竞赛的日常工作？")],
    *,
    limit: Annotated[int, typer.Option("-n", metavar="条数", min=1, help="最多显示多少条（默认 5）")] = 5,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen ask QUESTION [-n N] [--json]`."""
    from queries.cli.show import console, show_answers
    from queries.contract import answers_json

    with existing(library, engine=engine) as opened:
        answers = opened.ask(question, limit=limit)
    if as_json:
        print_json(answers_json(answers))
    else:
        show_answers(answers, console())


@app.command(cls=ChineseCommand, help="单位名录：全称、简称、上级单位；可导出、修改后再导入")
def organizations(
    *,
    imported: Annotated[
        Path | None, typer.Option("--import", metavar="文件", help="读入 .xlsx 表格（列：全称、简称、上级单位）")
    ] = None,
    removed: Annotated[
        list[str] | None, typer.Option("--remove", metavar="全称", help="去掉一个由用户录入的单位，可写多次")
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(metavar="文件", help="名录另存为 Excel 表格")] = None,
    library: LibraryFolder = FOLDER,
    engine: EngineName = ENGINE,
    as_json: AsJson = False,
) -> None:
    """`gongwen organizations [--import F] [--remove NAME] [--json | --xlsx F]`."""
    from queries.cli.organizations import change, save_list, show_changes, show_list
    from queries.contract import organizations_json, register_json

    with existing(library, engine=engine) as opened:
        report = change(opened, imported, removed=removed or ()) if imported or removed else None
        rows = opened.organizations() if xlsx or report is None else ()
    if xlsx:
        save_list(rows, xlsx)
        say(f"已写入 {xlsx}（{len(rows)} 个单位）")
    if as_json:
        print_json(organizations_json(rows) if report is None else register_json(report))
    elif report is not None:
        show_changes(report)
    elif not xlsx:
        show_list(rows)

"""Papers of a town that does not exist, written for these tests, and a library that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.limits import Limits
from corpus.workers import Workers
from queries import Library, open_library
from queries.intake_values import WORK

PLAN = """江滨市总工会文件
江滨工发〔2022〕5号

关于印发《江滨市总工会2022年工作要点》的通知

各区总工会，各产业工会：
现将《江滨市总工会2022年工作要点》印发给你们，请认真贯彻执行。

江滨市总工会
2022年2月18日

江滨市总工会2022年工作要点

一、推动组建
1.6月底前新建企业工会不少于120家，新发展会员8000名以上。（责任单位：组织部）
2.年内百人以上企业建会率达到95%。（牵头单位：组织部，配合单位：权益保障部）
二、服务职工
3.开展“送清凉”活动，走访一线职工2000人次。（责任单位：权益保障部）
4.办好职工书屋，由宣传教育部负责。
"""

BULLETIN = """工会简报
第3期

龙湾区总工会帮扶困难职工

今年以来，龙湾区总工会走访困难职工
312户，发放慰问金46万元。明年将建成爱心驿站15个。

（龙湾区总工会）
"""

NOTICE = """关于做好2021年高温期间劳动保护工作的通知

各基层工会：
一、各单位要在7月15日前完成一次劳动保护检查，检查面达到100%。
二、“送清凉”经费由各单位自行安排。

江滨市总工会
2021年6月20日
"""

PAPERS = {"要点.txt": PLAN, "简报.txt": BULLETIN, "高温/通知.txt": NOTICE}


def write_papers(folder: Path, papers: dict[str, str] = PAPERS) -> Path:
    """The papers as files; returns the folder."""
    for name, text in papers.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with the papers."""
    return write_papers(tmp_path / "来文")


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Worker processes that all tests share: starting one costs more than most tests."""
    with Workers(WORK) as started:
        yield started


@pytest.fixture
def library(tmp_path: Path, workers: Workers) -> Iterator[Library]:
    """A new, empty library."""
    with open_library(tmp_path / "资料库", workers=workers) as opened:
        yield opened


@pytest.fixture(scope="session")
def read_only(tmp_path_factory: pytest.TempPathFactory, workers: Workers) -> Iterator[Library]:
    """A library that holds the papers; tests only read it."""
    folder = tmp_path_factory.mktemp("library")
    with open_library(folder / "资料库", workers=workers) as opened:
        opened.ingest([write_papers(folder / "来文")])
        yield opened


HELPERS = Path(__file__).parent / "helpers"
SHORT = Limits(seconds=1.5, workers=1)


@pytest.fixture(scope="session")
def misbehaving() -> Iterator[Workers]:
    """Workers that come to grief over papers that ask for it (`helpers/misbehaving.py`), with short limits."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(HELPERS))
        with Workers("misbehaving:take", limits=SHORT) as started:
            yield started

"""Two years of an office that does not exist, and a library that holds them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.workers import Workers
from queries import Library, open_library

POINTS_2021 = """江滨工发〔2021〕4号

关于印发《江滨市总工会2021年工作要点》的通知

各区总工会：
现将《江滨市总工会2021年工作要点》印发给你们，请认真贯彻执行。

江滨市总工会
2021年2月10日

江滨市总工会2021年工作要点

一、推动组建
1.6月底前新建企业工会不少于100家。（责任单位：组织部）
2.全年投入帮扶资金50万元。（牵头单位：权益保障部，配合单位：财务部）
"""

POINTS_2022 = """江滨工发〔2022〕5号

关于印发《江滨市总工会2022年工作要点》的通知

各区总工会：
现将《江滨市总工会2022年工作要点》印发给你们，请认真贯彻执行。

江滨市总工会
2022年2月18日

江滨市总工会2022年工作要点

一、推动组建
1.6月底前新建企业工会不少于120家，新发展会员8000名以上。（责任单位：组织部）
2.年内百人以上企业建会率达到95%。（牵头单位：组织部，配合单位：权益保障部）
3.建立困难职工档案动态管理制度。（牵头单位：权益保障部，配合单位：财务部）
二、服务职工
4.全年投入帮扶资金0.8亿元。（牵头单位：权益保障部）
5.办好职工书屋，由宣传教育部负责。
6.组织部每月5日前通报建会进度。
"""

TASKS_2022 = """江滨工发〔2022〕9号

关于下达2022年度工会重点任务的通知

各区总工会：
一、6月底前新建企业工会不少于150家。（责任单位：组织部）
二、年内百人以上企业建会率达到90%。（牵头单位：组织部）
三、建立困难职工档案动态管理制度。（牵头单位：组织部，配合单位：财务部）
四、9月底前新发展会员8000名以上。（责任单位：组织部）

江滨市总工会
2022年4月18日
"""

REPORT_2022 = """江滨工〔2023〕1号

江滨市总工会关于2022年工作情况的报告

江滨省总工会：
2022年，各项工作取得成效。现将有关情况报告如下：
一、2022年工作情况
（一）组建工作。全市新建企业工会131户，完成全年目标的109%。
（二）帮扶工作。发放帮扶资金7600万元，走访企业工会主席12人。

江滨市总工会
2023年1月9日
"""

PAPERS = {"要点21.txt": POINTS_2021, "要点22.txt": POINTS_2022, "任务22.txt": TASKS_2022, "报告22.txt": REPORT_2022}


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory, workers: Workers) -> Iterator[Library]:
    """A library that holds the papers; tests only read it."""
    folder = tmp_path_factory.mktemp("years")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, "utf-8")
    with open_library(folder / "资料库", workers=workers) as opened:
        opened.ingest([folder / name for name in PAPERS])
        yield opened

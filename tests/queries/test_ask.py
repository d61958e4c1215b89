"""Questions on the sample papers are answered, each answer resting on the words that it quotes."""

from __future__ import annotations

import datetime
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import QueryError
from queries import Library, open_library
from queries.ask.answers import Answers
from queries.contract import answers_json

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared"
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "ask_samples.yaml").read_text(encoding="utf-8"))
ANSWERED = [case for case in CASES if not case.get("none")]
EXPECTED = [case for case in CASES if "known_miss" not in case]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(tmp_path_factory.mktemp("samples") / "library") as library:
        assert not library.ingest(ROOT / "corpus" / "samples").failed
        yield library


def plain(text: str) -> str:
    return re.sub(r"[\s,，]", "", text)


def is_right(case: dict[str, Any], answers: Answers) -> bool:
    if case.get("none"):
        return answers.kind == "none" and not answers.answers
    said = [plain(answer.answer) for answer in answers.answers[:6]]
    first = bool(said) and any(plain(wanted) in said[0] for wanted in case["answers"])
    return first and all(plain(wanted) in "".join(said) for wanted in case.get("all_of", []))


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["q"])
def test_answered(samples: Library, case: dict[str, Any]) -> None:
    answers = samples.ask(case["q"], limit=6)
    assert is_right(case, answers), [(answer.answer, answer.quote) for answer in answers.answers]


def test_most_are_answered(samples: Library) -> None:
    right = sum(is_right(case, samples.ask(case["q"], limit=6)) for case in ANSWERED)
    assert right / len(ANSWERED) >= 0.92


@pytest.mark.parametrize("case", CASES[::4], ids=lambda case: case["q"])
def test_answers_rest_on_the_text(samples: Library, case: dict[str, Any]) -> None:
    answers = samples.ask(case["q"], limit=10)
    for answer in answers.answers:
        document = samples.document(answer.document.id)
        section = document.section_at(answer.start)
        assert answer.quote == document.text[answer.start : answer.end]
        assert answer.quote.strip() == answer.quote != ""
        assert answer.section == (section.path if section else "")
        assert answer.answer
        assert answer.task
        assert (answer.role is not None) == (answers.kind == "organization")
    assert answers == samples.ask(case["q"], limit=10)
    assert json.loads(json.dumps(answers_json(answers)))["kind"] == answers.kind


def test_limit(samples: Library) -> None:
    many = samples.ask("新发展会员多少名？", limit=8).answers
    assert len(many) == 8
    assert samples.ask("新发展会员多少名？", limit=3).answers == many[:3]


def test_best_first_and_each_answer_of_a_paper_once(samples: Library) -> None:
    answers = samples.ask("新建职工书屋多少家？", limit=20).answers
    assert [answer.score for answer in answers] == sorted((answer.score for answer in answers), reverse=True)
    said = [(answer.document.id, answer.answer) for answer in answers]
    assert len(said) == len(set(said))


def test_dates_are_iso_and_as_printed(samples: Library) -> None:
    first = samples.ask("市级工匠学院什么时候建成？").answers[0]
    assert first.answer == "2023-06-30（6月底前）"
    assert datetime.date.fromisoformat(first.answer[:10])


def test_value_is_given_where_the_digits_do_not_show_it(samples: Library) -> None:
    assert (
        samples.ask("泓州市总工会2021年工作要点里，新发展会员要达到多少名？").answers[0].answer
        == "2.4万名以上（24000）"
    )
    assert samples.ask("应约率不低于多少？").answers[0].answer == "不低于90%"


def test_those_who_lead_come_before_those_who_help(samples: Library) -> None:
    answers = samples.ask("2023年技能竞赛由谁牵头、谁配合？", limit=6).answers
    roles = [answer.role for answer in answers[:3]]
    assert roles[0] == "lead"
    assert "support" in roles


LAW = """江滨市职工疗养条例

第一条 市文化部门负责疗养院舍的日常修缮。
第二条 职工疗养委员会由各疗养院院长组成，疗养名单由职工代表会议审批。
第三条 疗养院应当自收到申请之日起十五个工作日内书面答复，申请材料保存5年。
第四条 疗养院是膳食安全的责任主体。
"""


@pytest.mark.parametrize(
    ("question", "kind", "answer"),
    [
        ("疗养院舍的修缮归谁管？", "organization", "市文化部门"),
        ("疗养名单由谁审批？", "organization", "职工代表会议"),
        ("膳食安全的责任主体是谁？", "organization", "疗养院"),
        ("疗养申请几个工作日内答复？", "quantity", "十五个工作日内"),
        ("申请材料要保存多久？", "quantity", "5年"),
    ],
)
def test_laws_say_who_and_how_long(tmp_path: Path, question: str, kind: str, answer: str) -> None:
    (tmp_path / "条例.txt").write_text(LAW, encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        library.ingest(tmp_path / "条例.txt")
        found = library.ask(question)
    assert found.kind == kind
    assert answer in found.answers[0].answer


def test_nothing_asked(samples: Library) -> None:
    with pytest.raises(QueryError):
        samples.ask("？")


def test_empty_library(tmp_path: Path) -> None:
    with open_library(tmp_path / "library") as library:
        assert library.ask("谁负责建会？") == Answers("none", ())


def test_both_engines_answer(samples: Library, tmp_path: Path) -> None:
    with open_library(tmp_path / "library", engine="whoosh") as library:
        library.ingest(ROOT / "corpus" / "samples")
        cases = EXPECTED[::12]
        assert [case["q"] for case in cases if not is_right(case, library.ask(case["q"], limit=6))] == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_question_gets_an_answer_or_none(samples: Library, data: st.DataObject) -> None:
    words = st.sampled_from(
        ["谁", "牵头", "多少家", "什么时候", "2022年", "职工书屋", "泓州", "火星", "经费", "《", "100%", "开始"]
    )
    question = "".join(data.draw(st.lists(words, min_size=1, max_size=6))) + "吗"
    answers = samples.ask(question, limit=3)
    assert (answers.kind == "none") == (not answers.answers)
    for answer in answers.answers:
        assert answer.quote == samples.document(answer.document.id).text[answer.start : answer.end]


@pytest.mark.skipif(not (SHARED / "gold" / "qa.jsonl").exists(), reason="the gold questions are not beside the project")
def test_gold_questions(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("score_ask", SHARED / "gold" / "score_ask.py")
    assert spec is not None
    assert spec.loader is not None
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    rows = [json.loads(line) for line in (SHARED / "gold" / "qa.jsonl").read_text("utf-8").splitlines()]
    with open_library(tmp_path / "library") as library:
        library.ingest(SHARED / "documents" / "seeds")
        right = [judge.right(row, list(library.ask(row["q"]).answers)) for row in rows]
    assert sum(right) / len(right) >= 0.92


def test_what_one_body_is_to_do(samples: Library) -> None:
    led = samples.ask("2023年宣传教育部牵头哪些工作？", limit=4)
    assert led.kind == "task"
    assert {answer.role for answer in led.answers[:2]} == {"lead"}
    assert all("宣传教育部" in samples.document(each.document.id).text for each in led.answers)
    assert samples.ask("哪些工作归财务资产部管？").kind == "task"
    assert samples.ask("火星探测队负责哪些工作？").kind != "task"


def test_which_paper_says_it(samples: Library) -> None:
    found = samples.ask("哪个文件提出要建心灵驿站？")
    assert found.kind == "document"
    assert "生活品质提升行动计划" in found.answers[0].answer
    assert "心灵驿站" in found.answers[0].quote


def test_nothing_fits_and_the_nearest_are_shown(samples: Library) -> None:
    found = samples.ask("工会主席的座驾是什么牌子由谁挑选？")
    assert found.kind == "none"
    assert 0 < len(found.nearest) <= 3
    assert all(each.quote == samples.document(each.document.id).text[each.start : each.end] for each in found.nearest)
    assert len(answers_json(found)["nearest"]) == len(found.nearest)


REPORT = """江滨区政府工作报告（2022年）

一、过去一年工作回顾
2021年，全区改造老旧小区12个，新招聘教师86名，城镇登记失业率为3.2%。
二、2022年工作安排
全年改造老旧小区15个，新招聘教师90名。办理提案40件、建议66件。
2022年江滨桥爆破拆除，石窠洼仓库腾退面积300平方米。
"""
RULES = """江滨市疗休养规则

一、局长出访期间，由分管副局长代行局长职务。
二、秘书长在局长领导下，处理本局日常事务。
三、疗休养应当自申请之日起20日内安排，情况复杂的可以延长10日。
四、疗养点办公室设在市职工服务中心。评审会每季度召开一次。
五、疗养申请应当报市总工会备案。
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("small")
    (folder / "报告.txt").write_text(REPORT, encoding="utf-8")
    (folder / "规则.txt").write_text(RULES, encoding="utf-8")
    with open_library(folder / "library") as library:
        assert not library.ingest([folder / "报告.txt", folder / "规则.txt"]).failed
        yield library


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("2021年新招了多少老师？", "86名"),
        ("2022年要改造多少个老旧小区？", "15个"),
        ("江滨区2022年办理了多少件建议？", "66件"),
        ("石窠洼腾退了多少平方米？", "300平方米"),
        ("疗休养多少天内安排？", "20日"),
        ("局长出访的时候谁代行职务？", "分管副局长"),
        ("本局日常事务由谁处理？", "秘书长"),
        ("疗养点办公室设在哪个单位？", "职工服务中心"),
        ("评审会多久开一次？", "每季度"),
        ("疗养申请要到哪个部门备案？", "市总工会"),
    ],
)
def test_everyday_questions(small: Library, question: str, answer: str) -> None:
    found = small.ask(question)
    assert found.answers, found
    assert answer in found.answers[0].answer, [(each.answer, each.score) for each in found.answers]


def test_the_later_of_two_that_fit_as_well_comes_first(tmp_path: Path) -> None:
    for year in (2021, 2023):
        text = f"江滨市总工会关于职工书屋建设的通知\n\n新建职工书屋{year - 2000}家。\n\n江滨市总工会\n{year}年3月1日\n"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        library.ingest([tmp_path / "2021.txt", tmp_path / "2023.txt"])
        assert [each.answer for each in library.ask("新建职工书屋多少家？").answers] == ["23家", "21家"]

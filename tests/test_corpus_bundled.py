"""The bundled document: slides read by OCR, in columns, with broken lines."""

from pathlib import Path

import pytest

import corpus
from corpus.reading import read
from corpus.structure import Structure
from corpus.structuring import structure

OUTLINE = """
坚持调结构促转型 综合实力不断增强
坚持拉框架强功能 城市建设提质加速
坚持抓生态严整治 人居环境得到显著改善
坚持办实事惠民生 社会保持和谐稳定
坚持抓改革优效能 政府建设得到加强
推进创新发展 构筑产业高地
  以高端要素集聚引领创新发展
推进协调发展 建设品质城市
  强化规划引领
推进绿色发展 打造绿色空间
  深化环境治理
  注重绿色发展
推进共享发展 创建幸福家园
  加强民生保障
  强化社会治理
推进体制改革 增强发展活力
  深化强镇扩权改革
  深化投融资体制改革
  深化要素配置市场化改革
"""


@pytest.fixture(scope="module")
def found() -> Structure:
    return structure(read(Path(corpus.__file__).with_name("documents") / "liushi-2016.txt"))


def test_outline(found: Structure) -> None:
    lines = ["  " * (section.level - 1) + section.title for section in found.sections[1:]]
    assert lines == OUTLINE.strip().split("\n")


@pytest.mark.parametrize(
    "phrase",
    [
        "科学发展观为指导",
        "系列重要讲话精神",
        "四个全面战略布局",
        "业强宜居小城,为率先基本实现现代化",
        "瓯江口北岸综合交通枢纽",
        "便民服务中心开工建设",
        "预计2016年地区生产总值达到241.8亿元,年均增长9%",
        "总收入35.62亿元,年均增长4.9%",
        "城镇居民人均可支配收入61508元,农村居民人均可支配收入28808元,年均分别增长9.9%和11.5%",
        "省标准化学校覆盖率达91.6%",
        "占总支出的比重达78%",
        "建成规范化社区卫生服务中心4家",
        "建立政府信息公开制度,行政复议、行政应诉工作得到加强,行政执法监督力度加大",
        "重点资金、重点工程的监管,严肃查处违纪行为,反腐倡廉",
        "民族、宗教、侨务、统计、档案等工作取得新成效,慈善、红十字、妇女",
        "连续五年被评为省小城市培育试点考核优秀单位",
        "完善矛盾风险排查化解管控体系建设,畅通群众诉求表达、利益协调和权益保护渠道",
        "建立基于国有资产整合的统一管理制度",
    ],
)
def test_broken_phrase_is_joined(found: Structure, phrase: str) -> None:
    assert phrase in found.view.text


@pytest.mark.parametrize(
    "words", ["上结构调整为1:51:48", "加强企业金融风险化解,结", "严格执行党风廉政建设责任制,加大", "纷调解率达99.8%"]
)
def test_what_cannot_be_decided_is_marked(found: Structure, words: str) -> None:
    place = found.view.text.index(words)
    assert next(p for p in found.passages if p.start <= place < p.end).fragment


@pytest.mark.parametrize("words", ["全面深化机制改革", "开展土地资源要素市场化配置综合改革", "深化环境治理"])
def test_what_is_whole_is_not_marked(found: Structure, words: str) -> None:
    place = found.view.text.index(words)
    assert not next(p for p in found.passages if p.start <= place < p.end).fragment


def test_nothing_but_furniture_is_lost(found: Structure) -> None:
    kept = set(found.view.offsets)
    lost = {char for i, char in enumerate(found.view.source) if i not in kept and not char.isspace()}
    assert lost == set("■▮📗📕🖠")
    assert len(kept) >= len(found.view.offsets) - found.view.text.count("\n")


def test_spans_lead_to_the_source(found: Structure) -> None:
    start = found.view.text.index("公开制度,行政复议")
    spans = found.view.spans(start, start + len("公开制度"))
    assert [span.of(found.view.source) for span in spans] == ["公开制", "度"]


def test_metadata() -> None:
    metadata = read(Path(corpus.__file__).with_name("documents") / "liushi-2016.txt").metadata
    assert (metadata.issuer, metadata.place) == ("柳市镇人民政府", "浙江省温州市乐清市柳市镇")
    assert (metadata.level, metadata.kind, metadata.period, metadata.year) == ("town", "work_report", "2012/2021", 2017)
    assert not metadata.inferred & {"title", "issuer", "place", "year", "period", "level", "kind"}

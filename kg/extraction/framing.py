"""The values of a clause with the words that belong to each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extraction import indicators, lexicon, numbers
from kg.extraction.lexicon import alternatives
from kg.extraction.numbers import Quantity
from kg.extraction.units import Quality, quality_of

COUNTED = indicators.COUNTED
_PLAIN = Quality("plain", ("数",), ("数", "量", "倍差", "指数", "系数"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A value with the words before and after it in its clause, as far as they can be about it.

    `left_start..quantity.start` and `quantity.end..right_end` are those words, in offsets of the clause's text.
    `joined` tells that the value stands right beside the one before (`51条、164.3公里`).
    """

    quantity: Quantity
    quality: Quality
    left_start: int
    left: str
    right: str
    right_end: int
    joined: bool = False

    @property
    def zero(self) -> bool:
        """Whether the value is written as 零增长."""
        return self.quantity.value == 0 and self.quantity.stop - self.quantity.core == len("零增长")


_JOINT = re.compile(r"^\s*(?:[、；;/]|和|与|及|以及|或|，)\s*")
_SPLIT = re.compile(
    r"、(?!.*、)|；|(?<![调总])和(?!谐|平|.*、)|以及|(?<![普涉波])及(?!其|以|.*、)|(?<!参)与(?!.*、)|(?<=[^其当])中(?=[^央小心医介国型东部欧西学等])"
)


def frames(text: str) -> list[Frame]:
    """Return the values of a stretch of text, each with its words; classifiers (亿元以上项目) belong to those words."""
    found = [q for q in numbers.quantities(text) if not _classifies(text, q) and not _idle(text, q)]
    result: list[Frame] = []
    left_start = 0
    for place, quantity in enumerate(found):
        stop = found[place + 1].start if place + 1 < len(found) else len(text)
        left = text[left_start : quantity.start]
        gap = text[quantity.end : stop]
        last = place + 1 == len(found)
        own = _quality(quantity).id in COUNTED and not (_named(left) and _alone(text, found[place + 1 : place + 2]))
        right, following = _parted(gap, last, _named(left), own)
        result.append(
            Frame(
                quantity,
                _quality(quantity),
                left_start,
                left,
                right,
                quantity.end + len(right),
                joined=bool(result) and not _JOINT.sub("", left).strip(" 又再"),
            )
        )
        left_start = quantity.end + following
    return result


def _quality(quantity: Quantity) -> Quality:
    return quality_of(quantity.unit) or _PLAIN


def _named(left: str) -> bool:
    return len(re.sub(r"[\s、，]|等$", "", left)) >= 2


def _alone(text: str, following: Sequence[Quantity]) -> bool:
    """Tell whether the next value has no words after it, so that those before it must be its own."""
    return any(not re.match(r"[\u4e00-\u9fff“]", text[q.end : q.end + 1]) for q in following)


def _parted(gap: str, last: bool, named: bool, counted: bool) -> tuple[str, int]:
    """Return what of the words after a value is its own, and where the words for the next value begin."""
    if last:
        return gap, len(gap)
    joint = _JOINT.match(gap)
    if joint:
        return "", joint.end()
    if again := _AGAIN.search(gap):
        return gap[: again.start()], again.start("next")
    if gap.startswith("的") and not counted and not re.search("、|和$", gap):
        return gap, 0  # 投资142亿元的物流园项目完成投资5亿元: the thing belongs to both
    if cut := _SPLIT.search(gap):
        return gap[: cut.start()], cut.end()
    if re.search(r"(?:降|升|增|减|提高|压缩|缩短|缩小|下降|提升|上升|扩大|发展)?(?:至|到|为)$", gap):
        return "", 0
    if named and (not counted or indicators.works(gap)):
        return "", 0
    return gap, 0 if len(gap) > 2 and lexicon.pattern("indicators", "predicate").regex.search(gap) else len(gap)


_CLASS = re.compile(r"^的?(?:[\u4e00-\u9fff“A-Za-z])")
_CROWD = re.compile(r"[人户]以[上下]的")  # 20人以上的自然村
_AGAIN = re.compile(r"(?:、|和|与|及|以及)(?P<next>(?:总|计划|概算|预计|新增)?投资(?:额|约)?)$")
_NO_CLASS = re.compile(
    r"^(?:且|和|与|及|并|或|的?(?:目标|速度|水平|规模|任务|增长|增速|发展|比例|标准|大关|投资|资金|贷款|奖励|补助|补贴)|均|都|左右|，)"
)


@cache
def _limited() -> re.Pattern[str]:
    return re.compile(rf"^级?的?[\u4e00-\u9fff]{{0,6}}?{alternatives(lexicon.load('units')['limited']['words'])}")


def _crowd(text: str, quantity: Quantity) -> bool:
    return _CROWD.match(text, quantity.stop - 1) is not None


def _classifies(text: str, quantity: Quantity) -> bool:
    """Tell whether a value only says what kind of thing is meant (`投资10亿元以上项目`, `产值过50亿元的企业`)."""
    after = text[quantity.end : quantity.end + 12]
    suffix = text[quantity.stop : quantity.end]
    quality = _quality(quantity)
    if suffix.endswith(("以上", "以下", "以内")) and _CLASS.match(after) and not _NO_CLASS.match(after):
        return quality.id not in ("count", "ratio", "people", "households") or _crowd(text, quantity)
    if quantity.core > quantity.start and quality.id in ("money", "mass", "area", "power"):
        return _limited().match(after) is not None and not after.startswith("的目标")
    return bool(re.match(r"级(?!以上)|吨级|型|时速", after))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"^\s?(?:的)?(?:{'|'.join(lexicon.load('units')['idle']['after'])})")


_PURE = re.compile(r"(?:倍差|比|系数|指数|容积率)(?:[^，。]{0,4}?(?:至|到|为|达|在|于))?\s?$")
_SHARE = re.compile(r"(?:占|减少|增加|增长|下降|压减|压缩|缩短|降低|提高)[^，。]{0,8}$")
_LEVEL_SCORE = re.compile(r"分值|得分|评分|满意度|均分|指数|平均分|总分")
_DAYS = re.compile(r"天数|工期|优良|时限|缩短|压缩|减少|压减|平均|用时|寿命|延长|提前|提速|办理|办结|周期|控制")
_YEARS = re.compile(r"连续|用|历时|寿命|时长|年限|长达|持续|坚持|延长")


def _idle(text: str, quantity: Quantity) -> bool:
    """Tell whether a value counts nothing that was worked or reached."""
    before, after = text[max(0, quantity.start - 14) : quantity.start], text[quantity.end : quantity.end + 8]
    quality = _quality(quantity)
    if quality.id in ("count", "kind", "times", "people", "households") and _after().match(after):
        return True
    if quality.id == "index":
        return quantity.unit != "分" or not _LEVEL_SCORE.search(before)
    if quality.id in ("span", "duration"):
        return not _lasting(quantity, before, after)
    if quality.id == "places":
        return not re.match(r"^[、，]?\d", after)
    if quantity.text is not None and ":" in quantity.text:
        return not re.search(r"比|结构|调整|优化", before)
    if quantity.text is not None:
        return not _SHARE.search(before)
    if not quantity.unit:
        return not _PURE.search(before)
    if quantity.unit in ("万", "亿"):
        return not before.strip()
    return False


_RANKED = (
    r"稳居|蝉联|领跑|第|全[省国市]|位?居|保持|超|高于|低于|名列|被|荣?获|入选|增长|"
    r"以上|来|内|后|前|行动|计划|规划|攻坚|间|的?时间里"
)


def _lasting(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.unit == "年":
        return bool(_YEARS.search(before[-4:])) and not re.match(_RANKED, after)
    if quantity.unit in ("岁",):
        return bool(re.search(r"寿命", before))
    if quantity.unit in ("月", "日", "周"):
        return False
    return bool(_DAYS.search(before)) and not re.match(r"内|后|前|来|起", after)

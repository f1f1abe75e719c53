"""Which indicators the values of a clause belong to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extraction import indicators
from kg.extraction.framing import Frame
from kg.extraction.growth import Growth, growth
from kg.extraction.indicators import COUNTED, Name
from kg.extraction.units import Quality


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator named in a sentence, to which later values may belong; `start` is where its words begin."""

    name: Name
    quality: Quality
    start: int


def attributed(
    found: Sequence[Frame], recent: list[Subject], start: int
) -> Iterator[tuple[Frame, Subject, Growth | None]]:
    """Yield the values of a stretch of text, each with its indicator and the growth it tells of.

    `recent` are the indicators that the sentence has named so far; those named here are added. `start` is where the
    stretch begins in the view.
    """
    place = 0
    while place < len(found):
        stop = place + 1
        while stop < len(found) and found[stop].joined and not found[stop - 1].right:
            stop += 1
        run = found[place:stop]
        change = growth(_plain(run[0].left), run[0], bool(recent))
        named = _completed(_invested(_named(run, change), found[stop:]), recent)
        subjects = _subjects(named, run, recent, start + run[0].left_start)
        for frame, subject in _paired(run, subjects):
            if named is not None and subject not in recent:
                recent.append(subject)
            yield frame, subject, change
        place = stop


def _plain(text: str) -> str:
    return text.replace("\0", "")


def _paired(run: Sequence[Frame], subjects: Sequence[Subject]) -> Iterator[tuple[Frame, Subject]]:
    if len(run) == len(subjects):
        yield from zip(run, subjects, strict=True)
    elif len(run) == 1:
        yield from ((run[0], subject) for subject in subjects)
    elif subjects:
        yield from ((frame, subjects[0]) for frame in run)


def _completed(named: Name | None, recent: Sequence[Subject]) -> Name | None:
    """Complete a name that says nothing alone by the indicator named before it; drop it where there is none."""
    if named is None:
        return None
    if not named.core:
        return replace(recent[-1].name, work=named.work) if recent else None
    return indicators.under(named, recent[-1].name.core) if named.bare and recent else named


_EACH = re.compile(r"(?<![人户年平月日地亩村])均(?![衡等匀价质])|都(?!市)|各(?!类|级|项|种)")


def _subjects(named: Name | None, run: Sequence[Frame], recent: Sequence[Subject], start: int) -> list[Subject]:
    """Return the indicators that a run of values belongs to: its own, or the last ones named before it."""
    count = len(run)
    alike = len({f.quality.id for f in run}) == 1
    if named is None:
        return list(recent[-count:] if alike and len(recent) >= count else recent[-1:])
    wanted = count if alike else 1
    if count == 1 and (_EACH.search(run[0].left) or (run[0].quality.id == "ratio" and indicators.alike(named.core))):
        wanted = indicators.members(named.core)
    parts = indicators.split(named.core, wanted) if wanted > 1 else ()
    return [Subject(replace(named, core=part), run[0].quality, start) for part in parts or (named.core,)]


_INVESTED = re.compile(r"投资|投入|资金")


def _invested(named: Name | None, later: Sequence[Frame]) -> Name | None:
    """Complete money spent by the thing that the next value counts (`投资`960万元`完成`四座`危桥改造`)."""
    if named is None or not named.bare or not later or not _INVESTED.search(named.core):
        return named
    between = _plain(later[0].left).strip(" 的")
    if between and not indicators.works(between):
        return named
    following = indicators.after(_plain(later[0].right)) if later[0].quality.id in COUNTED else None
    following = following or indicators.before(between, later[0].quality)
    if following is None or not following.core or following.bare:
        return named
    return replace(following, core=following.core + named.core, predicate="")


_LISTED = re.compile(r"等\s*$")
_ATTACHED = re.compile(r"^的?[\u4e00-\u9fff“A-Za-z0-9]")
# what follows a value without being what it counts
_APART = re.compile(
    r"^的?(?:以上|增长|同比|，|达到|完成|全部|已|均|主体|任务|建成|竣工|通过|和|与|目标|左右|实现|居|排|位|占|大关|"
    r"没有|未|进行|稳步|顺利|有序|正在|基本|成功|时间|标准|水平|的?速度|规模)"
)


def _named(run: Sequence[Frame], change: Growth | None) -> Name | None:
    """Return the name that the words around a run of values give it, None where they give none."""
    head, tail = run[0], run[-1]
    left, right = _plain(head.left), _plain(tail.right)
    if change is not None:
        own = indicators.before(change.subject, head.quality)
        return own if own and own.core else None
    if head.quantity.unit == "年":
        return _lasting(left, right)
    if capacity := _CAPACITY.search(left.rstrip()):
        return _of_capacity(left[: capacity.start()], capacity.group(), right)
    own = indicators.before(left, head.quality)
    counted = head.quality.id in COUNTED
    listed = _LISTED.search(left) is not None
    bare = not (own and own.core)
    if right and _ATTACHED.match(right) and not _APART.match(right):
        following = indicators.after(right)
        if following and own and own.bare and (right.startswith("的") or not _INVESTED.search(own.core)):
            spent = own.core if _INVESTED.search(own.core) else ""
            return replace(following, core=following.core + spent, predicate="")  # 投资142亿元的物流园项目
        if following and bare and head.quality.id == "ratio":
            return replace(following, core=following.core + "比例")  # 90%的市达到…
        if following and (counted or bare or listed):
            return replace(following, work=own.work if own else "", subject=_short(own))
        inside = indicators.after(right.split("、")[0])
        if inside and own and head.quality.id in ("mass", "power", "length"):
            # 宏润20万吨印染: the number stands inside a name
            return Name(own.core.split("、")[-1] + inside.core)
        if bare and head.quality.id in ("people", "households", "times"):
            return Name(_verbal(right), work=own.work if own else "")
        if own and head.quality.id == "times":
            return Name(own.core + _verbal(right), predicate=_verbal(right))
    return own


def _verbal(right: str) -> str:
    return re.split(r"[，、；,;（(]", right.strip(), maxsplit=1)[0][:20]


def _short(own: Name | None) -> str:
    if own is None or not own.core or len(own.core) > 12 or "、" in own.core or own.core.endswith("等"):
        return ""
    return own.core


_CAPACITY = re.compile(r"[日年](?:均)?(?:处理|生产|产|加工|供水|供气|供热|发电|焚烧|吞吐)[\u4e00-\u9fff]{0,3}$")


def _of_capacity(before: str, capacity: str, right: str) -> Name | None:
    """Name the capacity of a works by it and what it does in a day or a year (`日生产`4万吨`再生水项目`)."""
    following = indicators.after(right)
    core = re.sub(r"(?:项目|工程|生产线|建设)+$", "", following.core) if following else ""
    own = core or re.split("[、和]", indicators.trimmed(before))[-1]
    return Name(own + capacity)


def _lasting(left: str, right: str) -> Name | None:
    """Name a time that something took (`连续`七年`丰收`, `用`4年`建立平台`)."""
    what = re.sub(r"^(?:左右)?的?时间", "", _verbal(right))
    if re.search(r"用\s*$", left):
        return Name(what + "用时") if len(what) >= 3 else None
    subject = indicators.trimmed(re.sub(r"(?:已)?连续\s*$", "", left))
    if "连续" in left[-4:]:
        return Name(subject + "连续" + what) if len(what) >= 2 else None
    return Name(subject) if subject else None

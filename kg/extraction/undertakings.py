"""Projects and programmes."""

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import zip_longest

import rjieba

from kg.extraction.candidate import Candidate
from kg.extraction.lending import lent
from kg.extraction.lexicon import pattern
from kg.extraction.naming import Name, name_of, words
from kg.extraction.phrase import Item, Phrase, parallel
from kg.extraction.reading import Reading

_OPAQUE = re.compile(r"“[^”]*”|\"[^\"]*\"|《[^》]*》|（[^）]*）|(的)")
_AFTER = re.compile(
    r"(?:前期|有序|工作|(?<!中心)(?<!重点)任务|力度|步伐|进度|主体(?:工程)?|选址|成效(?:明显|显著|良好)|扎实有效|进展顺利|成果|深入|扎实|稳步|覆盖面|顺利|全面|加快|情况|被|均|(?<=战)上|已|也|如期|提前|上半年|下半年|当年|年内|初步|实效|(?<=》)(?:编撰|编纂|编制|编写|修订|修编|评审|发布)|(?<=段)配套)+$"
)
_NOTE = re.compile(r"\^?[\[〔]\d+[\]〕]$|[（(]\d+分[）)]$")
_DIGIT = re.compile(r"\d")
_DONE = re.compile("进行|开展|实施")
_COUNT_AFTER = re.compile(
    r"(?<=[\u4e00-\u9fff”）])\d[\d.]*(?:余|多)?[万亿]?[\u4e00-\u9fff%]{0,4}(?:以上|左右|路面|道路)?$"
)
# 某某2个产业园: the number ends the name
_COUNT_WITHIN = re.compile(r"(?<=[\u4e00-\u9fff]{2})\d+个(?=[\u4e00-\u9fff]{2})")
_TAIL_LEAD = re.compile(
    r"^(?:一批|一大批|\d[\d.]*(?:余|多)?(?:公里|个|项|条|座|所|家|处|万亩|亩|大)?|重点|重大|省市|系列|多[个项条]|[一二三四五六七八九十\d]+[个项条座家大]|标志性|主要)+"
)
# what a list says of its members besides what they are: `天香酒业等在建项目`, `…道路改造等全面完工`
_STATE = re.compile(
    "^(?:已?建成|在建|续建|新?开工|拟建|储备|新?签约|新?投产|前期|谋划|竣工|落地|待建|计划)(?=项目|工程|重[点大])"
)
_FIELD = re.compile("(?:重点)?(?:领域|行业|方面|环节)")
_ADVERBS = re.compile(
    "(?:全面|已经?|基本|相继|顺利|陆续|先后|均|都|全部|正式|成功|正在|加快|即将|有序|持续|高效|工作)+"
)
_RESULTS = re.compile("(?:攻坚|振兴)成果$")
# 总投资9亿元的26项重点工程: how many, after a modifier
_HOW_MANY = re.compile(r"约?\d[\d.]*(?:余|多)?(?:个|项|条|座|所|家|处|批|户|名|类)")
_PLAN = re.compile(r"^(?P<thing>[\u4e00-\u9fff]{4,}?)(?:总体规划|控制性详细规划|详细规划|专项规划|规划)(?:编制|修编)?$")
# What the reading of a page left of a word: a single character, parted from the name by a space.
_RAGGED = re.compile(r"^[\u4e00-\u9fff] (?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]) [\u4e00-\u9fff](?= |$)")
# 社会化视频监控“天网工程”: the campaign has a name of its own
_OWN = re.compile(
    r"(?<=[\u4e00-\u9fff]{4})"
    r"(?:(?P<quoted>“[^”]{2,10}(?:工程|行动|计划)”)|[ ](?P<plain>[\u4e00-\u9fff]{2,4}(?:工程|行动|计划)))$"
)
_BRACKET = re.compile("（[^）]{1,12}）")
_CLAUSE = re.compile("[着了已但由将被把是有]|我国|一场")
_PHRASE = 4  # characters of a tail that is more than a bare action
_LONG = 8  # characters, from which a text may hold a noun and its verb
_AS_ONE = re.compile(r"(?:工程|行动|计划|战略|专项整治|专项斗争|活动|攻坚战)$")


def find(reading: Reading) -> list[Candidate]:
    """Return the candidates in reading order, those that numbered headings are about after the others."""
    found = [
        candidate
        for phrase, after in zip_longest(reading.phrases, reading.phrases[1:])
        for candidate in _of_phrase(phrase, _done_to(phrase, after))
    ]
    return [*found, *_headed(reading, {(c.start, c.end) for c in found})]


def _headed(reading: Reading, known: Container[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the campaigns that numbered headings are about (`2.实施城市建设提升工程。`), however common their words."""
    for section in reading.structure.sections:
        heading = reading.text[section.start : section.heading_end] if section.number else ""
        match = pattern("programmes", "headed").regex.search(heading.rstrip("。；：\n "))
        if match:
            start, end = section.start + match.start("name"), section.start + match.end("name")
            if (start, end) not in known:
                yield Candidate("Programme", match["name"], start, end, "programme-headed", 0.7)


def _done_to(phrase: Phrase, after: Phrase | None) -> str:
    """Return the work of `对X进行Y` where the phrase is its X, else nothing."""
    if after is None or after.clause != phrase.clause or not _DONE.match(phrase.predicate):
        return ""
    work = after.whole.split("（")[0]
    return work if phrase.governor.endswith("对") and words().work.search(work) and len(work) <= 10 else ""


def _of_phrase(phrase: Phrase, work: str = "") -> Iterator[Candidate]:
    items = (_joined(phrase),) if _one_name(phrase) else phrase.items
    if work:
        items = tuple(replace(item, tail=work, counted=False) for item in items)
    for item in items:
        text, start = _core(item)
        if len(text) < 2 or _HOW_MANY.match(text) or _RESULTS.search(item.text):
            continue
        name = name_of(
            text,
            _tail(item, phrase),
            listed=phrase.listed,
            counted=item.counted,
            governor=phrase.governor,
            predicate=phrase.predicate,
        )
        if name is None and (cut := _subject(text)):
            text = text[:cut]
            name = name_of(text, _tail(item, phrase), listed=phrase.listed)
        if name is not None:
            ragged = _RAGGED.search(text)
            if ragged and not ragged.start():
                text, start = text[ragged.end() :], start + ragged.end()
                name = name._replace(name=name.name[ragged.end() :])
            yield replace(_candidate(name, text, start), certain=not ragged)
            if (plan := _PLAN.match(name.name)) and (thing := name_of(plan.group("thing"))):
                yield _candidate(thing, plan.group("thing"), start)


def _subject(text: str) -> int:
    """Return where the noun ends with which a text begins that goes on with a verb (`天水…平台|新入驻企业`), else 0."""
    if len(text) < _LONG:
        return 0
    for head in reversed(list(words().within.finditer(text))):
        end = head.end() + (len(bracket.group()) if (bracket := _BRACKET.match(text[head.end() :])) else 0)
        rest = rjieba.tag(text[end:].removeprefix("新"), False)
        if (
            head.start() > 1
            and rest
            and not _CLAUSE.search(text[:end])
            and len(rest[0][0]) > 1
            and rest[0][1] in ("v", "vd", "d", "ad")
        ):
            return end
    return 0


def _candidate(name: Name, text: str, start: int) -> Candidate:
    own = _OWN.search(name.name)
    if own and (own.group("quoted") or not _common(own.group("plain"))):
        called = own.group("quoted") or own.group("plain")
        return Candidate("Programme", called, start, start + len(text), name.rule, name.confidence, (name.name,))
    aliases = (text,) if text != name.name else ()
    return Candidate(name.type, name.name, start, start + len(text), name.rule, name.confidence, aliases)


def _common(work: str) -> bool:
    """Tell whether a short word for works says only what is done (`改造工程`)."""
    what = re.sub("(?:工程|行动|计划)$", "", work)
    return words().loose.match(what) is not None or words().work.search(what) is not None


def _one_name(phrase: Phrase) -> bool:
    """Tell whether a coordination is the name of one undertaking (`绿色低碳发展和能源保供稳价工程`)."""
    if phrase.listed or len(phrase.items) < 2 or _alike(phrase):
        return False
    last = phrase.items[-1].text
    ends = _AS_ONE.search(last)
    if not ends:
        return False
    firsts = [i.text for i in phrase.items[:-1]]
    named = any(
        words().head.search(t) or words().programme.search(t) or words().work.search(t) or re.search("[“”《]", t)
        for t in firsts
    )
    return not named and len(last) - len(ends.group()) >= 2


def _alike(phrase: Phrase) -> bool:
    """Tell whether each member is an undertaking (`蓝天、碧水、净土保卫战`): three of one length, or of one kind."""
    last, firsts = phrase.items[-1].text, [i.text for i in phrase.items[:-1]]
    if phrase.items[0].tail and parallel([*firsts, last]):
        return True
    head = words().programme.search(last)
    length = len(last[: head.start()].removesuffix("系列")) if head else 0
    return len(firsts) > 1 and all(len(t) == length for t in firsts) and "、" in phrase.whole


def _joined(phrase: Phrase) -> Item:
    first, last = phrase.items[0], phrase.items[-1]
    offset = first.start - phrase.start
    return Item(first.start, last.end, phrase.whole[offset : last.end - phrase.start], "", first.counted)


def _core(item: Item) -> tuple[str, int]:
    """Return the noun of an item without what stands before its last 的 and without trailing work words."""
    cut = 0
    for match in _OPAQUE.finditer(item.text) if "的" in item.text else ():
        if match.group(1) and match.end() < len(item.text):
            cut = match.end()
    text = item.text[cut:]
    if _DIGIT.search(text):
        if counted := _COUNT_WITHIN.search(text):
            text = text[: counted.start()]
        text = _COUNT_AFTER.sub("", _NOTE.sub("", text))
    return _AFTER.sub("", text), item.end - len(item.text) + cut


def _tail(item: Item, phrase: Phrase) -> str:
    """Return the noun that the coordination lends the item, without its measure words."""
    if tail := item.tail and _COUNT_AFTER.sub("", _TAIL_LEAD.sub("", item.tail)):
        if _ADVERBS.fullmatch(tail) or _FIELD.match(tail):
            return ""
        tail = _STATE.sub("", tail) or tail
    if phrase.listed or item is phrase.items[-1]:
        return tail
    firsts = [i.text for i in phrase.items[:-1]]
    if len(tail) < _PHRASE and "的" not in phrase.items[-1].text and (noun := lent(firsts, _core(phrase.items[-1])[0])):
        return noun
    if tail:
        return tail
    last = _core(phrase.items[-1])[0]
    if "的" in phrase.items[-1].text:
        return ""
    if _alike(phrase) and (campaign := words().programme.search(last)):
        return campaign.group()
    head = words().head.search(last)
    alike = head is not None and abs(len(last) - len(head.group()) - len(item.text)) <= 3 and len(item.text) <= 6
    return head.group() if head and alike and not head.group().endswith("期") else ""

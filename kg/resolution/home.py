"""The place whose documents are read, as names speak of it."""

import re
from dataclasses import dataclass
from functools import cached_property

from corpus.gazetteer import complete, split
from corpus.succession import former, present
from kg.naming import fold

_LEVEL = re.compile(r"(?:自治)?[省市县区镇乡旗盟州]$|地区$|街道$")
_NATION = ("中华人民共和国", "中国", "国家")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a place path: 乐清市 has the level 市 and the short name 乐清."""

    name: str
    level: str
    short: str


@dataclass(frozen=True)
class Home:
    """A place path, the innermost step first; empty for documents of no known place."""

    steps: tuple[Step, ...]
    former: tuple[Step, ...] = ()
    """What the innermost step was before: 徐水县 of 徐水区."""

    @classmethod
    def of(cls, place: str) -> "Home":
        """Read a place as documents state it, such as 浙江省温州市乐清市柳市镇."""
        if place in _NATION:
            return cls((Step("中国", "国家", ""),))
        steps = complete(present(split(place)))
        return cls(tuple(map(_step, reversed(steps))), tuple(map(_step, former(steps))))

    @property
    def level(self) -> str:
        """How the innermost step is spoken of: 县 for 易县; "" where no place is known."""
        return self.steps[0].level if self.steps else ""

    @cached_property
    def _own(self) -> tuple[tuple[str, str], ...]:
        """What names begin with, and the level that it stands for, the longest first."""
        found: dict[str, str] = {}
        for inner, step in enumerate(self.steps):
            above = [
                "".join(s.name for s in reversed(self.steps[inner + 1 : top]))
                for top in range(len(self.steps), inner, -1)
            ]
            for path in dict.fromkeys(above):
                found.setdefault(path + step.name, step.level)
            if len(step.short) >= 2:
                found.setdefault(step.short + step.level, step.level)
        for step in self.former:
            found.setdefault(step.name, self.level)
        for word in ("全", "我", "本"):
            if self.steps and len(self.level) == 1:
                found.setdefault(word + self.level, self.level)
        return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))

    def own(self, name: str) -> str:
        """Return a name with the place that it begins with as its level: 易县人民政府 becomes 县人民政府."""
        for path, level in self._own:
            if name.startswith(path) and len(name) > len(path):
                return level + name[len(path) :]
        return name

    def present(self, organ: str) -> str:
        """Return an organ's name with the level of today: 县政府 of the county that became a district is 区政府."""
        for step in self.former:
            if organ.startswith(step.level) and not organ.startswith(("县域", "县城", "市场", "市区")):
                return self.level + organ[len(step.level) :]
        return organ

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """How the innermost step is or was spoken of."""
        return tuple(step.level for step in (*self.steps[:1], *self.former) if step.level)

    @cached_property
    def short(self) -> str:
        """The innermost step's name without its level where that has at least two characters, else ""."""
        return self.steps[0].short if self.steps and len(self.steps[0].short) >= 2 else ""


def _step(name: str) -> Step:
    level = _LEVEL.search(name)
    end = level.group() if level else ""
    return Step(
        fold(name),
        end[-1:] if end != "街道" and end != "地区" else end,
        fold(name[: len(name) - len(end)]) if end else "",
    )

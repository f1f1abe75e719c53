"""One answer with what bears it out."""

from dataclasses import dataclass
from typing import Any

from kg.questions.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Item:
    """One answer; `kind` is the local name of its class."""

    iri: str
    label: str
    kind: str
    evidence: tuple[Evidence, ...]
    value: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data; `value` only where there is one."""
        data: dict[str, Any] = {"iri": self.iri, "label": self.label, "class": self.kind}
        if self.value:
            data["value"] = self.value
        data["evidence"] = [item.to_dict() for item in self.evidence]
        return data

"""The core of the ontology as a drawing."""

from dataclasses import dataclass
from html import escape

from rdflib import Graph, URIRef

from ontology.glossary import label
from ontology.terms import ZC

WIDTH, HEIGHT = 1060, 550
BOX_WIDTH, BOX_HEIGHT = 136, 54


@dataclass(frozen=True, slots=True)
class Box:
    """A class with the centre of its box, and the subclass that is named below it."""

    term: URIRef
    x: int
    y: int
    below: URIRef | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A property drawn along points, between classes that its domain and range allow; its name stands at `at`."""

    term: URIRef
    source: URIRef
    target: URIRef
    points: tuple[tuple[int, int], ...]
    at: tuple[int, int]


BOXES = (
    Box(ZC.Theme, 540, 40),
    Box(ZC.Project, 380, 220, ZC.Programme),
    Box(ZC.Reform, 540, 220, ZC.Task),
    Box(ZC.Goal, 700, 220),
    Box(ZC.Agency, 78, 220),
    Box(ZC.Place, 982, 150),
    Box(ZC.Status, 982, 290),
    Box(ZC.Indicator, 460, 385),
    Box(ZC.Observation, 190, 385),
    Box(ZC.Claim, 740, 385),
    Box(ZC.Mention, 460, 510),
    Box(ZC.Document, 740, 510),
)
GROUP = (300, 172, 480, 96)
ARROWS = (
    Arrow(ZC.serves, ZC.Goal, ZC.Theme, ((580, 172), (580, 67)), (580, 125)),
    Arrow(ZC.responsibleBody, ZC.Goal, ZC.Agency, ((300, 226), (146, 226)), (223, 216)),
    Arrow(ZC.establishes, ZC.Reform, ZC.Agency, ((510, 193), (510, 88), (78, 88), (78, 193)), (220, 80)),
    Arrow(ZC.partOf, ZC.Project, ZC.Project, ((350, 193), (350, 140), (410, 140), (410, 193)), (380, 130)),
    Arrow(ZC.locatedIn, ZC.Project, ZC.Place, ((780, 200), (914, 158)), (838, 162)),
    Arrow(ZC.hasStatus, ZC.Project, ZC.Status, ((780, 240), (914, 282)), (838, 286)),
    Arrow(ZC.measures, ZC.Indicator, ZC.Goal, ((460, 358), (460, 268)), (460, 318)),
    Arrow(ZC.claimSubject, ZC.Claim, ZC.Goal, ((740, 358), (740, 268)), (740, 318)),
    Arrow(ZC.indicator, ZC.Observation, ZC.Indicator, ((258, 385), (392, 385)), (325, 375)),
    Arrow(ZC.evidence, ZC.Claim, ZC.Mention, ((690, 412), (528, 494)), (610, 458)),
    Arrow(ZC.evidence, ZC.Observation, ZC.Mention, ((230, 412), (392, 494)), (310, 458)),
    Arrow(ZC.inDocument, ZC.Mention, ZC.Document, ((528, 512), (672, 512)), (600, 531)),
)


def core_svg(graph: Graph) -> str:
    """Return the drawing as inline SVG; boxes and names link to the anchors of the documentation."""
    x, y, width, height = GROUP
    parts = [
        f'<svg class="core" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="core-title">',
        '<title id="core-title">本体核心 · The core of the ontology</title>',
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 10 5 0 10z"/></marker></defs>',
        f'<rect class="group" x="{x}" y="{y}" width="{width}" height="{height}" rx="14"/>',
        *(_line(arrow) for arrow in ARROWS),
        *(_box(graph, box) for box in BOXES),
        *(_name(graph, arrow) for arrow in ARROWS),
        "</svg>",
    ]
    return "\n".join(parts)


def _line(arrow: Arrow) -> str:
    points = " ".join(f"{x},{y}" for x, y in arrow.points)
    return f'<polyline points="{points}" marker-end="url(#tip)"/>'


def _name(graph: Graph, arrow: Arrow) -> str:
    x, y = arrow.at
    name = arrow.term.fragment
    return (
        f'<a href="#{name}"><text class="name" x="{x}" y="{y}">{escape(label(graph, arrow.term, "zh"))}'
        f" <tspan>{escape(name)}</tspan></text></a>"
    )


def _box(graph: Graph, box: Box) -> str:
    left, top = box.x - BOX_WIDTH // 2, box.y - BOX_HEIGHT // 2
    name = box.term.fragment
    english = f"{name} ⊃ {box.below.fragment}" if box.below else name
    return (
        f'<a href="#{name}"><g class="box">'
        f'<rect x="{left}" y="{top}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="10"/>'
        f'<text x="{box.x}" y="{box.y - 3}">{escape(label(graph, box.term, "zh"))}</text>'
        f'<text class="en" x="{box.x}" y="{box.y + 15}">{escape(english)}</text></g></a>'
    )

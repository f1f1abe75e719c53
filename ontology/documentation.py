"""The ontology as one offline page in Chinese and English, generated from its files."""

from collections.abc import Iterable
from functools import cache
from html import escape

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef

from ontology.competency import Question, questions
from ontology.glossary import Term, label, terms_of
from ontology.picture import core_svg
from ontology.sources import ontology_graph, shapes_graph, text
from ontology.terms import BASE, UNIT, ZC
from ontology.themes import Theme, Themes, load_themes
from ontology.units import Unit, Units, load_units

ONTOLOGY = URIRef(BASE + "ontology")
VALUES = (ZC.Status, ZC.Basis, ZC.Role, ZC.ObservationKind)
PROPERTIES = (
    (OWL.ObjectProperty, "relations", "关系", "Relations and links"),
    (OWL.DatatypeProperty, "values", "取值", "Values"),
    (OWL.AnnotationProperty, "annotations", "标注", "Annotations"),
)


@cache
def html() -> str:
    """Return the page; it loads nothing and runs no script."""
    graph = ontology_graph()
    title = f"{label(graph, ONTOLOGY, 'zh')} · {label(graph, ONTOLOGY, 'en')}"
    sections = (
        _classes(graph),
        *(_properties(graph, *kind) for kind in PROPERTIES),
        _controlled(graph),
        _themes(load_themes()),
        _units(load_units()),
        _shapes(shapes_graph()),
        _questions(questions()),
    )
    return (
        '<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{text('documentation.css')}</style>\n</head>\n"
        f'<body>\n<div class="page">\n{_navigation(graph)}\n<main>\n{_head(graph)}\n'
        + "\n".join(sections)
        + "\n</main>\n</div>\n</body>\n</html>\n"
    )


def _head(graph: Graph) -> str:
    version = escape(str(graph.value(ONTOLOGY, OWL.versionInfo)))
    comments = {c.language: str(c) for c in graph.objects(ONTOLOGY, RDFS.comment) if isinstance(c, Literal)}
    return (
        f"<header><h1>{escape(label(graph, ONTOLOGY, 'zh'))}"
        f'<small lang="en">{escape(label(graph, ONTOLOGY, "en"))} {version}</small></h1>'
        f'<p>{escape(comments["zh"])}<br><span lang="en">{escape(comments["en"])}</span></p>'
        f'<p class="iri">{escape(ONTOLOGY)}#</p></header>\n<div class="figure">{core_svg(graph)}</div>'
    )


def _navigation(graph: Graph) -> str:
    headings = (
        ("classes", "类", "Classes"),
        *((anchor, zh, en) for _, anchor, zh, en in PROPERTIES),
        ("controlled", "受控值", "Controlled values"),
        ("themes", "主题", "Themes"),
        ("units", "单位", "Units"),
        ("shapes", "形状", "Shapes"),
        ("questions", "能力问题", "Competency questions"),
    )
    links = "".join(f'<li><a href="#{a}">{zh} <span lang="en">{en}</span></a></li>' for a, zh, en in headings)
    terms = "".join(
        f'<li><a href="#{t.iri.fragment}">{escape(t.zh)} <span lang="en">{escape(t.iri.fragment)}</span></a></li>'
        for t in terms_of(graph, OWL.Class)
    )
    return (
        f'<nav aria-label="目录 Contents"><h2>目录 Contents</h2><ul>{links}</ul>'
        f'<div class="terms"><h2>类 Classes</h2><ul>{terms}</ul></div></nav>'
    )


def _section(anchor: str, zh: str, en: str, body: str) -> str:
    return f'<section><h2 id="{anchor}">{zh}<small lang="en">{en}</small></h2>\n{body}\n</section>'


def _classes(graph: Graph) -> str:
    cards = "\n".join(_class_card(graph, term) for term in terms_of(graph, OWL.Class))
    return _section("classes", "类", "Classes", f'<div class="cards">{cards}</div>')


def _class_card(graph: Graph, term: Term) -> str:
    narrower = tuple(each.iri for each in terms_of(graph, OWL.Class) if term.iri in each.above)
    properties = tuple(p.iri for kind, *_ in PROPERTIES for p in terms_of(graph, kind) if term.iri in p.domain)
    rows = (("上位类", "Above", term.above), ("下位类", "Below", narrower), ("属性", "Properties", properties))
    facts = "".join(f"<dt>{zh} {en}</dt><dd>{_links(graph, iris)}</dd>" for zh, en, iris in rows if iris)
    return f'<article class="card" id="{term.iri.fragment}">{_names(term)}<dl>{facts}</dl></article>'


def _names(term: Term) -> str:
    return (
        f'<h3>{escape(term.zh)}<small lang="en">{escape(term.en)}</small></h3>'
        f'<div class="iri">zc:{escape(term.iri.fragment)}</div>'
        f'<p>{escape(term.comment_zh)}</p><p class="en" lang="en">{escape(term.comment_en)}</p>'
    )


def _properties(graph: Graph, kind: URIRef, anchor: str, zh: str, en: str) -> str:
    head = "<tr><th>属性 Property</th><th>含义 Meaning</th><th>从 From</th><th>到 To</th></tr>"
    rows = "\n".join(_property_row(graph, term) for term in terms_of(graph, kind))
    body = f'<div class="scroll"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
    return _section(anchor, zh, en, body)


def _property_row(graph: Graph, term: Term) -> str:
    above = f'<span class="iri">⊑ {_links(graph, term.above)}</span>' if term.above else ""
    return (
        f'<tr id="{term.iri.fragment}"><td><b>{escape(term.zh)}</b><span class="en" lang="en">{escape(term.en)}</span>'
        f'<span class="iri">zc:{escape(term.iri.fragment)}</span>{above}</td>'
        f'<td>{escape(term.comment_zh)}<span class="en" lang="en">{escape(term.comment_en)}</span></td>'
        f"<td>{_links(graph, term.domain)}</td><td>{_links(graph, term.range)}</td></tr>"
    )


def _links(graph: Graph, iris: Iterable[URIRef]) -> str:
    """Name terms: ours by their Chinese label with a link, others by their prefixed name."""
    return ", ".join(
        f'<a href="#{iri.fragment}" title="zc:{iri.fragment}">{escape(label(graph, iri, "zh"))}</a>'
        if iri.startswith(str(ZC))
        else escape(graph.namespace_manager.normalizeUri(iri))
        for iri in iris
    )


def _controlled(graph: Graph) -> str:
    cards = "\n".join(
        f'<article class="card" id="{value.iri.fragment}">{_names(value)}'
        f"<dl><dt>类 Class</dt><dd>{_links(graph, (kind,))}</dd></dl></article>"
        for kind in VALUES
        for value in terms_of(graph, kind)
    )
    return _section("controlled", "受控值", "Controlled values", f'<div class="cards">{cards}</div>')


def _themes(themes: Themes) -> str:
    cards = "\n".join(
        f'<article class="card" id="theme-{top.slug}">{_theme(top)}'
        + "".join(f'<div class="field" id="theme-{field.slug}">{_theme(field)}</div>' for field in _fields(themes, top))
        + "</article>"
        for top in themes.top
    )
    return _section("themes", "主题", "Themes", f'<div class="cards">{cards}</div>')


def _fields(themes: Themes, top: Theme) -> tuple[Theme, ...]:
    return tuple(themes.by_iri[iri] for iri in top.narrower)


def _theme(theme: Theme) -> str:
    names = "".join(f'<span class="chip">{escape(name)}</span>' for name in (*theme.alt_zh, *theme.alt_en))
    hints = "".join(f'<span class="chip">{escape(word)}</span>' for word in theme.keywords)
    return (
        f'<h3>{escape(theme.zh)}<small lang="en">{escape(theme.en)}</small></h3>'
        f'<div class="iri">theme:{escape(theme.slug)}</div>'
        f'<details><summary>别名 Names</summary><div class="chips">{names}</div></details>'
        f'<details><summary>关键词 Keywords</summary><div class="chips">{hints}</div></details>'
    )


def _units(units: Units) -> str:
    head = "<tr><th>单位 Unit</th><th>English</th><th>其他写法 Also</th><th>系数 Factor</th><th>UCUM</th></tr>"
    ordered = sorted(units.all, key=lambda u: (u.base, u.factor, u.iri))
    rows = "\n".join(_unit_row(units, unit) for unit in ordered)
    body = f'<div class="scroll"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
    return _section("units", "单位", "Units", body)


def _unit_row(units: Units, unit: Unit) -> str:
    slug = escape(unit.iri.removeprefix(str(UNIT)))
    return (
        f'<tr id="unit-{slug}"><td>{escape(unit.zh)}</td><td lang="en">{escape(unit.en)}</td>'
        f"<td>{escape(' '.join(unit.names[1:]))}</td>"
        f"<td>{unit.factor.normalize():f} {escape(units.by_iri[unit.base].zh)}</td><td>{escape(unit.ucum)}</td></tr>"
    )


def _shapes(graph: Graph) -> str:
    shapes = sorted(s for s in graph.subjects(RDF.type, SH.NodeShape) if isinstance(s, URIRef))
    cards = "\n".join(_shape_card(graph, shape) for shape in shapes)
    return _section("shapes", "形状", "Shapes", f'<div class="cards">{cards}</div>')


def _shape_card(graph: Graph, shape: URIRef) -> str:
    closed = "封闭 closed" if graph.value(shape, SH.closed) else "开放 open"
    rules = sorted((p for p in graph.objects(shape, SH.property) if isinstance(p, URIRef)), key=str)
    items = "".join(f"<dt>{escape(rule.fragment)}</dt><dd>{_message(graph, rule)}</dd>" for rule in rules)
    return (
        f'<article class="card" id="shape-{shape.fragment}"><h3>{escape(label(graph, shape, "zh"))}'
        f'<small lang="en">{escape(label(graph, shape, "en"))} · {closed}</small></h3><dl>{items}</dl></article>'
    )


def _message(graph: Graph, rule: URIRef) -> str:
    texts = {m.language: str(m) for m in graph.objects(rule, SH.message) if isinstance(m, Literal)}
    return f'{escape(texts["zh"])} <span class="en" lang="en">{escape(texts["en"])}</span>'


def _questions(all_questions: Iterable[Question]) -> str:
    cards = "\n".join(
        f'<article class="card" id="question-{question.name}"><h3>{escape(question.zh)}</h3>'
        f'<p class="en" lang="en">{escape(question.en)}</p>'
        f"<details><summary>SPARQL</summary><pre>{escape(question.sparql)}</pre></details></article>"
        for question in all_questions
    )
    return _section("questions", "能力问题", "Competency questions", f'<div class="cards">{cards}</div>')

"""A small graph in the shape of the stored data: two reports of one town, and a work plan."""

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS, XSD

from ontology.terms import THEME, THING, UNIT, ZC, document_iri

OA = Namespace("http://www.w3.org/ns/oa#")
TIME = Namespace("http://www.w3.org/2006/time#")


class Report:
    """The named graph of one document while it is written."""

    def __init__(self, name: str, title: str, year: str) -> None:
        self.graph = Graph()
        self.document, self.name, self.year, self.place = document_iri(name), name, year, 0
        self.graph.add((self.document, RDF.type, ZC.Document))
        self.graph.add((self.document, DCTERMS.title, Literal(title, "zh")))
        self.graph.add((self.document, DCTERMS.issued, Literal(f"{int(year) + 1}-02")))
        self.graph.add((self.document, ZC.level, Literal("town")))

    def thing(self, slug: str, name: str, *types: URIRef) -> URIRef:
        iri = THING[slug]
        for kind in types:
            self.graph.add((iri, RDF.type, kind))
        self.graph.add((iri, SKOS.prefLabel, Literal(name, "zh")))
        self.graph.add((iri, ZC.inDocument, self.document))
        self.graph.add((iri, ZC.confidence, Literal("0.9", datatype=XSD.decimal)))
        self.graph.add((self.mention(name), ZC.mentionOf, iri))
        return iri

    def mention(self, quote: str) -> URIRef:
        iri = THING[f"mention-{self.name}-{self.place}"]
        position, exact = URIRef(f"{iri}-position"), URIRef(f"{iri}-quote")
        self.graph.add((iri, RDF.type, ZC.Mention))
        self.graph.add((iri, OA.hasSource, self.document))
        self.graph.add((iri, OA.hasSelector, position))
        self.graph.add((iri, OA.hasSelector, exact))
        self.graph.add((position, RDF.type, OA.TextPositionSelector))
        self.graph.add((position, OA.start, Literal(self.place)))
        self.graph.add((position, OA.end, Literal(self.place + len(quote))))
        self.graph.add((exact, RDF.type, OA.TextQuoteSelector))
        self.graph.add((exact, OA.exact, Literal(quote)))
        self.place += len(quote)
        return iri

    def claim(
        self,
        subject: URIRef,
        predicate: URIRef,
        value: URIRef,
        quote: str,
        basis: URIRef = ZC.stated,
        role: URIRef | None = None,
    ) -> URIRef:
        iri = THING[f"claim-{self.name}-{self.place}"]
        self.graph.add((subject, predicate, value))
        if role:
            by_role = {ZC.lead: ZC.leadBody, ZC.support: ZC.supportBody, ZC.operate: ZC.operatingBody}
            self.graph.add((subject, by_role[role], value))
            self.graph.add((iri, ZC.role, role))
        for each, other in (
            (RDF.type, ZC.Claim),
            (ZC.claimSubject, subject),
            (ZC.claimPredicate, predicate),
            (ZC.claimObject, value),
            (ZC.basis, basis),
            (ZC.rule, Literal("sample")),
            (ZC.confidence, Literal("0.9", datatype=XSD.decimal)),
            (ZC.evidence, self.mention(quote)),
            (ZC.inDocument, self.document),
            (PROV.wasDerivedFrom, self.document),
            (ZC.holdsDuring, Literal(self.year)),
            (ZC.reportedAt, Literal(f"{int(self.year) + 1}-02")),
        ):
            self.graph.add((iri, each, other))
        return iri

    def value(
        self,
        slug: str,
        indicator: URIRef,
        kind: URIRef,
        value: str,
        unit: tuple[str, str, str],
        period: str,
        quote: str,
    ) -> URIRef:
        """`unit` is the base unit's slug, the unit as written, and the value in the base unit."""
        iri = THING[f"observation-{slug}"]
        for each, other in (
            (RDF.type, ZC.Observation),
            (ZC.indicator, indicator),
            (ZC.kind, kind),
            (ZC.value, Literal(value, datatype=XSD.decimal)),
            (ZC.unit, UNIT[unit[0]]),
            (ZC.unitText, Literal(unit[1])),
            (ZC.baseValue, Literal(unit[2], datatype=XSD.decimal)),
            (ZC.bound, Literal("=")),
            (ZC.growth, Literal(False)),
            (ZC.period, Literal(period)),
            (ZC.evidence, self.mention(quote)),
            (ZC.inDocument, self.document),
        ):
            self.graph.add((iri, each, other))
        return iri


def sample() -> dict[str, Graph]:
    """Return the graphs of two reports and a work plan, by the document's id."""
    first = Report("report-2016", "2016年工作报告", "2016")
    second = Report("report-2017", "2017年工作报告", "2017")
    plan = Report("plan-2017", "2017年工作要点", "2017")
    _report_of_2016(first)
    _report_of_2017(second)
    _work_plan(plan)
    return {report.name: report.graph for report in (first, second, plan)}


def _report_of_2016(r: Report) -> None:
    waters = r.thing("project-waters", "五水共治", ZC.Project, ZC.Programme)
    tip = r.thing("project-tip", "苏岙垃圾场生态治理工程", ZC.Project)
    village = r.thing("place-suao", "苏岙", ZC.Place)
    reform = r.thing("reform-cities", "国家中小城市综合改革", ZC.Reform)
    team = r.thing("agency-team", "柳市镇综合执法中队", ZC.Agency)
    product = r.thing("indicator-product", "地区生产总值", ZC.Indicator)
    income = r.thing("indicator-income", "城镇居民人均可支配收入", ZC.Indicator)
    r.claim(waters, ZC.serves, THEME["green-development"], "坚持抓生态严整治", ZC.section)
    r.claim(tip, ZC.serves, THEME["green-development"], "人居环境得到显著改善", ZC.section)
    r.claim(tip, ZC.partOf, waters, "深入推进五水共治，启动苏岙垃圾场生态治理工程")
    r.claim(tip, ZC.locatedIn, village, "苏岙垃圾场")
    r.claim(tip, ZC.hasStatus, ZC.ongoing, "启动苏岙垃圾场生态治理工程")
    r.claim(reform, ZC.establishes, team, "设立柳市镇综合执法中队")
    r.claim(income, ZC.measures, THEME["shared-development"], "坚持办实事惠民生", ZC.section)
    hundred_million = ("yuan", "亿元")
    r.value("a", product, ZC.actual, "241.8", (*hundred_million, "24180000000"), "2016", "地区生产总值达到241.8亿元")
    r.value("b", product, ZC.target, "350", (*hundred_million, "35000000000"), "2021", "到2021年地区生产总值350亿元")


def _report_of_2017(r: Report) -> None:
    tip = r.thing("project-tip", "苏岙垃圾场生态治理工程", ZC.Project)
    bridge = r.thing("project-bridge", "瓯江口大桥", ZC.Project)
    product = r.thing("indicator-product", "地区生产总值", ZC.Indicator)
    r.claim(tip, ZC.hasStatus, ZC.completed, "苏岙垃圾场生态治理工程完工")
    r.claim(bridge, ZC.serves, THEME["coordinated-development"], "推进协调发展", ZC.section)
    old = r.claim(tip, ZC.hasStatus, ZC.ongoing, "苏岙垃圾场生态治理工程继续推进")
    r.graph.set((old, ZC.holdsDuring, Literal("2016")))
    done = r.claim(tip, ZC.hasStatus, ZC.completed, "苏岙垃圾场上年已治理完毕")
    r.graph.set((done, ZC.holdsDuring, Literal("2016")))
    hundred_million = ("yuan", "亿元")
    r.value("c", product, ZC.actual, "262", (*hundred_million, "26200000000"), "2017", "地区生产总值262亿元")
    tens = ("yuan", "万元", "24000000000")
    r.value("d", product, ZC.actual, "2400000", tens, "2016", "上年地区生产总值核定为2400000万元")


def _work_plan(r: Report) -> None:
    task = r.thing("reform-task", "开展全面排查", ZC.Reform, ZC.Task)
    housing = r.thing("agency-housing", "镇房管所", ZC.Agency)
    offices = r.thing("agency-offices", "各居村", ZC.Agency)
    town = r.thing("agency-town", "镇人民政府", ZC.Agency)
    r.claim(task, ZC.responsibleBody, housing, "镇房管所牵头", role=ZC.lead)
    r.claim(task, ZC.responsibleBody, offices, "各居村配合", role=ZC.support)
    r.claim(task, ZC.responsibleBody, town, "镇人民政府", ZC.inferred)
    r.claim(task, ZC.hasStatus, ZC.planned, "开展全面排查")

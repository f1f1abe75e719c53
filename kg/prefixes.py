"""The prefixes under which IRIs are shown and written."""

from ontology.terms import BASE

PREFIXES: dict[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "doc": BASE + "doc/",
    "id": BASE + "id/",
    "theme": BASE + "theme/",
    "unit": BASE + "unit/",
    "zc": BASE + "ontology#",
}


def shorten(iri: str) -> str:
    """Return an IRI with its prefix, or as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri

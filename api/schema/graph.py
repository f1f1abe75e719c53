"""Parts of the graph."""

from typing import Literal

from pydantic import Field

from api.schema.shape import Shape
from api.schema.thing import Thing


class Node(Thing):
    """A node of the graph; `x` and `y` are places in pixels where the picture was laid out."""

    status: str | None = Field(None, description="completed, ongoing or planned")
    degree: int = Field(0, description="relations it takes part in")
    documents: list[str] = Field([], description="ids of documents")
    x: float | None = Field(None, description="pixels")
    y: float | None = Field(None, description="pixels")


Basis = Literal["stated", "section", "inferred"]


class Edge(Shape):
    """All claims of one relation between two nodes; `basis` is the strongest."""

    id: str = Field(description="unique in this picture")
    from_: str = Field(alias="from", description="id of a node")
    to: str = Field(description="id of a node")
    predicate: str = Field(examples=["serves"])
    basis: Basis = Field(description="the strongest of its claims")
    confidence: float = Field(description="the highest of its claims")
    claims: int = Field(description="how many claims state it")


class Graph(Shape):
    """A part of the graph; `total` counts the nodes that met the conditions before the limit."""

    nodes: list[Node] = Field(description="best linked first")
    edges: list[Edge] = Field(description="relations among the nodes")
    total: int = Field(description="nodes that met the conditions before the limit")

"""What HTTP answers look like; the same shapes are printed by `--json`."""

from api.schema.answer import AnswerItem, AskAnswer, Asked, Chip, Reading
from api.schema.card import Card, ClaimView, ObservationView
from api.schema.diff import Change, DiffAnswer, DiffSide
from api.schema.document import Documents, DocumentSummary, DocumentView, MentionView, PassageView, SectionView
from api.schema.evidence import Evidence
from api.schema.graph import Basis, Edge, Graph, Node
from api.schema.mark import Mark, MarkList, NewMark, UndoneMark, Verdict
from api.schema.plan import PlanCondition, PlanScope, QueryPlan
from api.schema.search import Hit, Match, Place, Range, SearchAnswer
from api.schema.series import (
    Indicators,
    IndicatorView,
    SeriesAnswer,
    SeriesLine,
    SeriesNeighbour,
    SeriesValue,
    TargetOutcome,
)
from api.schema.service import Health, Problem
from api.schema.shape import Shape, dump
from api.schema.theme import Themes, ThemeView
from api.schema.thing import Thing
from api.schema.trace import Named, Step, TraceAnswer
from api.schema.upload import AccessView, Upload

__all__ = [
    "AccessView",
    "AnswerItem",
    "AskAnswer",
    "Asked",
    "Basis",
    "Card",
    "Change",
    "Chip",
    "ClaimView",
    "DiffAnswer",
    "DiffSide",
    "DocumentSummary",
    "DocumentView",
    "Documents",
    "Edge",
    "Evidence",
    "Graph",
    "Health",
    "Hit",
    "IndicatorView",
    "Indicators",
    "Mark",
    "MarkList",
    "Match",
    "MentionView",
    "Named",
    "NewMark",
    "Node",
    "ObservationView",
    "PassageView",
    "Place",
    "PlanCondition",
    "PlanScope",
    "Problem",
    "QueryPlan",
    "Range",
    "Reading",
    "SearchAnswer",
    "SectionView",
    "SeriesAnswer",
    "SeriesLine",
    "SeriesNeighbour",
    "SeriesValue",
    "Shape",
    "Step",
    "TargetOutcome",
    "ThemeView",
    "Themes",
    "Thing",
    "TraceAnswer",
    "UndoneMark",
    "Upload",
    "Verdict",
    "dump",
]

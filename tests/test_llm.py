"""A language model as an extractor: what is believed of it, and how a real server is asked, faults and all."""

import json
import threading
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import Command
from hypothesis import given, settings
from hypothesis import strategies as st
from kg_strategies import SOURCE, structured
from model_server import Answer, Model, serving

from api import extractors
from api.completing import ATTEMPTS, Completer, Endpoint, Replies, UnusableError
from api.extractors import Extractors
from api.problem import ApiError
from kg.errors import KnowledgeError
from kg.extraction.result import Extraction
from kg.llm import extracting, prompt
from kg.llm.believing import parse
from kg.llm.schema import CLASSES, RELATIONS, ends, schema
from kg.llm.stretch import LONGEST, Stretch, halves, stretches
from kg.rdf import quads_of
from kg.validation import validate_quads

ROAD = "苏岙垃圾场生态治理工程"
GOOD = {
    "entities": [
        {"id": "e1", "type": "Project", "name": ROAD, "quote": ROAD},
        {"id": "e2", "type": "Agency", "name": "镇城投公司", "quote": "镇城投公司"},
        {"id": "e3", "type": "Reform", "name": "强镇扩权改革", "quote": "强镇扩权改革"},
        {"id": "e4", "type": "Indicator", "name": "新增公园绿地", "quote": "新增公园绿地9.6万平方米"},
    ],
    "observations": [
        {"indicator": "e4", "value": "9.6", "unit": "万平方米", "kind": "actual", "bound": "=", "growth": False,
         "period": "2016", "quote": "新增公园绿地9.6万平方米"},
    ],
    "relations": [
        {"head": "e3", "type": "responsibleBody", "tail": "e2", "role": "operate", "quote": "由镇城投公司负责"},
        {"head": "e1", "type": "serves", "tail": "theme:绿色发展", "role": None, "quote": "推进绿色发展"},
        {"head": "e1", "type": "hasStatus", "tail": "status:ongoing", "role": None, "quote": "开工苏岙"},
    ],
}  # fmt: skip
EMPTY = json.dumps({"entities": [], "observations": [], "relations": []})


def read(reply: dict[str, Any]) -> tuple[Extraction, dict[str, int]]:
    _, shape = structured()
    found, dropped = extracting.extract(shape, lambda _: json.dumps(reply, ensure_ascii=False), "m")
    return found, dict(dropped)


def changed(item: str, index: int, values: dict[str, object]) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(json.dumps(GOOD))
    reply[item][index].update(values)
    return reply


def test_what_is_said_verbatim_is_believed_with_its_place() -> None:
    jsonschema.validate(GOOD, schema())
    document, shape = structured()
    found, dropped = read(GOOD)
    assert dropped == {}
    assert [e.name for e in found.entities] == [e["name"] for e in GOOD["entities"]]  # type: ignore[index]
    assert {span.of(SOURCE) for e in found.entities for span in e.mentions} >= {ROAD, "镇城投公司"}
    assert [(c.predicate, c.object, c.role) for c in found.claims] == [
        ("responsibleBody", "m2", "operate"),
        ("serves", "theme:绿色发展", None),
        ("hasStatus", "status:ongoing", None),
    ]
    assert {x.rule for x in (*found.entities, *found.observations, *found.claims)} == {"llm:m"}
    assert validate_quads(quads_of(document, shape, found)) == []


@pytest.mark.parametrize(
    ("kind", "index", "values", "reason"),
    [
        ("entities", 0, {"quote": "瓯江口大桥"}, "quote"),
        ("entities", 0, {"quote": " "}, "quote"),
        ("entities", 0, {"name": "瓯江口大桥"}, "name"),
        ("entities", 0, {"type": "Bridge"}, "class"),
        ("entities", 0, {"name": 7}, "form"),
        ("observations", 0, {"value": "96"}, "value"),
        ("observations", 0, {"value": "NaN"}, "value"),
        ("observations", 0, {"unit": "公里"}, "value"),
        ("observations", 0, {"kind": "guess"}, "value"),
        ("observations", 0, {"indicator": "e1"}, "end"),
        ("observations", 0, {"quote": "9.6亩"}, "quote"),
        ("relations", 0, {"tail": "e9"}, "end"),
        ("relations", 0, {"head": "e2", "tail": "e3"}, "end"),
        ("relations", 0, {"type": "owns"}, "end"),
        ("relations", 1, {"tail": "theme:长生不老"}, "end"),
        ("relations", 2, {"tail": "status:done"}, "end"),
    ],
)
def test_what_the_text_does_not_say_is_dropped_and_counted(
    kind: str, index: int, values: dict[str, object], reason: str
) -> None:
    found, dropped = read(changed(kind, index, values))
    assert dropped[reason] >= 1
    total = len(found.entities) + len(found.observations) + len(found.claims)
    assert total + sum(dropped.values()) == sum(map(len, GOOD.values()))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
words = st.sampled_from(
    ["e1", "e2", "9.6", *CLASSES[:2], *RELATIONS[:2], "theme:绿色发展", ROAD, "", "actual", "=", "2016"]
)
keys = st.sampled_from(sorted({key for items in GOOD.values() for item in items for key in item}))
loose = st.dictionaries(keys, words | anything)


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries({key: st.lists(loose | anything, max_size=4) for key in GOOD}))
def test_whatever_a_model_writes_only_quotes_get_in(reply: dict[str, Any]) -> None:
    document, shape = structured()
    found, _ = read(reply)
    for span in (s for e in found.entities for s in e.mentions):
        assert span.of(SOURCE).strip()
    assert validate_quads(quads_of(document, shape, found)) == []


@pytest.mark.parametrize("reply", ["", "no JSON", "[]", "{}", '{"entities": 1}', EMPTY[:-5], "[" * 5000])
def test_a_reply_of_another_form_is_refused(reply: str) -> None:
    with pytest.raises(KnowledgeError, match="model"):
        parse(reply)


def test_a_fenced_reply_is_read() -> None:
    assert parse(f"```json\n{EMPTY}\n```") == json.loads(EMPTY)


def test_the_schema_is_the_ontologys() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert ends("establishes") == ({"Reform", "Task"}, {"Agency"})
    assert ends("locatedIn")[0] == {"Project", "Programme"}
    assert all(f"- {name}: " in prompt.system() for name in (*CLASSES, *RELATIONS))


def test_stretches_tile_the_text_and_halves_a_stretch() -> None:
    text = "一、发展\n" + "\n".join(f"第{i}段。" + "推进绿色发展，加快建设。" * 20 for i in range(12))
    _, shape = structured("long", text)
    found = stretches(shape)
    assert len(found) > 1
    assert all(len(each.text) <= LONGEST for each in found)
    assert "".join("".join(each.text.split()) for each in found) == "".join(shape.view.text.split())
    one, other = halves(found[0])
    assert one.text + other.text == found[0].text
    assert halves(Stretch(0, 5, "推进发展。", "")) == ()


def test_a_cut_off_reply_is_asked_for_in_halves() -> None:
    _, shape = structured("long", "推进绿色发展，加快建设美丽家园。" * 30)
    asked: list[Stretch] = []

    def complete(stretch: Stretch) -> Any:
        asked.append(stretch)
        return EMPTY if len(stretch.text) < 200 else False

    extracting.extract(shape, complete, "m")
    whole = [s for s in asked if len(s.text) < 200]
    assert "".join(s.text for s in sorted(whole, key=lambda s: s.start)) == asked[0].text
    with pytest.raises(KnowledgeError, match="cut off"):
        extracting.extract(shape, lambda _: False, "m")


STRETCH = Stretch(0, len(SOURCE), SOURCE, "")


def complete(model: Model, pauses: list[float] | None = None, **values: Any) -> Any:
    waits = [] if pauses is None else pauses
    with Completer(Endpoint(model.url, "m", **values), pause=waits.append) as completer:
        return completer(STRETCH)


@pytest.mark.parametrize(
    "fault",
    [
        Answer(status=500),
        Answer(status=503, raw="<html>"),
        Answer("no JSON"),
        Answer(EMPTY[:-3]),
        Answer('{"entities": []}'),
        Answer(raw="not even an envelope"),
        Answer(raw='{"choices": []}'),
        Answer(raw='{"choices": [{"message": {"content": null}}]}'),
    ],
)
def test_a_fault_is_asked_again_a_lasting_one_is_told(fault: Answer) -> None:
    with serving(lambda _, nth: fault if nth == 0 else Answer(EMPTY)) as model:
        assert complete(model) == EMPTY
        assert len(model.asked) == 2
    with serving(lambda *_: fault) as model, pytest.raises(UnusableError, match="run the same command"):
        complete(model)
    assert len(model.asked) == ATTEMPTS


def test_the_server_says_how_long_to_wait() -> None:
    pauses: list[float] = []
    busy = [Answer(status=429, headers={"Retry-After": "7"}), Answer(status=429), Answer(status=429)]
    with serving(lambda _, nth: busy[nth] if nth < 3 else Answer(EMPTY)) as model:
        assert complete(model, pauses) == EMPTY
    assert pauses[0] == 7
    assert 1 <= pauses[1] <= 3
    assert 2 <= pauses[2] <= 6


def test_a_reply_that_never_comes_is_given_up() -> None:
    never = threading.Event()
    with serving(lambda _, nth: Answer(EMPTY, held=never if nth == 0 else None)) as model:
        assert complete(model, seconds=0.5) == EMPTY
        never.set()
    assert len(model.asked) == 2


def test_nobody_there_is_told() -> None:
    with serving(lambda *_: Answer(EMPTY)) as model:
        pass
    with pytest.raises(UnusableError, match="ConnectError"):
        complete(model)


def test_a_refusal_ends_at_once_and_keeps_the_key_secret() -> None:
    with serving(lambda *_: Answer(status=401, raw="wrong key secret-key")) as model, pytest.raises(ApiError) as told:
        complete(model, key="secret-key")
    assert model.keys == ["Bearer secret-key"]
    assert "secret-key" not in str(told.value)
    assert "secret-key" not in repr(Endpoint("u", "m", "secret-key"))
    assert "ZHENGCE_LLM_KEY" in str(told.value)


def test_an_endpoint_without_schemas_is_asked_for_json() -> None:
    def script(_: str, nth: int) -> Answer:
        return Answer(status=400, raw='{"error": "unknown response_format"}') if nth == 0 else Answer(EMPTY)

    with serving(script) as model:
        assert complete(model) == EMPTY
    assert [body["response_format"]["type"] for body in model.asked] == ["json_schema", "json_object"]
    assert model.asked[0]["response_format"]["json_schema"]["schema"] == schema()


def test_a_reply_is_kept_for_its_model_and_prompt(tmp_path: Path) -> None:
    kept, other = Replies(tmp_path, "m"), Replies(tmp_path, "n")
    assert kept.get(STRETCH) is None
    kept.put(STRETCH, EMPTY)
    assert (kept.get(STRETCH), other.get(STRETCH)) == (EMPTY, None)
    other.put(STRETCH, False)
    assert other.get(STRETCH) is False


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"{name}镇政府工作报告\n{SOURCE}", encoding="utf-8")
    return folder


def faithful(text: str, _: int) -> Answer:
    """Reply with what stands in the text, and with one item that does not."""
    reply = json.loads(json.dumps(GOOD))
    reply["entities"].append({"id": "e9", "type": "Goal", "name": "人间天堂", "quote": "人间天堂"})
    return Answer(json.dumps(reply if ROAD in text else json.loads(EMPTY), ensure_ascii=False))


def by_model(model: Model, data: Path, *words: str) -> list[str]:
    return [
        "--extractor",
        *(words or ("rules,llm",)),
        "--llm-base-url",
        model.url,
        "--llm-model",
        "m",
        "--data",
        str(data),
    ]


def test_rules_and_model_stand_side_by_side_and_nothing_is_asked_twice(
    zhengce: Command, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGCE_LLM_KEY", "secret-key")
    data, query = tmp_path / "data", (
        "PREFIX zc: <https://w3id.org/zhengce/ontology#> SELECT DISTINCT ?rule { ?c a zc:Claim ; zc:rule ?rule }"
    )  # fmt: skip
    with serving(faithful) as model:
        first = zhengce("build", files, "--yes", *by_model(model, data))
        assert first.code == 0, first.err
        assert "3 requests" in first.err
        assert "dropped 3 of the model's items: 3 for its quote" in first.err
        asked = len(model.asked)
        assert set(model.keys) == {"Bearer secret-key"}
        assert "3 unchanged" in zhengce("build", files, *by_model(model, data)).out
        (files / "a.txt").write_text(f"a镇政府工作报告\n{SOURCE}\n三、结语\n谢谢大家。", encoding="utf-8")
        assert zhengce("build", files, "--yes", *by_model(model, data)).code == 0
        assert len(model.asked) == asked + 1
        found = json.loads(zhengce("sparql", query, "--format", "json", "--data", data).out)["results"]["bindings"]
        rules = {row["rule"]["value"] for row in found}
        assert "llm:m" in rules
        assert len(rules) > 1
        assert zhengce("validate", "--data", data).code == 0
        assert "3 replaced" in zhengce("build", files, "--data", data).out
        assert len(model.asked) == asked + 1


def test_an_answer_that_stays_away_is_told_and_asked_for_again(
    zhengce: Command, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.completing.ATTEMPTS", 2)
    monkeypatch.setattr("api.completing._delay", lambda *_: 0.0)
    data = tmp_path / "data"
    with serving(lambda text, nth: Answer("nonsense") if text.startswith("b") else faithful(text, nth)) as model:
        found = zhengce("build", files, "--yes", *by_model(model, data, "llm"))
        assert found.code == 3
        assert "has not read all of b" in found.err
        assert "2 added" in found.out
        asked, model.script = len(model.asked), faithful
        assert "1 added, 2 unchanged" in zhengce("build", files, "--yes", *by_model(model, data, "llm")).out
        assert [text[0] for text in model.texts()[asked:]] == ["b"]


def test_at_most_so_many_are_asked_at_once(
    zhengce: Command, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGCE_LLM_CONCURRENCY", "2")
    for i in range(5):
        (files / f"{i}.txt").write_text(f"{i}镇政府工作报告\n{SOURCE}", encoding="utf-8")
    with serving(faithful) as model:
        assert zhengce("build", files, "--yes", *by_model(model, tmp_path / "data")).code == 0
    assert len(model.asked) == 8
    assert 1 <= model.most <= 2


def test_an_interrupt_keeps_what_was_answered(tmp_path: Path) -> None:
    chosen = Extractors(False, "m", tmp_path)
    wanted = [Stretch(0, 1, f"第{i}段。", "") for i in range(20)]
    with serving(lambda *_: Answer(EMPTY)) as model:
        where, got = Endpoint(model.url, "m", concurrency=2), list[str]()
        for reason in extractors.read(chosen, wanted, where, lambda: len(got) >= 3):
            got.append(reason)
        kept = [stretch for stretch in wanted if Replies(tmp_path, "m").get(stretch) == EMPTY]
        assert got == [""] * len(got)
        assert len(got) <= len(kept) < len(wanted)
        rest = [stretch for stretch in wanted if stretch not in kept]
        assert list(extractors.read(chosen, rest, where, lambda: False)) == [""] * len(rest)
        assert sorted(set(model.texts())) == sorted(s.text for s in wanted)


def test_nothing_is_asked_that_nobody_agreed_to(zhengce: Command, files: Path, tmp_path: Path) -> None:
    with serving(faithful) as model:
        found = zhengce("build", files, *by_model(model, tmp_path / "data"))
        assert found.code != 0
        assert "give --yes" in found.err
        assert model.asked == []
    assert "--llm-base-url" in zhengce("build", files, "--extractor", "llm", "--data", tmp_path / "d").err
    assert "no extractor 'magic'" in zhengce("build", files, "--extractor", "magic", "--data", tmp_path / "d").err


def test_one_document_is_extracted_by_a_model(zhengce: Command, files: Path, tmp_path: Path) -> None:
    with serving(faithful) as model:
        found = zhengce("extract", files / "a.txt", "--yes", *by_model(model, tmp_path / "data", "llm"))
        assert found.code == 0, found.err
        assert {e["rule"] for e in json.loads(found.out)["entities"]} == {"llm:m"}
        assert "1 for its quote" in found.err

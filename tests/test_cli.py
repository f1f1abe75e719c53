"""The commands of the contract, as a new user meets them."""

import csv
import html
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Command
from pydantic import BaseModel

from api.schema import AskAnswer, DiffAnswer, SearchAnswer, SeriesAnswer, TraceAnswer
from corpus.reading import read

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = ROOT / "corpus" / "documents" / "liushi-2016.txt"
READING = ("search", "ask", "trace", "series", "diff", "sparql", "export", "validate", "serve")
COMMANDS = ("build", "remove", "merges", "unmerge", "extract", "eval", *READING)
GREEN = "哪些项目服务于绿色发展"


def text_of() -> str:
    return read(BUNDLED).source


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS), ["eval", "extraction"], ["eval", "retrieval"]])
def test_help_names_what_a_command_takes(zhengce: Command, words: list[str]) -> None:
    found = zhengce(*words, "--help")
    assert found.code == 0
    assert "Usage: zhengce" in found.out
    if not words:
        assert all(f"  {name} " in found.out for name in COMMANDS)


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; sys.argv = ['zhengce', '--help']\n"
        "from api.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'rdflib', 'faiss', 'pyoxigraph', 'numpy', 'fastapi', 'networkx', 'tantivy', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert found.stderr.strip() == "[]"


def test_no_command_loads_torch(built: Path) -> None:
    code = (
        f"import sys; sys.argv = ['zhengce', 'search', '污水', '--data', {str(built)!r}]\n"
        "from api.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('torch' in sys.modules, file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert found.stderr.strip() == "False"
    assert "污水" in found.stdout


@pytest.mark.parametrize(
    ("query", "mode"), [("污水处理", "hybrid"), ("sewage treatment", "dense"), ("“垃圾河”", "lexical")]
)
def test_search_gives_verbatim_passages(zhengce: Command, built: Path, query: str, mode: str) -> None:
    found = zhengce("search", query, "-k", "3", "--mode", mode, "--json", "--data", built)
    assert found.code == 0
    answer = SearchAnswer.model_validate_json(found.out)
    assert (answer.query, answer.mode) == (query, mode)
    assert len(answer.hits) <= 3
    assert [hit.score for hit in answer.hits] == sorted((hit.score for hit in answer.hits), reverse=True)
    for hit in answer.hits:
        assert hit.text == text_of()[hit.start : hit.end]
        assert all(0 <= mark.start < mark.end <= len(hit.text) for mark in hit.highlights)


def test_search_finds_the_words(zhengce: Command, built: Path) -> None:
    found = zhengce("search", "垃圾河", "--data", built)
    assert (found.code, found.err) == (0, "")
    assert "垃圾河" in found.out.split("2.")[0]


@pytest.mark.parametrize(("question", "language"), [(GREEN, "zh"), ("which projects serve green development", "en")])
def test_ask_answers_with_quotes(zhengce: Command, built: Path, question: str, language: str) -> None:
    found = zhengce("ask", question, "--json", "--data", built)
    assert found.code == 0
    answer = AskAnswer.model_validate_json(found.out)
    assert (answer.question, answer.language, answer.abstained) == (question, language, False)
    assert len(answer.answers) >= 5
    assert answer.sparql
    for item in answer.answers:
        assert item.evidence
        assert all(quote.quote == text_of()[quote.start : quote.end] for quote in item.evidence)


def test_ask_prints_quotes_for_people(zhengce: Command, built: Path) -> None:
    found = zhengce("ask", GREEN, "--data", built)
    assert found.code == 0
    assert "•" in found.out
    assert "liushi-2016" in found.out


@pytest.mark.parametrize("question", ["", "月亮离地球多远", "what is the capital of France [/bold]"])
def test_ask_abstains_with_a_reason(zhengce: Command, built: Path, question: str) -> None:
    found = zhengce("ask", "--json", "--data", built, "--", question)
    assert found.code == 0
    answer = AskAnswer.model_validate_json(found.out)
    assert answer.abstained
    assert answer.reason
    assert answer.answers == []
    assert zhengce("ask", "--data", built, "--", question).code == 0


@pytest.mark.parametrize("name", ["五水共治", "nothing of that name", ""])
def test_trace_and_series_keep_their_shapes(zhengce: Command, built: Path, name: str) -> None:
    shapes: dict[str, type[BaseModel]] = {"trace": TraceAnswer, "series": SeriesAnswer}
    for command, shape in shapes.items():
        found = zhengce(command, name, "--json", "--data", built)
        assert found.code == 0
        shape.model_validate_json(found.out)
        assert zhengce(command, name, "--data", built).out.strip()


def test_diff_of_a_document_with_itself_shares_all(zhengce: Command, built: Path) -> None:
    found = zhengce("diff", "liushi-2016", "liushi-2016", "--json", "--data", built)
    answer = DiffAnswer.model_validate_json(found.out)
    assert (answer.added, answer.changed, answer.dropped) == ([], [], [])
    assert zhengce("diff", "liushi-2016", "liushi-2016", "--data", built).code == 0


def test_extract_prints_an_annotation_with_places(zhengce: Command) -> None:
    found = zhengce("extract", BUNDLED)
    assert found.code == 0
    data = json.loads(found.out)
    assert data["doc"] == "liushi-2016"
    for entity in data["entities"]:
        quotes = [text_of()[span["start"] : span["end"]] for span in entity["spans"]]
        assert quotes == entity["mentions"]
    assert data["relations"]
    assert data["observations"]


def test_sparql_prints_each_form(zhengce: Command, built: Path, tmp_path: Path) -> None:
    query = "SELECT ?c (COUNT(*) AS ?n) WHERE { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n) LIMIT 3"
    rows = json.loads(zhengce("sparql", query, "--format", "json", "--data", built).out)["results"]["bindings"]
    assert len(rows) == 3
    table = list(csv.reader(io.StringIO(zhengce("sparql", query, "--format", "csv", "--data", built).out)))
    assert table[0] == ["c", "n"]
    assert [row[0] for row in table[1:]] == [row["c"]["value"] for row in rows]
    assert "3 rows" in zhengce("sparql", query, "--data", built).out
    file = tmp_path / "q.rq"
    file.write_text("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 2", encoding="utf-8")
    assert "a " in zhengce("sparql", "--file", file, "--format", "ttl", "--data", built).out
    assert "yes" in zhengce("sparql", "ASK { ?s ?p ?o }", "--data", built).out


@pytest.mark.parametrize("form", ["ttl", "nq", "jsonld", "graphml", "csv", "html"])
def test_export_writes_each_form(zhengce: Command, built: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"graph.{form}"
    assert zhengce("export", "--format", form, "-o", target, "--data", built).code == 0
    assert "苏岙垃圾场生态治理工程" in html.unescape(target.read_text(encoding="utf-8"))
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_export_to_the_screen_is_the_same(zhengce: Command, built: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    zhengce("export", "--format", "nq", "-o", target, "--data", built)
    printed = zhengce("export", "--format", "nq", "--document", "liushi-2016", "--data", built).out
    assert set(printed.splitlines()) <= set(target.read_text(encoding="utf-8").splitlines())


def test_validate_says_that_every_shape_holds(zhengce: Command, built: Path) -> None:
    found = zhengce("validate", "--data", built)
    assert (found.code, found.err) == (0, "")
    assert "every shape holds" in found.out


def test_the_environment_names_the_data_folder(zhengce: Command, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_DATA", str(built))
    assert zhengce("search", "污水").code == 0
    assert zhengce("search", "污水", "--data", "/nonexistent").code == 4


def test_eval_scores_a_folder(zhengce: Command, tmp_path: Path) -> None:
    annotation = zhengce("extract", BUNDLED).out
    (tmp_path / "liushi-2016.json").write_text(annotation, encoding="utf-8")
    (tmp_path / "liushi-2016.txt").write_bytes(BUNDLED.read_bytes())
    (tmp_path / "liushi-2016.toml").write_bytes(BUNDLED.with_suffix(".toml").read_bytes())
    scores = json.loads(zhengce("eval", "extraction", tmp_path, "--json").out)
    assert scores["entities (macro)"]["f1"] > 0.99
    assert "macro" in zhengce("eval", "extraction", tmp_path, "--errors").out


def test_eval_searches_a_set(zhengce: Command, tmp_path: Path) -> None:
    (tmp_path / "passages.tsv").write_text("p1\t建设污水处理厂\np2\t新建小学三所\n", encoding="utf-8")
    (tmp_path / "queries.tsv").write_text("q1\t污水处理\nq2\t小学\n", encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q1\tp1\t1\nq2\tp2\t1\n", encoding="utf-8")
    run = tmp_path / "run.txt"
    found = zhengce("eval", "retrieval", tmp_path, "--mode", "lexical", "--run", run, "--json")
    assert found.code == 0
    assert json.loads(found.out)["scores"][0]["ndcg"] == 1
    lines = [line.split() for line in run.read_text(encoding="utf-8").splitlines()]
    assert lines[0][:4] == ["q1", "Q0", "p1", "1"]
    assert all(len(line) == 6 for line in lines)
    assert "nDCG@10" in zhengce("eval", "retrieval", tmp_path).out
    assert zhengce("eval", "retrieval", tmp_path, "--run", tmp_path / "no" / "run").code == 2


WRONG = [
    (2, ["sparql", "SELECT nonsense"], "cannot be read at line 1"),
    (2, ["sparql", "INSERT DATA { <a:a> <a:b> <a:c> }"], "SELECT, ASK, CONSTRUCT or DESCRIBE"),
    (2, ["sparql", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], "another server (SERVICE)"),
    (2, ["sparql", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"], "name graphs of this store"),
    (2, ["sparql"], "give a query or --file"),
    (2, ["sparql", "--file", "/nonexistent.rq"], "/nonexistent.rq: cannot be read"),
    (2, ["sparql", "SELECT * {}", "--format", "yaml"], "yaml"),
    (1, ["diff", "liushi-2016", "nope"], "no document 'nope'; the corpus has liushi-2016"),
    (2, ["remove", "nope"], "no document nope; the documents are: liushi-2016"),
    (1, ["export", "--document", "nope"], "no document 'nope'"),
    (2, ["export", "-o", "/nonexistent/graph.ttl"], "/nonexistent/graph.ttl: cannot be written"),
    (2, ["export", "-o", "/"], "/: cannot be written"),
    (2, ["search", "x", "-k", "0"], "-k"),
    (2, ["search", "x", "--mode", "psychic"], "psychic"),
    (4, ["search", "x", "--model", "/nonexistent/model"], "/nonexistent/model"),
    (2, ["serve", "--port", "99999"], "65535"),
    (2, ["serve", "--host", "192.0.2.1", "--port", "0"], "cannot serve on 192.0.2.1 port 0"),
    (2, ["ask"], "Missing argument"),
    (2, ["conquer"], "conquer"),
]


@pytest.mark.parametrize(("code", "words", "told"), WRONG, ids=[" ".join(w)[:40] for _, w, _ in WRONG])
def test_an_error_is_told_with_its_remedy(
    zhengce: Command, built: Path, code: int, words: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGCE_DATA", str(built))
    found = zhengce(*words)
    assert (found.code, found.out) == (code, "")
    assert told in found.err
    if found.err.startswith("zhengce:"):
        assert found.err.count("\n") == 1
        assert "; " in found.err


@pytest.mark.parametrize(
    "words", ["search x", "ask x", "trace x", "series x", "diff a b", "sparql ASK{}", "export", "validate", "serve"]
)
def test_a_missing_data_folder_is_told(zhengce: Command, tmp_path: Path, words: str) -> None:
    found = zhengce(*words.split(), "--data", tmp_path / "none")
    assert (found.code, found.out) == (4, "")
    assert found.err == f"zhengce: {tmp_path / 'none'}: nothing has been built here; run `zhengce build` first\n"
    assert list(tmp_path.iterdir()) == []


def test_a_broken_setting_is_told(zhengce: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_PORT", "eighty")
    found = zhengce("search", "x")
    assert found.code == 2
    assert "'eighty' is no port" in found.err
    assert "ZHENGCE_PORT" in found.err


def test_a_bound_is_told(zhengce: Command, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_DATA", str(built))
    monkeypatch.setenv("ZHENGCE_QUERY_ROWS", "5")
    found = zhengce("sparql", "SELECT * { ?s ?p ?o }")
    assert (found.code, found.err) == (5, "zhengce: the answer has more than 5 rows; add a LIMIT, or ask for less\n")
    monkeypatch.setenv("ZHENGCE_QUERY_SECONDS", "0.5")
    found = zhengce("sparql", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert found.code == 5
    assert "more than 0.5 seconds" in found.err


@pytest.mark.parametrize(
    ("name", "content"), [("a.json", b"{"), ("a.json", b"\xff"), ("a.json", b"{}"), ("b.json", b"[]")]
)
def test_a_broken_annotation_is_told(zhengce: Command, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / name).with_suffix(".txt").write_text("推进绿色发展。", encoding="utf-8")
    found = zhengce("eval", "extraction", tmp_path)
    assert (found.code, found.out) == (2, "")
    assert str(tmp_path) in found.err


def test_the_installed_command_runs_and_stops_quietly_at_a_closed_pipe(built: Path) -> None:
    command = Path(sys.executable).with_name("zhengce")
    if not command.is_file():
        pytest.skip("the console command is not installed in this environment")
    line = f"{command} export --format nq --data {built} | head -1"
    found = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True, env=os.environ)
    assert found.stdout.startswith("<")
    assert found.stderr == ""


def test_a_merge_is_listed_and_taken_back_for_good(zhengce: Command, tmp_path: Path) -> None:
    head = "易县人民政府工作报告\n——{year}年1月10日在易县第十七届人民代表大会第{n}次会议上\n\n一、{last}年工作回顾\n"
    for year, n, text in (("2020", "四", "启动县三中新校区建设。"), ("2021", "五", "易县第三中学新校区建成投用。")):
        (tmp_path / f"{year}.txt").write_text(head.format(year=year, n=n, last=int(year) - 1) + text, encoding="utf-8")
    data = tmp_path / "data"
    assert zhengce("build", tmp_path / "2020.txt", tmp_path / "2021.txt", "--data", data).code == 0
    (school,) = json.loads(zhengce("merges", "中学", "--json", "--data", data).out)["merges"]
    assert school["jurisdiction"] == "易县"
    assert school["rule"] in zhengce("unmerge", school["id"], "--data", data).out
    assert json.loads(zhengce("merges", "中学", "--json", "--data", data).out)["merges"] == []
    assert zhengce("build", tmp_path / "2021.txt", "--data", data).code == 0
    assert json.loads(zhengce("merges", "中学", "--json", "--data", data).out)["merges"] == []
    assert "take the ids from" in zhengce("unmerge", "merge-0", "--data", data).err

"""Every export is opened again: by the tool that people open it with where there is one, else by a strict reader."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.export.test_export import CLAIMS, EVIL, OTHER, RECORDS, TEXT
from tests.fake import SLOTS

from mithaq.export import FORMATS, export
from mithaq.export.delta import claim_changes, record_changes
from mithaq.export.plover import event_of
from mithaq.export.sipri import COLUMNS
from mithaq.export.view import Sources, Told, days
from mithaq.model.errors import ExportError
from mithaq.model.records import Record, RecordSlot, RecordValue


def about(name: str, **known: object) -> SimpleNamespace:
    empty = dict.fromkeys(("title", "published", "url", "publisher", "language"))
    return SimpleNamespace(**(empty | {"id": name, "sha256": "ab" * 32} | known))


def record(kind: str, slots: dict[str, list[dict[str, object]]], **other: object) -> Record:
    held = {name: RecordSlot(tuple(RecordValue(v, ("c1",)) for v in values)) for name, values in slots.items()}
    base = Record(f"r_{kind}", kind, held, ("c1",), ("a.txt",), 1, ("en",), "asserted", 0.9)
    return replace(base, **other)  # type: ignore[arg-type]


STATES = [{"id": "US", "name": "United States"}, {"id": "MA", "name": "Morocco"}]
MORE = [
    record("agreement", {"title": [{"name": "Roadmap"}], "parties": STATES, "signed": [{"value": "2020-10-02"}],
                         "period": [{"value": "2020/2030"}], "action": [{"id": "signed"}]}),
    record("meeting", {"participants": [*STATES, {"name": "A Person"}], "date": [{"value": "2021-05"}]}),
    record("exercise", {"name": [{"id": "al", "name": "Lion"}], "participants": STATES, "date": [{"value": "2021"}]}),
    record("assistance", {"programme": [{"id": "FMF"}], "provider": STATES[:1], "recipient": STATES[1:],
                          "amount": [{"value": 10_000_000, "currency": "USD"}], "period": [{"value": "2012/.."}]}),
    record("membership", {"member": STATES[1:], "body": [{"id": "mnna", "name": "M"}], "since": [{"value": "2004"}]}),
    record("position", {"person": [{"name": "A Person"}], "title": [{"id": "minister"}], "organisation": STATES[1:]}),
    record("training", {"provider": STATES[:1], "recipient": STATES[1:], "since": [{"value": "195X"}]}),
    record("deployment", {"contributor": STATES[:1], "places": STATES[1:], "date": [{"value": "2015-23"}]}),
    record("cooperation", {"parties": STATES, "area": [{"id": "cyber"}]}),
    record("statement", {"speaker": STATES[:1], "act": [{"id": "accuse"}], "target": STATES[1:],
                         "date": [{"value": "2020-01-01"}]}),
]  # fmt: skip
BY_ID = {claim.id: claim for claim in CLAIMS}
TOLD = [Told(r, [BY_ID[i] for i in r.claims if i in BY_ID]) for r in [*RECORDS, *MORE]]
SOURCES = Sources(
    {"a.txt": about("a.txt", title=f"=1+1 {EVIL} 50% {{_}} \\", published="2024-06-01", language="en",
                    publisher="P & Q",
                    url="https://example.org/?a=1&b=2"),
     "b.txt": about("b.txt", language="ar")},
    {"US": "United States", "MA": "Morocco"},
    {"himars": "Artillery"},
)  # fmt: skip
ALL = list(dict.fromkeys(slot for slots in SLOTS.values() for slot in slots))


def written(form: str, path: Path) -> Path:
    assert export(iter(TOLD), form, ALL, path, SOURCES) > 0
    return path


def test_every_format_is_tested_here_or_beside() -> None:
    tested = {name for name in FORMATS if f'"{name}"' in Path(__file__).read_text(encoding="utf-8")}
    assert tested | {"jsonl", "csv"} == set(FORMATS)


def test_excel_has_sheets_and_no_formulas(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(written("xlsx", tmp_path / "x.xlsx"))
    assert {"transfer", "agreement", "evidence", "sources"} <= set(book.sheetnames)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {row[5].value for row in book["evidence"].iter_rows(min_row=2)} == {TEXT, OTHER}
    assert book["sources"]["B2"].value.startswith("=1+1 <script>") and book["transfer"]["A2"].value == RECORDS[0].id
    huge = record("agreement", {"title": [{"name": "x" * 40_000 + "\x01"}]})
    export([Told(huge, [])], "xlsx", ["title"], tmp_path / "y.xlsx", SOURCES)
    cell = openpyxl.load_workbook(tmp_path / "y.xlsx")["agreement"]["J2"].value
    assert len(cell) == 32_767 and cell.endswith("[…]")
    with pytest.raises(ExportError, match="--to"):
        export(iter(TOLD), "xlsx", ALL, None, SOURCES)


def test_parquet_comes_back(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(written("parquet", tmp_path / "x.parquet")).to_pylist()
    assert [json.loads(row["json"]) for row in rows] == [told.record.as_dict() for told in TOLD]
    assert [v["number"] for v in rows[0]["slot_quantity"]] == [18.0, 24.0] and rows[0]["spans"]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_opens_the_network(form: str, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    path = written(form, tmp_path / f"x.{form}")
    graph = networkx.read_graphml(path) if form == "graphml" else networkx.read_gexf(path)
    assert graph.nodes["US"]["label"] == "United States" and graph.nodes["US"]["type"] == "state"
    assert graph.has_edge(RECORDS[0].id, "himars") and graph.number_of_nodes() > len(TOLD)
    assert {data["slot"] for _, _, data in graph.edges(data=True)} >= {"supplier", "recipient", "item", "parties"}


def test_jsonld_is_read_as_rdf(tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(written("jsonld", tmp_path / "x.jsonld"), format="json-ld")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    mine = rdflib.URIRef(f"urn:mithaq:record:{RECORDS[0].id}")
    claims = set(graph.objects(mine, prov.wasDerivedFrom))
    assert len(claims) == 2 and all(list(graph.objects(claim, prov.wasQuotedFrom)) for claim in claims)
    texts = {str(o) for o in graph.objects(None, rdflib.URIRef("https://schema.org/text"))}
    assert texts == {TEXT, OTHER}


def test_sipri_keeps_its_columns_and_leaves_its_own_measures_empty(tmp_path: Path) -> None:
    text = written("sipri", tmp_path / "x.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert text.splitlines()[0].startswith(",".join(COLUMNS) + ",mithaq_id,number_ordered") and len(COLUMNS) == 17
    (row,) = rows
    assert row["Supplier"] == "United States" and row["Armament category"] == "Artillery" and row["stage"] == "ordered"
    assert not any(row[c] for c in ("SIPRI AT Database ID", "SIPRI estimate", "TIV deal unit", "TIV delivery values"))
    assert row["Numbers delivered"] == "" and row["number_ordered"] in ("18", "24") and row["Order date"] == "2024"
    assert row["disputed_fields"] == "quantity" and "b.txt#char=0," in row["source_spans"]


def test_dcad_has_its_thirty_columns(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(written("dcad", tmp_path / "x.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 2 and rows[0][29] == "DCAid" and rows[0][30] == "mithaq_id"
    row = dict(zip(*rows, strict=True))
    assert [row[c] for c in ("signDay", "signMonth", "signYear", "span", "endYearEstimate")] == [
        "2",
        "10",
        "2020",
        "10",
        "2030",
    ]
    assert (row["iso1"], row["cowName2"]) == ("MA", "United States")


def test_plover_events_have_what_is_required(tmp_path: Path) -> None:
    rows = [
        json.loads(line) for line in written("plover", tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    by_kind = {row["id"]: row for row in rows}
    assert all(len(row["date"]) == 10 and row["actor"] and row["event"] for row in rows)
    assert {row["id"]: row["event"] for row in rows} == {
        RECORDS[0].id: "AGREE", "r_agreement": "SUPPORT", "r_meeting": "CONSULT", "r_exercise": "COOPERATE",
        "r_assistance": "AID", "r_membership": "SUPPORT", "r_training": "AID", "r_deployment": "MOBILIZE",
        "r_statement": "ACCUSE",
    }  # fmt: skip
    assert by_kind["r_meeting"]["enddate"] == "2021-05-31" and by_kind["r_exercise"]["recipient"]
    assert event_of(Told(replace(MORE[1], modality="planned"), [])).type == "AGREE"  # type: ignore[union-attr]
    assert event_of(Told(replace(MORE[1], modality="denied"), [])) is None


def test_citations_are_read_by_their_tools(tmp_path: Path) -> None:
    entries = json.loads(written("csl-json", tmp_path / "x.json").read_text(encoding="utf-8"))
    assert entries[0]["issued"] == {"date-parts": [[2024, 6, 1]]} and entries[0]["URL"].endswith("b=2")
    pybtex = pytest.importorskip("pybtex.database")
    book = pybtex.parse_file(str(written("bibtex", tmp_path / "x.bib")), "bibtex")
    assert len(book.entries) == 2 and next(iter(book.entries.values())).fields["year"] == "2024"


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [("2020-02", ("2020-02-01", "2020-02-29", "month")), ("2013/..", ("2013-01-01", "", "interval")),
     ("", ("", "", "")), ("195X", ("1950-01-01", "1959-12-31", "decade")),
     ("2015-23", ("2015-09-01", "2015-11-30", "season")),
     ("nonsense", ("", "", ""))],
)  # fmt: skip
def test_days_that_a_date_covers(edtf: str, expected: tuple[str, str, str]) -> None:
    assert tuple(days(edtf)) == expected


def ftm() -> str:
    found = os.environ.get("MITHAQ_FTM") or shutil.which("ftm")
    if not found:
        pytest.skip("FollowTheMoney is not installed: pip install followthemoney, or name its `ftm` in MITHAQ_FTM")
    return found


def test_followthemoney_has_the_stock_shape(tmp_path: Path) -> None:
    entities = [
        json.loads(line) for line in written("ftm", tmp_path / "x.json").read_text(encoding="utf-8").splitlines()
    ]
    ids = [entity["id"] for entity in entities]
    assert len(ids) == len(set(ids))
    schemata = {entity["schema"] for entity in entities}
    assert {"Contract", "ContractAward", "Project", "ProjectParticipant", "Event", "Payment", "Membership", "Occupancy",
            "Position", "Person", "PublicBody", "Article"} <= schemata  # fmt: skip
    linked = [
        v for e in entities for p in ("authority", "supplier", "proof", "holder") for v in e["properties"].get(p, [])
    ]
    assert set(linked) <= set(ids)


def test_statements_keep_every_place(tmp_path: Path) -> None:
    lines = written("ftm-statements", tmp_path / "x.json").read_text(encoding="utf-8").splitlines()
    statements = [json.loads(line) for line in lines]
    buyers = [s for s in statements if s["prop"] == "authority"]
    assert sorted(s["original_value"] for s in buyers) == ["Morocco", "Rabat"] and len({s["id"] for s in buyers}) == 2
    assert all("#char=" in s["origin"] and s["entity_id"].startswith(s["canonical_id"] + "@") for s in buyers)
    assert len({s["id"] for s in statements}) == len(statements)


def test_the_real_tool_drops_nothing(tmp_path: Path) -> None:
    tool = ftm()
    mine = written("ftm", tmp_path / "x.json")
    subprocess.run([tool, "validate", "-i", mine, "-o", tmp_path / "y.json"], check=True, timeout=120)
    read = [
        {line["id"]: line for line in map(json.loads, p.read_text().splitlines())} for p in (mine, tmp_path / "y.json")
    ]
    for identity, entity in read[0].items():
        for prop, values in entity["properties"].items():
            assert set(values) == set(read[1][identity]["properties"].get(prop, ())), (entity["schema"], prop)
    told = written("ftm-statements", tmp_path / "s.json")
    out = tmp_path / "z.json"
    subprocess.run([tool, "aggregate-statements", "-f", "json", "-s", "-i", told, "-o", out], check=True, timeout=120)
    assert {json.loads(line)["id"] for line in out.read_text().splitlines()} == set(read[0])


def test_delta_of_two_registers() -> None:
    changed = replace(
        MORE[0], slots={**MORE[0].slots, "action": RecordSlot((RecordValue({"id": "ratified"}, ("c1",)),))}
    )
    renamed = replace(MORE[1], id="r_other")
    old, new = [MORE[0], MORE[1], MORE[2]], [changed, renamed, replace(MORE[3], claims=("c9",))]
    changes = {(c.op, c.id): c.as_dict() for c in record_changes(old, new)}
    assert set(changes) == {("changed", "r_agreement"), ("gone", "r_exercise"), ("added", "r_assistance")}
    assert changes["changed", "r_agreement"]["before"]["slots"]["action"]["id"] == "signed"
    assert not list(record_changes(old, old))
    assert [(c.op, c.id) for c in claim_changes(CLAIMS[:1], CLAIMS[1:])] == [
        ("added", CLAIMS[1].id),
        ("gone", CLAIMS[0].id),
    ]


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(ExportError, match=r"mithaq\[xlsx\]"):
        export(iter(TOLD), "xlsx", ALL, tmp_path / "x.xlsx", SOURCES)
    assert not list(tmp_path.iterdir())

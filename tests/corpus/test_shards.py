"""Whatever the size of a shard, each record is read in exactly one; names depend on the archive alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corpus.making import html, jsonl, manifest, text, warc

from mithaq.corpus.manifest import load_manifest
from mithaq.corpus.pages import Page, extracted, pages, rough_text
from mithaq.corpus.shards import line_at, shards_of
from mithaq.model.documents import Document
from mithaq.model.errors import MithaqError
from mithaq.model.issues import Issue

MOST = 1_000_000


def found(path: Path) -> list[list[Page | Issue]]:
    return [list(pages(shard, MOST)) for shard in shards_of(load_manifest(path))]


def names(shards: list[list[Page | Issue]]) -> list[str]:
    return [p.url or p.name for s in shards for p in s if isinstance(p, Page)]


@pytest.mark.parametrize("shard", [0.0001, 0.0007, 0.0015, 0.02, 1])
def test_each_record_is_in_one_shard(tmp_path: Path, shard: float) -> None:
    pages_ = [(f"https://a.example/{i}", html(text(i))) for i in range(25)]
    warc(tmp_path / "a.warc.gz", pages_)
    jsonl(tmp_path / "b.jsonl", [text(i) for i in range(30)])
    shards = found(manifest(tmp_path, shard))
    assert names(shards) == [url for url, _ in pages_] + [f"b-{i}" for i in range(30)]
    assert len(shards) > 20 or shard > 0.001


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("ab\u0628é", max_size=12), min_size=1, max_size=12), st.integers(1, 20))
def test_lines_begin_where_the_bytes_say(tmp_path_factory: pytest.TempPathFactory, lines: list[str], step: int) -> None:
    path = tmp_path_factory.mktemp("lines") / "x"
    path.write_bytes("".join(line + "\n" for line in lines).encode())
    size = path.stat().st_size
    true = [0]
    for line in lines:
        true.append(true[-1] + len(line.encode()) + 1)
    with path.open("rb") as stream:
        assert {line_at(stream, place) for place in range(0, size, step)} <= set(true)
        assert [line_at(stream, place) for place in true] == true


def test_names_change_with_the_archive_and_not_with_its_neighbours(tmp_path: Path) -> None:
    jsonl(tmp_path / "b.jsonl", [text(i) for i in range(8)])
    alone = [shard.name for shard in shards_of(load_manifest(manifest(tmp_path)))]
    jsonl(tmp_path / "a.jsonl", [text(i) for i in range(3)])
    both = [shard.name for shard in shards_of(load_manifest(manifest(tmp_path)))]
    assert set(alone) < set(both)
    jsonl(tmp_path / "b.jsonl", [text(i) for i in range(9)])
    grown = [shard.name for shard in shards_of(load_manifest(manifest(tmp_path, 0.002, "b.jsonl")))]
    assert not set(alone) & set(grown)


def test_behind_a_damaged_stretch_reading_goes_on(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", [(f"https://a.example/{i}", html(text(i))) for i in range(20)])
    whole = found(manifest(tmp_path, 1))
    good = names(whole)
    data = bytearray(path.read_bytes())
    middle = data.index(b"\x1f\x8b\x08", len(data) // 2) + 30
    data[middle : middle + 40] = b"!" * 40
    path.write_bytes(data)
    shards = found(manifest(tmp_path, 1))
    issues = [item for shard in shards for item in shard if isinstance(item, Issue)]
    assert [issue.code for issue in issues] == ["D011"]
    assert "is damaged" in issues[0].message
    left = names(shards)
    assert set(left) < set(good) and len(left) >= len(good) - 2 and left[-1] == good[-1]
    places = [item.place for shard in whole for item in shard if isinstance(item, Page)]
    path.write_bytes(data[: places[5] + 60])
    [cut] = found(manifest(tmp_path, 1))
    assert names([cut]) == good[:5]
    assert [item.code for item in cut if isinstance(item, Issue)] == ["D011"]


def test_what_is_no_page_says_so(tmp_path: Path) -> None:
    warc(tmp_path / "a.warc.gz", [("https://a.example/1", b"gone")], status="404 Not Found")
    warc(tmp_path / "a.warc.gz", [("https://a.example/2", b"\x89PNG")], kind="image/png")
    warc(tmp_path / "a.warc.gz", [("https://a.example/3", b"x" * (MOST + 1))])
    [shard] = found(manifest(tmp_path, 1))
    assert [item.why if isinstance(item, Page) else item.code for item in shard] == ["status", "kind", "D004"]


def test_wet_and_plain_warc_are_read(tmp_path: Path) -> None:
    from io import BytesIO

    from warcio.warcwriter import WARCWriter

    with (tmp_path / "a.wet.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        words = BytesIO("Des mots é".encode())
        writer.write_record(writer.create_warc_record("https://a.example/w", "conversion", payload=words))
    warc(tmp_path / "b.warc", [(f"https://a.example/{i}", html(text(i))) for i in range(3)])
    shards = found(manifest(tmp_path, 0.0001, "*.wet.gz", "*.warc"))
    read = [item for shard in shards for item in shard]
    assert all(isinstance(item, Page) for item in read)
    assert [item.document.text for item in read if isinstance(item, Page) and item.document] == ["Des mots é"]
    assert names(shards)[1:] == [f"https://a.example/{i}" for i in range(3)]


def test_a_page_is_extracted_with_what_it_declares(tmp_path: Path) -> None:
    paragraphs = "\n\n".join(text(i) for i in range(4))
    warc(tmp_path / "a.warc.gz", [("https://a.example/1", html(paragraphs, "Four reports"))])
    [[page]] = found(manifest(tmp_path, 1))
    assert isinstance(page, Page)
    [document] = [item for item in extracted(page, MOST) if isinstance(item, Document)]
    assert document.url == "https://a.example/1"
    assert document.id.startswith("https://a.example/1 20")  # the time of capture: as `mithaq read` names it
    assert document.title == "Four reports"
    assert "US sells 2 HIMARS to MA" in document.text
    assert "Sport" not in document.text
    rough = rough_text(page)
    assert "missile" not in rough and "US sells 2 HIMARS" in rough and "Sport" in rough


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("files: []", "lists no files"),
        ("files: [nothing-*.jsonl]", "no file matches"),
        ("files: [a.bin]", "cannot be told"),
        ("files:\n- path: a.bin\n  format: pdf", "format pdf is not known"),
        ("files:\n- path: a.bin\n  kind: warc", "nothing else"),
        ("files: [a.bin]\nshards: 3", "key `shards` is not known"),
        ("files:\n- path: a.bin\n  format: jsonl\nshard: much", "no number of megabytes"),
        ("files: [", "not valid YAML"),
    ],
)
def test_a_mistake_in_a_manifest_is_told(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "a.bin").write_bytes(b"x")
    (tmp_path / "m.yml").write_text(content)
    with pytest.raises(MithaqError, match=says):
        load_manifest(tmp_path / "m.yml")

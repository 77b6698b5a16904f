"""What is painted where on a page → the text as it is read: Arabic, columns, furniture, hyphens, turned pages."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("fpdf.bidi")

from tests.documents.pdf_making import Order, Painted, Paper, pdf

from mithaq.documents import extract
from mithaq.documents.limits import Limits
from mithaq.model.documents import Document
from mithaq.model.issues import Issue

ORDERS: tuple[Order, ...] = ("left", "read", "words")
LINES = [
    "وقع الطرفان 3 عقود (من طراز F-16) في 12.5 مليون",
    "تسلم الجيش ست مقاتلات من طراز F-16 في قاعدة بنجرير",
    "في 15/10/2025 وصل 12,000 جندي إلى القاعدة",
    "مدرسة الطيران «الملكية» في المغرب [مراكش]",
    "بلغت القيمة 1.5 مليار دولار، وفق وزارة الدفاع",
    "شركة Lockheed Martin الأميركية و Thales الفرنسية",
    "بين سنتي ٢٠٢٤ و ٢٠٢٥ بنسبة ٤٫٥ في المئة",
    "صاروخ (AIM-120) ومدفع (155) ملم",
    "قال: هل وصلت؟ نعم.",
]
EN = [
    "The two ministries signed an agreement on training which",
    "covers pilots and ground crews of both air forces in the",
    "coming three years.",
]


def text_of(*pages: Paper) -> str:
    found = list(extract(pdf(pages), "a.pdf"))
    [document] = [item for item in found if isinstance(item, Document)]
    return document.text


def codes(data: bytes, **limits: int) -> list[str]:
    return [item.code for item in extract(data, "a.pdf", limits=Limits(**limits)) if isinstance(item, Issue)]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("line", LINES)
def test_an_arabic_line_is_read_from_the_right_however_the_file_stores_it(line: str, order: Order) -> None:
    page = Paper()
    page.right(line, 550, 700, order=order)
    assert text_of(page) == line


@pytest.mark.parametrize("order", ORDERS)
def test_arabic_words_in_an_english_line(order: Order) -> None:
    page, line = Paper(), "The daily الاتحاد اليوم wrote on 12 May that F-16s came"
    page.line(line, 50, 700, order=order)
    assert text_of(page) == line


def test_presentation_forms_and_ligatures_become_letters() -> None:
    page = Paper()
    shown = ["\ufee2", "\ufefc", "\ufeb4", "\ufedf", "\ufe8d"]  # from the left: meem, lam-alef, seen, lam, alef
    page.painted = [Painted(c, 100 + 6 * i, 700) for i, c in enumerate(shown)]
    assert text_of(page) == "السلام"


@pytest.mark.parametrize("high", [0, 4, -4])
def test_marks_that_are_painted_higher_stay_with_their_letter(high: int) -> None:
    page = Paper()
    for i, c in enumerate("محمد"):
        page.painted.append(Painted(c, 118 - 6 * i, 700))
        if c == "ح":
            page.painted.append(Painted("\u064e", 118 - 6 * i, 700 + high))
    assert text_of(page) == "مح\u064eمد"


def test_what_is_painted_twice_to_look_bold_is_read_once() -> None:
    page = Paper()
    page.line("Training of pilots", 50, 700)
    page.line("Training of pilots", 50.4, 700)
    page.line("coffee in committee rooms", 50, 600)
    assert text_of(page) == "Training of pilots\ncoffee in committee rooms"


def test_arabic_that_a_program_painted_backwards_is_turned_round() -> None:
    page, lines = Paper(), ["القوة البحرية الملكية", "زيارة رسمية إلى القاعدة", "مدرسة عليا"]
    for i, line in enumerate(lines):
        page.painted += [Painted(c, 100 + 6 * k, 700 - 40 * i) for k, c in enumerate(line) if c != " "]
    assert text_of(page) == "\n".join(lines)


@pytest.mark.parametrize("by_row", [False, True])
@pytest.mark.parametrize("rtl", [False, True])
def test_two_columns_are_read_one_after_the_other(rtl: bool, by_row: bool) -> None:
    one = LINES[4:5] * 3 if rtl else ["alpha beta gamma delta epsilon zeta"] * 3
    two = LINES[1:2] * 3 if rtl else ["eins zwei drei vier sechs sieben neun"] * 3
    one, two = [f"{line} {n}" for n, line in enumerate(one)], [f"{line} {n}" for n, line in enumerate(two)]
    cells = [(c, r, text) for c, column in enumerate((one, two)) for r, text in enumerate(column)]
    page = Paper()
    page.line("A headline over both columns of the page", 60, 760, 20) if not rtl else page.right(
        LINES[2], 540, 760, 20
    )
    for c, r, text in sorted(cells, key=lambda cell: (cell[1], cell[0])) if by_row else cells:
        y = 700 - 14 * r
        if rtl:
            page.right(text, 560 - 280 * c, y, 9)
        else:
            page.line(text, 50 + 270 * c, y)
    found = text_of(page).splitlines()[1:]
    assert found == [" ".join(one), " ".join(two)]


def test_a_table_is_read_row_by_row() -> None:
    page = Paper()
    for r, (name, kind, count) in enumerate([("Morocco", "aircraft", 24), ("Tunisia", "patrol boats", 4)] * 3):
        for x, cell in ((50, name), (220, kind), (420, str(count))):
            page.line(cell, x, 700 - 20 * r)
    assert text_of(page).split() == ["Morocco", "aircraft", "24", "Tunisia", "patrol", "boats", "4"] * 3


def test_lines_become_paragraphs_and_a_gap_a_size_or_a_bullet_ends_one() -> None:
    page = Paper()
    page.line("Agreement on training", 50, 760, 18)
    for i, line in enumerate(EN):
        page.line(line, 50, 720 - 14 * i)
    for i, line in enumerate(EN):
        page.line(line, 50, 640 - 14 * i)
    for i, line in enumerate(["- first item of the list", "- second item of the list"]):
        page.line(line, 50, 590 - 14 * i)
    whole = " ".join(EN)
    assert text_of(page).split("\n") == [
        "Agreement on training", whole, whole, "- first item of the list", "- second item of the list",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Les deux ministres ont signé un accord de coopéra-", "tion militaire.", "coopération militaire"),
        ("The air force took delivery of the first of its F-", "16 fighters.", "its F-16 fighters"),
        ("They discussed the work of the joint Franco-", "Moroccan committee.", "Franco-Moroccan committee"),
        ("It was the second visit in a year - and the last", "one of the term.", "year - and the last one"),
    ],
)
def test_words_that_are_divided_at_the_end_of_a_line(first: str, second: str, joined: str) -> None:
    page = Paper()
    page.line(first, 50, 700)
    page.line(second, 50, 686)
    assert joined in text_of(page)


@pytest.mark.parametrize("count", [2, 3, 6])
def test_what_stands_at_the_top_or_foot_of_most_pages_is_left_out(count: int) -> None:
    pages, said = [], ["training", "exercises", "spare parts", "the budget", "a school", "next year"]
    for number in range(count):
        page = Paper()
        page.line("Ministry of Defence - Bulletin", 50, 810, 9)
        page.line(f"The committee met for session number {number + 1} on {said[number]}.", 50, 700)
        page.line("Ministry of Defence - Bulletin", 50, 640)
        page.line(f"It spoke about {said[number]}.", 50, 500)
        page.line(f"Page {number + 1} of {count}", 280, 30, 9)
        pages.append(page)
    text = text_of(*pages)
    furniture = 0 if count >= 3 else count
    assert text.count("Page") == furniture and text.count("Bulletin") == count + furniture
    assert all(f"number {n + 1} on {said[n]}." in text and f"about {said[n]}." in text for n in range(count))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("matrix", [(1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)])
def test_a_page_may_lie_on_its_side(turn: int, matrix: tuple[int, int, int, int]) -> None:
    page = Paper(turn=turn, matrix=matrix)
    page.right(LINES[0], 300, 200)
    page.right(LINES[4], 300, 150)
    assert text_of(page) == f"{LINES[0]}\n{LINES[4]}"


def test_a_stamp_across_the_page_is_no_part_of_its_lines() -> None:
    page, stamp = Paper(), "DRAFT"
    page.line(EN[0], 50, 700)
    data = pdf([page]).decode()
    turned = "".join(f"/F 40 Tf 0 1 -1 0 200 {600 + 20 * i} Tm <{c}> Tj\n" for i, c in enumerate(codes_of(page, stamp)))
    begun = data.index("BT\n") + 3
    assert text_of(page) == EN[0]
    found = [d for d in extract((data[:begun] + turned + data[begun:]).encode(), "a.pdf") if isinstance(d, Document)]
    assert [d.text for d in found] == [EN[0]]


def codes_of(page: Paper, text: str) -> list[str]:
    """Return the codes of letters that the page has; a stamp of other letters is made of what there is."""
    letters = sorted({p.text for p in page.painted})
    return [f"{letters.index(c) + 1 if c in letters else 2:02x}" for c in text]


def test_pages_without_text_say_so() -> None:
    assert codes(pdf([Paper(), Paper()])) == ["D010"]


def test_a_password_is_told() -> None:
    fpdf = pytest.importorskip("fpdf")
    made = fpdf.FPDF()
    made.set_encryption(owner_password="a", user_password="b", encryption_method="RC4")
    made.add_page()
    made.set_font("helvetica", size=12)
    made.cell(text="secret")
    assert codes(bytes(made.output())) == ["D015"]


def test_more_pages_than_the_limit_are_left_out_and_said() -> None:
    pages = []
    for number in range(5):
        pages.append(Paper())
        pages[-1].line(f"Sentence of page {number} about training.", 50, 700)
    found = list(extract(pdf(pages), "a.pdf", limits=Limits(pages=2)))
    [document] = [item for item in found if isinstance(item, Document)]
    assert [i.code for i in found if isinstance(i, Issue)] == ["D016"]
    assert "page 1" in document.text and "page 2" not in document.text


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("/Kids [6 0 R]", "/Kids [2 0 R]"),
        ("/Kids [6 0 R] /Count 1", "/Kids [6 0 R 2 0 R 6 0 R] /Count 900000000"),
        ("/Type /Page /Parent 2 0 R", "/Type /Pages /Kids [2 0 R] /Parent 6 0 R"),
        ("/CharProcs << /b 4 0 R", "/CharProcs << /b 7 0 R"),
        ("/Contents 7 0 R", "/Contents [7 0 R 6 0 R 7 0 R]"),
        ("/ToUnicode 5 0 R", "/ToUnicode 3 0 R"),
        ("0 0 1 50", "0 0 1 1e38"),
        ("/MediaBox [0 0 595 842]", "/MediaBox [0 0 1e30 -1e30]"),
        ("trailer <<", "trailer << /Prev 9"),
    ],
)
def test_files_that_lead_in_circles_end(was: str, becomes: str) -> None:
    page = Paper()
    page.line("Two pages that name each other.", 50, 700)
    data = pdf([page]).decode()
    assert was in data or was == "0 0 1 50"
    found = list(extract(data.replace(was, becomes, 1).encode(), "a.pdf", limits=Limits(pages=20)))
    assert found and all(len(item.text) < 1000 if isinstance(item, Document) else item.hint for item in found)

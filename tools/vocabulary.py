"""The reference pages of the vocabulary, made from the YAML files: docs/reference/vocabulary.md and its Korean twin.

Written and compared by `python -m tools.reference write|check`.
"""

from pathlib import Path

from underice.vocabulary.kinds import Kind, Property, Type, classes, huridocs_fields, kinds
from underice.vocabulary.language import Language

ROOT = Path(__file__).resolve().parents[1]
PAGES: dict[Language, Path] = {
    "en": ROOT / "docs" / "reference" / "vocabulary.md",
    "ko": ROOT / "docs" / "ko" / "reference" / "vocabulary.md",
}
HEADS: dict[Language, str] = {
    "en": """\
# Vocabulary

[한국어](../ko/reference/vocabulary.md)

What can be recorded: kinds of record and their properties. Made by `make docs` from the files in
`src/underice/vocabulary/kinds/`; do not edit.

Everything is kept as statements, each with its source: about whom or what, which property, which value, as written.
Where a property takes one value, two values that contradict each other are shown side by side as a conflict; nothing
is overwritten. The class says what harm may follow if a statement becomes known to the wrong people; a single statement
can be given another class than its property has.

The last column names the field of the HURIDOCS Events Standard Formats (number and name, as in HURIDOCS' own program
OpenEvsys) and the property of FollowTheMoney (release 3.8.5) that it corresponds to. “–” means that neither has one, or
that none could be verified.
""",
    "ko": """\
# 기록 어휘

[English](../../reference/vocabulary.md)

무엇을 기록할 수 있는지, 곧 기록의 종류와 항목입니다. `src/underice/vocabulary/kinds/`의 파일에서 `make docs`로 만든
쪽이므로 직접 고치지 않습니다.

모든 내용은 진술로 보관하며 진술마다 출처가 있습니다. 누구 또는 무엇에 관한 것인지, 어떤 항목인지, 값은 무엇인지를
적힌 그대로 남깁니다. 값이 하나인 항목에 서로 어긋나는 값이 있으면 나란히 두고 엇갈린다고 보여 줍니다. 덮어쓰는 일은
없습니다. 등급은 그 진술이 엉뚱한 사람에게 알려졌을 때 어떤 해가 생길 수 있는지를 뜻합니다. 진술 하나하나에 항목과 다른
등급을 줄 수도 있습니다.

마지막 칸은 HURIDOCS Events 표준 양식의 필드(번호와 이름, HURIDOCS가 만든 OpenEvsys를 따름)와 FollowTheMoney
(3.8.5판)의 속성 가운데 해당하는 것입니다. “–”는 둘 다 없거나 확인하지 못했다는 뜻입니다.
""",
}
TYPES: dict[Type, dict[Language, str]] = {
    "text": {"en": "text", "ko": "글"},
    "name": {"en": "name", "ko": "이름"},
    "date": {"en": "date (EDTF)", "ko": "날짜(EDTF)"},
    "age": {"en": "age", "ko": "나이"},
    "place": {"en": "place (gazetteer)", "ko": "지명 사전의 장소"},
    "reference": {"en": "reference", "ko": "다른 기록"},
    "choice": {"en": "choice", "ko": "고르기"},
    "number": {"en": "number", "ko": "숫자"},
    "language": {"en": "language code", "ko": "언어 부호"},
    "flag": {"en": "yes or no", "ko": "예·아니요"},
    "url": {"en": "web address", "ko": "웹 주소"},
    "file": {"en": "file in the vault", "ko": "금고 안의 파일"},
}
_CLASSES: dict[Language, tuple[str, str]] = {
    "en": ("Classes of sensitivity", "| class | name | meaning |"),
    "ko": ("민감도 등급", "| 등급 | 이름 | 뜻 |"),
}
_TABLE: dict[Language, str] = {
    "en": "| property | what it is | type | values | class | HURIDOCS Events · FollowTheMoney |",
    "ko": "| 항목 | 뜻 | 종류 | 값 | 등급 | HURIDOCS Events · FollowTheMoney |",
}
_VALUES: dict[Language, tuple[str, str]] = {"en": ("one", "many"), "ko": ("하나", "여럿")}
_CHOICES: dict[Language, str] = {"en": "Choices", "ko": "고를 수 있는 값"}


def page(lang: Language = "en") -> str:
    """The whole page in Markdown."""
    title, table = _CLASSES[lang]
    parts = [HEADS[lang], f"\n## {title}\n\n{table}\n|---|---|---|\n"]
    parts += [f"| {one.number} | {one.label[lang]} | {one.help[lang]} |\n" for one in classes()]
    parts += [_kind(one, lang) for one in kinds().values()]
    return "".join(parts)


def _kind(kind: Kind, lang: Language) -> str:
    counterparts = []
    if kind.huridocs:
        counterparts.append(f"HURIDOCS Events: {kind.huridocs}")
    if kind.followthemoney:
        counterparts.append(f"FollowTheMoney: {kind.followthemoney}")
    lines = [f"\n## {kind.label[lang]} (`{kind.name}`)\n\n{kind.help[lang]}\n"]
    if counterparts:
        lines.append(f"\n{' · '.join(counterparts)}\n")
    lines.append(f"\n{_TABLE[lang]}\n|---|---|---|---|---|---|\n")
    lines += [_row(prop, lang) for prop in kind.properties.values()]
    for prop in kind.properties.values():
        if prop.options:
            choices = " · ".join(f"`{key}` {words[lang]}" for key, words in prop.options.items())
            lines.append(f"\n{_CHOICES[lang]} (`{prop.name}`): {choices}\n")
    return "".join(lines)


def _row(prop: Property, lang: Language) -> str:
    kind_of_value = TYPES[prop.type][lang]
    if prop.to:
        aims = ", ".join(kinds()[name].label[lang] for name in prop.to)
        kind_of_value = f"{kind_of_value}: {aims}"
    known = []
    if prop.huridocs:
        field = huridocs_fields()[prop.huridocs]
        known.append(f"{field.format} {field.number} {field.name}")
    if prop.followthemoney:
        known.append(f"`{prop.followthemoney}`")
    values = _VALUES[lang][prop.many]
    name = f"{prop.label[lang]} (`{prop.name}`)"
    cells = (name, prop.help[lang], kind_of_value, values, str(prop.sensitivity), " · ".join(known) or "–")
    return f"| {' | '.join(cells)} |\n"

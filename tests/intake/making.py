"""Lists for tests, made without any reader. Everybody in them is invented."""

from collections.abc import Sequence

from underice.intake.model import Intake, Listed, Row, RowKind, Said, Tie


def person(ref: str, *said: tuple[str, str], row: int | None = None, in_list: bool = True) -> Listed:
    """A person of the row of her number, or of another."""
    number = row if row is not None else int(ref.partition(".")[0])
    return Listed(ref, number, tuple(Said(prop, value) for prop, value in said), in_list=in_list)


def a_list(
    texts: Sequence[str],
    people: Sequence[Listed],
    ties: Sequence[Tie] = (),
    *,
    name: str = "list.txt",
    kinds: Sequence[RowKind] = (),
    said_on: str | None = "2026-02-08",
) -> Intake:
    """A list of these rows; a row that tells of somebody is one of people, the others as given or blank."""
    rows = []
    for number, text in enumerate(texts, 1):
        refs = tuple(one.ref for one in people if one.row == number)
        kind: RowKind = kinds[number - 1] if kinds else "people" if refs else "remark" if text.strip() else "blank"
        rows.append(Row(number, f"line {number}", text, kind, refs))
    return Intake(name, "text", tuple(rows), tuple(people), tuple(ties), lang="ko", said_on=said_on)


def mother_and_son() -> Intake:
    """Three rows: a title, a mother, and her son without a name."""
    return a_list(
        ["잡혀간 사람들", "1. 최은실 여 38세 무산", "2. 아들 9세"],
        [
            person("2", ("name", "최은실"), ("sex", "f"), ("age", "38세"), ("origin", "무산")),
            person("3", ("sex", "m"), ("age", "9세")),
        ],
        [Tie("2", "3", "son", "아들")],
        kinds=("title", "people", "people"),
    )

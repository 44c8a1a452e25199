"""What an import records: everything of a list with its row as source, once, or nothing."""

import os
import signal
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from tests.intake.making import a_list, mother_and_son, person
from tests.vault.making import CHEAP, PASSPHRASE, Place
from underice.intake import statements
from underice.intake.facts import of_list
from underice.intake.importing import Imported, record
from underice.intake.kobo import read_kobo
from underice.intake.model import Fault, Intake, Tie
from underice.people.dossier import read
from underice.vault.errors import VaultError
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import validate

TODAY = date(2026, 2, 9)
ORIGINAL = b"the file as it came"
SAMPLES = Path(__file__).resolve().parents[1] / "data" / "lists"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(
        tmp_path / "vault", passphrase=PASSPHRASE, writer="a", kdf=CHEAP, idle=None, device_dir=tmp_path / "device"
    )


def _record(intake: Intake, vault: Vault, *, original: bytes | None = ORIGINAL) -> Imported:
    return record(intake, vault, new_case="Arrest", original=original, today=TODAY)


def _told(vault: Vault, kind: str) -> dict[bytes, dict[str, list[Statement]]]:
    found: dict[bytes, dict[str, list[Statement]]] = {}
    for entity, said in groupby(vault.claims(kind), lambda one: one.entity):
        for one in said:
            found.setdefault(entity, {}).setdefault(one.prop, []).append(one)
    return found


def test_every_row_becomes_a_source_word_for_word_and_part_of_its_list(vault: Vault) -> None:
    done = _record(mother_and_son(), vault)
    sources = _told(vault, "source")
    rows = {one["text"][0].value: one for entity, one in sources.items() if entity != done.source}
    assert set(rows) == {row.text for row in mother_and_son().rows}
    for one in rows.values():
        assert one["part_of"][0].value == done.source.hex()
        assert one["text"][0].sensitivity == 4
        assert one["type"][0].value == "list"
    assert rows["2. 아들 9세"]["text"][0].locator == "line 3"
    assert sources[done.source]["date"][0].value == "2026-02-08"
    assert sources[done.source]["received"][0].value == "2026-02-09"
    assert (done.rows, done.again) == (3, 0)


def test_what_is_said_of_a_person_names_her_row_and_the_day_on_which_it_was_said(vault: Vault) -> None:
    done = _record(mother_and_son(), vault)
    people = _told(vault, "person")
    assert set(people) == set(done.people.values())
    mother = people[done.people["2"]]
    name = mother["name"][0]
    assert (name.value, name.lang, name.script, name.locator, name.said_at) == (
        "최은실", "ko", "Hang", "line 2", "2026-02-08"
    )  # fmt: skip
    assert vault.statement(name.id).source in _told(vault, "source")
    assert mother["origin"][0].norm == "KP0218"
    assert mother["age"][0].norm is not None


def test_a_person_without_a_name_is_called_by_the_words_of_her_row(vault: Vault) -> None:
    done = _record(mother_and_son(), vault)
    assert _told(vault, "person")[done.people["3"]]["description"][0].value == "2. 아들 9세"


def test_kin_and_the_case_are_recorded_with_the_row_that_tells_them(vault: Vault) -> None:
    done = _record(mother_and_son(), vault)
    (tie,) = _told(vault, "kin").values()
    assert tie["person"][0].value == done.people["2"].hex()
    assert tie["relative"][0].value == done.people["3"].hex()
    assert (tie["relation"][0].value, tie["remark"][0].value, tie["relation"][0].locator) == ("son", "아들", "line 3")
    assert done.case is not None
    case = _told(vault, "incident")[done.case]
    assert case["title"][0].value == "Arrest"
    assert {one.value for one in case["person"]} == {one.hex() for one in done.people.values()}


def test_who_is_only_mentioned_is_recorded_but_not_in_the_case(vault: Vault) -> None:
    intake = a_list(
        ["1. 김영희, 어머니는 무산에 있음"],
        [person("1", ("name", "김영희")), person("1.1", ("sex", "f"), row=1, in_list=False)],
        [Tie("1", "1.1", "mother", "어머니", left_behind=True)],
    )
    done = _record(intake, vault)
    assert done.case is not None
    assert [one.value for one in _told(vault, "incident")[done.case]["person"]] == [done.people["1"].hex()]
    (tie,) = _told(vault, "kin").values()
    assert tie["left_behind"][0].value == "true"


def test_the_original_is_kept_byte_for_byte_as_a_document_of_the_list(vault: Vault) -> None:
    done = _record(mother_and_son(), vault)
    document = _told(vault, "source")[done.source]["document"][0].value
    told = _told(vault, "document")[bytes.fromhex(document)]
    attachment = bytes.fromhex(told["file"][0].value)
    assert b"".join(vault.read_attachment(attachment)) == ORIGINAL
    assert told["filename"][0].value == "list.txt"


def test_no_device_named_in_a_kobo_export_reaches_the_vault(vault: Vault) -> None:
    original = (SAMPLES / "kobo_export.json").read_bytes()
    assert b"collect:Zk3pQ9device" in original
    done = _record(read_kobo(original, name="kobo_export.json"), vault, original=original)
    document = _told(vault, "source")[done.source]["document"][0].value
    attachment = bytes.fromhex(_told(vault, "document")[bytes.fromhex(document)]["file"][0].value)
    kept = b"".join(vault.read_attachment(attachment))
    assert kept
    for secret in ("collect:Zk3pQ9device", "+8613000000777", "fieldworker7", "41.805699"):
        assert secret.encode() not in kept
        assert not vault.search(secret)


def test_everything_recorded_keeps_to_the_vocabulary(vault: Vault) -> None:
    _record(mother_and_son(), vault)
    kinds = ("source", "person", "kin", "incident", "document")
    said = [one for kind in kinds for one in vault.claims(kind)]
    known = {one.entity: one.kind for one in said}
    for one in said:
        faults = validate(one, lambda entity: known.get(entity, "attachment"))
        assert [fault.code for fault in faults] == []


def test_the_same_list_again_adds_nothing_and_tells_when_it_came(vault: Vault) -> None:
    first = _record(mother_and_son(), vault)
    before = vault.count()
    renamed = replace(mother_and_son(), name="other.csv", format="csv", encoding="gb18030")
    again = _record(renamed, vault, original=b"other bytes")
    assert vault.count() == before
    assert (again.statements, again.source, again.again) == (0, first.source, 3)
    assert again.earlier is not None
    assert again.earlier.bundle == first.bundle
    assert again.earlier.at > 0


def test_the_same_rows_in_another_order_add_nothing(vault: Vault) -> None:
    texts = ["1. 김영희 여", "2. 박철수 남", "3. 리명국 남"]
    names = [("name", "김영희"), ("name", "박철수"), ("name", "리명국")]
    _record(a_list(texts, [person(str(n), one) for n, one in enumerate(names, 1)]), vault)
    before = vault.count()
    turned = a_list(texts[::-1], [person(str(n), one) for n, one in enumerate(names[::-1], 1)])
    assert _record(turned, vault).statements == 0
    assert vault.count() == before


def test_a_longer_version_adds_its_new_rows_to_the_same_list(vault: Vault) -> None:
    first = _record(mother_and_son(), vault)
    old = mother_and_son()
    longer = a_list(
        [*(row.text for row in old.rows), "3. 위 사람의 누나 12세"],
        [*old.people, person("4", ("sex", "f"), ("age", "12세"))],
        [*old.ties, Tie("3", "4", "sister", "누나")],
        kinds=("title", "people", "people", "people"),
    )
    done = _record(longer, vault)
    assert (done.source, done.rows, done.again) == (first.source, 1, 3)
    assert done.already == {"3": first.people["3"]}
    assert set(done.people) == {"4"}
    ties = _told(vault, "kin")
    assert len(ties) == 2
    assert {one["person"][0].value for one in ties.values()} == {first.people["2"].hex(), first.people["3"].hex()}
    before = vault.count()
    assert _record(longer, vault).statements == 0
    assert vault.count() == before


def test_a_tie_to_a_person_of_an_earlier_version_who_cannot_be_told_apart_is_said(vault: Vault) -> None:
    texts = ["1. 형제 둘 9세, 9세", "2. 김영희 여"]
    twins = [person("1", ("age", "9세")), person("1.1", ("age", "9세"), row=1), person("2", ("name", "김영희"))]
    _record(a_list(texts, twins), vault)
    longer = a_list(
        [*texts, "3. 첫째의 어머니"], [*twins, person("3", ("sex", "f"))], [Tie("1", "3", "mother", "어머니")]
    )
    done = _record(longer, vault)
    assert done.faults == ((3, Fault("kin-not-found")),)
    assert _told(vault, "kin") == {}


def test_one_row_alike_does_not_make_two_lists_one(vault: Vault) -> None:
    first = _record(mother_and_son(), vault)
    other = a_list(["1. 한명수 남", "2. 아들 9세"], [person("1", ("name", "한명수")), person("2", ("sex", "m"))])
    done = _record(other, vault, original=b"another file")
    assert done.source != first.source
    assert done.rows == 2


def test_words_that_are_no_value_stay_as_a_remark_and_are_said(vault: Vault) -> None:
    intake = a_list(
        ["1. 김영희 ? 작년생 어딘가"],
        [
            person(
                "1", ("name", "김영희"), ("sex", "?"), ("origin", "어딘가"), ("status", "구금"), ("birth", "2월 31일")
            )
        ],
    )
    done = _record(intake, vault)
    told = _told(vault, "person")[done.people["1"]]
    assert {one.value for one in told["remark"]} == {"sex: ?", "origin: 어딘가", "status: 구금", "birth: 2월 31일"}
    assert [fault.fields["why"] for _, fault in done.faults] == [
        "unknown-choice", "unknown-place", "no-property", "bad-date"
    ]  # fmt: skip
    assert {number for number, _ in done.faults} == {1}


def test_a_relation_the_vocabulary_lacks_is_kept_in_its_own_words(vault: Vault) -> None:
    people = [person("1", ("name", "윤창식")), person("2", ("name", "문설희"))]
    done = _record(a_list(["1. 윤창식", "2. 처제 문설희"], people, [Tie("1", "2", "처제", "처제")]), vault)
    (tie,) = _told(vault, "kin").values()
    assert (tie["relation"][0].value, tie["remark"][0].value) == ("relative", "처제")
    assert done.faults == ((2, Fault("relation-in-words", {"words": "처제"})),)


def test_a_person_who_is_her_own_relative_is_said_and_not_recorded(vault: Vault) -> None:
    done = _record(a_list(["1. 김영희"], [person("1", ("name", "김영희"))], [Tie("1", "1", "mother", "모")]), vault)
    assert done.faults == ((1, Fault("own-relative")),)
    assert _told(vault, "kin") == {}


def test_marks_that_turn_text_around_are_written_out_in_the_row_that_is_kept(vault: Vault) -> None:
    done = _record(a_list(["1. 김영희 \u202e여\x00"], [person("1", ("name", "김\u202e영희"))]), vault)
    texts = [one["text"][0].value for one in _told(vault, "source").values() if "text" in one]
    assert texts == ["1. 김영희 [U+202E]여[U+0000]"]
    assert done.faults == ((1, Fault("kept-as-remark", {"property": "name", "why": "control-character"})),)


def test_a_list_without_a_day_is_taken_for_one_of_the_day_it_came(vault: Vault) -> None:
    done = _record(replace(mother_and_son(), said_on=None), vault)
    assert "date" not in _told(vault, "source")[done.source]
    assert _told(vault, "person")[done.people["2"]]["age"][0].said_at == "2026-02-09"


def test_a_list_with_nothing_in_it_records_nothing(vault: Vault) -> None:
    done = _record(a_list(["", "  "], []), vault)
    assert (done.statements, vault.count()) == (0, 0)


def test_an_existing_case_is_joined(vault: Vault) -> None:
    first = _record(mother_and_son(), vault)
    other = a_list(["1. 한명수 남", "2. 윤창식 남"], [person("1", ("name", "한명수")), person("2", ("name", "윤창식"))])
    done = record(other, vault, case=first.case, title="Second", today=TODAY)
    assert done.case == first.case
    assert first.case is not None
    assert len(_told(vault, "incident")[first.case]["person"]) == 4
    assert _told(vault, "source")[done.source]["title"][0].value == "Second"


def test_what_is_recorded_is_what_the_list_said_when_read_again(vault: Vault) -> None:
    done = _record(mother_and_son(), vault)
    recorded = read(vault)
    for one in of_list(mother_and_son()):
        kept = recorded[done.people[one.key].hex()]
        assert (kept.names, kept.sex, kept.births, kept.origins) == (one.names, one.sex, one.births, one.origins)
        assert Counter(tie.relation for tie in kept.kin) == Counter(tie.relation for tie in one.kin)
        assert len(kept.lists) == 1


def test_a_vault_that_may_not_be_written_keeps_what_it_had(tmp_path: Path) -> None:
    place = Place(tmp_path / "vault", tmp_path / "device")
    place.create().close()
    with place.open(read_only=True) as vault:
        with pytest.raises(VaultError):
            _record(mother_and_son(), vault)
        assert vault.count() == 0


@pytest.mark.parametrize("calls", [1, 6])
def test_an_import_killed_half_way_leaves_nothing_half_written_and_can_be_repeated(calls: int, tmp_path: Path) -> None:
    place = Place(tmp_path / "vault", tmp_path / "device")
    place.create().close()
    child = os.fork()
    if not child:
        _import_and_die(place, calls)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with place.open() as vault:
        assert vault.verify().good
        assert _told(vault, "person") == {}
        attached = len(_told(vault, "attachment"))
        _record(mother_and_son(), vault)
        assert len(_told(vault, "person")) == 2
        assert len(_told(vault, "attachment")) == max(attached, 1) == 1
        assert vault.verify().good


def _import_and_die(place: Place, calls: int) -> None:
    """Import in a child that is killed while the statements of the list are being written."""
    made = 0

    def deadly() -> bytes:
        nonlocal made
        made += 1
        if made == calls:
            os.kill(os.getpid(), signal.SIGKILL)
        return new_id()

    vars(statements)["new_id"] = deadly
    with place.open() as vault:
        _record(mother_and_son(), vault)
    os._exit(0)

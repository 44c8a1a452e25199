import pytest

from underice.intake.csv_rows import read_csv
from underice.intake.grid import Grid, GridRow
from underice.intake.model import Fault, Intake, Listed, Tie
from underice.intake.table_people import table_people


def read(text: str) -> Intake:
    return read_csv(text.encode(), name="list.csv")


def names(intake: Intake) -> list[str]:
    return [name for person in intake.people for name in person.values("name")]


def kinds(intake: Intake) -> list[str]:
    return [row.kind for row in intake.rows]


def codes(intake: Intake) -> list[str]:
    return [fault.code for row in intake.rows for fault in row.faults]


def ties(intake: Intake) -> list[tuple[str, str, str]]:
    """Who is whose what, by the first name or else the ref."""
    shown = {person.ref: next(iter(person.values("name")), person.ref) for person in intake.people}
    return [(shown[tie.person], tie.relation, shown[tie.relative]) for tie in intake.ties]


def one(intake: Intake, ref: str) -> Listed:
    return next(person for person in intake.people if person.ref == ref)


def test_a_grid_gives_its_rows_people_ties_and_faults() -> None:
    cells = (("이름", "관계"), ("김영희", "본인"), ("최금성", "아들"))
    grid = Grid(tuple(GridRow(number, f"line {number}", row, "") for number, row in enumerate(cells, 1)))
    rows, people, found, faults = table_people(grid)
    assert (len(rows), len(people), faults) == (3, 2, ())
    assert found == (Tie("2", "3", "son", "아들"),)


def test_relations_are_told_to_the_head_of_the_family_and_follow_the_household() -> None:
    intake = read("家庭编号,姓名,与户主关系\n1,金英姬,户主\n,朴哲洙,夫\n,朴成振,子\n2,李顺玉,女\n2,李明淑,户主\n")
    assert ties(intake) == [
        ("金英姬", "husband", "朴哲洙"),
        ("金英姬", "son", "朴成振"),
        ("李明淑", "daughter", "李顺玉"),
    ]
    assert one(intake, "5").values("sex") == ("f",)


def test_without_a_head_a_relation_is_told_to_the_last_person_without_one() -> None:
    intake = read("이름,나이,관계\n김영희,38,\n최금성,9,아들\n한일국,63,\n오순옥,60,처\n")
    assert ties(intake) == [("김영희", "son", "최금성"), ("한일국", "wife", "오순옥")]


def test_relations_to_a_number_to_the_row_above_and_to_a_name_are_found_wherever_they_stand() -> None:
    intake = read(
        "번호,이름,성별,비고\n1,김영희,여,3번의 처\n2,최금성,남,위 사람의 아들\n3,박철수,남,\n4,김영희의 딸,여,\n5,其子,남,9岁\n"
    )
    assert ties(intake) == [
        ("박철수", "wife", "김영희"),
        ("김영희", "son", "최금성"),
        ("김영희", "daughter", "5"),
        ("5", "son", "6"),
    ]


def test_relatives_that_a_row_names_become_people_who_are_not_counted_or_are_found_in_the_list() -> None:
    intake = read("이름,관계,보호자\n김영희,모: 한옥순,\n최금성,,김영희\n오순옥,,김순녀(이모)\n")
    assert ties(intake) == [
        ("김영희", "mother", "한옥순"),
        ("최금성", "guardian", "김영희"),
        ("오순옥", "aunt_or_uncle", "김순녀"),
    ]
    assert [person.ref for person in intake.people if not person.in_list] == ["2.1", "4.1"]
    assert intake.rows[1].people == ("2", "2.1")
    assert one(intake, "2.1").values("sex") == ("f",)


def test_a_column_of_family_members_tells_of_each_of_them() -> None:
    intake = read('이름,나이,가족사항\n김영희,38,"남편 박철수(45), 아들 박성진 9세, 개 한 마리"\n')
    assert ties(intake) == [("김영희", "husband", "박철수"), ("김영희", "son", "박성진")]
    assert [person.values("age") for person in intake.people] == [("38",), ("45",), ("9세",)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("번호,이름,비고\n1,김영희,9번의 딸\n", "unknown-reference"),
        ("번호,이름,비고\n1,김영희,1번의 딸\n", "own-relative"),
        ("번호,이름,비고\n1,김영희,위 사람의 딸\n", "unknown-reference"),
        ("이름,나이,관계\n김영희,38,\n김영희,9,\n박철수,50,김영희의 아들\n", "ambiguous-name"),
        ("이름,나이,관계\n김영희,38,옆집\n", "unclear-relation"),
        ("이름,성별,관계\n김영희,여,\n박철수,여,아들\n", "sex-and-relation-differ"),
        ("번호,이름,나이\n1,김영희,38\n1,박철수,41\n", "same-ordinal"),
        ("번호,이름,나이\n1,김영희,38\n2,김영희,38\n", "like-row"),
        ("이름,나이\n김영희,250\n", "unclear-age"),
        ("이름,생년월일\n김영희,2190\n", "impossible-birth"),
        ("이름,생년월일\n김영희,언젠가\n", "unclear-birth"),
        ("이름,성별\n김영희,ㅁㄴㅇ\n", "unclear-sex"),
        ("이름,고향\n김영희,ㅁㄴㅇ\n", "unknown-place"),
        ("이름,사망일\n김영희,언젠가\n", "unclear-date"),
        (f"이름,나이\n{'가' * 500},38\n", "name-too-long"),
        ("이름,나이\n12345,38\n", "unclear-name"),
        ('이름,나이\n"김영희, 박철수",38\n', "more-than-one-name"),
    ],
)
def test_what_cannot_be_is_said_at_its_row_and_the_row_is_read_all_the_same(text: str, code: str) -> None:
    intake = read(text)
    assert codes(intake)[-1] == code
    assert len([person for person in intake.people if person.in_list]) == len(text.strip().splitlines()) - 1


def test_values_that_cannot_be_stay_as_remarks_and_not_as_facts() -> None:
    person = read("이름,생년월일,나이\n김영희,2190,250\n").people[0]
    assert (person.values("birth"), person.values("age")) == ((), ())
    assert person.values("remark") == ("생년월일: 2190", "나이: 250")


def test_the_very_same_row_again_is_said_and_makes_no_second_person() -> None:
    intake = read("이름,성별,나이\n김영희,여,38\n김영희,여,38\n")
    assert kinds(intake) == ["heading", "people", "repeated"]
    assert intake.rows[2].faults == (Fault("repeated-row", {"row": 2}),)


def test_two_rows_that_are_only_a_name_may_be_two_people() -> None:
    intake = read("이름\n김영희\n박철수\n김영희\n")
    assert kinds(intake) == ["heading", "people", "people", "people"]
    assert codes(intake) == ["like-row"]


def test_unnamed_people_who_look_alike_are_not_one() -> None:
    intake = read("번호,이름,성별,나이\n,,여,9\n,,여,9\n")
    assert kinds(intake) == ["heading", "people", "people"]


def test_a_list_without_a_head_is_read_by_its_content_and_that_is_said() -> None:
    intake = read("1,김영희,여,38,무산\n2,박철수,남,41,회령\n")
    assert names(intake) == ["김영희", "박철수"]
    assert intake.faults == (Fault("columns-by-content", {"columns": "1 ordinal, 2 name, 3 sex, 4 age, 5 origin"}),)


def test_people_above_the_first_head_are_read_too() -> None:
    intake = read("김영희,여,38\n박철수,남,41\n\n이름,성별,나이\n리명숙,여,24\n")
    assert names(intake) == ["김영희", "박철수", "리명숙"]


def test_words_of_no_table_are_kept_and_shown_to_be_typed_by_hand() -> None:
    intake = read("무엇인가,적혀 있음\n다른 것,둘\n")
    assert set(kinds(intake)) == {"not-understood"}
    assert intake.faults == (Fault("no-people"),)


def test_the_head_that_comes_again_in_the_middle_is_a_head() -> None:
    intake = read("번호,이름,나이\n1,김영희,38\n번호,이름,나이\n2,박철수,41\n3,최금성,9\n")
    assert kinds(intake) == ["heading", "people", "heading", "people", "people"]
    assert codes(intake) == []


def test_a_second_table_that_counts_from_one_again_has_no_number_twice() -> None:
    intake = read("번호,이름,나이\n1,김영희,38\n번호,이름,나이\n1,박철수,41\n")
    assert codes(intake) == []


def test_heads_in_two_languages_over_each_other_are_one_head() -> None:
    intake = read("번호,이름,나이\nNo.,Name,Age\n1,김영희,38\n")
    assert kinds(intake) == ["heading", "heading", "people"]
    assert names(intake) == ["김영희"]


def test_a_word_over_several_heads_tells_whose_names_they_are() -> None:
    intake = read("인적사항,,,보호자,\n이름,성별,나이,이름,연락처\n최금성,남,9,김영희,010-1234-5678\n")
    assert ties(intake) == [("최금성", "guardian", "김영희")]
    assert "보호자 연락처: 010-1234-5678" in intake.people[0].values("remark")


@pytest.mark.parametrize(
    "text",
    [
        "번호,이름,나이,번호,이름,나이\n1,김영희,38,3,최금성,9\n2,박철수,41,,,\n",
        "번호,이름,나이,,번호,이름,나이\n1,김영희,38,,1,최금성,9\n2,박철수,41,,,,\n",
    ],
)
def test_two_tables_side_by_side_give_two_people_a_row(text: str) -> None:
    intake = read(text)
    assert intake.rows[1].people == ("2", "2.1")
    assert sorted(names(intake)) == ["김영희", "박철수", "최금성"]
    assert codes(intake) == []


def test_surname_and_given_name_in_two_columns_are_one_name_as_its_script_is_written() -> None:
    assert names(read("성,이름자,나이\n김,영희,38\n")) == ["김영희"]
    assert names(read("Surname,Given name,Age\nKim,Yong Hui,38\n")) == ["Kim Yong Hui"]


def test_a_column_that_says_two_things_is_parted_and_kept_in_words_where_it_cannot_be() -> None:
    intake = read("이름,성별/나이\n김영희,여/38\n박철수,남자이고 마흔 하나\n")
    assert (one(intake, "2").values("sex"), one(intake, "2").values("age")) == (("f",), ("38",))
    assert one(intake, "3").values("remark") == ("성별/나이: 남자이고 마흔 하나",)


def test_the_same_as_above_is_what_stands_above() -> None:
    intake = read("이름,고향\n김영희,무산\n박철수,〃\n최금성,상동\n")
    assert [person.values("origin") for person in intake.people] == [("무산",)] * 3


@pytest.mark.parametrize("row", ["합계,2명", "합계 2명,", "Total,2", "총 2명,", "共2人,", "소계,2"])
def test_a_row_that_counts_is_no_person_and_is_checked(row: str) -> None:
    intake = read(f"이름,나이\n김영희,38\n박철수,41\n{row}\n")
    assert (kinds(intake)[-1], intake.faults) == ("remark", ())


def test_a_total_of_another_number_is_said() -> None:
    assert read("이름,나이\n김영희,38\n합계,7명\n").faults == (Fault("total-differs", {"said": 7, "counted": 1}),)


@pytest.mark.parametrize("row", ["작성자: 홍길동,", "制表人：王某,", "Prepared by,the desk"])
def test_a_signature_is_no_person(row: str) -> None:
    intake = read(f"이름,나이\n김영희,38\n{row}\n")
    assert (kinds(intake)[-1], len(intake.people)) == ("remark", 1)


def test_the_title_and_the_day_on_which_the_list_holds_are_told() -> None:
    intake = read("선양에서 체포된 사람들,\n2026. 2. 9. 현재 (2월 8일 체포),\n이름,나이\n김영희,38\n")
    assert (intake.title, intake.said_on, intake.lang) == ("선양에서 체포된 사람들", "2026-02-09", "ko")


def test_a_day_below_the_list_counts_as_well() -> None:
    assert read("이름,나이\n김영희,38\n작성일: 2026-02-09,\n").said_on == "2026-02-09"


def test_columns_nobody_knows_are_named_and_kept_as_remarks() -> None:
    intake = read("이름,나이,혈액형\n김영희,38,A형\n")
    assert intake.faults == (Fault("unknown-columns", {"columns": "혈액형", "count": 1}),)
    assert intake.people[0].values("remark") == ("혈액형: A형",)


def test_numbers_printed_in_advance_are_blank_rows() -> None:
    assert kinds(read("번호,이름,나이\n1,김영희,38\n2,,\n3,,\n")) == ["heading", "people", "blank", "blank"]


def test_a_person_of_whom_only_sex_and_age_are_told_is_a_person() -> None:
    intake = read("번호,이름,성별,나이\n1,이름 모름,여,38\n2,,남,9\n3,미상,,\n")
    assert kinds(intake) == ["heading", "people", "people", "people"]
    assert names(intake) == []


def test_a_remark_between_the_rows_is_kept_as_one() -> None:
    intake = read("이름,나이\n김영희,38\n이하 두 번째 아파트에서 체포된 사람들이라고 함,\n박철수,41\n")
    assert kinds(intake) == ["heading", "people", "remark", "people"]


def test_a_list_that_is_told_in_english_is_english() -> None:
    assert read("Name,Age\nKim Yong Hui,38\n").lang == "en"


def test_rows_with_a_head_before_the_title_or_a_day_in_words_are_understood() -> None:
    intake = read("List of people taken on 8 February 2026,\nName,Age\nKim Yong Hui,38\n")
    assert (intake.said_on, intake.title) == ("2026-02-08", "List of people taken on 8 February 2026")
    assert read("2026년 13월 45일 명단,\n이름,나이\n김영희,38\n").said_on is None


def test_households_that_come_back_keep_their_head() -> None:
    intake = read("세대,이름,관계\n1,김영희,본인\n2,한일국,본인\n1,최금성,아들\n2,오순옥,처\n")
    assert ties(intake) == [("김영희", "son", "최금성"), ("한일국", "wife", "오순옥")]


def test_her_and_his_find_the_head_of_the_right_sex() -> None:
    intake = read(
        "Name,Sex,Relation\nKim Yong Hui,F,\nPak Chol Su,M,her husband\nPak Song Jin,M,her son\nPak Un Ju,F,his daughter\n"
    )
    assert ties(intake)[:2] == [("Kim Yong Hui", "husband", "Pak Chol Su"), ("Kim Yong Hui", "son", "Pak Song Jin")]
    assert ties(intake)[2][1:] == ("daughter", "Pak Un Ju")
    assert ties(intake)[2][0] == "Pak Song Jin"


def test_a_relative_without_a_name_stays_a_remark() -> None:
    intake = read("이름,나이,보호자,가족\n김영희,38,없음,\n박철수,41,모르는 사람 여러 명,자식 많음\n")
    assert intake.ties == ()
    assert "보호자: 모르는 사람 여러 명" in one(intake, "3").values("remark")
    assert "가족: 자식 많음" in one(intake, "3").values("remark")


def test_a_number_that_is_none_stays_a_remark() -> None:
    assert read("번호,이름,나이\n가-1,김영희,38\n").people[0].values("remark") == ("번호: 가-1",)


def test_a_relation_and_a_name_in_one_cell_are_told_apart() -> None:
    intake = read("姓名,性别,年龄\n李春花,女,41\n其夫 金成哲,男,45\n其子,男,12\n")
    assert names(intake) == ["李春花", "金成哲"]
    assert ties(intake) == [("李春花", "husband", "金成哲"), ("李春花", "son", "4")]

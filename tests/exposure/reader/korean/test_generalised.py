"""What the rules owe to grammar rather than to one draft: who is meant in clauses, letters, forms and families."""

from __future__ import annotations

from tests.exposure.reader.korean.looking import at_risk, called, happened, read, relation, words


def test_the_one_who_tells_it_did_not_die_in_a_clause_inside_hers() -> None:
    reading = read(
        "저는 1991년 해주에서 태어났습니다. 아버지는 제가 일곱 살 때 결핵으로 돌아가셨고 저는 2017년 강을 건넜습니다."
    )
    teller, father = at_risk(reading)
    assert "death" not in {kind for kind, _, _ in happened(teller)}
    assert "death" in {kind for kind, _, _ in happened(father)}


def test_a_long_word_for_a_relative_and_its_plain_end_mean_one_person() -> None:
    reading = read("저는 서울에 삽니다. 사촌오빠가 5월 2일 옌지에서 체포됐습니다. 오빠는 서른한 살입니다.")
    assert [p.sex for p in at_risk(reading)].count("m") == 1


def test_elder_and_younger_siblings_are_two_people() -> None:
    reading = read("저는 서울에 삽니다. 위로 오빠 하나, 밑으로 동생이 있습니다. 오빠는 죽었고 동생은 희천에 있습니다.")
    assert len(at_risk(reading)) == 3


def test_two_ages_before_two_children_are_one_each() -> None:
    reading = read("홍순옥 씨와 10살, 7살 난 두 아들이 5월 2일 단둥에서 체포됐다.")
    births = {p.birth for p in at_risk(reading) if p.name is None}
    assert len(births) == 2


def test_the_members_of_a_family_told_by_number_share_its_fate() -> None:
    reading = read(
        "라오스에서 일가족 3명이 6월 28일 체포됐다. 봉철수(38) 씨는 평양 출신이다. 아내 함수련(36) 씨는 조산원이었다. "
        "외동딸은 다섯 살이다."
    )
    assert [p.group for p in at_risk(reading)] == [3, 3, 3]
    assert all("arrest" in {kind for kind, _, _ in happened(p)} for p in at_risk(reading))


def test_what_a_record_calls_somebody_from_there_on_is_her_name() -> None:
    reading = read("면담한 사람은 새별군 출신의 43세 남성(이하 '갑')이다. 갑은 2012년 7월 강을 건넜다.")
    assert ("crossing", "2012-07", None) in happened(called(reading, "갑"))


def test_a_form_speaks_of_its_own_person_as_the_one_concerned() -> None:
    reading = read("성명: 리춘실\n남편 문재환(1965년생), 교원. 2013년 12월 체포.\n2014년 4월 8일 본인도 체포됨.")
    assert ("arrest", "2014-04-08", None) in happened(called(reading, "리춘실"))


def test_the_last_line_of_a_letter_says_who_wrote_it() -> None:
    reading = read("보고 싶은 아들 철민이에게\n네가 집을 나간 뒤로 나는 늙었다. 연사의 집은 그대로다.\n어미가")
    son = called(reading, "철민")
    assert "departure" in {kind for kind, _, _ in happened(son)}
    assert "어미" in words(reading, "kin")


def test_dates_of_forms_and_posts_are_dates() -> None:
    reading = read("표경수 씨는 2009. 4.경 탈북하여 같은 해 6. 2. 쿤밍에서 체포됐다.")
    assert {("departure", "2009-04"), ("arrest", "2009-06-02")} <= {
        (kind, date) for kind, date, _ in happened(called(reading, "표경수"))
    }


def test_a_pair_told_before_its_two_names_is_those_two() -> None:
    reading = read("지난해 입국한 자매 피명희(27) 씨와 피경희(22) 씨가 서울에서 만났다.")
    assert relation(reading, "피경희", "피명희") == "sibling"
    assert [p.sex for p in at_risk(reading)] == ["f", "f"]


def test_an_event_told_before_anybody_belongs_to_those_told_next() -> None:
    reading = read("5월 2일 단둥에서 공안에 붙들려 갔다. 붙잡힌 사람은 문순옥(41) 씨다.")
    assert "arrest" in {kind for kind, _, _ in happened(called(reading, "문순옥"))}


def test_work_on_no_list_is_known_by_what_is_said_of_it() -> None:
    assert words(read("문순옥 씨는 공장에서 나사압연수로 일했다."), "occupation") == ["나사압연수"]
    assert words(read("문순옥 씨는 북에서 배 수리를 했다."), "occupation") == ["배 수리"]


def test_parents_are_a_father_and_a_mother_married_to_each_other() -> None:
    people = [p for p in at_risk(read("문순옥 씨의 부모는 혜산에 남아 있다.")) if p.name is None]
    assert [p.sex for p in people] == ["m", "f"]
    assert all("spouse" in {tie.relation for tie in p.kin_of} for p in people)

"""Places: ladder, candidates, labels, and finding names in running text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.places import Gazetteer, PlaceMention, gazetteer, southern

SAME = {"KP1001": "KP10", "KP1102": "KP11"}
PERSON_NAMED = {"KP0103", "KP0104", "KP0105"}  # counties named after people need their unit word
NORTH = sorted(place for place in gazetteer().ids() if place.startswith("KP") and place != "KP")


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


def found(text: str, lang: str = "ko") -> list[tuple[str, tuple[str, ...]]]:
    return [(m.text, m.candidates) for m in gazetteer().find(text, "ko" if lang == "ko" else "en")]


def test_every_unit_has_a_ladder_that_ends_in_its_country(places: Gazetteer) -> None:
    for place in places.ids():
        ladder = places.ladder(place)
        assert ladder[0].id == place
        assert (ladder[-1].level, ladder[-1].id) == ("country", places.get(place).country)


@pytest.mark.parametrize("place", NORTH)
def test_every_unit_of_the_north_is_found_by_its_hangul_and_english_name(place: str, places: Gazetteer) -> None:
    unit = places.get(place)
    english = f"{unit.name} County" if place in PERSON_NAMED else unit.name
    for text in (f"그는 {unit.hangul}에서 태어났다", f"{unit.hangul} 출신", f"She was born in {english} in 1974."):
        (mention,) = places.find(text, "ko" if "가" <= text[-2] <= "힣" else "en")
        assert SAME.get(place, place) in mention.candidates
    assert SAME.get(place, place) in [candidate.id for candidate in places.candidates(unit.hangul)]
    assert SAME.get(place, place) in [candidate.id for candidate in places.candidates(unit.name)]


def test_no_form_points_to_an_unknown_unit(places: Gazetteer) -> None:
    known = set(places.ids())
    assert all(place in known for form in places.forms() for place in form.ids)


def test_an_unknown_id_is_a_key_error(places: Gazetteer) -> None:
    with pytest.raises(KeyError):
        places.get("KP9999")


def test_the_smallest_unit_that_holds_several(places: Gazetteer) -> None:
    def common(*ids: str) -> str | None:
        place = places.common(ids)
        return place.id if place else None

    assert common("KP0218", "KP0203") == "KP02"
    assert common("KP0218", "KP0101") == "KP"
    assert common("KP0218", "KP0218") == "KP0218"
    assert common("KP0218", "GN2034937") is None
    assert common() is None


def test_within_follows_the_ladder_and_joins_pyongyang(places: Gazetteer) -> None:
    assert all(places.within("KP0218", wider) for wider in ("KP0218", "KP02", "KP"))
    assert not places.within("KP02", "KP0218")
    assert places.within("KP10", "KP1001")
    assert places.within("KP1001", "KP10")
    assert not places.within("KP1023", "KP1001")


@pytest.mark.parametrize(
    ("place", "ko", "en"),
    [
        ("KP0218", "함경북도 무산군", "Musan, North Hamgyong"),
        ("GN2034937", "랴오닝성 선양", "Shenyang, Liaoning"),
        ("KP0203", "함경북도 회령시", "Hoeryong, North Hamgyong"),
        ("KP10", "평양시", "Pyongyang"),
        ("CN:Jilin", "지린성", "Jilin"),
        ("KP", "북한", "North Korea"),
        ("GN2034340", "지린성 투먼", "Tumen, Jilin"),
        ("KP1001", "평양시", "Pyongyang"),
    ],
)
def test_a_label_is_what_people_write(place: str, ko: str, en: str, places: Gazetteer) -> None:
    assert (places.label(place, "ko"), places.label(place, "en")) == (ko, en)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("고성", ("KP0406", "GN1840179", "GN1842518")),
        ("Kosong", ("KP0406", "GN1840179", "GN1842518")),
        ("Unsan", ("KP0617", "KP0720")),
        ("강원도", ("KP04", "KR:Gangwon")),
        ("철원", ("KP0413", "GN1845388")),
        ("함경도", ("KP02", "KP03")),
        ("지린", ("GN2036502", "CN:Jilin")),
        ("지린성", ("CN:Jilin",)),
        ("지린시", ("GN2036502",)),
        ("Jinzhou", ("GN2036427", "GN1805298")),
        ("평양", ("KP10",)),
        ("Nampo", ("KP11",)),
        ("Atlantis", ()),
    ],
)
def test_an_ambiguous_name_keeps_all_its_candidates(name: str, ids: tuple[str, ...], places: Gazetteer) -> None:
    assert tuple(place.id for place in places.candidates(name)) == ids


def test_a_wider_unit_narrows_the_candidates(places: Gazetteer) -> None:
    assert [place.id for place in places.candidates("Unsan", within="KP07")] == ["KP0720"]
    assert [place.id for place in places.candidates("함경북도 무산군")] == ["KP0218"]
    assert found("평안남도 은산군에서") == [("평안남도 은산군", ("KP0720",))]
    assert found("from Unsan, South Pyongan", "en") == [("Unsan, South Pyongan", ("KP0720",))]


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("투먼", "GN2034340"),
        ("도문", "GN2034340"),
        ("선양", "GN2034937"),
        ("심양", "GN2034937"),
        ("옌지", "GN2033467"),
        ("연길", "GN2033467"),
        ("룽징", "GN2035966"),
        ("룡정", "GN2035966"),
        ("용정", "GN2035966"),
        ("훈춘", "GN2036653"),
        ("창바이", "GN2038185"),
        ("린장", "GN2036069"),
        ("림강", "GN2036069"),
        ("단동", "GN2037886"),
        ("퉁화", "GN2034414"),
        ("목단강", "GN2035715"),
        ("할빈", "GN2037013"),
        ("대련", "GN1814087"),
        ("곤명", "GN1804651"),
        ("남녕", "GN1799869"),
        ("핑샹", "GN1798655"),
        ("지안", "CN:Jilin"),
        ("룡천", "KP0606"),
        ("용천", "KP0606"),
        ("량강도", "KP01"),
        ("양강도", "KP01"),
        ("라선", "KP0201"),
        ("나선", "KP0201"),
        ("리원", "KP0323"),
        ("이원", "KP0323"),
        ("영원", "KP0724"),
        ("방콕", "GN1609350"),
        ("치앙라이", "GN1153669"),
        ("매사이", "GN1152194"),
        ("비엔티안", "GN1651944"),
        ("하노이", "GN1581130"),
        ("울란바토르", "GN2028462"),
        ("블라디보스토크", "RU"),
        ("칭다오", "CN:Shandong"),
        ("图们", "GN2034340"),
        ("沈阳", "GN2034937"),
        ("瀋陽", "GN2034937"),
        ("Ch'ŏngjin", "KP0205"),
        ("Cheongjin", "KP0205"),
        ("Chongjin", "KP0205"),
        ("Shinuiju", "KP0601"),
        ("Hamheung", "KP0307"),
        ("Hoeryŏng", "KP0203"),
        ("Pyeongyang", "KP10"),
        ("North Hamkyung", "KP02"),
        ("N. Hamgyong", "KP02"),
        ("Yanggang", "KP01"),
        ("Rajin", "KP0201"),
        ("Bukcheong", "KP0321"),
        ("Gilju", "KP0211"),
        ("Dancheon", "KP0302"),
        ("Onseong", "KP0220"),
        ("Ji'an", "CN:Jilin"),
        ("Ulan Bator", "GN2028462"),
    ],
)
def test_every_spelling_in_use_is_known(form: str, place: str, places: Gazetteer) -> None:
    assert place in [candidate.id for candidate in places.candidates(form)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("중국 랴오닝성 선양에서 잡혔다", [("랴오닝성 선양", "GN2034937")]),
        ("함북 회령 출신으로 양강도 혜산시에 살던", [("함북 회령", "KP0203"), ("양강도 혜산시", "KP0101")]),
        ("평양시 은정구역에서 일하고", [("평양시 은정구역", "KP1007")]),
        ("평양시 락랑구역과 청진시 포항구역", [("평양시 락랑구역", "KP10"), ("청진시 포항구역", "KP0205")]),
        ("랴오닝성 단둥시 콴뎬현으로", [("랴오닝성 단둥시 콴뎬현", "GN2036283")]),
        ("지린성 옌볜조선족자치주 훈춘시에", [("지린성 옌볜조선족자치주 훈춘시", "GN2036653")]),
        ("지린성 지안에서", [("지린성 지안", "CN:Jilin")]),
        ("고향은 은산이고", [("은산", "KP0720")]),
        ("심양에서대련까지", [("심양", "GN2034937"), ("대련", "GN1814087")]),
        ("우리언니가어젯밤단동역에서잡혀갔어요제발도와주세요", [("단동", "GN2037886")]),
        ("태국 치앙라이주 매사이에", [("치앙라이주 매사이", "GN1152194")]),
    ],
)
def test_korean_mentions_take_unit_words_and_wider_units_but_no_particles(
    text: str, mentions: list[tuple[str, str]]
) -> None:
    assert [(words, ids[0]) for words, ids in found(text)] == mentions


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Kimchaek City in North Hamgyong, was", [("Kimchaek City in North Hamgyong", "KP0202")]),
        ("from Sinpo, South Hamgyong province, and", [("Sinpo, South Hamgyong province", "KP0301")]),
        ("Huichon, Jagang", [("Huichon, Jagang", "KP0503")]),
        ("Musan County, North Hamgyong Province, North Korea", [("Musan County, North Hamgyong Province", "KP0218")]),
        ("the city of Hyesan", [("city of Hyesan", "KP0101")]),
        ("North Hamgyong's Onsong County", [("North Hamgyong's Onsong County", "KP0220")]),
        ("Pingxiang, Guangxi", [("Pingxiang, Guangxi", "GN1798655")]),
        ("Ji'an, Jilin", [("Ji'an, Jilin", "CN:Jilin")]),
        ("a Tumen-based group", [("Tumen", "GN2034340")]),
        ("held in HYESAN", [("HYESAN", "KP0101")]),
        ("my aunt was taken in dandong. she is from hoeryong", [("dandong", "GN2037886"), ("hoeryong", "KP0203")]),
    ],
)
def test_english_mentions_take_unit_words_and_wider_units(text: str, mentions: list[tuple[str, str]]) -> None:
    assert [(words, ids[0]) for words, ids in found(text, "en")] == mentions


@pytest.mark.parametrize(
    "text",
    [
        "협상이 무산됐다. 다시 무산될 위기",
        "시중에 나온 과일을 위원이 샀다",
        "북한군과 중국인과 한국말",
        "요령을 피우다가 후에 후회했다",
        "그의 구성원 다수",
        "진지하게 지시했다",
        "해주었다",
        "꼭 해주시길 바란다",
        "도와 해주는 사람",
        "상해를 입혔다",
        "세종은 왕이다",
        "조선족 기자",
        "집안 어른과 통화했다",
    ],
)
def test_words_that_look_like_places_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The plan will take a long time",
        "Kim Songwon and Pak Suan spoke",
        "the Tumen River",
        "Kim Jong Suk spoke",
        "a nan and a tan",
    ],
)
def test_names_of_people_and_rivers_are_no_places(text: str) -> None:
    assert found(text, "en") == []


def test_offsets_are_those_of_the_text_as_given_even_when_decomposed() -> None:
    text = unicodedata.normalize("NFD", "그는 무산에서 왔고 Ch'ŏngjin에 산다")
    mentions = gazetteer().find(text, "ko")
    assert [m.candidates[0] for m in mentions] == ["KP0218", "KP0205"]
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert unicodedata.normalize("NFC", mentions[0].text) == "무산"


LETTERS = "무산군에서 선양시지린성,.Musan CityHyesan(in) \u0306o\u1100\u1161"


@given(st.text(alphabet=st.sampled_from(LETTERS), max_size=80))
def test_mentions_are_ordered_disjoint_slices_of_the_text(text: str) -> None:
    end = 0
    for mention in gazetteer().find(text, "ko"):
        assert isinstance(mention, PlaceMention)
        assert mention.candidates
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        end = mention.end


@pytest.mark.parametrize(
    ("north", "label"),
    [
        ("량강도", "양강도"),
        ("라선시", "함경북도 나선시"),
        ("룡천군", "평안북도 용천군"),
        ("리원군", "함경남도 이원군"),
        ("녕원군", "평안남도 영원군"),
        ("녕변군", "평안북도 영변군"),
        ("랑림군", "자강도 낭림군"),
        ("은률군", "황해남도 은율군"),
        ("회령시", "함경북도 회령시"),
        ("부령군", "함경북도 부령군"),
        ("사리원시", "황해북도 사리원시"),
    ],
)
def test_korean_labels_are_spelled_as_in_the_south(north: str, label: str, places: Gazetteer) -> None:
    (place,) = [one for one in map(places.get, NORTH) if one.hangul == north]
    assert places.label(place.id, "ko") == label
    assert place.id in [one.id for one in places.candidates(north)]


@pytest.mark.parametrize(
    ("name", "aliases", "spelled"),
    [
        ("룡천군", ["용천"], "용천군"),
        ("룡천군", [], "룡천군"),
        ("무산군", ["부산", "무선군"], "무산군"),
        ("R", ["a"], "R"),
    ],
)
def test_only_a_spelling_the_gazetteer_knows_changes_the_first_syllable(
    name: str, aliases: list[str], spelled: str
) -> None:
    assert southern(name, aliases) == spelled

"""Hangul for Chinese names."""

from __future__ import annotations

import pytest

from underice.vocabulary.transcription import hangul_of_pinyin, hangul_of_pinyin_name, pinyin_syllables


@pytest.mark.parametrize(
    ("pinyin", "hangul"),
    [
        ("Shenyang", "선양"),
        ("Dandong", "단둥"),
        ("Jinzhou", "진저우"),
        ("Xi'an", "시안"),
        ("Tieling", "톄링"),
        ("Lüshun", "뤼순"),
        ("Zhuanghe", "좡허"),
        ("Jiexiu", "제슈"),
        ("Chongqing", "충칭"),
        ("Guangzhou", "광저우"),
        ("Siping", "쓰핑"),
        ("Quanzhou", "취안저우"),
        ("Suifenhe", "쑤이펀허"),
        ("Xuzhou", "쉬저우"),
        ("Zibo", "쯔보"),
        ("Yunnan", "윈난"),
        ("Jiujiang", "주장"),
        ("Hunchun", "훈춘"),
    ],
)
def test_a_name_in_pinyin_is_written_by_the_standard_rule(pinyin: str, hangul: str) -> None:
    assert hangul_of_pinyin_name(pinyin) == hangul


def test_what_is_no_pinyin_has_no_hangul() -> None:
    assert hangul_of_pinyin("strength") is None
    assert hangul_of_pinyin_name("Qiqihar") is None


def test_an_unspaced_name_is_cut_into_syllables() -> None:
    assert pinyin_syllables("Changchun") == ("chang", "chun")
    assert pinyin_syllables("Fangchenggang") == ("fang", "cheng", "gang")
    assert pinyin_syllables("Ji'an") == ("ji", "an")

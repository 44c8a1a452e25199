"""The language the program speaks: what is asked for, else that of the computer, else English."""

import pytest

from underice.cli.errors import Problem
from underice.cli.speech import language, spoken


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ko_KR.UTF-8"}, "ko"),
        ([], {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR"}, "ko"),
        (["--lang", "ko"], {"LANG": "en_US"}, "ko"),
        (["--lang=en"], {"LANG": "ko_KR"}, "en"),
        (["--lang"], {"LANG": "ko_KR"}, "ko"),
        (["--lang", "fr"], {"LANG": "ko_KR"}, "ko"),
        (["--", "--lang=ko"], {}, "en"),
    ],
)
def test_the_language_is_found(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert language(arguments, environment) == expected


def test_a_language_that_is_none_of_ours_is_told_as_such() -> None:
    assert spoken(None, "ko") == "ko"
    assert (spoken("ko", "en"), spoken("en", "ko")) == ("ko", "en")
    with pytest.raises(Problem) as problem:
        spoken("fr", "en")
    assert problem.value.code == "bad_lang"

"""Every parameter with its range and source; help that tells the whole night."""

from html import unescape

import pytest

from tests.desk.conftest import Client
from underice.decide.page import words
from underice.decide.ranges import shipped
from underice.exposure.assumptions import assumptions
from underice.exposure.policy import policies
from underice.vocabulary.language import LANGUAGES, Language


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_assumption_and_every_policy_is_shown(client: Client, lang: Language) -> None:
    text = unescape(client.get(f"/assumptions?lang={lang}").text)
    assert [code for code in assumptions() if f">{code}<" not in text] == []
    assert [name for name in shipped() if words.belief(name, lang) not in text] == []
    assert [one.audience for one in policies().values() if one.label[lang] not in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_names_the_keys_and_can_be_read_while_locked(client: Client, lang: Language) -> None:
    assert "<kbd>?</kbd>" in client.get(f"/help?lang={lang}").text
    client.submit("/lock")
    assert client.get("/help").status_code == 200

"""Every message exists in Korean, complete and compiled; and the check that says so notices what it should."""

from pathlib import Path

import pytest

from tools import translations

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


def test_the_korean_catalogue_is_complete_and_compiled() -> None:
    assert translations.findings() == []


def _findings(folder: Path, code: str, po: str, *, compiled: bool = True) -> list[str]:
    """What the check says of one Python file and one catalogue."""
    source = folder / "source"
    source.mkdir()
    (source / "code.py").write_text(code, encoding="utf-8")
    (folder / "underice.po").write_text(HEADER + po, encoding="utf-8")
    if compiled:
        translations.compile_catalogue(folder)
    return translations.findings(source, folder)


def test_a_complete_catalogue_has_no_findings(tmp_path: Path) -> None:
    code = 'a = _("Draft {name}")\nb = ngettext("{n} person", "{n} people", 2)\n'
    one = 'msgid "Draft {name}"\nmsgstr "초안 {name}"\n\n'
    many = 'msgid "{n} person"\nmsgid_plural "{n} people"\nmsgstr[0] "{n}명"\n'
    assert _findings(tmp_path, code, one + many) == []


@pytest.mark.parametrize(
    ("po", "finding"),
    [
        ("", "no Korean"),
        ('msgid "Draft {name}"\nmsgstr ""\n', "no Korean"),
        ('#, fuzzy\nmsgid "Draft {name}"\nmsgstr "초안 {name}"\n', "marked fuzzy"),
        ('msgid "Draft {name}"\nmsgstr "초안 {nam}"\n', "fields differ"),
        ('msgid "Draft {name}"\nmsgstr "Draft {name}"\n', "Korean is the English text"),
        ('msgid "Draft {name}"\nmsgstr "초안 {name}"\n\nmsgid "Gone"\nmsgstr "없음"\n', "no longer in the code"),
    ],
    ids=["missing", "empty", "fuzzy", "fields", "copied", "unused"],
)
def test_an_incomplete_catalogue_is_noticed(po: str, finding: str, tmp_path: Path) -> None:
    found = _findings(tmp_path, 'a = _("Draft {name}")\n', po)
    assert len(found) == 1
    assert found[0].startswith(finding)


def test_a_missing_plural_is_noticed(tmp_path: Path) -> None:
    po = 'msgid "{n} person"\nmsgid_plural "{n} people"\nmsgstr[0] ""\n'
    assert _findings(tmp_path, 'a = ngettext("{n} person", "{n} people", 2)\n', po) == ["no Korean: '{n} person'"]


def test_a_field_without_a_name_is_noticed(tmp_path: Path) -> None:
    found = _findings(tmp_path, 'a = _("Draft {}")\n', 'msgid "Draft {}"\nmsgstr "초안 {}"\n')
    assert found == ["a field without a name: 'Draft {}'"]


def test_messages_in_templates_are_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<p>{{ _('Whom') }}</p>{% trans n=2 %}about {{ n }}{% endtrans %}", encoding="utf-8"
    )
    ids = {message.id for message in translations.extract(tmp_path) if message.id}
    assert ids == {"Whom", "about %(n)s"}


def test_a_catalogue_that_was_not_compiled_again_is_noticed(tmp_path: Path) -> None:
    found = _findings(tmp_path, 'a = _("Draft")\n', 'msgid "Draft"\nmsgstr "초안"\n', compiled=False)
    assert found == ["underice.mo is older than underice.po: run `make translations`"]


def test_update_adds_new_messages_keeps_translations_and_drops_unused_ones(tmp_path: Path) -> None:
    code, po = 'a = _("Kept")\nb = _("New")\n', 'msgid "Kept"\nmsgstr "남음"\n\nmsgid "Gone"\nmsgstr "없음"\n'
    _findings(tmp_path, code, po)
    assert translations.update(tmp_path / "source", tmp_path) == 1
    first = (tmp_path / "underice.po").read_bytes()
    messages = {message.id: message.string for message in translations.load(tmp_path) if message.id}
    assert messages == {"Kept": "남음", "New": ""}
    translations.update(tmp_path / "source", tmp_path)
    assert (tmp_path / "underice.po").read_bytes() == first

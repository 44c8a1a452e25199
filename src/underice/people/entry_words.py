"""Why something cannot be kept as the value of a property, in words."""

from __future__ import annotations

from underice.vocabulary.kinds import Property
from underice.vocabulary.language import Language, translation


def fault_words(code: str, prop: Property, lang: Language) -> str:
    """One sentence about why something cannot be the value of a property."""
    _ = translation(lang).gettext
    if code == "unknown-choice":
        choices = ", ".join(f"{key} ({words[lang]})" for key, words in prop.options.items())
        return _("this is none of the choices: {choices}.").format(choices=choices)
    said = {
        "empty": _("nothing was written."),
        "too-long": _("this is too long; keep it as an attachment."),
        "control-character": _("this holds control characters that could hide or turn text around."),
        "bad-date": _("this is no date; write it like 1974, 1974-05-03, “about 1949” or 1974년 5월."),
        "bad-age": _("this is no age of a person; write it like 38 or 38세."),
        "unknown-place": _("the gazetteer knows no place of this name; give the county or city, or its id."),
        "bad-place": _("the gazetteer knows no place of this name; give the county or city, or its id."),
        "bad-reference": _("there is no record of this id."),
        "unknown-reference": _("there is no record of this id."),
        "wrong-kind": _("this id belongs to another kind of record."),
        "bad-number": _("this is no number."),
        "bad-language": _("this is no language code; write it like ko, zh or en."),
        "bad-flag": _("write yes or no."),
        "bad-url": _("this is no web address; it begins with http:// or https://."),
    }
    return said.get(code, _("this cannot be kept ({code}).").format(code=code))

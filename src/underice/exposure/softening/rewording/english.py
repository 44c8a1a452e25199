"""Softer words in English, with articles, prepositions and commas that fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from underice.exposure.softening.homes import COUNTRY
from underice.exposure.softening.rewording.editing import (
    HIDDEN,
    Change,
    Edit,
    between_brackets,
    in_field,
    out_of_brackets,
    sentence_of,
    told_before,
    without_sentence,
)

_WITHHELD = "withheld"
_SPEAKER = re.compile(r"^(?:[A-Z]\w{0,12}): ")
_ARTICLE = re.compile(r"\b(an?)( (?:[a-z]+ly )?)$", re.IGNORECASE)
_VOWEL = re.compile(r"(?:[aeiou]|8|11|18|hour|honest)(?!ne[ -]|uropean|ni[^mn])", re.IGNORECASE)
_BE = re.compile(
    r"\b(?:is|was|are|were|be|am|turned|turns|being|'s|’s)(?: (?:now|about|only|just|then|still|around))? $"
)
_PREPOSITION = re.compile(r"\b(from|in|of|at|near|to|outside|around|inside|across|for) $", re.IGNORECASE)
_LISTED = re.compile(
    r" and (?:\d+|[a-z]+teen|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty)\b)"
)
# After a comma: only before a verb do both commas of an aside go ("Ri, 38, was held"), else one of them stays.
_VERB_NEXT = re.compile(
    r", (?:was|were|is|are|has|had|have|will|would|can|could|may|did|does|said|says|told|fled|went|came|left|lost|"
    r"[a-z]{3,}ed)\b"
)
_CALLED = re.compile(r",? (?:called|named|known as|by the name of) [\"“]?$")
_CALLED_BY = re.compile(
    r"(?:,? (?:who|whom|that))? (?:I|we|they|he|she|you|everyone|everybody|people|others)(?: all| had)? "
    r"(?:called|named|knew as|know as|call) [\"“]?$"
)
_NOUN = re.compile(
    r"(?:(?:[a-z]+-)?(?:[A-Z][a-z]+ )?(?:[a-z]+ ){0,2}?)"
    r"(?:wom[ae]n|m[ae]n|girls?|boys?|sons?|daughters?|brothers?|sisters?|mother|father|wife|husband|child(?:ren)?|"
    r"nephews?|nieces?|uncle|aunt|cousins?|grand(?:mother|father|son|daughter)|teachers?|workers?|farmers?|students?|"
    r"refugees?|defectors?|escapees?|[a-z]+(?:er|or|ist|ian))\b"
)


def english(text: str, change: Change) -> Edit | None:
    """The edit for one change in an English text, the article before it mended."""
    if change.words == HIDDEN:
        return Edit(change.span.start, change.span.end, HIDDEN)
    edit = _HANDS.get(change.fact, _plain)(text, change)
    return _articled(text, _capital(text, edit)) if edit is not None else None


def _articled(text: str, edit: Edit) -> Edit:
    """Make "a" or "an" before the edit fit what now follows it."""
    found = _ARTICLE.search(text[max(0, edit.start - 16) : edit.start])
    following = (edit.new + text[edit.end : edit.end + 12]).lstrip()
    if found is None or not following or not edit.new and edit.start == edit.end:
        return edit
    if found.group(2).strip():
        return edit
    old = found.group(1)
    fit = "an" if _VOWEL.match(following) else "a"
    fit = fit.capitalize() if old[0].isupper() else fit
    at = edit.start - len(found.group())
    return Edit(at, edit.end, fit + found.group(2) + edit.new)


def _capital(text: str, edit: Edit) -> Edit:
    """A capital letter where a sentence now begins with other words."""
    first, _ = sentence_of(text, edit.start, max(edit.end, edit.start + 1))
    if (
        _SPEAKER.sub("", text[first : edit.start]).strip("\"“‘'*_ >-#")
        or not text[edit.start : edit.start + 1].isupper()
    ):
        return edit
    if edit.new[:1].islower():
        return replace(edit, new=edit.new[0].upper() + edit.new[1:])
    if not edit.new and text[edit.end : edit.end + 1].islower():
        return Edit(edit.start, edit.end + 1, text[edit.end].upper())
    return edit


def _plain(text: str, change: Change) -> Edit | None:
    return Edit(change.span.start, change.span.end, change.words or HIDDEN)


def _owner(change: Change) -> str:
    if change.plural or change.person.sex is None:
        return "their"
    return {"f": "her", "m": "his"}[change.person.sex]


def _taken_out(text: str, start: int, end: int) -> Edit | None:
    """Take words out with their pair of commas, or the space before them; None if that would break a sentence."""
    before, after = text[:start], text[end:]
    if re.search(r", ?$", before) and after[:1] in ',.;)”"':
        left = len(before.rstrip(" ").rstrip(","))
        return Edit(left, end + bool(_VERB_NEXT.match(after)), "")
    if re.search(r"\w $", before) and (
        after[:1] in ",.;:)" or re.match(r" (?:and|from|who|with|in|on|at|was|were|is|has|had|to)\b", after)
    ):
        return Edit(start - 1, end, "")
    return None


def _age(text: str, change: Change) -> Edit | None:
    start, end, words = change.span.start, change.span.end, change.words
    told = text[start:end]
    if change.span.label == "birth":
        return _birth(text, change)
    core = words if change.kind in ("part", "decade") else ""
    owner = "my" if re.search(r"\bI(?: am|'m|’m) $", text[max(0, start - 6) : start]) else _owner(change)
    phrase = f"in {owner} {core}" if core else ""
    if not phrase and _LISTED.match(text, end):
        return Edit(start, end, HIDDEN)
    if in_field(text, start, end):
        return Edit(start, end, core or words or _WITHHELD)
    if re.search(r"-(?:year|month)s?-olds?$|^teen-?aged?$", told, re.IGNORECASE):
        return _attributive(text, change, phrase)
    if told.casefold() in ("teenager", "toddler", "teenagers", "toddlers"):
        return Edit(start, end, "young person" if not told.endswith("s") else "young people")
    if between_brackets(text, start, end) is not None:
        gone = out_of_brackets(text, start, end)
        return Edit(start, end, phrase) if phrase else gone or Edit(start, end, _WITHHELD)
    lead = re.search(r"(?:\bof |\baged? |\bat the age of |\bat )$", text[max(0, start - 16) : start], re.IGNORECASE)
    left = start - len(lead.group()) if lead else start
    years = re.match(r" years? (?:old|of age)\b", text[end:])
    end += years.end() if years is not None else 0
    if phrase:
        return Edit(left, end, phrase)
    if _BE.search(text[:left]):
        return Edit(left, end, _grown(change))
    return _taken_out(text, left, end) or Edit(left, end, _loose(change))


def _grown(change: Change) -> str:
    """What somebody is, in place of an age: a child, a teenager, an adult."""
    one, many = {"young": ("a child", "children"), "teen": ("a teenager", "teenagers")}.get(
        change.kind, ("a child", "children") if _is_child(change) else ("an adult", "adults")
    )
    return many if change.plural else one


def _loose(change: Change) -> str:
    return _grown(change)


def _is_child(change: Change) -> bool:
    return change.child


def _attributive(text: str, change: Change, phrase: str) -> Edit | None:
    """Put an age before a noun behind it: "a 38-year-old woman" → "a woman in her thirties"; "her nine-year-old son" → "her young son"."""
    start, end = change.span.start, change.span.end
    noun = _NOUN.match(text[end + 1 :]) if text[end : end + 1] == " " else None
    if noun is None:
        person = _someone(change)
        return Edit(start, end, f"{person} {phrase}" if phrase else person)
    after = end + 1 + noun.end()
    if phrase:
        return Edit(start, after, f"{noun.group()} {phrase}")
    if change.words and not (change.words == "adult" and re.search(r"\b(?:wom|m)[ae]n$", noun.group())):
        return Edit(start, end, change.words)
    return Edit(start, end + 1, "")


def _someone(change: Change) -> str:
    child = change.kind in ("young", "teen") or _is_child(change)
    if change.person.sex is None:
        return "child" if child else "person"
    return {"f": ("woman", "girl"), "m": ("man", "boy")}[change.person.sex][child]


def _birth(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    told = text[start:end]
    label = re.match(r"(?:DOB|Date of birth|D\.O\.B\.?|Born)\s*:\s*", told, re.IGNORECASE)
    words = change.words
    if label is not None:
        return Edit(start, end, label.group() + (words.removeprefix("born in ") or _WITHHELD))
    if in_field(text, start, end):
        return Edit(start, end, words or _WITHHELD)
    if words:
        lead = re.search(r"\bborn (?:in |on )?$", text[max(0, start - 9) : start])
        return Edit(start - len(lead.group()) if lead else start, end, words)
    if between_brackets(text, start, end) is not None:
        return out_of_brackets(text, start, end)
    return _taken_out(text, start, end) or Edit(start, end, _grown(change) if "born" not in told else HIDDEN)


def _home(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    words = change.words
    lead = _PREPOSITION.search(text[max(0, start - 9) : start])
    if "," in text[start:end] and text[end : end + 1] == "," and "," not in words and lead is not None:
        end += 1  # the second comma of "from Musan, North Hamgyong, and"
    if re.match(r"-(?:born|based|bred)\b", text[end:]):
        tail = re.match(r"-\w+", text[end:])
        return Edit(start, end + (tail.end() if tail else 0), "North Korean")
    ahead = re.search(
        r"\b(?:an?|the|his|her|their|our|my|two|three|former|young) $", text[max(0, start - 8) : start], re.IGNORECASE
    )
    if ahead is not None and re.match(r" [a-z]", text[end:]) and lead is None:
        return Edit(start, end, words if change.kind == "province" else "North Korean")
    if not words:
        if lead is not None and lead.group(1).lower() in ("from", "of"):
            gone = _taken_out(text, start - len(lead.group()), end)
            if gone is not None:
                return gone
        words = COUNTRY["en"]
    if lead is not None and lead.group(1).lower() in ("at", "near", "outside", "around"):
        kept = "in" if lead.group(1).islower() else "In"
        return Edit(start - len(lead.group()), end, f"{kept} {words}")
    return Edit(start, end, words)


def _arrived(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    lead = re.search(r"\b(?:in|on|since|during) $", text[max(0, start - 7) : start], re.IGNORECASE)
    if change.kind == "part":
        return Edit(start, end, change.words)
    left = start - len(lead.group()) if lead else start
    if change.words:
        return Edit(left, end, change.words)
    return _taken_out(text, left, end) or Edit(left, end, "some years ago")


def _kin(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    if change.span.label == "sex":
        return _sex(text, change)
    return Edit(start, end, change.words)


_SEXLESS = {"woman": "person", "man": "person", "women": "people", "men": "people", "boy": "child", "girl": "child",
            "boys": "children", "girls": "children", "lady": "person", "female": "person", "male": "person"}  # fmt: skip


def _sex(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    told = text[start:end]
    if in_field(text, start, end):
        return Edit(start, end, _WITHHELD)
    if len(told) == 1:
        return _taken_out(text, start, end) or Edit(start, end, _WITHHELD)
    if told.rstrip(".").casefold() in ("mr", "mrs", "ms", "miss"):
        return Edit(start, end + (text[end : end + 1] == " "), "")
    last = told.split()[-1].casefold() if told.split() else ""
    plain = _SEXLESS.get(last, "person")
    return Edit(end - len(last), end, plain)


def _name(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    if in_field(text, start, end):
        return Edit(start, end, _WITHHELD)
    if between_brackets(text, start, end) == ("", ""):
        return out_of_brackets(text, start, end)
    if text[start - 1 : start] == "#":
        return Edit(start - 1, end, "")
    if re.search(r"\bname (?:is|was) |\bidentified (?:by \w+ )?as ", text[max(0, start - 32) : start]):
        return Edit(start, end, HIDDEN)
    called = _CALLED_BY.search(text[max(0, start - 40) : start]) or _CALLED.search(text[max(0, start - 22) : start])
    if called is not None:
        if _BE.search(f"{text[: start - len(called.group())]} "):
            return Edit(start, end, HIDDEN)
        quoted = text[end : end + 1] in ('"', "”") and called.group()[-1] in '"“'
        return Edit(start - len(called.group()), end + quoted, "")
    title = re.search(r"\b(?:Mr|Mrs|Ms|Miss|Dr|MR|MRS|MS)\.? $", text[max(0, start - 5) : start])
    left = start - len(title.group()) if title else start
    before = text[:left].rstrip(" ,")
    gap = text[len(before) : left]
    if len(before) in change.beside and gap in (" ", ", "):
        closing = gap == ", " and text[end : end + 1] == ","
        return Edit(len(before), end + closing, "")
    noun = _someone(change) if change.person.role != "helper" else "helper"
    return Edit(left, end, f"{'a' if change.first else 'the'} {noun}")


_WHO = re.compile(r"(,)? (?:who|and who)(?: also)?(?: (?:has|had|have|is|was))? $")
_AND = re.compile(r",? (?:and|but)(?: (?:has|had|have|is|was|he|she|now|also))* $")
_WITH = re.compile(r",? with $")
_SUBJECT = re.compile(
    r"^(?P<who>(?:An?|One|Another|Two|Three|Four|Five|Six|Both) [^;:]*?)(?P<be> (?:has|had|have|is|was|are))? $"
)


def _mark(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    if in_field(text, start, end):
        return Edit(start, end, _WITHHELD)
    before, after = text[max(0, start - 40) : start], text[end:]
    stops = after[:1] in ",.;:" or after == ""
    for lead in (_WHO, _AND, _WITH):
        found = lead.search(before)
        if found is not None and (stops or (lead is _WITH and re.match(r" (?:and|from|was|were|who)\b", after))):
            closing = lead is _WHO and after[:1] == "," and found.group()[0] == ","
            return Edit(start - len(found.group()), end + closing, "")
    bracketed = out_of_brackets(text, start, end)
    if bracketed is not None:
        return bracketed
    first, last = sentence_of(text, start, end)
    subject = None if told_before(text, change) else _SUBJECT.match(text[first:start])
    if subject is not None and re.fullmatch(r"[.!]\s*", text[end:last]):
        who = subject.group("who")
        verb = "are" if re.match(r"(?:Two|Three|Four|Both|The two)\b", who) else "is"
        return Edit(first + subject.end("who"), end, f" {verb} among them")
    noun = re.match(r" (?=(?:wom[ae]n|m[ae]n|girl|boy|mother|wife|daughter|sister)\b)", after)
    if noun is not None:
        return Edit(start, end + 1, "")
    gone = without_sentence(text, start, end, change.substance)
    if gone is None and before.endswith(", ") and stops:
        gone = _taken_out(text, start, end)
    return gone or Edit(start, end, HIDDEN)


_HANDS: dict[str, Callable[[str, Change], Edit | None]] = {
    "age": _age,
    "home": _home,
    "arrived": _arrived,
    "kin": _kin,
    "sex": _sex,
    "name": _name,
    "mark": _mark,
}

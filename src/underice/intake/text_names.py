"""Names, places and work in what the other marks of a line leave over; the last words become a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from underice.intake.cells_names import name_like
from underice.intake.cells_words import word_list
from underice.intake.relations import is_hanja_surname
from underice.intake.text_marks import Finder, Mark
from underice.intake.text_patterns import jobs, note
from underice.vocabulary.name_likeness import NAME_LIKELY, NAME_POSSIBLE, hangul_score, is_hangul_given, latin_score
from underice.vocabulary.name_tables import hangul_surnames, latin_key, latin_surnames, not_names
from underice.vocabulary.places import PlaceMention, gazetteer

_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_WORD = re.compile(rf"[가-힣]+|{_HAN}+|[^\W\d_]['’ʼ‘`.\w-]*")
_CAPITAL = re.compile(r"(?:[^\W\d_a-z가-힣\u3400-\u9fff][\w'’ʼ‘`-]*\.?)")
_LATIN_RUN = re.compile(
    r"[^\W\d_]['’ʼ‘`\w]*(?:-[^\W\d_]['’ʼ‘`\w]*)*(?: [^\W\d_]['’ʼ‘`\w]*(?:-[^\W\d_]['’ʼ‘`\w]*)*){0,3}"
)
_FAMILY_FIRST = re.compile(
    r"[^\W\d_][\w'’-]{1,15}, [^\W\d_][\w'’-]{1,20}(?: [^\W\d_][\w'’-]{1,15})?(?=\s*(?:[,(/;:\t]|$|-|\d))"
)
_SPACED = re.compile(r"(?<![가-힣])[가-힣]{1,2} [가-힣]{1,2}(?: [가-힣])?(?![가-힣])")
_TITLE_AFTER = re.compile(
    r" ?(씨|님|여사님|여사|녀사|선생님|선생|동지|동무|양|군|집사님|집사|권사|성도|할머니|할아버지|女士|小姐|先生|太太)"
    r"(?:은|는|이|가|과|와|도|께서|을|를|이고|이며)?(?![가-힣])"
)
_PARTICLES = ("이랑", "하고", "과", "와", "은", "는", "이", "가", "도", "랑")
_PLACE_TAIL = re.compile(
    r" ?(?:출신|태생|사람|출생|거주(?:자)?|쪽|주민|인(?![가-힣])|에서 ?(?:옴|온|살던)?|살던|의(?![가-힣]))|人氏|人士|人|籍|出身"
    r"| ?(?:county|city|province|native|resident)\b"
    r"|[가-힣]{1,5}(?:구역|군|시|동|리|읍|구|노동자구|로동자구)(?![가-힣])"
    r"| [가-힣]{1,5}(?:구역|동|리|읍|로동자구|노동자구)(?![가-힣])|郡|市|县|縣|道",
    re.IGNORECASE,
)
_PLACE_HEAD = re.compile(
    r"(?i:\b(?:from|of|in|at|native of|born in|resident of)\b ?$)|(?:来自|來自|原籍|家住|住|고향은? ?|출신지 ?)$"
)
_FILLER = re.compile(
    r"(?i:\b(?:from|of|in|at|is|was|the|a|an|who|also|named|name|and|years?|old|no|her|his|their|for|to|on|by|are|were|she|he|it|one|person|two|three|four|aged?)\b)"
    r"|(?<![가-힣])(?:이름|이름은|나이|나이는|고향|고향은|등|외|이고|이며|이다|입니다|임|에서|출신|사는|살던|사람|한|그|및|님|씨|총|모두|과|와|세|명|성함)(?![가-힣])|另有|一名|还有|以及|和|之|的|人|名|有|是|姓名|叫|为|岁|个|一个|两名|及"
)
_SLANG = frozenset(
    "i we you they it this that these those hello hi dear please thanks thank regards best kind yours sincerely".split()
)


def find_names(finder: Finder, lang: str, *, item: bool) -> None:
    """Add names, places, work and the rest to the marks of a line. item: the line is one of a list, so that its first
    words are likelier a name.
    """
    text = finder.text
    places = _places(text, lang)
    _aliases(finder)
    comma = _FAMILY_FIRST.match(text)
    if comma and latin_score(comma.group()) >= NAME_LIKELY and not any(p.start < comma.end() for p in places):
        _comma_name(finder, comma.end())
    for start, end in _free(finder):
        _names_of(finder, start, end, places, item)
    for place in places:
        _take_place(finder, place)
    for start, end in _free(finder):
        _late_names(finder, start, end)
    for start, end in _free(finder):
        for hit in jobs().finditer(text, start, end):
            finder.take(hit.start(), hit.end(), "job")
    for start, end in _free(finder):
        _known_places(finder, start, end)
    for start, end in _free(finder):
        words = text[start:end].strip(" .,:;·-–—*'\"“”‘’!?~…")
        if words and _FILLER.sub("", words).strip(" .,'’-"):
            finder.take(start, end, "rest", words)
    finder.marks.sort(key=lambda mark: mark.start)


def _aliases(finder: Finder) -> None:
    """Behind 일명 or "a.k.a." every word up to a border is another name."""
    for label in [mark for mark in finder.marks if mark.kind == "label" and mark.value == "alias"]:
        hit = _ALIAS.match(finder.text, label.end)
        end = min((mark.start for mark in finder.marks if mark.start >= label.end), default=len(finder.text))
        if hit:
            words = finder.text[label.end : min(hit.end(), end)].rstrip(" .")
            bare = next((name for name in _bare(words) if name != words and hangul_score(name) >= NAME_LIKELY), words)
            finder.take(label.end, label.end + len(words), "alias", bare)


_ALIAS = re.compile(r"[^\W\d_][\w'’-]{0,20}(?: [^\W\d_a-z][\w'’-]{0,20}){0,3}")


def _comma_name(finder: Finder, end: int) -> None:
    """Kim, Yong-hui: the comma is part of the name."""
    finder.marks = [mark for mark in finder.marks if mark.start >= end]
    finder.claims.release(0, end)
    finder.take(0, end, "name")


def _free(finder: Finder) -> list[tuple[int, int]]:
    """Stretches that no mark holds yet."""
    found = []
    at = 0
    for mark in sorted(finder.marks, key=lambda mark: mark.start):
        if mark.start > at and finder.text[at : mark.start].strip():
            found.append((at, mark.start))
        at = max(at, mark.end)
    if finder.text[at:].strip():
        found.append((at, len(finder.text)))
    return found


def _places(text: str, lang: str) -> list[PlaceMention]:
    return gazetteer().find(text, "ko" if lang == "ko" else "en")


def _names_of(finder: Finder, start: int, end: int, places: list[PlaceMention], item: bool) -> None:
    text = finder.text
    first = not text[:start].strip() or _follows_opening(finder, start)
    here = [place for place in places if place.start < end and start < place.end]
    for hit in list(_SPACED.finditer(text, start, end)):
        if _spaced_name(hit.group(), first and not text[start : hit.start()].strip()) and not _inside(
            hit.start(), hit.end(), here
        ):
            _take_name(finder, hit.start(), hit.end())
    at_first = first
    for hit in _WORD.finditer(text, start, end):
        if not finder.claims.free(hit.start(), hit.end()):
            at_first = False
            continue
        word = hit.group()
        if "가" <= word[0] <= "힣":
            _hangul(finder, hit.start(), hit.end(), here, at_first)
        elif re.match(_HAN, word):
            _han(finder, hit.start(), hit.end(), here, at_first)
        at_first = False
    _latin(finder, start, end, here, first and item)


def _follows_opening(finder: Finder, start: int) -> bool:
    """True right after a mark that a name may follow: a relation, a label "name", a bracket, "and"."""
    before = [mark for mark in finder.marks if mark.end <= start]
    if not before:
        return True
    last = max(before, key=lambda mark: mark.end)
    if finder.text[last.end : start].strip():
        return False
    return (
        last.kind in ("kin", "and", "open", "together")
        or (last.kind == "label" and last.value in ("name", "alias"))
        or (last.kind == "sep" and all(mark.kind in ("together", "kin", "sep", "note", "number") for mark in before))
    )


def _inside(start: int, end: int, places: list[PlaceMention]) -> bool:
    return any(place.start <= start and end <= place.end for place in places)


def _touches(start: int, end: int, places: list[PlaceMention]) -> PlaceMention | None:
    return next((place for place in places if place.start < end and start < place.end), None)


def _spaced_name(words: str, first: bool) -> bool:
    """김 영희, 리 금 희: a surname and the given name apart."""
    parts = words.split(" ")
    if parts[0] not in hangul_surnames() or any(part in not_names() and len(part) > 1 for part in parts[1:]):
        return False
    given = "".join(parts[1:])
    if len(parts) == 3 and (len(parts[1]) > 1 or len(parts[2]) > 1):
        return False
    return len(given) == 2 and (is_hangul_given(given) or first) and hangul_score(parts[0] + given) >= NAME_POSSIBLE


def _take_name(finder: Finder, start: int, end: int) -> None:
    text = finder.text
    after = _TITLE_AFTER.match(text, end)
    name = text[start:end]
    if not finder.take(start, end, "name", name):
        return
    if after and finder.claims.free(end, after.end()):
        sex = word_list("title").get(after[1], "")
        finder.claims.claim(end, after.end())
        if sex:
            finder.marks.append(Mark(end, after.end(), "sex", sex))


def _hangul(finder: Finder, start: int, end: int, places: list[PlaceMention], first: bool) -> None:
    word = finder.text[start:end]
    place = _touches(start, end, places)
    if word.endswith(_UNITS) and len(word) > 2 and _in_north(word):
        return
    for name in _bare(word):
        score = hangul_score(name)
        if place is not None and not (first and score >= 0.8 and len(name) == 3 and place.start == start):
            if not (place.start > start and place.start - start >= 2):
                return
        given = first and is_hangul_given(name) and len(name) == 2
        if (
            score >= NAME_LIKELY
            or (first and score >= 0.25)
            or (name == word and _framed(finder, start, end) and _could_be(name, score))
            or (given and _after_kin(finder, start))
        ):
            _take_name(finder, start, start + len(name))
            if len(name) < len(word):
                finder.claims.claim(start + len(name), end)
            return


_UNITS = ("군", "시", "도", "구역")


def _in_north(word: str) -> bool:
    found = gazetteer().candidates(word)
    return bool(found) and found[0].country == "KP"


def _could_be(name: str, score: float) -> bool:
    """A name where one is expected: between a comma and an age."""
    return score >= 0.15 or (len(name) == 3 and name[0] in hangul_surnames() and name not in not_names())


def _after_kin(finder: Finder, start: int) -> bool:
    return any(
        mark.kind in ("kin", "and") and mark.end <= start and not finder.text[mark.end : start].strip(" ")
        for mark in finder.marks
    )


def _bare(word: str) -> Iterator[str]:
    """The word, and the word without a particle or title that hangs on it."""
    if 2 <= len(word) <= 5:
        yield word
    for tail in (*_PARTICLES, "씨", "님"):
        if word.endswith(tail) and 2 <= len(word) - len(tail) <= 4 and len(word) >= 4:
            yield word[: -len(tail)]


def _han(finder: Finder, start: int, end: int, places: list[PlaceMention], first: bool) -> None:
    text = finder.text
    place = _touches(start, end, places)
    if place is not None:
        if place.start - start < 2:
            return
        end = place.start
    word = text[start:end]
    width = 2 if is_hanja_surname(word[:2]) and len(word) > 2 else 1
    if not is_hanja_surname(word[:width]):
        return
    length = len(word)
    sex = ""
    if length > width + 2:  # 金英姬女: the sex is written on to the name
        cut = width + 1 if word[width + 1] in "女男" and word[width + 2] not in "女男" else width + 2
        sex = word[cut] if word[cut] in "女男" else ""
        if not sex and not place and (length > width + 4 or not first):
            return
        length = cut
    if length < width + 1 or (
        length == 2 and not first and place is None and not (_alone(text, start, end) or _framed(finder, start, end))
    ):
        return
    finder.take(start, start + length, "name")
    if sex:
        finder.take(start + length, start + length + 1, "sex", "f" if sex == "女" else "m")


def _framed(finder: Finder, start: int, end: int) -> bool:
    """True for a word that begins an item and has a fact, a border or nothing behind it ("…, 지성이 22")."""
    text = finder.text
    before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
    if (
        before
        and before[-1] not in ",，、/;:(\t|"
        and not any(m.kind in ("kin", "and") and m.end == len(before) for m in finder.marks)
    ):
        return False
    at = len(text) - len(after)
    return (
        not after
        or note().match(after) is not None
        or any(m.start == at and m.kind in _BEHIND_NAME for m in finder.marks)
    )


_FRAMED = 0.25  # how much Latin words must look like a name where one is expected
_BEHIND_NAME = ("age", "number", "birth", "sex", "open", "kin")


def _alone(text: str, start: int, end: int) -> bool:
    return (not text[:start].strip() or text[start - 1] in " ,，、(:：/\t") and (
        end >= len(text) or text[end] in " ,，、):：/\t(（"
    )


def _latin(finder: Finder, start: int, end: int, places: list[PlaceMention], first: bool) -> None:
    text = finder.text
    tokens = [
        hit for hit in re.finditer(r"[^\W\d_]['’ʼ‘`\w]*(?:-[^\W\d_]['’ʼ‘`\w]*)*\.?", text[start:end])
        if not re.match(rf"[가-힣]|{_HAN}", hit.group())
    ]  # fmt: skip
    at = 0
    while at < len(tokens):
        best = _best_run(finder, start, tokens, at, places, first and at == 0)
        if best:
            last = tokens[at + best - 1]
            word_end = start + last.end()
            if last.group().endswith("."):
                word_end -= 1
            _take_name(finder, start + tokens[at].start(), word_end)
            at += best
        else:
            at += 1


def _best_run(
    finder: Finder, start: int, tokens: list[re.Match[str]], at: int, places: list[PlaceMention], first: bool
) -> int:
    """How many tokens from `at` make up a name; 0 if none do."""
    text = finder.text
    best, best_score = 0, 0.0
    for count in range(1, min(5, len(tokens) - at) + 1):
        here = tokens[at : at + count]
        if count > 1 and text[start + here[-2].end() : start + here[-1].start()] != " ":
            break
        begin, end = start + here[0].start(), start + here[-1].end()
        if not finder.claims.free(begin, end):
            break
        words = text[begin:end].rstrip(".")
        place = _touches(begin, end, places)
        score = _latin_name(words, first)
        if place is not None and (place.end - place.start) * 2 >= end - begin and score < 0.85:
            continue
        if place is not None and place.start > begin and score < NAME_LIKELY:
            break
        least = _FRAMED if first or _framed(finder, begin, end) else NAME_LIKELY
        if score > best_score and score >= least:
            best, best_score = count, score
    if not best and first:
        best = _foreign(finder, start, tokens, at, places)
    return best


def _latin_name(words: str, first: bool) -> float:
    if words.islower():
        return latin_score(words.title()) if first else 0.0
    if words.lower() in _SLANG or jobs().fullmatch(words):
        return 0.0
    return name_like(words)


def _foreign(finder: Finder, start: int, tokens: list[re.Match[str]], at: int, places: list[PlaceMention]) -> int:
    """One to four words with capitals at the head of an item that are no place and no word of lists."""
    count = 0
    for token in tokens[at : at + 4]:
        begin, end = start + token.start(), start + token.end()
        word = token.group()
        if not word[0].isupper() or word.lower().rstrip(".") in _SLANG or _touches(begin, end, places):
            break
        if count and finder.text[start + tokens[at + count - 1].end() : begin] != " ":
            break
        if not finder.claims.free(begin, end) or jobs().fullmatch(word):
            break
        count += 1
    if count == 1:
        word = tokens[at].group()
        return 1 if latin_key(word) in latin_surnames() or "-" in word else 0
    return count


def _late_names(finder: Finder, start: int, end: int) -> None:
    """Words between places that look like names now that the places are gone."""
    for hit in _WORD.finditer(finder.text, start, end):
        if "가" <= hit.group()[0] <= "힣" and hangul_score(hit.group()) >= NAME_LIKELY:
            if finder.claims.free(hit.start(), hit.end()):
                _take_name(finder, hit.start(), hit.end())


def _take_place(finder: Finder, place: PlaceMention) -> None:
    text = finder.text
    start, end = place.start, place.end
    taken = _whole(finder, start, end)
    if not taken:
        return
    for _ in range(3):
        tail = _PLACE_TAIL.match(text, end)
        if tail is None or not finder.claims.free(end, tail.end()):
            break
        words = tail.group().strip()
        if re.fullmatch(
            r"郡|市|县|縣|道|[가-힣]{1,5}(?:구역|군|시|동|리|읍|구|노동자구|로동자구)|(?i:county|city|province)", words
        ):
            if gazetteer().candidates(text[start : tail.end()]):
                finder.marks[-1] = Mark(start, tail.end(), "place", text[start : tail.end()].strip())
            else:
                finder.take(end, tail.end(), "address")
                break
        finder.claims.claim(end, tail.end())
        if finder.marks[-1].end < tail.end():
            last = finder.marks[-1]
            finder.marks[-1] = Mark(last.start, tail.end(), "place", last.value)
        end = tail.end()
    head = _PLACE_HEAD.search(text, max(0, start - 12), start)
    if head and finder.claims.claim(head.start(), start):
        last = finder.marks[-1]
        finder.marks[-1] = Mark(head.start(), last.end, "place", last.value)


def _whole(finder: Finder, start: int, end: int) -> bool:
    """Claim a place; the commas inside it (Musan, North Hamgyong) belong to it."""
    if finder.take(start, end, "place"):
        return True
    inner = [mark for mark in finder.marks if mark.start < end and start < mark.end]
    if any(mark.kind != "sep" or mark.start < start or mark.end > end for mark in inner):
        return False
    finder.marks = [mark for mark in finder.marks if mark not in inner]
    finder.claims.release(start, end)
    return finder.take(start, end, "place")


_PLACE_WORDS = re.compile(rf"[가-힣]{{2,8}}|{_HAN}{{2,9}}|[A-Z][\w'’-]{{2,20}}(?: [A-Z][\w'’-]{{2,20}})?")


def _known_places(finder: Finder, start: int, end: int) -> None:
    """Places whose names are words as well (순천, 경성): in a list, a word between borders is enough."""
    if end - start > 24:
        return
    for hit in _PLACE_WORDS.finditer(finder.text, start, end):
        words = re.sub(r"(?:출신|태생|사람|人)$", "", hit.group())
        if words in not_names() and len(words) < 2:
            continue
        found = gazetteer().candidates(words) if len(words) > 1 else ()
        if found and found[0].country in ("KP", "CN", "KR") and finder.claims.free(hit.start(), hit.end()):
            finder.take(hit.start(), hit.end(), "place", words)

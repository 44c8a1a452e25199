"""Pasted lists, as people paste them: Korean, Chinese, English or all three, with numbers, bullets or neither.

Every line of the text becomes one row, in order; nothing is dropped and nothing is recorded here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from underice.intake.cells_words import plain, turns_text, word_list
from underice.intake.model import Fault, Intake, Row, RowKind, Said
from underice.intake.relations import count_said
from underice.intake.text_cast import Cast, Someone
from underice.intake.text_lines import LONGEST, Line, clean, lines_of
from underice.intake.text_marks import Finder, Mark
from underice.intake.text_names import find_names
from underice.intake.text_patterns import labels
from underice.intake.text_people import LineReader
from underice.intake.text_sentences import is_greeting, is_prose, uncounted, without_arrests, without_speakers
from underice.vocabulary.entering import date_said
from underice.vocabulary.language import detect
from underice.vocabulary.places import gazetteer

_LONGEST_WORD = 120
MOST_LINES = 100_000
"""Lines beyond this are kept as rows and not read; the list says so."""

_TOTAL = re.compile(
    r"(?<![가-힣\w])(?:총(?:원|인원)?|모두|합계|도합|전체|전부|합쳐서|합해서|이상|계) ?:? ?"
    r"(?P<a>\d{1,5}) ?(?:명|인|사람|분)(?:입니다|임)?(?![가-힣])"
    r"|(?i:\btotal(?: of)?(?: number)? ?[:=]? ?(?P<b>\d{1,5})\b|\b(?P<c>\d{1,5}) (?:people|persons|names)?(?: ?in total| ?altogether| ?in all)\b)"
    r"|(?:总共|總共|总计|總計|共计|共計|合计|合計|一共|共有|共|总人数|以上) ?:? ?"
    r"(?P<d>\d{1,5}|[一二两三四五六七八九十]) ?(?:人|名|个人|位)?(?![岁歲年月日\d])"
)
_MAIL_HEAD = re.compile(
    r"(?i:(?:from|to|cc|bcc|sent|date|subject|reply-to|re|fw|fwd)|보낸 ?사람|받는 ?사람|보낸 ?날짜|날짜|제목|참조"
    r"|发件人|收件人|主题|主題|日期|发送时间|抄送) ?: ?"
)
_SUBJECT = re.compile(r"(?i:subject|re|fw|fwd|제목|主题|主題) ?:")
_DUST = re.compile(
    r"(?i:[-_=~*—─━]{3,}.{0,60}|.{0,60}[-_=—─━]{5,}|(?:on )?.{4,60}\bwrote:?"
    r"|forwarded message|begin forwarded message:?|sent from my .{2,30}"
    r"|전달된 메시지|전달받은 메시지|\[?转发\]?|원본 메시지|원본 메일|사진|동영상|<media omitted>|삭제된 메시지입니다\.?|this message was deleted\.?)"
)
_SIGNATURE = re.compile(
    r"--|(?i:best(?: regards| wishes)?|kind regards|regards|yours sincerely|sincerely|thanks|thank you|many thanks),?"
    r"|.{1,10} ?(?:드림|올림|拜上|敬上)|此致|谢谢|감사합니다\.?"
)
_TITLE = re.compile(
    r"(?i:명단|목록|체포된|체포자|붙잡힌|잡혀 ?간|잡힌|구금된|구금자|억류된|사람들|연행된|이름들|분들"
    r"|\blist\b|\barrested\b|\bdetained\b|\bdetainees\b|\bnames?\b"
    r"|\bheld\b|名单|名單|被抓|被捕|抓获|关押|人员|人員|的人)"
)
_SENTENCE = re.compile(r"^(?:we|i|please|they|he|she|it|there|hello|hi|dear)\b.*\.$|^.{12,}。$", re.IGNORECASE)
_DATED = re.compile(
    r"(?P<ko>(?:19|20)\d{2}년 ?\d{1,2}월 ?\d{1,2}일)|(?P<iso>20\d{2}[-./] ?\d{1,2}[-./] ?\d{1,2})"
    r"|(?P<en>(?i:\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? 20\d{2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? 20\d{2}))|(?P<zh>20\d{2}年\d{1,2}月\d{1,2}[日号])"
)
_EVENT = re.compile(r"(?i:체포|붙잡|잡혀|잡힌|연행|arrest|detain|taken|seized|被抓|被捕|抓获)")
_BORN = re.compile(r"(?i:생|출생|born|b\.|dob|生)")
_SECTION = re.compile(r"^[\[<〈《(【「#=*]+(?P<a>.{1,40}?)[\]>〉》)】」#=*]+:?$|^(?P<b>.{1,40}?):$")


@dataclass(slots=True)
class _Reading:
    """What is known while the lines are read."""

    cast: Cast = field(default_factory=Cast)
    rows: list[Row] = field(default_factory=list)
    title: str = ""
    said_on: str | None = None
    section: str = ""
    columns: tuple[str, ...] = ()
    block: Someone | None = None
    last: Someone | None = None
    closing: bool = False
    seen: dict[str, Row] = field(default_factory=dict)
    totals: list[tuple[int, int]] = field(default_factory=list)
    lang: str = "en"


def read_text(text: str, *, name: str = "", lang: str | None = None) -> Intake:
    """A pasted list, understood as far as it goes. name: of the file it came from. lang: "ko", "en" or "zh" if known.

    Faults of a row: "turned-text", "too-long" {most}, "repeated-ordinal" {ordinal, row}, "count-differs" {said, found},
    "no-such-number" {number}, "two-values" {prop}, "kin-contradicts-sex", "impossible-age", "impossible-date",
    "own-relative", "name-too-long", "from-a-sentence", "uncounted-others" {words}. Of the list: "too-many-rows" {rows, most}.
    """
    lines = lines_of(text)
    if _tabbed(lines):
        return replace(_table(lines, name), lang=lang or _language(text))
    reading = _Reading(lang=lang or _language(text))
    for number, raw in lines[:MOST_LINES]:
        reading.rows.append(_row(reading, number, raw))
    for number, raw in lines[MOST_LINES:]:
        reading.rows.append(Row(number, f"line {number}", raw, "not-understood"))
    cast = reading.cast
    cast.settle()
    _check_totals(reading)
    faults = (Fault("too-many-rows", {"rows": len(lines), "most": MOST_LINES}),) if len(lines) > MOST_LINES else ()
    return Intake(
        name, "text", tuple(_finished(reading, row) for row in reading.rows), cast.listed(), tuple(cast.ties.values()),
        title=reading.title, lang=lang or reading.lang, said_on=reading.said_on, faults=faults,
    )  # fmt: skip


def _tabbed(lines: list[tuple[int, str]]) -> bool:
    """True for a table pasted from a spreadsheet: nearly every line has cells parted by tabs."""
    filled = [raw.strip() for _, raw in lines[:MOST_LINES] if raw.strip()]
    parted = sum("\t" in raw for raw in filled)
    return parted >= 2 and parted * 5 >= len(filled) * 4


def _table(lines: list[tuple[int, str]], name: str) -> Intake:
    from underice.intake.grid import Grid, GridRow
    from underice.intake.table_people import intake_of

    rows = [
        GridRow(number, f"line {number}", tuple(plain(cell) for cell in raw[:LONGEST].split("\t")), raw,
                (Fault("turned-text"),) if turns_text(raw) else (), too_long=len(raw) > LONGEST)
        for number, raw in lines[:MOST_LINES]
    ]  # fmt: skip
    faults = (Fault("too-many-rows", {"rows": len(lines), "most": MOST_LINES}),) if len(lines) > MOST_LINES else ()
    made = intake_of((Grid(tuple(rows)),), name=name, form="text", faults=faults)
    rest = tuple(Row(number, f"line {number}", raw, "not-understood") for number, raw in lines[MOST_LINES:])
    return replace(made, rows=(*made.rows, *rest))


def _language(text: str) -> str:
    """The language of most of the text ("ko", "zh", "en"), by the letters of its first 20,000 characters."""
    head = text[:20_000]
    if detect(head) == "ko":
        return "ko"
    han = sum("\u3400" <= char <= "\u9fff" for char in head)
    latin = sum(char.isascii() and char.isalpha() for char in head)
    return "zh" if han * 3 > latin else "en"


def _finished(reading: _Reading, row: Row) -> Row:
    faults = reading.cast.faults.get(row.number)
    return replace(row, faults=(*row.faults, *faults)) if faults else row


def _check_totals(reading: _Reading) -> None:
    found = sum(one.in_list for one in reading.cast.people)
    for row, said in reading.totals:
        if said != found:
            reading.cast.fault(row, "count-differs", said=said, found=found)


def _row(reading: _Reading, number: int, raw: str) -> Row:
    locator = f"line {number}"
    if len(raw) > LONGEST:
        return Row(number, locator, raw, "too-long", faults=(Fault("too-long", {"most": LONGEST}),))
    line = clean(number, raw)
    if line.turned:
        reading.cast.fault(number, "turned-text")
    kind, people = _read(reading, line)
    row = Row(number, locator, raw, kind, tuple(dict.fromkeys(one.ref for one in people)))
    if kind == "people" and any(one.row == number and one.named for one in people):
        reading.seen.setdefault(_same(line), row)
    return row


def _same(line: Line) -> str:
    return f"{line.ordinal}\t{''.join(line.text.split())}".casefold()


def _read(reading: _Reading, line: Line) -> tuple[RowKind, tuple[Someone, ...]]:
    text = line.text
    if not text.strip(" .,-–—_=*~|"):
        reading.block = reading.block if line.stamp else None
        reading.last = reading.last if line.stamp else None
        return ("remark" if text or line.stamp or line.bulleted or line.raw.strip() else "blank"), ()
    if _dust(reading, line) or is_greeting(line):
        return "remark", ()
    repeated = reading.seen.get(_same(line))
    if repeated is not None and not _label_line(text):
        refs = set(repeated.people)
        return "repeated", tuple(one for one in reading.cast.people if one.ref in refs)
    if _heading(reading, line):
        return "heading", ()
    total = _TOTAL.search(text)
    if total is not None:
        reading.totals.append((line.number, _total(total)))
        if not line.ordinal and len(text) - len(total.group()) <= 8:
            return _words(reading, line, [], True)
    marks = _marks(reading, line)
    others = "" if any(mark.kind == "person" and mark.count for mark in marks) else uncounted(text)
    if others:
        reading.cast.fault(line.number, "uncounted-others", words=others)
        if not any(mark.kind in ("name", "alias", "age", "birth", "sex", "kin") for mark in marks):
            return "remark", ()
    if not _about_people(line, marks) and not _goes_on(reading, line, marks):
        return _words(reading, line, marks, total is not None)
    return _people(reading, line, marks)


def _total(hit: re.Match[str]) -> int:
    return count_said(next(group for group in hit.groups() if group))


def _dust(reading: _Reading, line: Line) -> bool:
    """Words of a messenger or of mail around a list."""
    text = line.text
    head = _MAIL_HEAD.match(text)
    dated = head is not None or _DUST.fullmatch(text) is not None
    if dated and reading.said_on is None:
        reading.said_on = _day(text)
    if head is not None and _SUBJECT.match(text):
        return False
    if head is not None and not _about_origin(text):
        return True
    if _SIGNATURE.fullmatch(text):
        reading.closing = reading.closing or bool(reading.cast.people)
        return True
    if reading.closing and not line.ordinal and not line.bulleted:
        return True
    return _DUST.fullmatch(text) is not None


def _about_origin(text: str) -> bool:
    """Whether "From: …" tells a home (Musan county) or who wrote (a family in Seoul)."""
    label, _, words = text.partition(":")
    places = gazetteer().candidates(words.strip()) if len(words) < 80 else ()
    return label.strip().lower() == "from" and bool(places) and places[0].country == "KP"


def _day(text: str) -> str | None:
    hit = _DATED.search(text)
    return date_said(hit.group().replace(" ", "") if hit["iso"] else hit.group()) if hit else None


def _label_line(text: str) -> bool:
    return text.partition(":")[0].strip().lower() in labels()


def _heading(reading: _Reading, line: Line) -> bool:
    """Names of columns, or a section: "[무산 출신]", "〈2조〉"."""
    cells = [cell.strip(" :*").lower() for cell in re.split(r"[\t|,，、/;]| {2,}", line.text) if cell.strip()]
    if len(cells) == 1:
        cells = line.text.lower().split()
    known = sum(cell in labels() for cell in cells)
    if len(cells) > 1 and known >= max(2, len(cells) - 1):
        reading.columns = tuple(labels().get(cell, "") for cell in cells)
        return True
    hit = _SECTION.match(line.text)
    if hit is None or line.ordinal:
        return False
    words = (hit["a"] or hit["b"]).strip()
    bare = re.sub(
        r" ?(?:출신|사람들?|인|쪽|에서 온 사람들?|지역)$|^(?i:from|people from|those from) |^来自|人$|籍$", "", words
    ).strip()
    places = gazetteer().candidates(bare) if 2 <= len(bare) <= 30 else ()
    if places and places[0].country == "KP":
        reading.section = bare
        return True
    if hit["a"] and re.fullmatch(
        r"(?i:제? ?\d{1,3} ?(?:조|반|차|팀|그룹|집|호|组|批)|(?:group|flat|house|batch|team) ?\w{1,3}|.{1,12}(?:조|팀|그룹|집|组))",
        words,
    ):
        reading.section = ""
        return True
    return False


def _marks(reading: _Reading, line: Line) -> list[Mark]:
    finder = Finder(line.text)
    finder.find()
    find_names(finder, "ko" if reading.lang in ("ko", "zh") else "en", item=bool(line.ordinal or line.bulleted))
    marks = without_arrests(line.text, finder.marks)
    return without_speakers(line.text, marks) if is_prose(line) else marks


def _about_people(line: Line, marks: list[Mark]) -> bool:
    """False for sentences and titles that tell of nobody in particular."""
    kinds = [mark.kind for mark in marks]
    if _label_line(line.text) and _SUBJECT.match(line.text) is None:
        return True
    if not line.ordinal and "birth" in kinds and not {"name", "kin", "sex", "person", "label"} & set(kinds):
        born = next(mark for mark in marks if mark.kind == "birth")
        if not _BORN.search(line.text[born.start : born.end]):
            return False
    words = sum(len(mark.value) for mark in marks if mark.kind in ("rest", "note"))
    named = kinds.count("name") + kinds.count("alias")
    facts = sum(
        kind in ("age", "birth", "sex", "unnamed", "health", "number", "phone", "job", "ditto", "bad-age")
        for kind in kinds
    )
    people = sum(kind in ("kin", "person", "together") for kind in kinds)
    if named:
        return named * 4 + facts * 3 + people * 3 >= words / 4 or bool(line.ordinal) or facts > 1 and is_prose(line)
    if line.ordinal or line.bulleted:
        return bool(facts or people or "place" in kinds)
    if "together" in kinds and not facts and not words:
        return True
    return (
        bool(people and (facts or words < 8) or facts)
        and words <= 12 + 6 * facts
        and not (kinds == ["phone"] or people == 0 and "place" not in kinds and words > 6)
    )


def _goes_on(reading: _Reading, line: Line, marks: list[Mark]) -> bool:
    """True for a line with nothing but a place or work, right below somebody of whom that is not told."""
    props = {"place": "origin", "job": "occupation", "sep": "", "address": "address"}
    last = reading.last
    if last is None or line.ordinal or not marks or any(mark.kind not in props for mark in marks):
        return False
    return not any(last.has(props[mark.kind]) for mark in marks if mark.kind != "sep")


def _words(reading: _Reading, line: Line, marks: list[Mark], total: bool) -> tuple[RowKind, tuple[Someone, ...]]:
    """A line that tells of nobody: the title, a count, a remark."""
    day = _day(line.text)
    if day and reading.said_on is None and (not _EVENT.search(line.text) or not reading.cast.people):
        reading.said_on = day
    fresh = not reading.cast.people and not reading.title
    if (
        fresh
        and not _SENTENCE.match(line.text)
        and (_TITLE.search(line.text) or _SUBJECT.match(line.text) or line.text.endswith(":") or day)
    ):
        reading.title = line.text
        return "title", ()
    if total or marks and len(line.text) > 3:
        return "remark", ()
    return "not-understood", ()


def _people(reading: _Reading, line: Line, marks: list[Mark]) -> tuple[RowKind, tuple[Someone, ...]]:
    cast = reading.cast
    block = _block(reading, line, marks)
    if block is not None:
        _cell(marks, line)
    joined = None if block is not None or line.ordinal or line.bulleted else reading.last
    before = len(cast.people)
    reader = LineReader(cast, line, marks, block)
    here = reader.read()
    if not here:
        here = _nobody(reading, line, reader, joined)
        if not here:
            _, people = _words(reading, line, marks, False)
            return ("remark" if marks else "not-understood"), people
    _section(reading, cast.people[before:])
    length = max((len(word) for word in line.text.split()), default=0)
    if length > _LONGEST_WORD:
        cast.fault(line.number, "name-too-long", length=length)
    if reader.prose and block is None:
        cast.fault(line.number, "from-a-sentence")
    _remember(reading, line, here, block)
    return "people", tuple(here)


def _block(reading: _Reading, line: Line, marks: list[Mark]) -> Someone | None:
    """The person that a line "label: value" speaks of; a new one at "name:"."""
    first = marks[0] if marks else None
    if first is None or first.kind != "label" or first.start > 0 or not _label_line(line.text):
        return None
    if first.value == "name" and (reading.block is None or _further_name(reading.block, marks)):
        reading.block = None
    if reading.block is None:
        reading.block = reading.cast.person(line.number)
    return reading.block


def _further_name(block: Someone, marks: list[Mark]) -> bool:
    from underice.intake.cells_names import spelling_of

    names = [mark.value for mark in marks if mark.kind == "name"]
    return block.named and not any(
        spelling_of(said.value, name) for said in block.said if said.prop == "name" for name in names
    )


def _cell(marks: list[Mark], line: Line) -> None:
    """Words that follow a label are what the label says, whatever they look like."""
    prop = marks[0].value
    if prop in ("occupation", "health", "lives") and not any(mark.kind == "unnamed" for mark in marks):
        words = line.text[marks[0].end :].strip()
        if words and words.lower() not in word_list("empty"):
            marks[1:] = [Mark(marks[0].end, len(line.text), "job" if prop == "occupation" else "health", words)]
    elif prop == "birth":
        words = line.text[marks[0].end :].strip()
        value = next((one for one in (words, f"{words}생") if date_said(one) is not None), "")
        if value:
            marks[1:] = [Mark(marks[0].end, len(line.text), "birth", value)]


def _nobody(reading: _Reading, line: Line, reader: LineReader, joined: Someone | None) -> list[Someone]:
    """Facts without a person: of the person of the line before, or of somebody without a name."""
    told = dict(reader.pending)
    if joined is not None and told and not any(joined.has(prop) for prop in told):
        for prop, value in reader.pending:
            joined.add(prop, value)
        for words in reader.remarks:
            joined.add("remark", words)
        return [joined]
    if "sex" in told or "age" in told or "birth" in told or line.ordinal and told:
        one = reader._start()
        reader._flush(one)
        return [one]
    return []


def _section(reading: _Reading, people: list[Someone]) -> None:
    if reading.section:
        for one in people:
            if not one.has("origin") and not one.left and not one.kin:
                one.said.append(Said("origin", reading.section))


def _remember(reading: _Reading, line: Line, here: list[Someone], block: Someone | None) -> None:
    cast = reading.cast
    own = [one for one in here if one.row == line.number] or here
    main = own[0]
    reading.last = here[-1] if block is None else None
    if line.ordinal:
        if line.ordinal in cast.ordinals:
            cast.fault(line.number, "repeated-ordinal", ordinal=line.ordinal, row=cast.ordinal_rows[line.ordinal])
        else:
            cast.ordinals[line.ordinal] = main
            cast.ordinal_rows[line.ordinal] = line.number
    if main.left or is_prose(line) and main.row != line.number:
        return
    cast.above = main
    if not main.kin and not line.indented:
        cast.head = main


__all__ = ["MOST_LINES", "plain", "read_text"]

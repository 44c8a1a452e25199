"""Pages as people write them: half-closed, in old encodings, with cells, lists and words nobody sees."""

import pytest

from underice.exposure.documents import Source, read_document


def page(body: str) -> Source:
    return read_document(f"<html><body>{body}</body></html>".encode())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ul><li>가<li>나</ul>", "- 가\n- 나"),
        ("<table><tr><td>가<td>나<tr><td>다</table>", "가\t나\n다"),
        ("<p>첫째<p>둘째", "첫째\n둘째"),
        ("가<br/>나<hr/>다", "가\n나\n다"),
        ("<pre>가\n  나</pre>", "가\n나"),
        ("<img alt='역 앞의 사람' src=x>글", "역 앞의 사람\n글"),
        ("<figure><img alt='사람'><figcaption>사람</figcaption></figure>", "사람\n사람"),
        ("<p hidden>숨은 말<p>보이는 말", "숨은 말\n보이는 말"),
        ("<style>p{}</style><script>var 나 = 1</script>글", "글"),
        ("&#xC624;&nbsp;&lt;글&gt;", "오\u00a0<글>"),
        ("<a href=x/>글", "글"),
    ],
)
def test_a_page_is_read_as_it_is_shown(body: str, text: str) -> None:
    assert page(body).text == text


def test_hidden_words_scripts_comments_and_makers_are_told() -> None:
    read = page("<meta name=generator content='Desk 1'><meta name=keywords content='무산'><!-- 누구? --><!--[if IE]><![endif]-->"
                "<span style='display: none'>가</span><script>1</script><img src=x>")  # fmt: skip
    assert {one.code: one.n for one in read.notes} == {
        "words_in_properties": 1, "comments": 1, "hidden_text": 1, "scripts": 1, "pictures": 1, "made_with": 1
    }  # fmt: skip


def test_a_description_that_repeats_another_stands_once() -> None:
    assert (
        page("<meta name=description content='무산'><meta property='og:description' content='무산'>글").text
        == "무산\n글"
    )


@pytest.mark.parametrize("charset", ["euc-kr", "ks_c_5601-1987", "nonsense", "utf-8"])
def test_the_encoding_a_page_names_is_believed_where_it_fits(charset: str) -> None:
    text = f"<html><meta charset={charset}><p>무산에서 온 사람들이 다시 그 집으로 갔다</p></html>"
    read = read_document(text.encode("cp949"))
    assert "무산에서 온 사람들이" in read.text
    assert (read.guessed is None) == (charset in ("euc-kr", "ks_c_5601-1987"))


def test_a_page_in_utf_16_is_read_by_its_name() -> None:
    assert read_document("<html><p>무산</p></html>".encode("utf-16"), "a.HTM").text == "무산"


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<td>", "<![CDATA[", "<!a", "</"])
def test_hostile_pages_end_in_bounded_work(piece: str) -> None:
    text = "<html>글" + piece * 10_000
    assert "글" in read_document(text.encode()).text

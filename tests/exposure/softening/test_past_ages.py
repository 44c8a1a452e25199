from tests.exposure.softening.rewrite import softer


def test_an_age_of_the_past_is_left_out_rather_than_called_by_the_age_of_today() -> None:
    text = "혜산에서 온 보옥(가명)의 어머니는 2021년 여름 선양에서 체포됐다. 보옥은 그때 일곱 살이었다."
    new = softer(text, "age", "일곱 살", "young")
    assert "10대" not in new
    assert "그때 […]" in new

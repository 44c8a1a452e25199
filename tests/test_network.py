"""Nothing that is checked leaves the machine: the whole check runs without one attempt to reach a network."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

DRAFT = "2월 초 선양에서 함경북도 무산 출신 34세 여성과 아홉 살 난 아들이 붙잡혔다. 여성은 2021년에 입국한 동생이 있다."


def test_a_connection_is_refused_and_counted(no_network: list[str]) -> None:
    """The guard itself works; otherwise the zeros below would mean nothing."""
    with socket.socket() as plug, pytest.raises(RuntimeError, match=r"socket\.connect"):
        plug.connect(("127.0.0.1", 9))
    assert no_network == ["socket.connect"]
    no_network.clear()


def test_a_name_look_up_is_refused_and_counted(no_network: list[str]) -> None:
    with pytest.raises(RuntimeError, match=r"socket\.getaddrinfo"):
        socket.create_connection(("underice.invalid", 80))
    assert no_network == ["socket.getaddrinfo"]
    no_network.clear()


def test_listening_is_allowed_on_this_machine_alone(no_network: list[str]) -> None:
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
    assert no_network == []
    with socket.socket() as plug, pytest.raises(RuntimeError, match=r"socket\.bind"):
        plug.bind(("0.0.0.0", 0))
    assert no_network == ["socket.bind"]
    no_network.clear()


def test_sockets_inside_the_machine_stay_usable(no_network: list[str]) -> None:
    left, right = socket.socketpair(socket.AF_UNIX)
    with left, right:
        left.sendall(b"ice")
        assert right.recv(3) == b"ice"
    assert no_network == []


def test_an_attempt_in_a_subprocess_is_counted_even_when_it_is_swallowed(
    offline_environment: tuple[dict[str, str], Path],
) -> None:
    environment, log = offline_environment
    code = "import socket\ntry:\n    socket.getaddrinfo('underice.invalid', 80)\nexcept Exception:\n    pass\n"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert log.read_text(encoding="utf-8").split() == ["socket.getaddrinfo"]


@pytest.mark.parametrize(
    "arguments", [["--json"], ["--lang", "en"], ["--html", "report.html"]], ids=["json", "text", "html"]
)
def test_a_draft_check_makes_no_network_attempt(
    arguments: list[str], offline_environment: tuple[dict[str, str], Path], tmp_path: Path
) -> None:
    environment, log = offline_environment
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    command = [sys.executable, "-m", "underice", "draft", "check", "draft.txt", "--date", "2026-02-10", *arguments]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    assert "(E-" not in done.stderr
    assert not log.exists()


def test_the_report_names_no_address_to_load_from(
    offline_environment: tuple[dict[str, str], Path], tmp_path: Path
) -> None:
    environment, _log = offline_environment
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    command = [sys.executable, "-m", "underice", "draft", "check", "draft.txt", "--html", "report.html"]
    subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
    page = (tmp_path / "report.html").read_text(encoding="utf-8").lower()
    for loader in ("src=", "<script", "<link", "@import", "url(", "<iframe"):
        assert loader not in page

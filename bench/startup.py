"""Cold starts beside bare Python, and the size of the installed core: `python -m bench.startup [--install]`.

Goals: `underice --version` within 0.15 s, `underice draft check` within 1.0 s, core within 200 MB and 60 s.
`--install` also times a fresh environment with the locked core (takes a minute and needs the package registry).
"""

import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

from bench._timing import Timing, machine, measure, row, table

ROOT = Path(__file__).resolve().parents[1]
DRAFT = "2월 초 선양에서 함경북도 무산 출신 34세 여성과 아홉 살 난 아들이 붙잡혔다. " * 18


def start(*arguments: str) -> Timing:
    """Time a fresh Python with these arguments, 10 runs after one that fills the caches."""
    command = [sys.executable, *arguments]
    return measure(lambda: subprocess.run(command, capture_output=True, check=False), runs=10)


def outcome(*arguments: str) -> str:
    """What to say beside a check's time: a start that failed is no measurement."""
    code = subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
    return "goal 1.0 s" if code.returncode in (0, 1) and b"(E-" not in code.stderr else "FAILED: not a measurement"


def installed_size() -> int:
    """Bytes of the installed files of the locked core packages, compiled files included."""
    lines = (ROOT / "requirements" / "core.txt").read_text(encoding="utf-8").splitlines()
    total = 0
    for name in {line.partition("==")[0] for line in lines if "==" in line}:
        try:
            files = metadata.files(name) or []
        except metadata.PackageNotFoundError:  # locked for another system or Python
            continue
        paths = (Path(str(file.locate())) for file in files)
        total += sum(path.stat().st_size for path in paths if path.is_file())
    return total


def fresh_install() -> tuple[float, int]:
    """Seconds for a new environment with the locked core, and its bytes without pip itself."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [str(Path(folder) / "bin" / "python"), "-m", "pip", "--quiet", "install", "--no-cache-dir"]
        core = str(ROOT / "requirements" / "core.txt")
        subprocess.run([*pip, "--require-hashes", "-r", core], check=True)
        took = time.perf_counter() - begin
        files = (path for path in Path(folder).rglob("*") if path.is_file() and "pip" not in path.parts)
        return took, sum(path.stat().st_size for path in files)


def main() -> None:
    """Print one table of starts and the sizes below it."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.txt"
        draft.write_text(DRAFT[:900], encoding="utf-8")
        check = ("-m", "underice", "draft", "check", str(draft), "--date", "2026-02-10")
        rows = [
            row("python -c pass", start("-c", "pass")),
            row("underice --version", start("-m", "underice", "--version"), "goal 0.15 s"),
            row("underice draft check, 900 characters", start(*check), outcome(*check)),
            row("import typer", start("-c", "import typer")),
            row("import numpy", start("-c", "import numpy")),
        ]
    print(machine())
    print(table(rows))
    print(f"\ninstalled core: {installed_size() / 1e6:.0f} MB (goal 200 MB)")
    own = sum(path.stat().st_size for path in (ROOT / "src" / "underice").rglob("*") if path.is_file())
    print(f"our own package, data and caches included: {own / 1e6:.1f} MB")
    if "--install" in sys.argv[1:]:
        took, size = fresh_install()
        print(f"fresh environment with the locked core: {took:.0f} s, {size / 1e6:.0f} MB (goals 60 s, 200 MB)")


if __name__ == "__main__":
    main()

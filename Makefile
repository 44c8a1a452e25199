# Each target sets up what it needs in .venv; only Python 3.11 or newer and make are expected.
# Which Python: make PYTHON=/path/to/python3 …
PYTHON ?=
JOBS ?= 2
BIN := .venv/bin
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help demo test check bench soak docs lock translations clean spark core dev

help: ## this list
	@printf 'Underice: make 대상 / targets\n\n'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/\1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  make %-13s %s\n' "$$name" "$$text"; done

demo: core ## 지어낸 이야기를 끝까지 보여 줍니다 · tell the invented story, or check your draft: make demo DRAFT=file.txt
	@$(BIN)/python -m underice demo $(if $(DRAFT),--draft "$(DRAFT)")

test: dev ## 모든 시험 · all tests
	@$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: dev ## 형식·타입·방 규칙·번역·문서·시험 범위 · form, types, room table, translations, docs, tests with coverage
	@sh tools/check.sh $(JOBS)

bench: dev ## 이웃 도구와 견준 측정 · measurements beside named peers, one table each
	@set -e; for file in bench/[!_]*.py; do name=$$(basename "$$file" .py); printf '\n== %s\n' "$$name"; $(BIN)/python -m "bench.$$name"; done

soak: dev ## 오래 걸리는 시험 · minutes-long runs over large inputs
	@$(BIN)/python -m pytest -m soak $(ARGS); code=$$?; [ $$code -eq 5 ] && echo 'No soak test yet.' && exit 0 || exit $$code

docs: dev ## 코드에서 만드는 문서를 다시 만듭니다 · make the reference pages from the code again
	@$(BIN)/python -m tools.reference write

translations: dev ## 번역 목록을 갱신하고 묶습니다 · bring the catalogue up to date and compile it
	@$(BIN)/python -m tools.translations update
	@$(BIN)/python -m tools.translations compile

spark: dev ## 스파크로 하는 시험(자바 17 필요, 500 MB) · the tests on Spark (Java 17 and 500 MB more)
	@sh tools/setup.sh spark
	@$(BIN)/python -m pytest tests/people/test_linking_spark.py $(ARGS)

lock: dev ## 잠금 파일을 다시 만듭니다(uv 필요) · make the hash-locked requirements again
	@sh tools/lock.sh

clean: ## 만들어진 것을 지웁니다 · remove .venv, caches and build output
	@rm -rf .venv build dist underice-demo htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
	@find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +

core:
	@sh tools/setup.sh core

dev:
	@sh tools/setup.sh dev

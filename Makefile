# The whole vocabulary: make run, make test, make check, make bench.
PYTHON ?= python3
BIN := .venv/bin
# Tests start hundreds of processes of ours: compiled once, each starts in half the time.
export PYTHONDONTWRITEBYTECODE :=
PARTS := pyproject.toml package-lock.json scripts/setup.py

.PHONY: run test check bench
.DEFAULT_GOAL := run

run: .venv/.run-ready  ## set up and start the site with the sample ledgers
	$(BIN)/taizhang serve --demo

test: .venv/.test-ready  ## set up and run all tests
	$(BIN)/pytest -n auto

check: .venv/.test-ready  ## lint, types, imports, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint src/taizhang/web

bench: .venv/.test-ready  ## time and memory, with peers beside them
	$(BIN)/python -m benchmarks

.venv/.run-ready: requirements.lock $(PARTS)
	$(PYTHON) scripts/setup.py run

.venv/.test-ready: requirements-dev.lock $(PARTS)
	$(PYTHON) scripts/setup.py test

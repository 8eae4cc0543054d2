# Dialogo: the few commands everyone needs. `make run` and `make test` set up all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench soak docs clean test-tools

help: ## List these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

setup: $(READY) ## Prepare .venv with Dialogo and all that its tests need

$(READY): pyproject.toml
	@PYTHON=$(PYTHON) VENV=$(VENV) sh ./setup.sh
	@touch $@

run: setup ## Start the desk, on a database in ./desk-data, and print a link to sign in
	@DIALOGO_DATA="$${DIALOGO_DATA:-$(CURDIR)/desk-data}" $(BIN)/dialogo run

test: setup test-tools ## Run every test; those of the desk on SQLite and on PostgreSQL
	$(BIN)/pytest -n auto --dist loadgroup
	$(BIN)/python -m tests.web.with_postgresql $(BIN)/pytest -n auto --dist loadgroup tests/web \
		--ignore tests/web/browser

lint: setup ## Check style, types, and which floor imports which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup ## Measure speed and memory: the audit beside pandas and SQL, the pages of the desk
	$(BIN)/python -m benchmarks.audit
	$(BIN)/python -m benchmarks.desk

soak: setup test-tools ## Kill workers and cut connections 1,000 times, then count every letter and message
	$(BIN)/python -m tests.soak --kills 1000

docs: setup ## Write the pages that are made from the code
	$(BIN)/python docs/generate.py

test-tools:
	@sh ./setup.sh tests

clean: ## Remove what the other commands made
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

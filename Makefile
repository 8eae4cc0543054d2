# Dialogo: the few commands everyone needs. `make run` and `make test` set up all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench docs clean browser

help: ## List these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

setup: $(READY) ## Prepare .venv with Dialogo and all that its tests need

$(READY): pyproject.toml
	@PYTHON=$(PYTHON) VENV=$(VENV) sh ./setup.sh
	@touch $@

run: setup ## Make the sample company's records, audit them, and show the mistakes
	@mkdir -p out
	@$(BIN)/dialogo simulate --sample --into out/sample
	@$(BIN)/dialogo audit out/sample --format html --output out/report.html
	@$(BIN)/dialogo audit out/sample

test: setup browser ## Run every test
	$(BIN)/pytest -n auto --dist loadgroup

lint: setup ## Check style, types, and which floor imports which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup ## Measure speed and memory beside plain pandas and hand-written SQL
	$(BIN)/python -m benchmarks.audit

docs: setup ## Write the pages that are made from the code
	$(BIN)/python docs/generate.py

browser: # The report is looked at in a real browser
	@sh ./setup.sh browser

clean: ## Remove what the other commands made
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# Dialogo: the few commands everyone needs. `make run` and `make test` set up all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Tests wait for servers, browsers and killed workers: one more at a time than there are processors.
TESTS := $(BIN)/pytest -n $(shell $(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))') --no-loadscope-reorder
# Hundreds of programs start in a run: what they import is compiled once, whatever this machine is
# told to do.
unexport PYTHONDONTWRITEBYTECODE
# What speaks to the database through Django alone, and so alike with either: on PostgreSQL in the
# soak. Pages, by every role; the API, but for what it guards with the database's own rules; networks
# and those who sign in; what is computed, or drawn; files, settings, and words. All else - locks,
# SQL of our own, triggers, searching, counting, migrations, backups, workers that are killed - runs
# on both each time, and so does whatever is new.
ALIKE := $(addprefix tests/web/,pages frame sign_in models test_who_may_what.py test_words.py \
	test_options.py test_keys.py test_home.py server/test_sealing.py \
	$(addprefix api/test_,audits.py connections.py contract.py conversations.py findings.py hours.py \
		kept.py pieces.py posts.py problems.py scopes.py) \
	$(addprefix actions/letters/test_,by_mail.py on_bluesky.py on_servers.py on_telegram.py \
		picture_ready.py) actions/alerts actions/plan actions/watch \
	$(addprefix jobs/test_,audit.py endpoint.py figures.py needs.py practice.py teaching.py))

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench soak models docs clean test-tools

help: ## List these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

setup: $(READY) ## Prepare .venv with Dialogo and all that its tests need

$(READY): pyproject.toml
	@PYTHON=$(PYTHON) VENV=$(VENV) sh ./setup.sh
	@touch $@

run: setup ## Start the desk, on a database in ./desk-data, and print a link to sign in
	@DIALOGO_DATA="$${DIALOGO_DATA:-$(CURDIR)/desk-data}" $(BIN)/dialogo run

test: setup test-tools ## Run every test; those of the desk on SQLite and on PostgreSQL
	$(TESTS)
	$(BIN)/python -m tests.web.with_postgresql $(TESTS) tests/web --ignore tests/web/browser \
		$(ALIKE:%=--ignore %)

lint: setup ## Check style, types, and which floor imports which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup ## Measure speed and memory: the audit beside pandas and SQL, the desk, the inbox by size
	$(BIN)/python -m benchmarks.audit
	$(BIN)/python -m benchmarks.desk
	$(if $(DATA),$(BIN)/python -m benchmarks.language $(DATA))
	$(BIN)/python -m benchmarks.receiving
	$(BIN)/python -m benchmarks.returns_cost
	$(BIN)/python -m benchmarks.inbox --sizes 10000,100000 --rounds 20

soak: setup test-tools ## Kill workers and cut connections 1,000 times and count; all of the desk on PostgreSQL
	FUZZ_EXAMPLES=200 $(BIN)/python -m tests.web.with_postgresql $(TESTS) $(ALIKE)
	$(BIN)/python -m tests.soak --kills 1000
	$(BIN)/python -m tests.web.jobs.routers 1 --people 50 --conversations 10000 --routers 4

models: setup ## Learn the models of language anew: make models DATA=folder-of-records
	@VENV=$(VENV) sh ./setup.sh training
	$(BIN)/python -m training $(DATA)

docs: setup ## Write the pages that are made from the code
	$(BIN)/python docs/generate.py

test-tools:
	@sh ./setup.sh tests

clean: ## Remove what the other commands made
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# Needs python3 (3.11 or newer), make and a shell; everything else goes into .venv. `make` alone explains itself.
PYTHON ?= python3
VENV ?= .venv
IN := $(VENV)/bin/python
BOOTSTRAP := @$(PYTHON) config/launcher/bootstrap.py
export VENV
test slow walk chaos lint bench messages: export SECRET_KEY ?= only-for-checks

.DEFAULT_GOAL := help
.PHONY: help run demo test slow walk chaos lint format bench mutants messages clean ready extras ready-dev python

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ready extras ## start everything on http://127.0.0.1:8000 (HOST=… PORT=… DATA_DIR=… OCR=0); Ctrl-C stops it
	@exec $(IN) -m config.launcher

demo: ready ## fill it with sample cases and print how to sign in
	@exec $(IN) -m config.launcher manage demo

test: ready-dev ## all tests (ARGS="tests/law -k holiday" for some)
	@$(IN) -m config.catalogue compile
	@$(IN) -m pytest -n 3 -m "not slow" $(ARGS)
	@exec $(IN) -m tests.on_postgres $(ARGS)

slow: ready-dev ## the tests that kill, reinstall or start a second product
	@$(IN) -m config.catalogue compile
	@exec $(IN) -m pytest -n 2 -m slow $(ARGS)

walk: ready-dev ## ten thousand random steps through the workflow, beside a plain model
	@exec env WALK_STEPS=10000 $(IN) -m pytest -n 0 -s tests/escalation/test_machine.py $(ARGS)

chaos: ready-dev ## 20,000 reminders while everything is killed, on PostgreSQL and Redis, then 2,000 embedded (SEED=6)
	@$(IN) -m config.catalogue compile
	@$(IN) -m tests.chaos --seed $(or $(SEED),6) $(ARGS)
	@exec $(IN) -m tests.chaos --seed $(or $(SEED),6) --embedded $(ARGS)

lint: ready-dev ## style, types and floors
	$(IN) -m ruff check .
	$(IN) -m ruff format --check .
	$(IN) -m mypy .
	$(VENV)/bin/lint-imports

format: ready-dev ## let ruff lay out the code
	$(IN) -m ruff check --fix .
	$(IN) -m ruff format .

bench: ready-dev ## measure pages and queries with 10,000 cases
	@$(IN) -m config.catalogue compile
	@exec $(IN) -m bench.lists $(ARGS)

mutants: python ## change law/ in one place at a time and list what no test notices (ARGS="counting calendar")
	@exec $(PYTHON) -m bench.mutants $(ARGS)

messages: ready-dev ## collect the strings to translate into locale/
	$(IN) -m config.catalogue update

clean: ## remove .venv and caches; cases and files in var/ stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready: python
	$(BOOTSTRAP) requirements.txt
ifneq ($(STORAGE_URL),)
	$(BOOTSTRAP) requirements-s3.txt
endif

extras: ready
ifneq ($(OCR),0)
	$(BOOTSTRAP) --extra requirements-ocr.txt
endif

ready-dev: python
	$(BOOTSTRAP) requirements-dev.txt

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Juli needs Python 3.11 or newer, found: $$($(PYTHON) --version 2>&1). Name another: make run PYTHON=python3.11"; exit 1; }

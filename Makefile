# The one door to the project: `make help` lists what it does.

PYTHON ?= python3
WORKERS ?= auto
ARGS ?=
SIZES ?= 2000 10000 100000
LARGEST ?= 300000

PY := .venv/bin/python
INSTALL := @command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: $(PYTHON) is not here." >&2; exit 1; }; \
	$(PYTHON) tools/install.py


.DEFAULT_GOAL := help
.PHONY: help run test check bench requirements fmt

help: ## list what can be asked for
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: ## serve the demo on http://127.0.0.1:8000 (PORT=…, DEMO=off, DATABASE_URL=…)
	$(INSTALL) requirements.txt
	@exec env DEMO="$${DEMO:-on}" $(PY) manage.py serve

test: ## run all tests (ARGS="-k word", WORKERS=2, TEST_DATABASE_URL=…)
	$(INSTALL) requirements-dev.txt
	@$(PY) -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: ## everything that must hold: format, lint, types, imports, templates, migrations, …, tests
	$(INSTALL) requirements-dev.txt
	@sh tools/check.sh
	@$(MAKE) --no-print-directory test

bench: ## measure imports and exports against what is usual (SIZES="2000 10000", LARGEST=300000, ARGS="1 3")
	$(INSTALL) requirements-dev.txt
	@$(PY) -m bench $(ARGS) --sizes $(SIZES) --largest $(LARGEST)

fmt: ## format the code, and repair what can be repaired by itself
	$(INSTALL) requirements-dev.txt
	@$(PY) -m ruff check --fix --quiet .
	@$(PY) -m ruff format .

requirements: ## compile requirements*.in into pinned files with hashes (needs the package index)
	$(INSTALL) requirements-dev.txt
	@$(PY) -m uv pip compile $(COMPILE) requirements.in -o requirements.txt
	@$(PY) -m uv pip compile $(COMPILE) requirements-dev.in -o requirements-dev.txt

COMPILE := --quiet --python-version 3.11 --universal --generate-hashes --no-strip-extras --no-emit-index-url

# make demo · make test · make lint · make gate · make bench: each sets up what it needs in .venv, once.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo test lint gate bless bench docs setup clean

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

help:
	@echo "make demo    read examples/ into demo.db and write a first brief"
	@echo "make test    run the tests"
	@echo "make lint    style, types, and the order of the stages"
	@echo "make gate    score examples/ against what must be read from them; fails below the floors"
	@echo "make bless   raise the floors to today's scores (never lowers them)"
	@echo "make bench   measure the speed"
	@echo "make docs    write anew the reference pages that come from the code and knowledge/"

.venv/.made:
	@if [ -z "$(PYTHON)" ]; then echo "Mithaq needs Python 3.11 or newer; none was found. Name one: make PYTHON=/path/to/python3.11" >&2; exit 1; fi
	@echo "making .venv with $(PYTHON)"
	@$(PYTHON) -m venv .venv || { echo "no virtual environment could be made; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

# The package is installed so that it follows the files in src/: only a change of pyproject.toml installs again.
.venv/.installed: .venv/.made pyproject.toml
	@echo "installing Mithaq in .venv (the first time this takes a minute)"
	@$(PIP) -e '.[web]'
	@touch $@

.venv/.installed-dev: .venv/.made pyproject.toml
	@echo "installing Mithaq with its tools in .venv (the first time this takes a minute)"
	@$(PIP) -e '.[dev]'
	@touch $@ .venv/.installed

setup: .venv/.installed-dev

demo: .venv/.installed
	@$(BIN)/mithaq read examples/*.txt --register demo.db
	@echo
	@$(BIN)/mithaq brief US MA --register demo.db
	@$(BIN)/mithaq brief US MA --register demo.db --to brief.html
	@echo
	@echo "The register is demo.db, the brief brief.html. What else to type:"
	@echo "  $(BIN)/mithaq show --register demo.db --state MA --state US     the records about two states"
	@echo "  $(BIN)/mithaq show --register demo.db --disputed                what the documents disagree about"
	@echo "  $(BIN)/mithaq try examples/03-ar-turkey-qatar-committee.txt     how one text was read"
	@echo "  $(BIN)/mithaq brief TR QA --register demo.db --to turkey-qatar.html"
	@echo "  $(BIN)/mithaq read YOUR_FOLDER --register mine.db               your own documents (add the extras for pages, PDF, Word)"
	@echo "  $(BIN)/mithaq site --register demo.db --to site                 the pages as files; then: python3 -m http.server -d site"
	@echo
	@echo "In the browser, in Arabic, French or English: start  $(BIN)/mithaq serve --register demo.db  and open"
	@echo "  http://127.0.0.1:8765/US-MA"

test: .venv/.installed-dev
	@$(BIN)/python -m pytest -n auto

lint: .venv/.installed-dev
	$(BIN)/ruff check src tests eval bench docs
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: .venv/.installed
	@$(BIN)/python eval/gate.py

bless: .venv/.installed
	@$(BIN)/python eval/gate.py --bless

bench: .venv/.installed
	@$(BIN)/python bench/reading.py
	@$(BIN)/python bench/text_stage.py
	@$(BIN)/python bench/web.py --records 20000 --seconds 10

docs: .venv/.installed
	@$(BIN)/python docs/generate.py

clean:
	rm -rf .venv demo.db demo.db-wal demo.db-shm brief.html

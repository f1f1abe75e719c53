.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# pip works on the virtual environment from outside, so that Debian's python3-venv is not needed.
PIP = $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install --quiet

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.core ## set up the virtual environment .venv with the command zhengce

serve: setup ## build the bundled corpus and serve it on 127.0.0.1:8000
	$(BIN)/zhengce build
	$(BIN)/zhengce serve

test: $(VENV)/.dev browser ## set up what the tests need, and run them all
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(VENV)/.dev ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(VENV)/.dev ## score extraction and search on ../shared, and write tests/evals/RESULTS.md
	$(BIN)/python -m tests.evals.run

bench: $(VENV)/.dev ## measure speed and memory on ../shared, and write tests/bench/RESULTS.md
	$(BIN)/python -m tests.bench.run

conformance: $(VENV)/.dev ## run the scenarios of the public MCP conformance suite that apply (needs npx)
	$(BIN)/python -m tests.conformance

model: $(VENV)/.dev ## train the bundled embedding model on DATA=folder of training pairs
	$(BIN)/python -m embeddings.train $(DATA)

font: $(VENV)/.dev ## cut the Chinese font of the pages anew: FONT=NotoSansCJK-Regular.ttc DATA=folder of texts
	$(BIN)/python -m api.slicing $(FONT) $(DATA) corpus kg/lexicon

classifier: $(VENV)/.dev ## train the classifier of noun phrases on the annotated documents
	$(BIN)/python -m tests.evals.annotated data/annotated development
	$(BIN)/python -m kg.classifier.train ../shared/gold data/annotated

lock: ## write the lock files anew from what pyproject.toml allows
	sh requirements/lock.sh

browser: ## install Chromium and a Chinese font for the browser tests, where the machine allows
	@sh tests/install_browser.sh

screenshots: $(VENV)/.dev browser ## take the pictures of the README from the real page
	$(BIN)/python tests/screenshots.py docs

clean: ## remove the virtual environment and the built data
	rm -rf $(VENV) data

$(BIN)/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.core: requirements/core.lock pyproject.toml | $(BIN)/python
	@echo "Installing zhengce into $(VENV) ..."
	$(PIP) -r requirements/core.lock
	$(PIP) --no-deps --editable .
	@touch $@

# torch first: whatever depends on it then finds it, and no CUDA build is pulled in.
$(VENV)/.dev: requirements/dev.lock $(VENV)/.core
	@echo "Installing what tests and training need into $(VENV) ..."
	$(PIP) torch==2.13.0
	$(PIP) -r requirements/dev.lock
	@touch $@

.PHONY: help setup serve test check eval bench conformance model classifier font lock browser screenshots clean

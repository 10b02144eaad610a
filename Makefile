# `make lab` and `make test` need Python 3.11+ and nothing else: they build .venv by themselves.
PYTHON ?= python3
JOBS ?= 2
APP ?= notebooks/app.ipynb
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CONFIG := $(CURDIR)/notebooks/.jupyter
NBVAL := --nbval --nbval-current-env --nbval-sanitize-with=tests/nbval.cfg \
	--nbval-cell-timeout=60 --nbval-kernel-startup-timeout=60

.DEFAULT_GOAL := help
.PHONY: help lab app test quick lint notebooks pictures sheet house api bench calibrate fuzz lock clean

help:  ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

lab: $(READY)  ## Open the notebooks in JupyterLab
	$(BIN)/python -m jupyterlab $(ARGS)

app: $(READY)  ## Open the notebooks as pages without code, all in one window
	$(BIN)/python notebooks/.jupyter/bin/app.py $(ARGS) $(APP)

# The person's own Jupyter settings still apply where ours say nothing.
lab app: export JUPYTER_CONFIG_PATH := $(CONFIG)$(if $(JUPYTER_CONFIG_PATH),:$(JUPYTER_CONFIG_PATH))
lab app: export JUPYTER_PATH := $(CONFIG)$(if $(JUPYTER_PATH),:$(JUPYTER_PATH))

test: export TRACKER_JOURNAL := sample
# A hundred Pythons are started: each would compile pandas and the rest anew where none may keep it.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(READY)  ## Check everything: lint, notebooks, units, real browser
	@status=0; \
	$(MAKE) --no-print-directory lint || status=1; \
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder -p no:benchmark \
		$(NBVAL) tests tracker notebooks || status=1; \
	exit $$status

quick: export PYTHONDONTWRITEBYTECODE :=
quick: $(READY)  ## Check what takes under a minute: lint, and the tests that are fast
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile -p no:benchmark -m "not slow" --ignore tests/browser \
		tests tracker

lint: $(READY)  ## Check style and types
	@status=0; \
	for check in "ruff check" "ruff format --check" mypy; do $(BIN)/$$check || status=1; done; \
	exit $$status

notebooks: $(READY)  ## Run the notebooks on the sample diary and keep their outputs
	$(BIN)/python tests/refresh_notebooks.py

pictures: $(READY)  ## Take the README's pictures anew, in Chromium
	$(BIN)/python -m tests.browser.pictures

sheet: $(READY)  ## Draw every pose of every exercise, for looking at, to build/sheet
	$(BIN)/python -m tests.browser.sheet

house: $(READY)  ## Draw the picture of the house in CONTRIBUTING anew, from the imports
	$(BIN)/python -m tests.house

api: $(READY)  ## Write all that can be called, from the docstrings, to build/api.html
	$(BIN)/python -m tests.api

bench: $(READY)  ## Measure speed, as ratios to what one would use instead
	$(BIN)/python -m pytest tests/benchmarks -s

calibrate: $(READY)  ## Measure error rates on simulated people, cell by cell, on all cores
	$(BIN)/python -m tests.calibration.run $(ARGS)

fuzz: $(READY)  ## Read 10,000 mutated files of each format that can be brought along
	TRACKER_MUTATIONS=10000 $(BIN)/python -m pytest -n $(JOBS) -p no:benchmark tests/exchange/test_mutated.py

lock:  ## Work out requirements.txt anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --quiet --output-file requirements.txt

clean:  ## Remove .venv and everything else that was built
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find . -name __pycache__ -prune -exec rm -rf {} +

# The stamp comes last, so that a half-built .venv is never taken for a whole one.
$(READY): requirements.txt pyproject.toml
	@command -v $(PYTHON) > /dev/null || { \
		echo "There is no $(PYTHON) here. Unknot needs Python 3.11 or newer: make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Unknot needs Python 3.11 or newer, and $(PYTHON) is %d.%d. Another one: make PYTHON=…" % sys.version_info[:2])'
	@echo "Building $(VENV): a few seconds with uv, a minute or two with pip."
	@rm -rf $(VENV)
	@set -e; if uv --version > /dev/null 2>&1; then \
		uv venv --quiet --no-python-downloads --python "$$(command -v $(PYTHON))" $(VENV); \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt; \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
		$(PYTHON) -m venv $(VENV); \
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt; \
		$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .; \
	fi
	@touch $@

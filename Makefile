# Needs python3.11 or newer, pip and make. The first target that needs it makes .venv; after that no network is used.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PROCESSED := data/processed/datapackage.json
RAW := $(shell find data/raw -type f 2>/dev/null)
CODE := $(shell find src/analysis -name '*.py' 2>/dev/null)

# JupyterLab asks nobody whether there is news or a newer version.
LAB_FLAGS := --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.news_url=None \
	--LabApp.app_settings_dir=$(CURDIR)/.jupyter

.DEFAULT_GOAL := help
.PHONY: help report test lab lint format notebooks docs wheel bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(PROCESSED) ## Run all notebooks and render the site to reports/latest/index.html
	$(BIN)/openness report

test: $(PROCESSED) ## Run all tests, the notebooks under nbval, and the lint checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not wheel"
	OPENNESS_STILLS=0 $(BIN)/python -m pytest -n 2 --dist loadfile --nbval-lax notebooks

lab: $(PROCESSED) ## Open JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir notebooks $(LAB_FLAGS) $(shell [ "$$(id -u)" = 0 ] && echo --allow-root)

lint: $(STAMP) ## Check style and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

format: $(STAMP) ## Format code and notebooks
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

notebooks: $(PROCESSED) ## Run the notebooks in place and keep the outputs that nbval compares
	OPENNESS_STILLS=0 $(BIN)/jupyter nbconvert --log-level WARN --to notebook --execute --inplace \
		--ExecutePreprocessor.record_timing=False notebooks/*.ipynb
	$(BIN)/nbstripout --keep-count --extra-keys "metadata.language_info" notebooks/*.ipynb
	$(BIN)/ruff format --quiet notebooks

docs: $(STAMP) ## Write docs/data-dictionary.md and docs/api.md from declarations and docstrings
	$(BIN)/python -m openness.site.dictionary > docs/data-dictionary.md
	$(BIN)/python -m openness.site.reference > docs/api.md

wheel: $(PROCESSED) ## Build a wheel that brings data and notebooks along, into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

bench: $(PROCESSED) ## Time build, report and pages; medians of several runs
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/licenses.py
	$(BIN)/python benchmarks/metrics.py
	$(BIN)/python benchmarks/multiverse.py

clean: ## Remove what the other targets made
	rm -rf $(VENV) data/processed/*.parquet $(PROCESSED) reports/latest reports/.cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[lab,test]'
	$(BIN)/python -m openness.site.pages.bundle
	@touch $@

$(PROCESSED): $(STAMP) $(RAW) $(CODE)
	$(BIN)/openness build

# Every task of the project. `make` alone lists them; only python3 (3.11 or later, with venv) and make are needed.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV    := .venv
PY      := $(VENV)/bin/python
STAMP   := $(VENV)/.installed
WORKERS ?= auto
ARGS    ?=

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export UV_LINK_MODE ?= copy

# The first interpreter that is new enough; PYTHON=... names another one.
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$candidate; break; }; done)

# The first Chromium on the path, unless QA_CHROMIUM names one.
FIND_CHROMIUM = $${QA_CHROMIUM:-$$(command -v chromium || command -v chromium-browser || command -v google-chrome)}

##@ Start here
.PHONY: help install run

help: ## List the tasks
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo

install: $(STAMP) ## Create .venv and install the locked dependencies and the project

run: install ## Serve with the example loaded (QA_BIND, QA_DATA_DIR, QA_DATABASE_URL apply; ARGS=... is passed on)
	@exec $(VENV)/bin/qa-service serve --demo $(ARGS)

##@ Check
.PHONY: test test-deps lint format

test: install test-deps lint ## Everything that has to pass: lint, contracts, types and the whole suite
	@QA_CHROMIUM="$(FIND_CHROMIUM)" $(PY) -m pytest -n $(WORKERS) $(ARGS)

test-deps: ## Make sure a Chromium is there for the browser tests (PostgreSQL comes with the install)
	@chromium="$(FIND_CHROMIUM)"; \
	if [ -n "$$chromium" ] && command -v "$$chromium" >/dev/null; then exit 0; fi; \
	if [ -n "$$chromium" ]; then echo "QA_CHROMIUM names '$$chromium', which is not a program." >&2; exit 1; fi; \
	if ! command -v apt-get >/dev/null; then as=none; \
	elif [ "$$(id -u)" = 0 ]; then as=; \
	elif sudo -n true 2>/dev/null; then as='sudo -n'; \
	else as=none; fi; \
	if [ "$$as" = none ] \
		|| ! $$as apt-get update --quiet \
		|| ! $$as env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends chromium; then \
		echo 'The browser tests need Chromium: install the package "chromium", or set QA_CHROMIUM to a Chromium or Chrome program.' >&2; \
		exit 1; \
	fi

lint: install ## Style, format, types and the direction of imports
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports

format: install ## Rewrite the code in the project's format
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

##@ Measure and show
.PHONY: bench screenshots

bench: install ## Run the benchmarks (ARGS=... is passed on)
	@OPENBLAS_NUM_THREADS=1 $(PY) -m benchmarks $(ARGS)

screenshots: install test-deps ## Take pictures of every page into screenshots/
	@QA_CHROMIUM="$(FIND_CHROMIUM)" $(PY) -m tests.e2e.screenshots $(ARGS)

##@ Maintain
.PHONY: lock clean distclean

COMPILE = $(VENV)/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(ARGS) pyproject.toml

lock: | $(PY) ## Pin the dependencies again after a change of pyproject.toml (ARGS=--upgrade takes the newest)
	@$(VENV)/bin/uv --version >/dev/null 2>&1 || $(PY) -m pip install --quiet uv
	@$(COMPILE) --extra dev -o requirements.lock >/dev/null
	@$(COMPILE) --extra postgres --constraint requirements.lock -o requirements-run.lock >/dev/null

clean: ## Remove caches and build results, keep .venv and data
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find . -name .git -prune -o -path ./$(VENV) -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## Remove .venv too
	@rm -rf $(VENV)

# The environment. pip alone does the same work when uv cannot be had, only slower.
$(PY):
	@if [ -z "$(PYTHON)" ]; then \
		echo 'Python 3.11 or later is needed: install the package "python3" in that version, or name one with PYTHON=...' >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo '$(PYTHON) is not Python 3.11 or later.' >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		echo '$(PYTHON) cannot create environments: install the package "python3-venv".' >&2; exit 1; fi
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(STAMP): requirements.lock pyproject.toml | $(PY)
	@echo 'Installing the locked dependencies into $(VENV) ...'
	@$(VENV)/bin/uv --version >/dev/null 2>&1 || $(PY) -m pip install --quiet uv || true
	@if ! VIRTUAL_ENV="$$PWD/$(VENV)" $(VENV)/bin/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.lock; then \
		echo 'uv could not install them; trying pip ...'; \
		$(PY) -m pip install --quiet --require-hashes -r requirements.lock; \
	fi
	@$(PY) -m pip install --quiet --no-deps --editable .
	@$(PY) -m compileall -q qa_service  # the first start need not do it
	@touch $@

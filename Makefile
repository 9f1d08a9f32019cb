# One door to everything: `make demo` shows the house, `make test` proves it.
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench shots soak lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## make this clone ready to work (runs by itself before all others)
	@PYTHON=$(PYTHON) provisioning/workstation.sh

demo: setup ## the whole house on this machine; ARGS=--headless plays visitors by itself
	@$(BIN)/python -m provisioning.demo $(ARGS)

clean: ## forget what was built; the virtual environment stays
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# What a newcomer needs: `make run` and `make test`. Works with any GNU make, on Debian and macOS.

PORT ?= 5000
BIN := .venv/bin
CATALOGUE := gemportal/translations/en/LC_MESSAGES/messages
# As many workers as the machine has cores, four at most: each may start a browser.
WORKERS ?= auto
UV := .venv/tools/bin/uv
# One after the other, since each asks for the whole machine. Where ARGS leaves none of them, that is no failure.
FAULTS := $(BIN)/python -m pytest -n 0 -p no:randomly tests/faults

.DEFAULT_GOAL := help
.PHONY: help run test lint format lock messages acts words design screenshots policy-bugs mutants faults runtime development clean

help:
	@echo "make run       the demo cooperative on http://localhost:$(PORT) (PORT=8080 make run for another port)"
	@echo "make test      the whole test-suite (ARGS='-k register' for a part)"
	@echo "make lint      style, types, layers, templates, translations"
	@echo "make format    lays out the Python code"
	@echo "make messages  collects new texts into the English catalogue"
	@echo "make acts      writes the table of all acts, docs/acts.md"
	@echo "make lock      locks the newest dependencies"
	@echo "make design    builds the design system's style sheet again (needs Node)"
	@echo "make policy-bugs seeds mistakes in the policy, and shows that the access matrix sees each of them"
	@echo "make mutants   seeds mistakes in the rules and the tallies, and counts which of them the unit tests see (takes long)"
	@echo "make faults    lets all members vote at the deadline, and kills servers meanwhile (takes minutes; make test does it in small)"
	@echo "make screenshots takes the pictures of the documentation from the demo (needs Chromium)"

run: runtime words
	@$(BIN)/flask db upgrade
	@$(BIN)/flask demo --if-empty
	@exec $(BIN)/flask serve --port $(PORT)

test: development words
	@$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --ignore tests/faults $(ARGS)
	@$(FAULTS) $(ARGS) || [ $$? -eq 5 ]

lint: development words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint
	$(BIN)/python -m pytest -q -p no:randomly tests/test_translations.py

format: development
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock: development
	@test -x $(UV) || { $(BIN)/python -m venv .venv/tools && .venv/tools/bin/python -m pip install --quiet uv; }
	@$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links pyproject.toml --output-file requirements.txt
	@$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

messages: development
	@$(BIN)/pybabel --quiet extract --mapping-file babel.cfg --keyword _l --keyword _ln:1,2 --no-location --sort-output \
		--project gemportal --copyright-holder "the makers of gemportal" --output .venv/messages.pot gemportal templates
	@test -f $(CATALOGUE).po || $(BIN)/pybabel --quiet init --input-file .venv/messages.pot --output-file $(CATALOGUE).po --locale en
	@$(BIN)/pybabel --quiet update --input-file .venv/messages.pot --output-file $(CATALOGUE).po --locale en \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120
	@echo "New texts are in $(CATALOGUE).po; give each its English."

acts: development
	$(BIN)/python -m tools.acts

design:
	cd tools/design && npm ci --no-audit --no-fund && npm run build

screenshots: development words
	$(BIN)/python tools/screenshots.py

policy-bugs: development words
	$(BIN)/python tools/policy_bugs.py

# ARGS='gemportal.voting.methods.*' for a part, ARGS='--max-children 1' to leave cores to others; see docs/mutations.md.
mutants: development words
	$(BIN)/mutmut run $(ARGS)
	@$(BIN)/mutmut results

faults: development words
	FAULTS=long $(FAULTS) -o faulthandler_timeout=7200 -s $(ARGS)

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache mutants $(CATALOGUE).mo

words: $(CATALOGUE).mo

$(CATALOGUE).mo: $(CATALOGUE).po | .venv/pyvenv.cfg
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale en

# A lock is installed when it differs from the one that was installed last.
runtime: .venv/pyvenv.cfg
	@cmp -s requirements.txt .venv/requirements.txt || { echo "Installing what gemportal needs…" \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements.txt \
		&& cp requirements.txt .venv/requirements.txt; }

development: .venv/pyvenv.cfg
	@cmp -s requirements-dev.txt .venv/requirements-dev.txt || { echo "Installing what developing gemportal needs…" \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-dev.txt \
		&& cp requirements-dev.txt requirements.txt .venv/; }

# Python 3.11 or newer that can make a virtual environment (Debian keeps ensurepip in a package of its own).
.venv/pyvenv.cfg:
	@for python in python3.14 python3.13 python3.12 python3.11 python3; do \
		if $$python -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			$$python -m venv --clear .venv && exit 0; \
		fi; \
	done; \
	echo "gemportal needs Python 3.11 or newer, with venv (on Debian: apt install python3-venv; on macOS: brew install python)." >&2; \
	exit 1

# The book's commands. Every one makes .venv when it is missing or older than requirements.txt.
PYTHON ?=
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help book test proof check bench update sort seal diff lab serve pdf clean lock
.DELETE_ON_ERROR:

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-8s %s\n", $$1, $$2 }'

book: .venv/.stamp ## check the data and build the site: _build/html/index.html
	@$(PY) -m contested_ground.build

test: .venv/.stamp ## data, package, notebooks, links and site, two at a time; names the ten slowest
	@$(PY) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder --nbval tests notebooks

proof: .venv/.stamp ## what is slow and rare: every week, and before a release
	@$(PY) -m pytest -q -n 2 --dist loadfile -m proof tests
	@$(PY) scripts/environments.py
	@$(PY) scripts/mutations.py

check: .venv/.stamp ## is the data sound? names file, line, column, value and remedy
	@$(PY) -m contested_ground.check

bench: .venv/.stamp ## what 10 and 100 times the rows cost: time, memory, exponent (half an hour)
	@$(PY) scripts/benchmark.py

update: .venv/.stamp check ## run the notebooks again, store their outputs, show what changed
	@$(PY) -m contested_ground.build update

sort: .venv/.stamp ## put the rows of data/*.csv in order, and unquote their cells
	@$(PY) -m contested_ground.data.order

seal: .venv/.stamp ## seal the keys of all rows; with make seal ARTICLE=file TEXTS=folder also the quotes, proved anew
	@$(PY) -m contested_ground.check --seal $(if $(ARTICLE),--article "$(ARTICLE)") $(if $(TEXTS),--texts "$(TEXTS)")

diff: .venv/.stamp ## what changed in the notebooks' words and code, without outputs
	@$(PY) scripts/notebook_diff.py

lab: .venv/.stamp ## open the notebooks in JupyterLab, at the page that says what is where
	@$(PY) -m jupyterlab START.ipynb --ServerApp.root_dir="$(CURDIR)" --LabApp.news_url=None $$([ "$$(id -u)" = 0 ] && echo --allow-root)

serve: book ## build, then serve the site on http://localhost:8000
	@$(PY) -m http.server 8000 --bind localhost --directory _build/html

pdf: book ## the whole book as one PDF, _build/contested-ground.pdf (needs Chromium)
	@$(PY) scripts/make_pdf.py

clean: ## remove what was built (.venv stays)
	@rm -rf _build

lock: .venv/.stamp ## compile requirements.txt anew from pyproject.toml (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-emit-index-url --no-emit-find-links \
	  --no-annotate --upgrade --custom-compile-command 'make lock' pyproject.toml -o requirements.txt
	@echo '-e .' >>requirements.txt

# The first Python that runs and is new enough. Whatever is wrong is said in one line, and no half-made .venv stays.
.venv/.stamp: requirements.txt pyproject.toml
	@fail() { echo "$$1" >&2; exit 1; }; \
	found=; old=; \
	for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	  version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then found=$$python; break; fi; \
	  old="$$python is $$version, "; \
	done; \
	[ "$$found" ] || fail "$${old:-no Python found, }the book needs Python 3.11 or later: install it, or say make PYTHON=/path/to/python"; \
	$$found -c 'import venv, ensurepip' 2>/dev/null || \
	  fail "$$found has no venv module: install it (on Debian: apt install python3-venv)"; \
	echo "Installing the book's packages into .venv with $$found (once, a minute or two)"; \
	mkdir -p _build; \
	trap 'rm -rf .venv' INT TERM; \
	{ if command -v uv; then \
	    { [ -x $(PY) ] || uv venv --seed --python $$found .venv; } && \
	    uv pip install --python $(PY) -r requirements.txt; \
	  else \
	    { [ -x $(PY) ] || $$found -m venv .venv; } && \
	    $(PY) -m pip install -r requirements.txt; \
	  fi; } >_build/install.log 2>&1 || \
	  { rm -rf .venv; fail "Installing requirements.txt failed: $$(tail -n 1 _build/install.log) (all of it in _build/install.log)"; }; \
	touch $@

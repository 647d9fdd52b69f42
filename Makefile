# « make » alone lists what can be asked. Only GNU make and a POSIX shell are needed to begin with.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
APP := .venv/.radlad-app
DEV := .venv/.radlad-dev
CODE := src tests bench requirements/hatch_dependencies.py
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links
# Give it a RADLAD_DATA of its own: loaded, it writes a key there.
DJANGO := env DJANGO_SETTINGS_MODULE=radlad.web.config.settings $(BIN)/python -W ignore -m django
export PYTHON

.PHONY: help setup run serve test test-faults test-browser check fix docs bench lock clean

help: ## affiche cette aide
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: $(APP) ## prépare .venv, dont la commande .venv/bin/radlad

# What setup.sh keeps of the models, compiled, is made by these.
MODELS := $(addprefix src/radlad/readers/ocr/,models.py quantised.py ranges.json runtime.py)
$(APP): requirements/app.lock requirements/models.lock requirements/app.in requirements/hatch_dependencies.py pyproject.toml $(MODELS)
	@./setup.sh app

$(DEV): $(APP) requirements/dev.lock $(wildcard tests/support/*/package-lock.json)
	@./setup.sh dev

run: setup ## prépare, démarre tout, envoie les documents d’exemple et sert jusqu’à Ctrl-C
	@$(BIN)/radlad run

serve: setup ## prépare et démarre tout, sans exemples
	@$(BIN)/radlad serve

test: $(DEV) ## tous les tests : unitaires, d’intégration, d’acceptation
	$(BIN)/python -m pytest tests/unit tests/integration -q -n 2 --dist loadgroup
	$(BIN)/python -m pytest tests/acceptance -q --ignore tests/acceptance/screens
	@$(MAKE) test-browser

test-faults: $(DEV) ## la suite de pannes, longue (vingt minutes) ; écrit docs/reliability.md
	$(BIN)/python -m bench.reliability

test-browser: $(DEV) ## les tests des écrans, dans un vrai navigateur
	$(BIN)/python -m pytest tests/acceptance/screens -q

check: $(DEV) ## tous les contrôles ; ne change rien
	@export RADLAD_DATA=$$(mktemp -d); trap 'rm -rf "$$RADLAD_DATA"' EXIT; failed=; \
	check() { echo "— $$1"; shift; "$$@" || failed=yes; }; \
	check "ruff" $(BIN)/ruff check $(CODE); \
	check "mise en forme" $(BIN)/ruff format --check $(CODE); \
	check "types" $(BIN)/mypy; \
	check "couches" $(BIN)/lint-imports; \
	check "failles connues (bandit)" $(BIN)/bandit -q -c pyproject.toml -r src 2>/dev/null; \
	check "déploiement en https" env RADLAD_BASE_URL=https://radlad.example.fr $(DJANGO) check --deploy --fail-level WARNING; \
	check "migrations" $(DJANGO) makemigrations --check --dry-run; \
	check "pages de référence" $(DJANGO) reference --check; \
	check "versions figées" ./.ci/no-registry; \
	[ -z "$$failed" ] || { echo "Des contrôles ont échoué."; exit 1; }

fix: $(DEV) ## met en forme et corrige ce qui peut l’être
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

docs: $(DEV) ## régénère docs/reference
	@export RADLAD_DATA=$$(mktemp -d); trap 'rm -rf "$$RADLAD_DATA"' EXIT; $(DJANGO) reference

bench: $(DEV) ## mesure l’exactitude et la vitesse
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench  # as reading processes do

lock: $(DEV) ## fige de nouveau les versions de requirements/*.in
	cd requirements && ../$(LOCK) app.in -o app.lock
	cd requirements && ../$(LOCK) dev.in -o dev.lock
	cd requirements && ../$(LOCK) --no-deps models.in -o models.lock
	cd requirements && ../$(LOCK) peers.in -o peers.lock
	./.ci/no-registry

clean: ## retire l’environnement et les fichiers d’outils ; laisse les données
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis tests/support/*/node_modules

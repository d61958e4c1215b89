# The two commands of the README are `make demo` and `make test`. Everything runs in .venv; nothing needs root.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo

.PHONY: demo test check bench accuracy lock samples clean

demo: $(VENV)/installed
	rm -rf $(DEMO)
	$(BIN)/gongwen ingest corpus/samples --library $(DEMO)
	$(BIN)/gongwen search '工资集体协商' -n 3 --library $(DEMO)
	$(BIN)/gongwen ask '职工医疗互助由哪个部门牵头？' -n 2 --library $(DEMO)
	$(BIN)/gongwen ask '2023年新建职工书屋多少家？' -n 2 --library $(DEMO)
	$(BIN)/gongwen targets --year 2023 --organization 权益保障部 --library $(DEMO)
	$(BIN)/gongwen targets --year 2023 --xlsx 目标任务责任分解表.xlsx --library $(DEMO)

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/installed-bench
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.extraction
	$(BIN)/python -m benchmarks.ingest
	$(BIN)/python -m benchmarks.readers
	$(BIN)/python -m benchmarks.searching

accuracy: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.accuracy

# Developers only: writes the locks anew from pyproject.toml, and the sample papers from their sources.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml
lock: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/$(COMPILE) --extra dev --extra ocr --extra chart -o requirements-dev.lock
	$(BIN)/$(COMPILE) --extra bench -c requirements-dev.lock -o requirements-bench.lock
	$(BIN)/$(COMPILE) --extra ocr -c requirements-dev.lock -o requirements-ocr.lock
	$(BIN)/$(COMPILE) -c requirements-dev.lock -o requirements.lock

samples: $(VENV)/installed
	$(BIN)/python corpus/samples_source/build.py

clean:
	rm -rf $(VENV) $(DEMO) 目标任务责任分解表.xlsx

$(VENV)/installed: requirements-ocr.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-ocr.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.lock
	touch $@

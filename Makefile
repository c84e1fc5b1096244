# Two commands: `make serve` and `make test`. Each sets up what it needs; the second call finds it done.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup serve test check format eval bench llm browser venv-is-possible

PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3))
VENV ?= .venv
DATA ?= $(or $(ZHENGWEN_DATA),var)
HOST ?= 127.0.0.1
PORT ?= 7860
WORKERS ?= 2
PIP_ARGS ?=
bin := $(VENV)/bin
pip_install := $(bin)/python -m pip install -qq --disable-pip-version-check -c constraints.txt $(PIP_ARGS)

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 10

setup: $(VENV)/.ready  ## the environment and the embedding model

# One stamp for using, one for developing: a file that is newer than pyproject.toml says that it is installed.
$(VENV)/.ready: pyproject.toml constraints.txt | $(bin)/python
	@echo "安装依赖（首次约需几分钟）…… installing, a few minutes the first time"
	@$(pip_install) -e .
	@$(bin)/zhengwen prepare >/dev/null
	@touch $@

$(VENV)/.developing: pyproject.toml constraints.txt | $(bin)/python
	@echo "安装依赖与测试工具…… installing with the tools for tests"
	@$(pip_install) -e '.[dev,evals,otel,postgres]'
	@$(bin)/zhengwen prepare >/dev/null
	@touch $(VENV)/.ready $@

$(bin)/python: | venv-is-possible
	@$(PYTHON) -m venv $(VENV)

venv-is-possible:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新：apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更新，现在是 $$($(PYTHON) --version)：make PYTHON=/路径/python3.11 …"; exit 1; }
	@test -x $(bin)/python || $(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	  then apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv; \
	  else echo "缺少 venv：请运行 sudo apt-get install python3-venv"; exit 1; fi; }

serve: $(VENV)/.ready  ## the window on http://127.0.0.1:7860; REPORTS=folder reads that folder first
	@if [ -n "$(REPORTS)" ]; then $(bin)/zhengwen ingest "$(REPORTS)" --data "$(DATA)" || echo "有文件没有读成，见上；其余照常可问。"; \
	elif $(bin)/zhengwen documents --data "$(DATA)" | grep -q '还没有载入'; then \
	  echo "索引是空的，先读入自带的样例报告。"; $(bin)/zhengwen ingest evals/corpus --data "$(DATA)"; fi
	@exec $(bin)/zhengwen serve --data "$(DATA)" --host "$(HOST)" --port "$(PORT)"

test: $(VENV)/.developing browser  ## all tests
	@$(bin)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

check: $(VENV)/.developing browser  ## format, lint, types, layers, tests
	@$(bin)/ruff format --check .
	@$(bin)/ruff check .
	@$(bin)/mypy
	@$(bin)/lint-imports
	@$(bin)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

format: $(VENV)/.developing  ## what `make check` would complain of, put right where a tool can
	@$(bin)/ruff format .
	@$(bin)/ruff check --fix .

eval: $(VENV)/.developing  ## answers scored against the gold questions; REPORTS=folder adds its reports
	@$(bin)/zhengwen eval $(if $(REPORTS),--reports "$(REPORTS)") $(ARGS)

bench: $(VENV)/.developing  ## time, memory and disk; SIZES=1000,10000,100000
	@$(bin)/zhengwen bench $(if $(REPORTS),--reports "$(REPORTS)") $(if $(SIZES),--sizes "$(SIZES)") $(ARGS)

llm: $(VENV)/.ready  ## a small language model on this machine, as a guest (1.1 GB)
	@$(bin)/python -m app.guest.local_model $(ARGS)

# Tests of the window need a browser and Chinese letters; without them they are skipped and say so.
browser:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	  then echo "安装 chromium……"; apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null \
	    || echo "没有装成 chromium：窗口的测试会跳过。"; \
	  else echo "没有 chromium：窗口的测试会跳过（sudo apt-get install chromium fonts-noto-cjk）。"; fi; }

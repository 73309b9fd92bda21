# The commands of the house; each sets up by itself what it needs.
PY := .venv/bin/python
export QT_QPA_PLATFORM ?= offscreen
export QT_QUICK_BACKEND ?= software
export OMP_NUM_THREADS := 1

.PHONY: help demo play setup test check bench soak clean

help:
	@echo "make demo   diễn một buổi sáng, để lại trong out/demo / plays one morning, leaves it in out/demo"
	@echo "make play   mở ki-ốt, bảng gọi số và quầy để thử / opens kiosk, board and counter to be tried"
	@echo "make setup  cài những gì cần / installs what is needed"
	@echo "make test   kiểm tra và chạy mọi bài thử / all checks and tests"
	@echo "make check  định dạng, kiểu, luật nhà / format, lint, types, import contracts, house rules"
	@echo "make bench  đo và so với mốc, ghi out/bench.json / the figures, each beside its baseline"
	@echo "make soak   mười máy qua bão sự cố rồi cân sổ (SOAK_MINUTES, SOAK_SEED) / ten machines in a storm, then their books"
	@echo "make clean  xóa những gì tạo ra / removes what was made"

setup:
	@tools/setup.sh

check: setup
	@tools/check.sh

test: check
	@$(PY) -m pytest -q -n 2 --dist worksteal

bench: setup
	@$(PY) -m tests.bench

soak: setup
	@$(PY) -m tests.soak

demo: setup
	@$(PY) -m tools.demo

play: setup
	@$(PY) -m tools.play

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# The recipes; `just check` is all of CI.

default:
    @just --list

# everything CI runs, in a fresh environment
check:
    bash .ci/run

# the tests, in .venv
test *args:
    python3 quickstart.py test {{args}}

# linters, types and import contract, in .venv
lint:
    .venv/bin/ruff format --check . && .venv/bin/ruff check . && .venv/bin/mypy && .venv/bin/lint-imports

# pin the newest versions allowed by pyproject.toml (no addresses are written)
lock:
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock pyproject.toml
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra dev -o requirements-dev.lock pyproject.toml

# regenerate what is generated in docs
docs:
    .venv/bin/python -m detente schema > docs/case_schema.json

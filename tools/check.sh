#!/bin/sh
# Everything of `make check` but the tests. The first thing that does not hold ends it.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python

step() {
    echo "· $1"
    shift
    "$@"
}

# As a deployment has it: nothing lenient, all over HTTPS.
production() { env DEBUG=off DEMO=off HTTPS=on ALLOWED_HOSTS=register.example.org "$@"; }

[ -n "${DATABASE_URL:-}" ] || $python manage.py localdb start >/dev/null

step "format"       $python -m ruff format --check --quiet .
step "lint"         $python -m ruff check --quiet .
step "types"        $python -m mypy --no-error-summary
step "imports"      .venv/bin/lint-imports
step "templates"    .venv/bin/djlint templates --lint --quiet
step "migrations"   $python manage.py makemigrations --check --dry-run -v0
step "safe changes" $python tools/lint_migrations.py
step "translations" $python tools/check_translations.py
step "deployment"   production $python manage.py check --deploy --fail-level WARNING
step "API schema"   $python manage.py spectacular --validate --fail-on-warn --file /dev/null
step "security"     .venv/bin/bandit --quiet --recursive --configfile pyproject.toml \
                        povertyreg villages households assistance
if [ -f tools/vendor.py ]; then
    step "vendored files" $python tools/vendor.py --check
fi

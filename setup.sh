#!/bin/sh
# Prepares what a fresh machine lacks: `setup.sh` the virtual environment, `setup.sh tests` what only
# the tests need (a browser, PostgreSQL, and packages of npm), `setup.sh training` what only the making
# of models needs.
set -eu

# Installs Debian packages where that is possible, and says what is missing where it is not.
packages() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $* with apt-get"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
    else
        echo "Dialogo needs $*. Install it with your system's package manager, then run make again." >&2
        exit 1
    fi
}

has() { command -v "$1" >/dev/null; }

tests() {
    missing=""
    has chromium || has chromium-browser || has google-chrome || missing="chromium"
    has pg_ctl || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 || missing="$missing postgresql"
    has node || missing="$missing nodejs"
    has npm || missing="$missing npm"
    has g++ && has make || missing="$missing g++ make"
    # shellcheck disable=SC2086  # a list of packages
    [ -z "$missing" ] || packages $missing
    for folder in tests/web/*/ tests/networks/servers/*/; do
        [ -f "$folder/package-lock.json" ] || continue
        [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] ||
            if [ -f "$folder/install.sh" ]; then sh "$folder/install.sh"
            else npm ci --silent --no-audit --no-fund --prefix "$folder"; fi
    done
}

environment() {
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "Dialogo needs Python 3.11 or newer; $PYTHON is $("$PYTHON" --version)." >&2
        echo "Name a newer one with: make PYTHON=python3.12 …" >&2
        exit 1
    }
    echo "Preparing $VENV (once)"
    if has uv; then uv venv -q --allow-existing --python "$PYTHON" "$VENV"
    else
        "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || packages python3-venv python3-pip
        "$PYTHON" -m venv "$VENV"
        "$VENV/bin/python" -m pip install -q --disable-pip-version-check 'pip>=25.1'
    fi
    install -e '.[charts,cluster,desk,netcdf,postgresql]' --group dev
}

install() {
    if has uv; then uv pip install -q --python "$VENV" "$@"
    else "$VENV/bin/python" -m pip install -q "$@"; fi
}

case "${1:-}" in
    tests) tests ;;
    training) install -e '.[training]' ;;
    *) environment ;;
esac

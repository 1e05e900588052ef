#!/usr/bin/env bash
# Fetches the packages of npm that tests/foreign uses into build/foreign/<name>, once.  `make
# test-foreign` runs it first, for tests have neither your environment (a proxy, certificates) nor a
# network.  What cannot be fetched is said, and the tests that need it are skipped.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

fetch() { # NAME PACKAGE...
  local where=build/foreign/$1
  shift
  [ ! -e "$where/whole" ] || return 0
  mkdir -p "$where"
  if timeout 300 npm install --prefix "$where" --fetch-retries 1 --no-audit --no-fund \
    --no-update-notifier --ignore-scripts "$@" >"$where/npm.log" 2>&1; then
    touch "$where/whole"
  else
    echo "fetch-npm: $* cannot be fetched: $(grep -m 1 error "$where/npm.log" || echo 'no answer in time')"
  fi
}

if ! command -v npm >/dev/null; then
  echo 'fetch-npm: npm is not installed (Debian and Ubuntu: package npm)'
  exit 0
fi
fetch gift gift-pegjs@1.0.2
fetch markdown commonmark@0.31.2 markdown-it@14.1.0 marked@12.0.2
fetch fsrs ts-fsrs@5.4.2
fetch qti-convert @citolab/qti-convert@0.3.52

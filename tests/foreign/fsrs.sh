# ts-fsrs (from npm) makes the same of thousands of review logs as schedule --replay does.
. "$ROOT/tests/lib/shell.sh"

npm_packages fsrs
for seed in 1 2 3 4 5; do
  node "$ROOT/tests/foreign/fsrs.js" make "$seed" 1000 >logs.ndjson
  for retention in 0.9 0.7 0.97; do
    expect_status 0 "$AMIQUIZ" schedule --replay logs.ndjson --retention $retention
    node "$ROOT/tests/foreign/fsrs.js" check "$retention" logs.ndjson out
  done
done

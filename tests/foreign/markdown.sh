# Three Markdown libraries (from npm) show the texts of our Markdown, and nothing made of them.
. "$ROOT/tests/lib/shell.sh"

npm_packages markdown
"$ROOT/build/$VARIANT/tests/unit/test_bank_files" >tap
for bank in sample hostile; do
  node "$ROOT/tests/foreign/markdown.js" $bank.ndjson $bank.markdown
done

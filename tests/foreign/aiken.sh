# A reader after the rules of Moodle's importer finds in our Aiken the questions that went in.
. "$ROOT/tests/lib/shell.sh"

command -v python3 >/dev/null || skip 'the reader is in Python, which is not installed'
"$ROOT/build/$VARIANT/tests/unit/test_bank_files" >tap
for bank in sample hostile; do
  python3 "$ROOT/tests/foreign/aiken.py" $bank.ndjson $bank.aiken
done

# A strict reader after the rules of Anki's importer finds in our file the notes that went in.
. "$ROOT/tests/lib/shell.sh"

command -v python3 >/dev/null || skip 'the reader is in Python, which is not installed'
"$ROOT/build/$VARIANT/tests/unit/test_bank_files" >tap
for bank in sample hostile; do
  python3 "$ROOT/tests/foreign/anki.py" $bank.ndjson $bank.anki
done

# Python's csv module finds in our CSV the questions that went in, and no cell that would run.
. "$ROOT/tests/lib/shell.sh"

command -v python3 >/dev/null || skip 'the reader is in Python, which is not installed'
"$ROOT/build/$VARIANT/tests/unit/test_bank_files" >tap
for bank in sample hostile; do
  python3 "$ROOT/tests/foreign/bank_csv.py" $bank.ndjson $bank.csv
done

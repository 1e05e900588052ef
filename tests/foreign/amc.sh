# Auto Multiple Choice (Debian: auto-multiple-choice) reads our AMC-TXT with its own filter.
. "$ROOT/tests/lib/shell.sh"

command -v perl >/dev/null || skip 'the filter is in Perl, which is not installed'
perl -MAMC::Filter::plain -e 1 2>/dev/null ||
  skip 'Auto Multiple Choice is not installed (Debian and Ubuntu: package auto-multiple-choice)'
"$ROOT/build/$VARIANT/tests/unit/test_bank_files" >tap
for bank in sample hostile; do
  perl "$ROOT/tests/foreign/amc.pl" $bank.ndjson $bank.amc
done

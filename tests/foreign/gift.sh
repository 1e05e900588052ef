# gift-pegjs (from npm) finds in our GIFT the questions, options, keys and feedback that went in.
. "$ROOT/tests/lib/shell.sh"

npm_packages gift
"$ROOT/build/$VARIANT/tests/unit/test_bank_files" >tap
for bank in sample hostile; do
  node "$ROOT/tests/foreign/gift.js" $bank.ndjson $bank.gift
done

# gift-pegjs (from npm) finds in our GIFT the questions, options, keys and feedback that went in.
. "$ROOT/tests/lib/shell.sh"

command -v node >/dev/null || skip 'gift-pegjs needs node, which is not installed'
command -v npm >/dev/null || skip 'npm is not installed, so gift-pegjs cannot be fetched'
modules=$ROOT/build/foreign/gift-pegjs
if [ ! -d "$modules/node_modules/gift-pegjs" ]; then
  mkdir -p "$modules"
  timeout 300 npm install --prefix "$modules" --no-audit --no-fund --ignore-scripts gift-pegjs@1.0.2 \
    >npm.log 2>&1 || { tail -n 2 npm.log; skip 'gift-pegjs cannot be fetched with npm'; }
fi

"$ROOT/build/$VARIANT/tests/unit/test_bank_files" >tap
for bank in sample hostile; do
  NODE_PATH=$modules/node_modules node "$ROOT/tests/foreign/gift.js" $bank.ndjson $bank.gift
done

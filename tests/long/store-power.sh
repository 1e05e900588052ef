# 3,000 power cuts (AMIQUIZ_CUTS for another number) on a disk that keeps what was synced, and of the rest
# any part: no answer that was acknowledged is lost or doubled.  A disk that lies is found out.
. "$ROOT/tests/lib/shell.sh"

program=$ROOT/build/$VARIANT/tests/unit/test_store_power
cuts=${AMIQUIZ_CUTS:-3000}
[ -x "$program" ] || fail "$program is missing; make VARIANT=$VARIANT test-programs makes it"

expect_status 0 env AMIQUIZ_CUTS="$cuts" "$program"
expect_text "# $cuts power cuts, 0 violations" out
grep '^# ' out

# 500 times kill -9 while answers are being saved (AMIQUIZ_KILLS for another number): no answer that
# was acknowledged is lost or doubled, and the database opens and goes on each time.
. "$ROOT/tests/lib/shell.sh"

program=$ROOT/build/$VARIANT/tests/unit/test_store_crash
kills=${AMIQUIZ_KILLS:-500}
[ -x "$program" ] || fail "$program is missing; make VARIANT=$VARIANT test-programs makes it"

expect_status 0 env AMIQUIZ_KILLS="$kills" "$program"
expect_text "# $kills kills, " out
grep '^# .* kills, ' out

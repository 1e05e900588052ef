# schedule --replay: however lines are cut, whatever is beside them, in memory that does not grow.
. "$ROOT/tests/lib/shell.sh"

# 20,000 cards of 20 reviews: more than a block, and all alike.
review='{"delta":3,"rating":3}'
line='{"card":"x","reviews":[{"delta":0,"rating":3}'$(printf ",$review%.0s" $(seq 19))']}'
yes "$line" | head -n 20000 >many.ndjson || :
expect_status 0 "$AMIQUIZ" schedule --replay many.ndjson
[ "$(wc -l <out)" -eq 20000 ] || fail 'a line out for a line in'
[ "$(sort -u out | wc -l)" -eq 1 ] || fail 'the same in, the same out'

# What we add taken away is what came in.
sed 's/,"stability":[^}]*}/}/g' out >stripped
same many.ndjson stripped

# Results are not taken for logs.
head -n 3 out >replayed.ndjson
expect_status 3 "$AMIQUIZ" schedule --replay replayed.ndjson
expect_text 'a member "stability" is there already' err
[ ! -s out ] || fail 'nothing of a faulty line goes out'

# CRLF, no line feed at the end, a byte order mark: the reviews are the same.
expect_status 0 "$AMIQUIZ" schedule --replay - <<<"$line"
cp out plain
printf '%s\r\n' "$line" >crlf.ndjson
expect_status 0 "$AMIQUIZ" schedule --replay crlf.ndjson
tr -d '\r' <out >crlf
same plain crlf
printf '%s' "$line" >open.ndjson
expect_status 0 "$AMIQUIZ" schedule --replay open.ndjson
same plain out

# A closed pipe is no failure; a full disk is.
"$AMIQUIZ" schedule --replay many.ndjson | head -n 1 >first
same plain first
expect_status 4 bash -c "'$AMIQUIZ' schedule --replay many.ndjson >/dev/full"

# A line of more than 16 MiB is refused, and the next one goes on.
{ printf '{"card":"'; head -c 17000000 /dev/zero | tr '\0' a; printf '"}\n%s\n' "$line"; } >long.ndjson
expect_status 3 "$AMIQUIZ" schedule --replay long.ndjson
expect_text 'long.ndjson:1:1: error: the line is larger than 16 MiB' err
same plain out

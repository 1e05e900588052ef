# pack tests: what its lines say is so, also where the best set found is all there is.
. "$ROOT/tests/lib/shell.sh"
chance() { awk -v seed=7 -v hit=first "$@" -f "$ROOT/tests/bench/random_rows.awk"; }

# Lines are decided as they say, and every ROW:FACT stands on two lines: ROW decides just one of them,
# they differ in FACT, and in outcome.  Every deciding row stands alone once.
check_lines() { # FILE DECISION-OPTION...
  expect_status 0 "$AMIQUIZ" pack tests "$@" --quiet
  [ ! -s err ] || fail 'pack tests --quiet says something'
  cp out lines
  local facts
  facts=$(head -n 1 lines | tr ',' '\n' | grep -n '^outcome$' | cut -d: -f1)
  cut -d, "-f1-$((facts - 1))" lines >cases
  local pack=$1
  shift
  "$AMIQUIZ" decide --pack "$pack" "$@" --batch - <cases >decided
  cut -d, "-f1-$((facts + 1))" lines | cmp - decided || fail "decide --batch says otherwise of $pack"
  awk -F, -v facts="$((facts - 1))" '
    NR == 1 { for (i = 1; i <= facts; i++) column[$i] = i; next }
    { outcome[NR] = $(facts + 1); rule[NR] = $(facts + 2); line[NR] = $0; decides[rule[NR]] = 1
      n = split($(facts + 3), entries, "; ")
      for (k = 1; k <= n; k++) {
        if (entries[k] !~ /:/) { alone[entries[k]]++; if (entries[k] != rule[NR]) bad = "row of another" }
        else { count[entries[k]]++; at[entries[k], count[entries[k]]] = NR }
      } }
    END {
      for (r in decides) if (alone[r] != 1) bad = "row " r
      for (e in count) {
        split(e, part, ":"); a = at[e, 1]; b = at[e, 2]
        split(line[a], x, ","); split(line[b], y, ",")
        if (count[e] != 2 || outcome[a] == outcome[b] || x[column[part[2]]] == y[column[part[2]]] ||
            (rule[a] == part[1]) + (rule[b] == part[1]) != 1) bad = e
      }
      if (bad) { print "wrong: " bad; exit 1 } }' lines || fail "a line of $pack does not show what it says"
}

for decision in path launch run-there share make-public; do
  check_lines ami-lecture --decision $decision
  check_lines ami-current --decision $decision
done

# Too large for the search: said so, and the same every time.
chance -v facts=12 -v rows=30 >some.json
chance -v facts=20 -v rows=300 >large.json
for file in some.json large.json; do
  check_lines ./$file
  expect_status 0 "$AMIQUIZ" pack tests ./$file --width 100
  cut -d, -f1-20 out >once
  expect_text 'the best set found, at least ' err
  expect_status 0 "$AMIQUIZ" pack tests ./$file
  cut -d, -f1-20 out | cmp - once || fail "$file: another set the second time"
done

# --pairwise: all that is possible together occurs.
expect_status 0 "$AMIQUIZ" pack tests ./large.json --pairwise --json
expect_text '"goal":"pairwise"' out
expect_text '"uncovered":' out

# decide --batch against mawk, which does the same if/else over the same columns and writes the same
# lines: processor time of whole processes, medians of rounds in which all take turns.  A million
# lines: a name, then the eleven facts of ami-lecture as yes and no, each line one of the possible
# cases, at random (always the same ones).  Then other shapes of the same file, for which there is no
# mawk: empty cells, true and false, quotes around all cells, facts apart from each other, NDJSON.
# What is written goes to /dev/null; both outputs are compared first.  By itself (make passes nothing on): LINES=N.
set -eu
. "$ROOT/tests/lib/bench.sh"
ROUNDS=${ROUNDS:-11}
LINES=${LINES:-1000000}
peer=$(command -v mawk || command -v awk)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bench_program process_time "$work"
cd "$work"
"$AMIQUIZ" pack show --json ami-lecture >pack.json
jq -r --arg form awk -f "$ROOT/tests/bench/if_else.jq" pack.json >if_else.awk
facts=$(jq -r '[.facts[].id] | join(",")' pack.json)

# Every case, then those that have an outcome: the possible ones.
awk -v facts="$facts" 'BEGIN {
  print facts; n = split(facts, name, ",")
  for (c = 0; c < 2 ^ n; c++) {
    line = ""
    for (i = 0; i < n; i++) line = line (i ? "," : "") (int(c / 2 ^ i) % 2 ? "yes" : "no")
    print line
  }
}' >cases.csv
{ "$AMIQUIZ" decide --batch cases.csv 2>/dev/null || :; } |
  awk -F, 'NR > 1 && $(NF - 1) != "error" { sub(/,[^,]*,[^,]*$/, ""); print }' >possible.csv
awk -v lines="$LINES" -v facts="$facts" '
  { line[NR - 1] = $0 }
  END {
    print "image," facts; state = 8
    for (i = 0; i < lines; i++) {
      state = (state * 16807) % 2147483647
      printf "ami-%09d,%s\n", i, line[int(state / 2147483647 * NR)]
    }
  }' possible.csv >plain.csv
awk -F, -v OFS=, 'NR > 1 { $(2 + NR * 7 % 11) = ""; if (NR % 3) $(2 + NR * 5 % 11) = "" } { print }' plain.csv >empty-cells.csv
sed '2,$ { s/,yes/,true/g; s/,no/,false/g }' plain.csv >true-false.csv
sed 's/,/","/g; s/.*/"&"/' plain.csv >quoted.csv
awk -F, -v OFS=, '{ $4 = $4 OFS (NR > 1 ? NR : "n"); print }' plain.csv >apart.csv
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
  { line = "{\"image\":\"" $1 "\""
    for (i = 2; i <= NF; i++) line = line ",\"" name[i] "\":" ($i == "yes" ? "true" : "false")
    print line "}" }' plain.csv | head -n $((LINES / 20)) >objects.ndjson

"$peer" -f if_else.awk plain.csv >theirs
"$AMIQUIZ" decide --batch plain.csv >ours
cmp ours theirs
echo "($LINES lines, $(wc -c <plain.csv) bytes in and $(wc -c <ours) out; both outputs are the same; ratios are to $(basename "$peer"))"
./process_time "$ROUNDS" "$peer" -f if_else.awk plain.csv -- \
  "$AMIQUIZ" decide --batch plain.csv -- \
  "$AMIQUIZ" decide --batch empty-cells.csv -- \
  "$AMIQUIZ" decide --batch true-false.csv -- \
  "$AMIQUIZ" decide --batch quoted.csv -- \
  "$AMIQUIZ" decide --batch apart.csv -- \
  wc -l plain.csv
echo "(a twentieth of the lines as objects)"
./process_time "$ROUNDS" "$AMIQUIZ" decide --batch objects.ndjson

# Files that mean harm: each fault is said with its place, the run goes on, the status is 3, and memory
# stays within bounds (which a sanitizer, with terabytes of its own, cannot be asked for).
. "$ROOT/tests/lib/shell.sh"

# bounded KIB COMMAND...: the command with so much memory.
bounded() {
  local kib=$1
  shift
  if [ "$VARIANT" = release ]; then (ulimit -v "$kib" && exec "$@"); else "$@"; fi
}

# ---- Packs -----------------------------------------------------------------------------------------

facts='[{"id":"f","label":"F","yes":["y"],"no":["n"]}]'
head='"format":"amiquiz-pack","version":1,"id":"h","title":"H"'

# Rows that are only claimed.
echo "{$head,\"facts\":$facts,\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\",\"outcomes\":[{\"id\":\"o\",\"label\":\"O\"}],\"rules\":2147483648}]}" >claimed.json
expect_status 3 bounded 200000 "$AMIQUIZ" pack check claimed.json
expect_text 'claimed.json:1:206: error: "rules" must be a list, this is a number [wrong-type]' err

# An id of 15 MB, a fact that nobody declared of as many, and 3 million empty rows in the way of one.
long=$(head -c 1000000 /dev/zero | tr '\0' a)
{
  printf '{%s,"facts":%s,"decisions":[{"id":"' "$head" "$facts"
  for _ in 1 2 3 4 5; do printf '%s' "$long"; done
  printf '","ask":"?","hit":"first","outcomes":[{"id":"o","label":"O"}],"rules":[\n{"id":"r","when":{"'
  for _ in 1 2 3 4 5; do printf '%s' "$long"; done
  printf '":true},"then":"o","because":"b"}]}]}'
} >long.json
expect_status 3 bounded 300000 "$AMIQUIZ" pack check long.json
expect_text 'long.json:2:19: error: unknown fact "aaaa' err
[ "$(wc -c <err)" -lt 2000 ] || fail 'a message shows all of a long name'

awk 'BEGIN { for (i = 0; i < 3000000; i++) printf "{}," }' >rows
{ printf '{%s,"facts":%s,"decisions":[{"id":"d","ask":"?","hit":"first","outcomes":[{"id":"o","label":"O"}],"rules":[' "$head" "$facts"; cat rows; echo '{}]}]}'; } >rows.json
expect_status 3 bounded 1500000 "$AMIQUIZ" pack check rows.json
expect_text '"rules" holds 3000001 entries, at most 10000 are allowed [too-many]' err

# Twenty facts and ten thousand rows that meet everywhere: proved, not given up.
awk 'BEGIN {
  printf "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"big\",\"title\":\"T\",\"facts\":["
  for (i = 0; i < 20; i++) printf "%s{\"id\":\"f%d\",\"label\":\"F\",\"yes\":[\"y\"],\"no\":[\"n\"]}", i ? "," : "", i
  printf "],\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"unique\",\"outcomes\":[{\"id\":\"a\",\"label\":\"A\"},{\"id\":\"b\",\"label\":\"B\"}],\"rules\":[\n"
  for (r = 0; r < 10000; r++) {
    x = (x * 1103 + 12345) % 1048573
    printf "%s{\"id\":\"r%d\",\"when\":{\"f%d\":%s", r ? ",\n" : "", r, x % 20, x % 3 ? "true" : "false"
    if (x % 20 != (x + 7) % 19) printf ",\"f%d\":%s", (x + 7) % 19, (x % 5 == 1 ? "true" : "false")
    printf "},\"then\":\"%s\",\"because\":\"b\"}", x % 2 ? "a" : "b"
  }
  print "]}]}" }' >big.json
expect_status 1 bounded 400000 timeout 100 "$AMIQUIZ" pack check big.json --json
expect_text '"possible_cases":1048576,"rules":10000' out
expect_status 3 bounded 400000 "$AMIQUIZ" decide --pack big.json
expect_text 'the pack "big" is faulty: in its decision "d" rows with different outcomes match' err

# ---- Lines -----------------------------------------------------------------------------------------

# bad_lines FILE: the numbers of the lines that were reported, and nothing else on standard error.
bad_lines() {
  grep -vqE "^$1:[0-9]+(:[0-9]+)?: error: |^ +[0-9]* \|" err && { grep -vE "^$1:[0-9]+" err | head; fail "what is that?"; }
  sed -n "s/^$1:\([0-9]*\)[:0-9]*: error: .*/\1/p" err
}

# Every second line is bad, each in a way of its own, a thousand times.
awk 'BEGIN {
  print "id,owned,shared"
  split("perhaps,no|yes,yes|yes|yes,no,no|\"yes\"x,no|2,|,-1|yes,no;|\"\"yes,no|nope,\"\"", bad, "|")
  for (i = 0; i < 1000; i++) { print i ",yes,no"; print i "," bad[1 + i % 10] }
}' >lines.csv
awk 'NR > 1 && NR % 2 == 1 { print NR }' lines.csv >expected
expect_status 3 bounded 200000 "$AMIQUIZ" decide --batch lines.csv
bad_lines lines.csv >got
same expected got
[ "$(wc -l <out)" -eq 2001 ] || fail 'a line was lost'
[ "$(grep -c ',yes,no,copy-image,own$' out)" -eq 1000 ] || fail 'a good line was not decided'
[ "$(grep -c ',error,$' out)" -eq 1000 ] || fail 'a bad line was not marked'

awk 'BEGIN {
  n = split("[1]|{\"owned\":2}|{\"owned\":\"perhaps\"}|{\"owned\":true,\"owned\":true}|{\"owned\"|null|{\"owned\":true}{}|{\"owned\":true,\"shared\":true}|{\"owned\":[]}|{\"x\":\"\\ud800\"}|{\"x\":01}|\"{}\"", bad, "|")
  for (i = 0; i < 1200; i++) { print "{\"id\":" i ",\"owned\":true}"; print bad[1 + i % n] }
}' >lines.ndjson
seq 2 2 2400 >expected
expect_status 3 bounded 200000 "$AMIQUIZ" decide --batch lines.ndjson
bad_lines lines.ndjson | uniq >got
same expected got
[ "$(wc -l <out)" -eq 2400 ] || fail 'a line was lost'
[ "$(grep -c '"owned":true,"outcome":"copy-image","rule":"own"}$' out)" -eq 1200 ] || fail 'a good line was not decided'
[ "$(grep -c '"outcome":"error","rule":null}$' out)" -eq 1200 ] || fail 'a bad line was not marked'

# A hundred megabytes without an end of line, and without an end of quote, in constant memory.
{ printf 'owned\n'; head -c 100000000 /dev/zero | tr '\0' y; printf '\nyes\n'; } | expect_status 3 bounded 100000 "$AMIQUIZ" decide --batch -
expect_text '<stdin>:2: error: a line longer than 1 MiB' err
expect_text 'yes,copy-image,own' out
{ printf '{"owned":"'; head -c 100000000 /dev/zero | tr '\0' y; printf '\n{"owned":true}\n'; } | expect_status 3 bounded 100000 "$AMIQUIZ" decide --batch -
expect_text '<stdin>:1: error: a line longer than 1 MiB' err
expect_text '{"owned":true,"outcome":"copy-image","rule":"own"}' out

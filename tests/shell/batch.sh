# decide --batch against decide, case by case, and what passes through it untouched.
. "$ROOT/tests/lib/shell.sh"

facts=(owned shared public encrypted customer_key key_access product_code marketplace
  snapshot_access instance_store other_region)

# Random partial cases, the same in CSV and in NDJSON.
{
  (IFS=,; echo "id,${facts[*]},note")
  awk -v n=150 -v facts="${#facts[@]}" 'BEGIN {
    srand(7); split("yes,no,,unknown,TRUE,0,1,False", words, ",")
    for (i = 1; i <= n; i++) {
      line = i
      for (f = 0; f < facts; f++) {
        r = rand()
        line = line "," (r < .5 ? "no" : r < .7 ? words[1 + int(rand() * 8)] : "")
      }
      print line ",\"a, b\""
    }
  }'
} >cases.csv
got=0
"$AMIQUIZ" decide --batch cases.csv >decided.csv 2>err || got=$?
[ $got -eq 0 ] || [ $got -eq 3 ] || fail "status $got"
[ "$(wc -l <decided.csv)" -eq 151 ] || fail 'as many lines as before'
sed 's/,[a-z-]*,[a-z-]*$//' decided.csv >stripped.csv
same cases.csv stripped.csv

while IFS=, read -r id a b c d e f g h i j k rest; do
  [ "$id" != id ] || continue
  values=("$a" "$b" "$c" "$d" "$e" "$f" "$g" "$h" "$i" "$j" "$k")
  words=()
  for n in "${!facts[@]}"; do
    [ -z "${values[n]}" ] || words+=("${facts[n]}=${values[n]}")
  done
  "$AMIQUIZ" decide --json "${words[@]}" >one 2>/dev/null || :
  outcome=$(grep -o '"outcome":"[a-z-]*"' one | head -n 1 | cut -d'"' -f4 || :)
  rule=$(grep -o '"rule":"[a-z-]*","rules"' one | head -n 1 | cut -d'"' -f4 || :)
  case $rest in
  *",${outcome:-error},$rule") ;;
  *) fail "line $id: batch says $rest, decide says ${outcome:-error},$rule (${words[*]})" ;;
  esac
  # The same case as an object.
  printf '{"id":%s' "$id"
  for n in "${!facts[@]}"; do printf ',"%s":"%s"' "${facts[n]}" "${values[n]}"; done
  printf '}\n'
done <decided.csv >cases.ndjson

got=0
"$AMIQUIZ" decide --batch cases.ndjson >decided.ndjson 2>err || got=$?
[ $got -eq 0 ] || [ $got -eq 3 ] || fail "status $got"
sed 's/.*,"outcome":"\([a-z-]*\)","rule":\(null\|"\([a-z-]*\)"\)}$/\1,\3/' decided.ndjson >a
tail -n +2 decided.csv | sed 's/.*"a, b",//' >b
same a b
sed 's/,"outcome":.*$/}/' decided.ndjson >a
same cases.ndjson a

# Separators and line ends are the file's own; a separator can be forced.
printf 'x;owned\r\n1,5;yes\r\n' | "$AMIQUIZ" decide --batch - >out
printf 'x;owned;outcome;rule\r\n1,5;yes;copy-image;own\r\n' >expected
same expected out
printf 'x\towned\n1,5\tyes\n' | "$AMIQUIZ" decide --batch - >out
printf 'x\towned\toutcome\trule\n1,5\tyes\tcopy-image\town\n' >expected
same expected out
printf 'owned\nyes\n' | "$AMIQUIZ" decide --batch - --separator=';' >out
printf 'owned;outcome;rule\nyes;copy-image;own\n' >expected
same expected out

# The ending or the first byte tells NDJSON.
printf '{"owned":true}\n' >cases.jsonl
expect_status 0 "$AMIQUIZ" decide --batch cases.jsonl
expect_text '{"owned":true,"outcome":"copy-image","rule":"own"}' out
printf '  {"owned":true}\n' >cases.ndjson
expect_status 0 "$AMIQUIZ" decide --batch cases.ndjson
expect_text '  {"owned":true,"outcome":"copy-image","rule":"own"}' out

# Nothing is written where a column is in the way.
printf 'owned,rule\nyes,x\n' >in.csv
expect_status 3 "$AMIQUIZ" decide --batch in.csv
[ ! -s out ] || fail 'nothing is written'
expect_text 'in.csv:1: error: there is a column "rule" already' err

# Long lines, NUL bytes, quotes that never end: reported, and the run goes on.
{
  echo owned,x
  printf 'yes,'
  head -c 2000000 /dev/zero | tr '\0' x
  printf '\nno,\0\nyes,ok\nyes,"never closed\n'
} >bad.csv
expect_status 3 "$AMIQUIZ" decide --batch bad.csv
expect_text 'yes,ok,copy-image,own' out
expect_text 'bad.csv:2: error: a line longer than 1 MiB' err
expect_text 'bad.csv:3: error: a NUL byte' err
expect_text 'bad.csv:5: error: a quote is never closed' err
{
  printf '{"x":"'
  head -c 2000000 /dev/zero | tr '\0' x
  printf '"}\n{"owned":true,"x":"\0"}\n{"owned":true}'
} >bad.ndjson
expect_status 3 "$AMIQUIZ" decide --batch bad.ndjson
expect_text 'bad.ndjson:1: error: a line longer than 1 MiB' err
expect_text 'bad.ndjson:2:' err
expect_text '{"owned":true,"outcome":"copy-image","rule":"own"}' out

# A reader that goes away is no failure, a full disk is one, and both end the run early.
awk 'BEGIN { print "owned"; for (i = 0; i < 200000; i++) print "yes" }' >many.csv
"$AMIQUIZ" decide --batch many.csv 2>err | head -n 1 >out || :
[ "${PIPESTATUS[0]}" -eq 0 ] || fail 'a closed pipe is no failure'
[ ! -s err ] || fail 'a closed pipe says nothing'
expect_status 4 sh -c '"$AMIQUIZ" decide --batch many.csv >/dev/full'
expect_text 'No space left on device' err
expect_status 4 "$AMIQUIZ" decide --batch .
expect_text 'cannot be read' err

# Quotes that are never closed, one on every line: the time must stay in proportion to the file (this
# one took minutes when every line was followed to the end), and no line may be lost.
awk 'BEGIN { print "owned,name"; for (i = 0; i < 100000; i++) print "x\",\"" }' >quotes.csv
expect_status 3 timeout 100 "$AMIQUIZ" decide --batch quotes.csv
[ "$(wc -l <out)" -eq "$(wc -l <quotes.csv)" ] || fail 'a line was lost behind an open quote'

# A limit on the size of files is a failure that is said, not a signal that kills.
expect_status 4 sh -c 'ulimit -f 8; exec "$AMIQUIZ" decide --batch many.csv >limited.csv'
expect_text 'File too large' err

# A part of what there is to ask: what the drill asks, what mistakes exports, and JSON agree.
. "$ROOT/tests/lib/shell.sh"

export AMIQUIZ_DB=$PWD/p.db
# The letter that is right for a question about a case, by what decide says of it.
right() { # QUESTION
  local facts
  mapfile -t facts < <(jq -r '.facts | to_entries[] | "\(.key)=\(if .value then "yes" else "no" end)"' <<<"$1")
  "$AMIQUIZ" decide --decision "$(jq -r .decision <<<"$1")" "${facts[@]}" --json |
    jq -r --argjson q "$1" '.outcome as $o | $q.options[] | select(.outcome == $o).id'
}
play() { # OPTION...: right answers until the drill ends; what was said in `said`
  local line
  coproc drill { exec "$AMIQUIZ" drill --json --seed 3 "$@" 2>err; }
  # shellcheck disable=SC2154
  local pid=$drill_PID
  exec {from}<&"${drill[0]}" {to}>&"${drill[1]}"
  : >said
  while IFS= read -r -t 60 line <&"$from"; do
    printf '%s\n' "$line" >>said
    case $line in
    '{"type":"question"'*) printf '{"answer":"%s"}\n' "$(right "$line")" >&"$to" ;;
    '{"type":"verdict","correct":false,'*) fail "decide and the drill differ: $line" ;;
    '{"type":"end"'*) break ;;
    esac
  done
  exec {from}<&- {to}>&-
  wait "$pid" || fail "it ended with $?"
}

# Twenty answers, most of them wrong; three marks.
printf '%s\n' A A A A A A A A A A A A A A A A A m A m A m A | "$AMIQUIZ" drill --seed 5 --questions 20 --kind path,launch >first
grep -q '^Only the kinds path and launch: [0-9]* rules\.$' first || fail 'it should say what is asked'
! grep -qE 'row: (there|share|public)' first || fail 'that is of another kind'

echo q | "$AMIQUIZ" drill --only mistakes >before
wrong=$(sed -n 's/^Only mistakes: \([0-9]*\) rules*\.$/\1/p' before)
[ "$wrong" -gt 2 ] || fail "some rules must be wrong, not $wrong"
play --only mistakes
# A question that was open when its rule was mended is asked all the same.
end=$(tail -n 1 said)
asked=$(sed 's/.*"questions":\([0-9]*\),.*/\1/' <<<"$end")
[ "$end" = "{\"type\":\"end\",\"questions\":$asked,\"right\":$asked}" ] && [ "$asked" -ge "$wrong" ] || fail "$end"
expect_status 1 "$AMIQUIZ" drill --only mistakes
expect_text 'nothing to ask: no latest answer was wrong' err
expect_status 1 "$AMIQUIZ" drill --only mistakes --json
[ ! -s out ] || fail 'nothing was asked'

# A whole drill goes on as if nothing had been.
expect_status 0 "$AMIQUIZ" drill
expect_text ' of 10' out

# Marks: what is exported is what is asked; they stay until they are taken away.
expect_status 0 "$AMIQUIZ" mistakes --marked --format ndjson
marked=$(($(wc -l <out) - 1))
[ "$marked" = 3 ] || fail "three were marked, not $marked"
expect_status 0 "$AMIQUIZ" mistakes --marked -o mine.json
printf 'A\nA\nA\n' | "$AMIQUIZ" drill mine.json --questions 3 >/dev/null
echo m | "$AMIQUIZ" drill mine.json >/dev/null
expect_status 0 "$AMIQUIZ" drill mine.json --only marked
expect_text 'Only what is marked: 1 question.' out
printf 'm\n' | "$AMIQUIZ" drill mine.json --only marked | grep -q 'No longer marked.' || fail 'one key'
expect_status 1 "$AMIQUIZ" drill mine.json --only marked
expect_status 0 "$AMIQUIZ" drill --only marked
# It may be the one that was left open above, and the round goes on where it was.
grep -qE '^Question [0-9]+ of 10( \(you left it open a moment ago\))? \(marked\)$' out ||
  fail 'that it is marked should be said'


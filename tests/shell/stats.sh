# stats and schedule over days of study: what they say agrees, and nothing but the log is needed.
. "$ROOT/tests/lib/shell.sh"

export AMIQUIZ_DB=$PWD/p.db
drill() { # SEED ANSWERS OPTION...
  local seed=$1 answers=$2
  shift 2
  yes A | head -n $((2 * answers + 2)) >keys || :
  "$AMIQUIZ" drill --seed "$seed" --questions "$answers" "$@" >drilled <keys
}
number() { grep -o "\"$1\":[0-9.]*" out | head -n 1 | cut -d: -f2; }

# Before the first answer.
expect_status 0 "$AMIQUIZ" stats --json
[ "$(number answered)" = 0 ] || fail 'nothing was answered yet'
expect_out - "$AMIQUIZ" schedule <<'END'
Nothing of the pack "ami-lecture" was asked yet: amiquiz drill
END

drill 5 20
drill 6 20
# As if it had been days ago, one half and then the other.
sqlite3 p.db 'UPDATE asked SET at = at - 86400 * (9 - id / 8); UPDATE events SET at = at - 86400 * (9 - asked / 8)'

expect_status 0 "$AMIQUIZ" stats --json
cp out plain
[ "$(number answered)" = 40 ] || fail '40 answers'
[ "$(grep -o '"day":"[-0-9]*","answered"' out | wc -l)" -ge 4 ] || fail 'on several days'
[ "$(grep -o '"answers":10,' out | wc -l)" -ge 1 ] || fail 'beliefs after ten answers'
expect_status 0 "$AMIQUIZ" stats --json --rebuild
same plain out
expect_status 0 env TZ=Pacific/Kiritimati "$AMIQUIZ" stats --json
same plain out
expect_status 0 env TZ=America/Los_Angeles "$AMIQUIZ" stats --json
same plain out

# What is due today is said alike by stats, schedule and the drill.
expect_status 0 "$AMIQUIZ" stats
due=$(grep -o '[0-9]* due today' out | head -n 1 | cut -d' ' -f1)
[ "$due" -gt 0 ] || fail 'something must be due'
expect_status 0 "$AMIQUIZ" schedule
grep -q "^Today  *$due: " out || fail "schedule does not say that $due are due today"
expect_status 0 "$AMIQUIZ" schedule --json
expect_text "{\"pack\":\"ami-lecture\",\"due\":[{\"day\":\"$(date -u +%F)\",\"rules\":[" out
echo q | "$AMIQUIZ" drill >drilled
grep -q "^Today: $due rules* due" drilled || fail "the drill does not say that $due are due"

# So is how much was answered, and right: whatever was asked about the pack, in a bank, a diagnosis, an
# exam; of an exam that goes on, nothing.
answers() { for ((i = 0; i < $1; i++)); do echo A; done; }
counted() { # ANSWERED
  expect_status 0 "$AMIQUIZ" stats
  tr '\n' ' ' <out >line
  said=$(grep -oE "$1 answered, [0-9]+ right" line) || fail "stats does not count $1 answers: $(cat line)"
  echo q | "$AMIQUIZ" drill >drilled
  grep -q "^$said\." drilled || fail "stats says \"$said\", and the drill: $(sed -n 2p drilled)"
}
counted 40
"$AMIQUIZ" generate --count 5 --seed 3 --kinds path -o bank.json --quiet
answers 3 | "$AMIQUIZ" drill bank.json --seed 2 >/dev/null
counted 43
answers 2 | "$AMIQUIZ" diagnose --seed 2 >/dev/null
counted 45
answers 3 | "$AMIQUIZ" exam --seed 2 --bank bank.json --questions 4 >/dev/null
counted 45
printf 'x\ny\n' | "$AMIQUIZ" exam >/dev/null
counted 48
cp p.db before.db
sqlite3 p.db "UPDATE asked SET kind = 'other', decision = 'other' WHERE id = 4" # nobody knows it any more
counted 48
mv before.db p.db

# The date of an exam is kept for the pack; of an exam that is over nobody speaks.
then=$(date -u -d '+22 days' '+%-d %b')
echo q | "$AMIQUIZ" drill --exam-date "$(date -u -d '+22 days' +%F)" >drilled
tr '\n' ' ' <drilled >line
grep -qE "Exam on $then( [0-9]{4})?, 22 days: expect [0-9]+ of 51 rules recalled then\." line || fail 'the exam is not said'
echo q | "$AMIQUIZ" drill >drilled
expect_text "Exam on $then" drilled
expect_status 0 "$AMIQUIZ" stats --json
expect_text "\"exam\":\"$(date -u -d '+22 days' +%F)\"" out
echo q | "$AMIQUIZ" drill --pack ami-current >drilled
! grep -q 'Exam on' drilled || fail 'that is another pack'
echo q | "$AMIQUIZ" drill --exam-date none >drilled
! grep -q 'Exam on' drilled || fail 'it was forgotten'
echo q | "$AMIQUIZ" drill --exam-date "$(date -u +%F)" >drilled
tr '\n' ' ' <drilled | grep -q 'Exam on [0-9]* [A-Z][a-z]*, today: expect' || fail 'the exam is today'

# Words that are wrong.
expect_status 2 "$AMIQUIZ" drill --exam-date 2026-02-30
expect_text 'must be a day as YYYY-MM-DD, not "2026-02-30"' err
expect_status 2 "$AMIQUIZ" drill --exam-date 2001-01-01
expect_text '--exam-date 2001-01-01 is past' err
expect_status 2 "$AMIQUIZ" drill --learn --cram
expect_status 2 "$AMIQUIZ" drill "$ROOT/data/examples/loan-bank.json" --cram
expect_text 'are about a pack, not a bank' err
expect_status 2 "$AMIQUIZ" stats own
expect_status 2 "$AMIQUIZ" schedule --retention 0.8

# Crammed answers that are right leave the schedule as it was.  A question that was left open in a
# drill is still the drill's, so it is answered first.
drill 3 1
expect_status 0 "$AMIQUIZ" stats --json
grep -o '"rules":.*"days"' out >before
coproc face { "$AMIQUIZ" drill --cram --json --seed 6 --questions 20; }
# shellcheck disable=SC2154
face_pid=$face_PID
right=0
# Whoever knows the pack answers right: decide says what each case comes to.
while read -r line <&"${face[0]}"; do
  case $line in
  *'"type":"question"'*'"decision":"'*)
    mapfile -t case < <(grep -o '"facts":{[^}]*}' <<<"$line" | tr -d '{}"' | sed 's/^facts://; s/:true/=yes/g; s/:false/=no/g' | tr ',' '\n')
    outcome=$("$AMIQUIZ" decide --json --decision "$(grep -o '"decision":"[^"]*"' <<<"$line" | cut -d'"' -f4)" "${case[@]}" |
      grep -o '"outcome":"[^"]*"' | head -n 1 | cut -d'"' -f4)
    letter=$(grep -o "\"id\":\"[A-Z]\",\"text\":\"[^}]*\"outcome\":\"$outcome\"" <<<"$line" | grep -o '"id":"[A-Z]"' | tail -n 1 | cut -d'"' -f4)
    echo "{\"answer\":\"$letter\"}" >&"${face[1]}"
    ;;
  *'"type":"question"'*) echo '{"command":"quit"}' >&"${face[1]}" ;;
  *'"correct":true'*) right=$((right + 1)) ;;
  *'"correct":false'*) fail "that should have been right: $line" ;;
  *'"type":"end"'*) break ;;
  esac
done
wait "$face_pid" || :
[ "$right" -gt 0 ] || fail 'nothing was crammed'
expect_status 0 "$AMIQUIZ" stats --json
grep -o '"rules":.*"days"' out >after
same before after

# Whoever holds two beliefs at once looks like a guesser while each is weighed alone: then stats says what
# a diagnosis of pairs finds, and of somebody who guesses it says nothing of the kind.
"$AMIQUIZ" diagnose --seed 5 --db pair.db --decision launch --pairs <"$ROOT/tests/golden/diagnose-pair.in" >diagnosed
expect_status 0 "$AMIQUIZ" stats --db pair.db
tr -s ' \n' ' ' <out >flat
tr -s ' \n' ' ' <diagnosed >found
sed 's,\xc2\xa0, ,g' out >plain-spaces
expect_text 'sound 0 %, guessing 79 %' plain-spaces
expect_text 'Two beliefs at once fit better (95 % where pairs are weighed, too): "Whoever may read the snapshots may launch the AMI" and "A Windows or AWS Marketplace AMI of another account cannot be launched". To be sure, run diagnose --pairs --decision launch.' flat
expect_text '"Whoever may read the snapshots may launch the AMI" together with "A Windows or AWS Marketplace AMI of another account cannot be launched" (95 %)' found
expect_status 0 "$AMIQUIZ" stats --db pair.db --json
[ "$(grep -o '"pair":null' out | wc -l)" -eq 4 ] || fail 'a pair where nothing was asked'
grep -o '{"decision":"[^"]*","course":\|"pair":{[^}]*}' out | grep -A 1 '"launch"' | tail -n 1 >pair
grep -qx '"pair":{"belief":\["snapshots-launch","code-stops-launch"\],"probability":0\.95[0-9]*}' pair ||
  fail "stats --json says of the pair: $(cat pair)"
sed 's/.*/{"answer":"&"}/' "$ROOT/tests/golden/diagnose-pair.in" |
  "$AMIQUIZ" diagnose --seed 5 --db other.db --decision launch --pairs --json >diagnosed
expect_text "$(sed 's/^"pair":{//; s/,"probability":.*/,"probability":0.95/' pair)" diagnosed
"$AMIQUIZ" diagnose --seed 5 --db guess.db <"$ROOT/tests/golden/diagnose-guessing.in" >diagnosed
expect_status 0 "$AMIQUIZ" stats --db guess.db
expect_text guessing out
grep -q 'Two beliefs' out && fail 'nobody who guesses holds two beliefs'
expect_status 0 "$AMIQUIZ" stats --db guess.db --json
[ "$(grep -o '"pair":null' out | wc -l)" -eq 5 ] || fail 'a program is told of a pair'

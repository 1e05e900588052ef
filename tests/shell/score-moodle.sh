# By way of Moodle: questions go there, answers come back as the texts of options, with names, mail
# addresses and times, and are scored by the same bank.
. "$ROOT/tests/lib/shell.sh"

"$AMIQUIZ" generate --count 8 --kinds path,launch --seed 9 -o bank.ndjson --quiet
"$AMIQUIZ" convert bank.ndjson course.xml --format moodle-xml --quiet
grep -c '<question type="multichoice">' course.xml >count
[ "$(cat count)" -eq 8 ] || fail "$(cat count) questions for Moodle"

# The right text and a wrong one of every question, from what Moodle was given.
awk '/<question type="multichoice">/ { n++ }
  /<answer fraction="100"/ { want = "right" } /<answer fraction="0"/ { want = "wrong" }
  want != "" && match($0, /<text>.*<\/text>/) {
    text = substr($0, RSTART + 6, RLENGTH - 13); sub(/^<!\[CDATA\[/, "", text); sub(/\]\]>$/, "", text)
    if (want == "right") right[n] = text; else wrong[n] = text
    want = ""
  }
  END {
    printf "Last name,First name,Email address,State,Started on,Completed,Time taken,Grade/8.00"
    for (q = 1; q <= n; q++) printf ",Response %d", q
    print ""
    for (s = 1; s <= 5; s++) {
      printf "Doe,Student %d,s%d@example.org,Finished,3 March 2026  9:0%d AM,3 March 2026  9:3%d AM,30 mins,-", s, s, s, s
      for (q = 1; q <= n; q++) printf ",\"%s\"", q <= s ? right[q] : wrong[q]
      print ""
    }
  }' course.xml >moodle.csv

expect_status 0 "$AMIQUIZ" score --key bank.ndjson moodle.csv --strict --scores scores.csv
cut -d, -f2,3 scores.csv | sed 1d >points
printf '1,8\n2,8\n3,8\n4,8\n5,8\n' >wanted
same wanted points
expect_text 's3@example.org' scores.csv
expect_status 0 "$AMIQUIZ" score --key bank.ndjson moodle.csv --moodle-grades - --quiet
expect_text 'Email address,' out
expect_text 's2@example.org,2' out

# What Moodle was given is a key, too, and tells by itself what it is.
expect_status 0 "$AMIQUIZ" score --key course.xml moodle.csv --scores again.csv --quiet
same scores.csv again.csv

# Questions named by --drop: what a name can mean besides an id, what is said about it, and what is refused.
. "$ROOT/tests/lib/shell.sh"
printf 'question,answer\nQ02,A\nQ01,B\nQ10,C\nq7,D\n' >key.csv
printf 'student,Q02,Q01,Q10,q7\ns1,A,B,C,D\ns2,B,B,C,D\n' >answers.csv

dropped() { # NAMES QUESTION...: these are dropped, no others; what was said is in err
  local names=$1
  shift
  expect_status 0 "$AMIQUIZ" score --key key.csv answers.csv --items items.csv --json --drop "$names"
  got=$(sed -n 's/^\([^,]*\),.*,dropped,.*/\1/p' items.csv | tr '\n' ' ')
  [ "${got% }" = "$*" ] || fail "--drop $names dropped $got"
}
refused() { # NAMES MESSAGE HINT
  expect_status 2 "$AMIQUIZ" score --key key.csv answers.csv --drop "$1"
  printf 'amiquiz score: error: --drop: %s\n  hint: %s\n' "$2" "$3" >want
  same err want
}
silent() {
  [ ! -s err ] || fail "said: $(cat err)"
}

# An id, in any case, and a number.
dropped Q01 Q01 && silent
dropped q01,Q10 Q01 Q10 && silent
dropped 3 Q10 && silent
dropped 'Question 3' Q10 && silent
dropped Q7 q7 && silent

# Zeros, where nothing else can be meant: said, but not under --quiet.
dropped q010 Q10
echo 'amiquiz score: warning: --drop: "q010" is taken as question "Q10": they differ only in zeros' >want
same err want
expect_status 0 "$AMIQUIZ" score --key key.csv answers.csv --drop q010 --quiet --json && silent
dropped Q010,q07,q7 Q10 q7
{
  sed 's/q010/Q010/' want
  echo 'amiquiz score: warning: --drop: "q07" is taken as question "q7": they differ only in zeros'
} >both
same err both

# Q1 is Q01 but for a zero, and the number of the first question, which is another one.
refused Q1 '"Q1" can mean question "Q01" or question "Q02"' 'write the id of the one that is meant'
refused q10,q2 '"q2" can mean question "Q02" or question "Q01"' 'write the id of the one that is meant'
refused Q005 'no question "Q005" in the key' 'the first one is called "Q02"'

# The same one by both readings is no cause for words.
printf 'question,answer\nQ01,A\nQ02,B\nQ003,A\nQ03,B\nab,A\nAB,A\nx05,A\n' >key.csv
printf 'student,Q01,Q02,Q003,Q03,ab,AB,x05\ns1,A,B,A,B,A,B,A\ns2,B,B,A,A,A,A,A\n' >answers.csv
dropped Q1 Q01 && silent
refused Q3 '"Q3" can mean question "Q003" or question "Q03"' 'write the id of the one that is meant'
refused Ab '"Ab" can mean question "ab" or question "AB"' 'write the id of the one that is meant'

# A report of what was kept drops the same, and says nothing again.
expect_status 0 "$AMIQUIZ" score --key key.csv answers.csv -o kept --drop x5
expect_text '"x5" is taken as question "x05"' err
expect_status 0 "$AMIQUIZ" report kept -o again.html
silent
same again.html kept/report.html
# Where the words of the manifest cannot be followed any more, it is the kept scoring's fault.
sed -i 's/"--drop":"x5"/"--drop":"Q3"/' kept/manifest.json
expect_status 3 "$AMIQUIZ" report kept -o again.html
expect_text '"Q3" can mean question "Q003" or question "Q03"' err

# With papers a number is a place on somebody's paper: the likely id is named, and nothing done.
printf 'question,answer,form\nQ01,A,1\nQ02,B,1\nQ02,B,2\nQ01,A,2\n' >key.csv
printf 'student,form,1,2\ns1,1,A,B\ns2,2,A,B\n' >answers.csv
refused Q1 'no question "Q1" in the key' 'did you mean "Q01"?'
refused 2 'no question "2" in the key' 'the first one is called "Q01"'
dropped q02 Q02 && silent

# Where nothing that was answered could be scored, that stands first, with the likeliest cause.
. "$ROOT/tests/lib/shell.sh"

printf 'question,answer\nQ1,A\nQ2,B\nQ3,C\n' >key.csv
printf 'student,Q1,Q2,Q3\ns1,A,B,C\ns2,A,,C\n' >letters.csv
printf 'student,Q1,Q2,Q3\ns1,1,0,1\ns2,0.5,,+1\n' >marks.csv

score() { expect_status 0 "$AMIQUIZ" score --key key.csv "$@"; }
# hints WORDS: the summary's second line, its line breaks undone.
hints() {
  sed -n '2,/^$/p' out | tr -s ' \n' ' ' >hint
  [ "$(cat hint)" = "Hint $1 " ] || fail "other hint: $(cat hint)"
}

score --marks letters.csv
cat >want <<'END'
None of the 5 answers given could be scored: both students stand at 0 points
Hint       --marks says that cells are numbers, and these are none: leave it out
           if they are answers

key.csv (3 questions, keys typed) x letters.csv (wide CSV)

Papers     2 read = 2 scored
Answers    6 read = 1 scored (0 given, 1 blank) + 5 rejected
Rejected   letters.csv:2: question "Q1": "A" is no mark
           letters.csv:2: question "Q2": "B" is no mark
           letters.csv:2: question "Q3": "C" is no mark
           and 2 more lines: --rejects FILE lists them
END
same want out
expect_status 1 "$AMIQUIZ" score --key key.csv --marks letters.csv --strict
same want out

score marks.csv
hints 'the cells are numbers: say --marks if they are points; if they number options, write letters, A for 1'
score --marks marks.csv
! grep -q Hint out || fail 'a hint where marks were scored'

# Where no summary is printed, it is a warning.
cat >want <<'END'
amiquiz score: warning: none of the 5 answers given could be scored: both students stand at 0 points
  hint: --marks says that cells are numbers, and these are none: leave it out if they are answers
END
score --marks letters.csv --json
same want err
score --marks letters.csv --compare-key key.csv
same want err
score --marks letters.csv --compare-key key.csv --quiet
[ ! -s err ] || fail 'quiet, something is said'

# Other causes; what cannot be told is left to the rejects.
printf 'student,Q1,Q2,Q3\ns1,10,7,9\n' >points.csv
score --marks points.csv
expect_text 'question "Q1": "10" is more than its 1 point' out
hints "the marks are more than the questions' points: the key's column points says how many each has"
printf 'student\n4711\n' >roster.csv
score letters.csv --roster roster.csv
hints 'these students are not on the roster: are ids written alike in both, leading zeros, too? --student COLUMN names another column'
printf 'student,question,answer\ns1,X1,A\n' >other.csv
score other.csv
head -n 1 out >got
echo 'The only answer given could not be scored' >want
same want got
hints 'the key has none of these questions: is it the key of this exam?'
printf 'student,Q1,Q2,Q3\ns1;A;B;C\n' >cells.csv
score cells.csv
hints 'rows have more or fewer cells than the header: --separator CHAR says what stands between them'
printf 'student,Q1,Q2,Q3\ns1,?,n/a,1st\n' >words.csv
score words.csv
hints '--rejects FILE says why, line by line'
printf 'student,Q1,Q2,Q3\ns1,he is not on the roster,no question ,"3, where the header has 4"\n' >quoted.csv
score quoted.csv # what foreign text says is no cause
hints '--rejects FILE says why, line by line'
score words.csv -o results
hints 'rejects.csv says why'

# Most of it rejected for one cause is said, too; for several causes, or less of it, it is not.
printf 'student,Q1,Q2,Q3\n07,A,B,C\n08,A,B,C\n10,A,B,\n' >zeros.csv
printf 'student\n7\n8\n10\n' >roster.csv
score zeros.csv --roster roster.csv
cat >want <<'END'
amiquiz score: warning: 6 of 8 answers given were rejected
  hint: these students are not on the roster: are ids written alike in both, leading zeros, too? --student COLUMN names another column
END
same want err
score zeros.csv --roster roster.csv --json
same want err
printf 'student,Q1,Q2,Q3\ns1,?,2,-\ns2,A,?,B\n' >mixed.csv
score mixed.csv
! grep -q given err || fail 'several causes pass for one'
printf 'student\n07\n10\n' >roster.csv
score zeros.csv --roster roster.csv
[ ! -s err ] || fail 'three of eight pass for most'

# A question that gives everybody its points gives them here, too.
printf 'question,answer,status\nQ1,A,all-credit\nQ2,B,\nQ3,C,\n' >all.csv
expect_status 0 "$AMIQUIZ" score --key all.csv words.csv
head -n 1 out >got
echo 'None of the 3 answers given could be scored' >want
same want got

# Blanks alone are a class that answered nothing: nobody's mistake.
printf 'student,Q1,Q2,Q3\ns1,,,\n' >blank.csv
score blank.csv
! grep -q Hint out || fail 'a hint for blanks'

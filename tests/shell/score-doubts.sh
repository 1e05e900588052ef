# What a spreadsheet brings along and would be scored in silence: a line of means, words in cells.
. "$ROOT/tests/lib/shell.sh"

printf 'question;answer\r\nQ1;A\r\nQ2;B\r\n' >key.csv
printf '\xef\xbb\xbfStudent;Q1;Q2\r\ns1;A;B\r\ns2;absent;absent\r\ns3;B;\r\ns4;B;A\r\ns5;A;B\r\nMean;0,5;0,5\r\nMax;1;1\r\n' >class.csv

score() { expect_status 0 "$AMIQUIZ" score --key key.csv "$@"; }
nothing='  hint: the rejects say why; a line that is no student'\''s, such as a mean, is to be taken out of the file'

score class.csv
cat >want <<END
amiquiz score: warning: none of the answers of students "Mean", "Max" could be scored
$nothing
amiquiz score: warning: answers to "Q1" and 1 more question name options beyond the key's: up to T
  hint: is there a word in a cell, such as "absent"? say in the key's column options how many a question has, and it is rejected
END
same want err
score class.csv --quiet
[ ! -s err ] || fail 'quiet, something is said'
score class.csv --anonymous
expect_text 'none of the answers of students "student-0006", "student-0007" could be scored' err

# The key says how many options there are: a word is none, and a student of words has no answer.
printf 'question;answer;options\nQ1;A;4\nQ2;B;4\n' >key.csv
score class.csv
cat >want <<END
amiquiz score: warning: none of the answers of students "s2", "Mean", "Max" could be scored
$nothing
END
same want err
printf 's6;C;C\nlast;?;?\n' >>class.csv
score class.csv
expect_text 'none of the answers of students "s2", "Mean", "Max" and 1 more could be scored' err

# Ten options are no word, nor is the key's own last letter; blanks are answers enough.
printf 'question;answer\nQ1;A\nQ2;Z\n' >key.csv
printf 'student;Q1;Q2\ns1;J;Z\ns2;;\ns3;?;\n' >plain.csv
score plain.csv
[ ! -s err ] || fail 'something is said of plain answers'

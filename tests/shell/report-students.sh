# The pages of students, and the list of them, say names where they are known; nameless, nobody's.
. "$ROOT/tests/lib/shell.sh"

printf 'question,answer\nQ1,A\nQ2,B\n' >key.csv
printf 'student,Q1,Q2\ns1,A,B\ns2,A,C\n' >answers.csv
printf 'student,name\ns1,"Ana <b>& Eva"\ns2,\n' >roster.csv

rows() { grep -o '<thead>.*\|<tr><th scope="row">.*' "$1"; }

# names are escaped; who has none has an empty cell
"$AMIQUIZ" score --key key.csv answers.csv --roster roster.csv -o named >/dev/null
"$AMIQUIZ" report named --students >/dev/null
rows named/students/index.html >got
cat >want <<'END'
<thead><tr><th scope="col">Student</th><th scope="col">Name</th><th scope="col" class="n">Points</th><th scope="col" class="n">Percent</th><th scope="col">Result</th></tr></thead>
<tr><th scope="row"><a href="0001-s1.html" dir="auto">s1</a></th><td dir="auto">Ana &lt;b&gt;&amp; Eva</td><td class="n" data-v="2">2 of 2</td><td class="n" data-v="100">100 %</td><td>passed</td></tr>
<tr><th scope="row"><a href="0002-s2.html" dir="auto">s2</a></th><td dir="auto"></td><td class="n" data-v="1">1 of 2</td><td class="n" data-v="50">50 %</td><td>not passed</td></tr>
END
same want got
expect_text '<div><dt>Name</dt><dd dir="auto">Ana &lt;b&gt;&amp; Eva</dd></div>' named/students/0001-s1.html
! grep -q '<dt>Name' named/students/0002-s2.html || fail 'a name is said where there is none'

# nobody has a name: no column for it
"$AMIQUIZ" score --key key.csv answers.csv -o plain >/dev/null
"$AMIQUIZ" report plain --students >/dev/null
! grep -q '>Name<' plain/students/*.html || fail 'a column without names'

# nameless: neither names nor ids, from a folder or a database
"$AMIQUIZ" score --key key.csv answers.csv --roster roster.csv --anonymous -o nobody --db nobody.db >/dev/null
"$AMIQUIZ" report nobody --students >/dev/null
"$AMIQUIZ" report nobody.db --students >/dev/null
! grep -q 'Name<\|Ana\|>s1<' nobody/students/*.html nobody.db-students/*.html || fail 'a name is told'
rows nobody/students/index.html >got
expect_text '<a href="0001-student-0001.html" dir="auto">student-0001</a></th><td class="n"' got

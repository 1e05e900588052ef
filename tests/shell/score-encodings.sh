# Files that are no text in UTF-8: what they are and what to do is said once, in words.
. "$ROOT/tests/lib/shell.sh"
printf 'question,answer\nq1,A\nq2,B\n' >key.csv
printf 'student,question,answer\ns1,q1,A\ns1,q2,B\n' >good.csv

refused() { # FILE WORDS: as a file of answers
  expect_status 3 "$AMIQUIZ" score --key key.csv "$1"
  printf 'amiquiz score: error: %s:1: %s\n' "$1" "$2" >want
  same err want
  [ ! -s out ] || fail "something was printed for $1"
}

# ---- Another encoding ----
iconv -t UTF-16 good.csv >marked.csv
iconv -t UTF-16LE good.csv >little.csv
iconv -t UTF-16BE good.csv >big.csv
refused marked.csv 'it is a text in UTF-16: save it as UTF-8: iconv -f UTF-16 -t UTF-8'
refused little.csv 'it is a text in UTF-16: save it as UTF-8: iconv -f UTF-16LE -t UTF-8'
refused big.csv 'it is a text in UTF-16: save it as UTF-8: iconv -f UTF-16BE -t UTF-8'
for encoding in LE BE; do # the advice works
  iconv -f "UTF-16$encoding" -t UTF-8 "$([ $encoding = LE ] && echo little.csv || echo big.csv)" >again.csv
  same again.csv good.csv
done

# Lines in Windows-1252 are refused one by one; why is said once a file.
printf 'student,question,answer\ns1,q1,A\nJ\xf6rg,q1,A\ns1,q2,\xc4\nM\xfcller,q1,A\n' >latin.csv
printf 'student,question,answer\ns1,q9,A\n' >other.csv
expect_status 0 "$AMIQUIZ" score --key key.csv latin.csv other.csv --rejects rejects.csv
cat >want <<'EOF'
amiquiz score: warning: latin.csv:3: this rejected line is not UTF-8, nor are 2 more
  hint: save it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8
EOF
same err want
[ "$(wc -l <rejects.csv)" -eq 5 ] || fail "rejects.csv: $(cat rejects.csv)"
iconv -f WINDOWS-1252 -t UTF-8 latin.csv >mended.csv
expect_status 0 "$AMIQUIZ" score --key key.csv mended.csv --json
[ ! -s err ] || fail 'still a warning'
expect_text '"responses_scored":3,"responses_superseded":0,"responses_rejected":1' out
expect_status 0 "$AMIQUIZ" score --quiet --key key.csv latin.csv
[ ! -s err ] || fail '--quiet was not quiet'
# Every refused cell of a row is told, but it is one line.
printf 'student,q1,q2\ns1,\xc4,\xd6\n' >row.csv
expect_status 0 "$AMIQUIZ" score --key key.csv row.csv
sed -e 's/latin.csv:3/row.csv:2/' -e 's/, nor are 2 more//' want >one
same err one
# What is cut out of a long line within a character is still UTF-8.
awk 'BEGIN { printf "student,question,answer\ns1,q1,"; for (i = 0; i < 900; i++) printf "\303\244"; print "" }' >long.csv
expect_status 0 "$AMIQUIZ" score --key key.csv long.csv
[ ! -s err ] || fail 'a warning about a line in UTF-8'

# ---- No text at all ----
gzip -c good.csv >once.csv.gz
gzip -c once.csv.gz >twice.csv.gz
expect_status 0 "$AMIQUIZ" score --key key.csv once.csv.gz
refused twice.csv.gz 'unpacked, it is a gzip file: unpack it first'
printf 'PK\3\4....' >book.xlsx
refused book.xlsx 'it is a zip archive or a spreadsheet (xlsx, ods): save it as CSV'
gzip -c book.xlsx >book.xlsx.gz
refused book.xlsx.gz 'unpacked, it is a zip archive or a spreadsheet (xlsx, ods): save it as CSV'
printf '\320\317\021\340....' >book.xls
refused book.xls 'it is an old spreadsheet or document (xls, doc): save it as CSV'
printf '%%PDF-1.4\n' >scan.pdf
refused scan.pdf 'it is a PDF document: save its table as CSV'
printf 'SQLite format 3\0....' >results.db
refused results.db 'it is a SQLite database: export its table as CSV'
printf '<html><table><tr><td>s1\n' >page.xls
refused page.xls 'it is a web page (HTML): save its table as CSV'

# The same of a key and of a roster.
expect_status 3 "$AMIQUIZ" score --key book.xlsx good.csv
cat >want <<'EOF'
amiquiz score: error: "book.xlsx" is a zip archive or a spreadsheet (xlsx, ods)
  hint: save it as CSV
EOF
same err want
expect_status 3 "$AMIQUIZ" score --key key.csv good.csv --roster book.xlsx
expect_text 'book.xlsx:1:1: error: it is a zip archive or a spreadsheet (xlsx, ods) [no-text]' err
iconv -t UTF-16 key.csv >key-16.csv
expect_status 3 "$AMIQUIZ" score --key key-16.csv good.csv
expect_text 'key-16.csv:1:1: error: it is a text in UTF-16 [no-text]' err
expect_text 'save it as UTF-8: iconv -f UTF-16 -t UTF-8' err

# ---- Names ----
# An export in Windows-1252 whose ids and answers are plain: names are taken as such, and all that goes out
# is UTF-8.
printf 'Last name,First name,ID number,Email address,State,Response 1,Response 2\nM\xfcller,Zo\xeb,s1,z@x,Finished,A,B\nB\x9akovi\xe6,J\xf6rg,s2,j@x,Finished,B,B\n' >moodle.csv
echo 'amiquiz score: warning: moodle.csv: names or sections of 2 students are not UTF-8: taken as Windows-1252' >want
for threads in 1 2 7; do
  expect_status 0 "$AMIQUIZ" score --key key.csv moodle.csv --threads "$threads" -o "names-$threads" --db "$threads.db" \
    --moodle-grades "names-$threads/moodle-grades.csv" --canvas-grades "names-$threads/canvas-grades.csv" --csv-raw
  same err want
  expect_status 0 "$AMIQUIZ" report "names-$threads" --students
  for file in "names-$threads"/*.* "names-$threads"/students/* out; do
    iconv -f UTF-8 -t UTF-8 "$file" >/dev/null 2>&1 || fail "$file is not UTF-8"
  done
  expect_text 's1,,Zoë Müller,,A,B' "names-$threads/responses.csv"
  expect_text 'Jörg Bškoviæ,,s2,,,1' "names-$threads/canvas-grades.csv"
  expect_text 'Jörg Bškoviæ' "names-$threads/students/index.html"
  same "names-$threads/responses.csv" names-1/responses.csv
done
expect_status 0 "$AMIQUIZ" score --key key.csv moodle.csv --anonymous --scores scores.csv
same err want
# Where the roster knows the names, those of the file are not looked at; itself must be UTF-8.
printf 'student,name\ns1,Zoë\ns2,Jörg\n' >roster.csv
expect_status 0 "$AMIQUIZ" score --key key.csv moodle.csv --roster roster.csv
[ ! -s err ] || fail 'names of the file are spoken of'
iconv -f UTF-8 -t WINDOWS-1252 roster.csv >old.csv
expect_status 3 "$AMIQUIZ" score --key key.csv moodle.csv --roster old.csv
expect_text 'old.csv:2:6: error: byte 0xeb is no text in UTF-8 [not-utf8]' err

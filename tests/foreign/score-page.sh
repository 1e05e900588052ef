# The pages about a scoring in Chromium: nothing is refused or asked for, nothing runs past the edge of a
# phone, headings are in order, plots say what they show, tables sort by keyboard, questions print whole.
. "$ROOT/tests/lib/shell.sh"

command -v python3 >/dev/null || skip 'python3 is missing, which drives the browser'
for browser in chromium chromium-browser google-chrome ''; do
  if [ -n "$browser" ] && command -v "$browser" >/dev/null; then break; fi
done
[ -n "$browser" ] || skip 'chromium is missing (Debian and Ubuntu: package chromium)'
command -v pdftotext >/dev/null || skip 'pdftotext is missing (Debian and Ubuntu: package poppler-utils)'

# A class as courses have it, with beliefs; five students; a hundred thousand; answers all rejected.
"$AMIQUIZ" generate --cover all --count 30 --seed 3 --format ndjson -o bank.ndjson --quiet
for class in 5 150 100000; do
  bank_keys bank.ndjson | awk -v students=$class -v seed=4 -f "$ROOT/tests/lib/class.awk" >answers.csv
  "$AMIQUIZ" score --key bank.ndjson answers.csv --quiet --report "report-$class.html" >/dev/null
  [ "$(wc -c <"report-$class.html")" -lt 1000000 ] || fail "report-$class.html is too large"
  if [ $class -eq 150 ]; then
    "$AMIQUIZ" score --key bank.ndjson answers.csv --quiet -o results >/dev/null
    "$AMIQUIZ" report results --students --quiet
  fi
done
head -n 1 answers.csv >empty.csv
echo 's1,' >>empty.csv
"$AMIQUIZ" score --key bank.ndjson empty.csv --quiet --report empty.html >/dev/null

# 500 questions, and texts that somebody wrote to break a page.
"$AMIQUIZ" generate --count 500 --seed 3 --format ndjson -o many.ndjson --allow-repeats --quiet
bank_keys many.ndjson | awk -v students=60 -v seed=5 -f "$ROOT/tests/lib/class.awk" >answers.csv
"$AMIQUIZ" score --key many.ndjson answers.csv --quiet --report report-500-questions.html >/dev/null
[ "$(wc -c <report-500-questions.html)" -lt 5000000 ] || fail 'the page of 500 questions is too large'
cat >hostile.json <<'EOF'
{"format": "amiquiz-bank", "version": 1, "title": "</title><script>alert(1)</script> \u202eeltit", "questions": [
 {"id": "</h3><script>alert(2)</script>", "stem": "<img src=http://example.org/x onerror=alert(3)>\n\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "options": ["</li></ol><style>*{display:none}</style>", "B\u0007\u2028", "&lt;c&gt;"], "answer": "A"},
 {"id": "\" onmouseover=\"alert(4)", "stem": "x", "options": ["a", "b"], "answer": "B"}]}
EOF
printf 'student,question,answer\n%s\n%s\n%s\n' \
  '"<b>bold</b>","</h3><script>alert(2)</script>",A' '=1+1,"</h3><script>alert(2)</script>",B' \
  'x,""" onmouseover=""alert(4)",B' >hostile.csv
"$AMIQUIZ" score --key hostile.json hostile.csv --quiet -o hostile >/dev/null
"$AMIQUIZ" report hostile --students --quiet
cp hostile/report.html hostile.html
cp hostile/students/0001-*.html hostile-student.html

python3 -B "$ROOT/tests/lib/score_browser.py" "$browser" report-5.html report-150.html report-100000.html \
  report-500-questions.html empty.html hostile.html results/students/index.html \
  results/students/0007-s0007.html hostile-student.html

# Pages of the html format read by another reader: hostile text in every field is text and nothing
# else, every text is there, whole and in order, and the policy allows just the style that is there.
. "$ROOT/tests/lib/shell.sh"

command -v python3 >/dev/null || skip 'python3 is missing, whose html.parser reads the pages'
make_pages=$ROOT/build/$VARIANT/tests/unit/test_html_pages

mkdir pages
"$make_pages" pages
for kind in bank paper blank key; do
  for bank in small hostile real; do
    python3 "$ROOT/tests/lib/html_reader.py" "pages/$bank-$kind.html" "pages/$bank-$kind.texts"
  done
done
[ "$(find pages -name '*.html' | wc -l)" -eq 12 ] || fail 'other pages than those that were read'

# The reader does see what it is there to see.
caught() { # WHAT SED_SCRIPT
  sed "$2" pages/hostile-bank.html >changed.html
  ! cmp -s changed.html pages/hostile-bank.html || fail "nothing was changed: $1"
  if python3 "$ROOT/tests/lib/html_reader.py" changed.html pages/hostile-bank.texts >out 2>&1; then
    fail "the reader did not notice $1"
  fi
}
caught 'an element' '/class="stem"/s/&lt;img/<img/'
caught 'an attribute' 's/<fieldset/<fieldset onclick="x"/'
caught 'a space less' '/class="stem"/s/  / /'
caught 'a line break less' '/class="stem"/s/<br>//'
caught 'a mark of direction' 's/&#x202e;//'
caught 'another style' 's/^h1{/h1 {/'
caught 'another kind of link' 's/href="https:/href="javascript:/'

# The same bytes where numbers have a comma.
if localedef -i de_DE -f UTF-8 ./de_DE.UTF-8 >/dev/null 2>&1; then
  mkdir comma
  LOCPATH=$PWD LC_ALL=de_DE.UTF-8 "$make_pages" comma
  diff -r pages comma
  LOCPATH=$PWD LC_ALL=de_DE.UTF-8 "$make_pages" --decimal-point | grep -qx , ||
    fail 'the locale has no comma'
fi

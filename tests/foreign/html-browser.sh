# Pages of the html format in Chromium: nothing is refused or asked for, nothing runs past the edge of
# a phone, the keyboard alone is enough, and the form stands on every printed page.
. "$ROOT/tests/lib/shell.sh"

command -v python3 >/dev/null || skip 'python3 is missing, which drives the browser'
for browser in chromium chromium-browser google-chrome ''; do
  if [ -n "$browser" ] && command -v "$browser" >/dev/null; then break; fi
done
[ -n "$browser" ] || skip 'chromium is missing (Debian and Ubuntu: package chromium)'
command -v pdftotext >/dev/null || skip 'pdftotext is missing (Debian and Ubuntu: package poppler-utils)'

mkdir pages
"$ROOT/build/$VARIANT/tests/unit/test_html_pages" pages
python3 -B "$ROOT/tests/lib/html_browser.py" "$browser" pages

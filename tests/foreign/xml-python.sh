# Moodle XML and QTI packages read by Python's XML, HTML and zip readers, xmllint and unzip.
. "$ROOT/tests/lib/shell.sh"
command -v python3 >/dev/null || skip 'python3 is not installed'
mkdir banks
"$(dirname "$AMIQUIZ")/tests/unit/test_xml_samples" banks

for bank in sample hostile; do
  for key in '' no-key; do
    for kind in moodle qti12 qti21; do
      case $kind in moodle) ending=xml ;; *) ending=zip ;; esac
      python3 "$ROOT/tests/lib/reread_xml.py" $kind banks/$bank.json \
        banks/$bank.${key:+$key.}$kind.$ending $key
    done
  done
done
python3 "$ROOT/tests/lib/reread_xml.py" qti21 banks/many.json banks/many.no-key.qti21.zip no-key

# The reader can tell: a bank that differs in one letter is refused.
sed 's/Copy it/Copy At/' banks/sample.json >banks/other.json
for kind in moodle.xml qti12.zip qti21.zip; do
  expect_status 1 python3 "$ROOT/tests/lib/reread_xml.py" ${kind%.*} banks/other.json banks/sample.$kind
done

if command -v unzip >/dev/null; then
  for package in banks/*.zip; do
    unzip -t -q "$package" | tail -n 1
    case $package in */many.*) continue ;; esac
    unzip -q "$package" -d "${package%.zip}"
  done
else
  echo 'skipped: unzip is not installed'
fi

if command -v xmllint >/dev/null; then
  find banks -name '*.xml' -print0 | xargs -0 xmllint --noout --nonet --huge
  echo "xmllint: $(find banks -name '*.xml' | wc -l) files are well-formed"
else
  echo 'skipped: xmllint is not installed'
fi

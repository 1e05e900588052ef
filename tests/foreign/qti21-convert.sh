# QTI 2.1 packages read by CitoLab's converter from npm, which makes QTI 3 of them; what it made is
# compared with the bank: it has understood every question, option, key and comment.
. "$ROOT/tests/lib/shell.sh"
command -v python3 >/dev/null || skip 'python3 is not installed'
command -v unzip >/dev/null || skip 'unzip is not installed'
npm_packages qti-convert
mkdir banks
"$(dirname "$AMIQUIZ")/tests/unit/test_xml_samples" banks
for bank in sample hostile; do
  node "$NODE_PATH/@citolab/qti-convert/dist/qti-convert-pkg.mjs" banks/$bank.qti21.zip
  unzip -q banks/$bank.qti21-qti3.zip -d banks/$bank.qti3
  python3 "$ROOT/tests/lib/reread_xml.py" qti3 banks/$bank.json banks/$bank.qti3
done

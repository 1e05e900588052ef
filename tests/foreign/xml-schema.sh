# QTI packages against the schemas of their makers.  These are not ours to hand on: AMIQUIZ_SCHEMAS is
# a folder that holds them (ims_qtiasiv1p2p1.xsd, imsqti_v2p1.xsd, imscp_v1p1.xsd with what they include).
. "$ROOT/tests/lib/shell.sh"
schemas=${AMIQUIZ_SCHEMAS:-}
command -v xmllint >/dev/null || skip 'xmllint is not installed'
command -v unzip >/dev/null || skip 'unzip is not installed'
[ -n "$schemas" ] || skip 'no schemas here: AMIQUIZ_SCHEMAS names no folder'
mkdir banks
"$(dirname "$AMIQUIZ")/tests/unit/test_xml_samples" banks
for kind in qti12 qti21; do
  case $kind in qti12) schema=ims_qtiasiv1p2p1.xsd ;; *) schema=imsqti_v2p1.xsd ;; esac
  for bank in sample hostile sample.no-key hostile.no-key; do
    unzip -q "banks/$bank.$kind.zip" -d "banks/$bank.$kind"
    xmllint --noout --nonet --schema "$schemas/imscp_v1p1.xsd" "banks/$bank.$kind/imsmanifest.xml"
    find "banks/$bank.$kind" -name '*.xml' ! -name imsmanifest.xml -print0 |
      xargs -0 xmllint --noout --nonet --schema "$schemas/$schema"
  done
done

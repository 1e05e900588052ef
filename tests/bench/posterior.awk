# Posterior against questions to a picture (SVG), both axes linear:
#   awk -v title=T -f tests/bench/posterior.awk points
# A line of input is NAME<TAB>QUESTIONS<TAB>PROBABILITY, points of one name in the order of questions, or
# NAME<TAB>bound<TAB>QUESTIONS: an upright line, the least mean that there can be.  Curves are told apart
# by dashes, and named in a list, so that the picture can be read in grey.
BEGIN { FS = "\t"; left = 70; top = 50; width = 560; height = 320; last = 30; curves = bounds = 0; dashes[0] = "none"; dashes[1] = "7 4"; dashes[2] = "2 3" }
function at_x(v) { return left + v / last * width }
function at_y(v) { return top + (1 - v) * height }
function text(x, y, anchor, what, more) {
  gsub(/&/, "\\&amp;", what); gsub(/</, "\\&lt;", what)
  printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>\n", x, y, anchor, more, what
}
function line(x1, y1, x2, y2, colour, dash) {
  printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"%s\"/>\n", x1, y1, x2, y2, colour, dash
}
$2 == "bound" { bound_name[bounds] = $1; bound[bounds++] = $3; next }
NF == 3 {
  if (!($1 in number_of)) { number_of[$1] = curves; name[curves++] = $1 }
  c = number_of[$1]; px[c, count[c] + 0] = $2; py[c, count[c]++] = $3
}
END {
  print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 680 440\" width=\"680\" height=\"440\" font-family=\"sans-serif\" font-size=\"13\">"
  print "<rect width=\"680\" height=\"440\" fill=\"white\"/>"
  text(left, 28, "start", title, " font-size=\"16\" font-weight=\"bold\"")
  for (v = 0; v <= 10; v += 2) { line(left, at_y(v / 10), left + width, at_y(v / 10), "#cccccc", "none"); text(left - 8, at_y(v / 10) + 4, "end", sprintf("%.1f", v / 10), "") }
  for (v = 0; v <= last; v += 5) { line(at_x(v), top + height, at_x(v), top + height + 5, "black", "none"); text(at_x(v), top + height + 20, "middle", v, "") }
  line(left, top, left, top + height, "black", "none"); line(left, top + height, left + width, top + height, "black", "none")
  line(left, at_y(0.95), left + width, at_y(0.95), "#888888", "1 3"); text(left + width, at_y(0.95) + 17, "end", "sure: 0.95", "")
  text(left + width / 2, top + height + 44, "middle", "questions answered", "")
  text(0, 0, "middle", "mean posterior of what is believed", sprintf(" transform=\"translate(22 %d) rotate(-90)\"", top + height / 2))
  for (b = 0; b < bounds; b++) line(at_x(bound[b]), top, at_x(bound[b]), top + height, "black", "1 2")
  if (bounds > 0) {
    text(at_x(bound[bounds - 1]) + 6, at_y(0.05), "start", "information bound: " sprintf("%.2f", bound[0]) " and " sprintf("%.2f", bound[bounds - 1]) " questions", "")
    text(at_x(bound[bounds - 1]) + 6, at_y(0.005), "start", "(" bound_name[0] ", " bound_name[bounds - 1] "; without pairs)", "")
  }
  for (c = 0; c < curves; c++) {
    printf "<polyline fill=\"none\" stroke=\"black\" stroke-width=\"1.6\" stroke-dasharray=\"%s\" points=\"", dashes[c % 3]
    for (i = 0; i < count[c]; i++) printf "%.1f,%.1f ", at_x(px[c, i]), at_y(py[c, i])
    print "\"/>"
    line(left + 300, at_y(0.45) + 20 * c, left + 335, at_y(0.45) + 20 * c, "black", dashes[c % 3])
    text(left + 343, at_y(0.45) + 20 * c + 4, "start", name[c], "")
  }
  print "</svg>"
}

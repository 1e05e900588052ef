# Points to a picture (SVG), the axes logarithmic, with linear_x=1 that of X linear:
#   awk -v title=T -v x_label=X -v y_label=Y -f tests/bench/curve.awk points
# A line of input is NAME<TAB>X<TAB>Y, points of one name in the order of X; X and Y above 0.  Curves are
# told apart by dashes and marks, and named at their ends, so that the picture can be read in grey.
BEGIN { FS = "\t"; curves = 0; left = 80; top = 50; width = 520; height = 320; low_x = low_y = 1e300; dashes[0] = "none"; dashes[1] = "7 4"; dashes[2] = "2 3"; dashes[3] = "9 3 2 3" }
function log10(v) { return log(v) / log(10) }
function scale_x(v) { return linear_x ? v : log10(v) }
function at_x(v) { return left + (scale_x(v) - first_x) / (last_x - first_x) * width }
function at_y(v) { return top + height - (log10(v) - first_y) / (last_y - first_y) * height }
function floor(v) { return v < 0 && v != int(v) ? int(v) - 1 : int(v) }
function ceiling(v) { return -floor(-v) }
function number(v) { return v >= 1000 ? number(int(v / 1000)) ",000" : sprintf("%g", v) }
function end_x(c) { return at_x(px[c, count[c] - 1]) }
function end_y(c) { return at_y(py[c, count[c] - 1]) }
function text(x, y, anchor, what, more) {
  gsub(/&/, "\\&amp;", what); gsub(/</, "\\&lt;", what)
  printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>\n", x, y, anchor, more, what
}
function line(x1, y1, x2, y2, colour) {
  printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", x1, y1, x2, y2, colour
}
function mark(kind, x, y) {
  if (kind % 3 == 0) printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>\n", x, y
  else if (kind % 3 == 1) printf "<rect x=\"%.1f\" y=\"%.1f\" width=\"7\" height=\"7\"/>\n", x - 3.5, y - 3.5
  else printf "<path d=\"M%.1f %.1fl4.5 8h-9z\"/>\n", x, y - 5
}
NF == 3 && $2 > 0 && $3 > 0 {
  if (!($1 in number_of)) { number_of[$1] = curves; name[curves++] = $1 }
  c = number_of[$1]; i = count[c]++; px[c, i] = $2; py[c, i] = $3; given[$2] = 1
  if ($2 < low_x) low_x = $2; if ($2 > high_x) high_x = $2
  if ($3 < low_y) low_y = $3; if ($3 > high_y) high_y = $3
}
END {
  first_x = scale_x(low_x); last_x = scale_x(high_x); if (last_x <= first_x) last_x = first_x + 1
  first_y = floor(log10(low_y)); last_y = ceiling(log10(high_y)); if (last_y <= first_y) last_y = first_y + 1
  print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 430\" width=\"760\" height=\"430\" font-family=\"sans-serif\" font-size=\"13\">"
  print "<rect width=\"760\" height=\"430\" fill=\"white\"/>"
  text(left, 28, "start", title, " font-size=\"16\" font-weight=\"bold\"")
  for (e = first_y; e <= last_y; e++) {
    line(left, at_y(10 ^ e), left + width, at_y(10 ^ e), "#cccccc")
    text(left - 8, at_y(10 ^ e) + 4, "end", number(10 ^ e), "")
  }
  for (v in given) {
    line(at_x(v), top + height, at_x(v), top + height + 5, "black")
    text(at_x(v), top + height + 20, "middle", number(v), "")
  }
  line(left, top, left, top + height, "black"); line(left, top + height, left + width, top + height, "black")
  text(left + width / 2, top + height + 44, "middle", x_label, "")
  text(0, 0, "middle", y_label, sprintf(" transform=\"translate(22 %d) rotate(-90)\"", top + height / 2))
  for (c = 0; c < curves; c++) {
    printf "<polyline fill=\"none\" stroke=\"black\" stroke-width=\"1.6\" stroke-dasharray=\"%s\" points=\"", dashes[c % 4]
    for (i = 0; i < count[c]; i++) printf "%.1f,%.1f ", at_x(px[c, i]), at_y(py[c, i])
    print "\"/>"
    for (i = 0; i < count[c]; i++) mark(c, at_x(px[c, i]), at_y(py[c, i]))
  }
  # The names from the highest down, each a line below the one before where it would cover it.
  lowest = 0
  for (n = 0; n < curves; n++) {
    best = -1
    for (c = 0; c < curves; c++) if (!(c in named) && (best < 0 || end_y(c) < end_y(best))) best = c
    named[best] = 1
    y = end_y(best) + 4
    if (y < lowest + 14) y = lowest + 14
    lowest = y
    text(end_x(best) + 10, y, "start", name[best], "")
  }
  print "</svg>"
}

/* SVG, the little of it that our plots need.  Looks are classes: the page's policy allows no style
 * attribute. */
#include "questions/score/page_private.h"

#include <inttypes.h>
#include <math.h>

void svg_number(struct buffer *out, double value)
{
    const int64_t tenths = llround(value * 10);
    const uint64_t size = (uint64_t)(tenths < 0 ? -tenths : tenths);
    buffer_addf(out, "%s%" PRIu64, tenths < 0 ? "-" : "", size / 10);
    if (size % 10 != 0) {
        buffer_addf(out, ".%" PRIu64, size % 10);
    }
}

static void add_number(struct buffer *out, const char *name, double value)
{
    buffer_addf(out, " %s=\"", name);
    svg_number(out, value);
    buffer_add_char(out, '"');
}

void svg_begin(struct buffer *out, const char *name, int height, const char *title,
               const char *says)
{
    buffer_addf(out,
                "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" "
                "aria-labelledby=\"%s-t %s-d\">\n<title id=\"%s-t\">",
                SVG_WIDTH, height, name, name, name);
    html_text(out, title);
    buffer_addf(out, "</title>\n<desc id=\"%s-d\">", name);
    html_text(out, says);
    buffer_add_text(out, "</desc>\n");
}

void svg_end(struct buffer *out)
{
    buffer_add_text(out, "</svg>\n");
}

void svg_line(struct buffer *out, const char *class_name, double x1, double y1, double x2,
              double y2)
{
    buffer_addf(out, "<line class=\"%s\"", class_name);
    add_number(out, "x1", x1);
    add_number(out, "y1", y1);
    add_number(out, "x2", x2);
    add_number(out, "y2", y2);
    buffer_add_text(out, "/>\n");
}

void svg_rect(struct buffer *out, const char *class_name, double x, double y, double width,
              double height)
{
    buffer_addf(out, "<rect class=\"%s\"", class_name);
    add_number(out, "x", x);
    add_number(out, "y", y);
    add_number(out, "width", width);
    add_number(out, "height", height);
    buffer_add_text(out, "/>\n");
}

void svg_text(struct buffer *out, const char *class_name, double x, double y, const char *anchor,
              const char *text)
{
    buffer_addf(out, "<text class=\"%s\" text-anchor=\"%s\"", class_name, anchor);
    add_number(out, "x", x);
    add_number(out, "y", y);
    buffer_add_char(out, '>');
    html_text(out, text);
    buffer_add_text(out, "</text>\n");
}

"""What tests/foreign/score-page.sh asks of the pages about a scoring in a browser.  By hand, to look at
them: AMIQUIZ_PICTURES=folder python3 -B tests/lib/score_browser.py chromium page.html ...
"""

import os
import re
import subprocess
import sys

import chromium
from html_browser import CONTRAST, OPEN_ALL, want

PICTURES = os.environ.get("AMIQUIZ_PICTURES")
# Labels of the map that cover another text or a mark, by more than a hair.
COVERED = """(() => {
  const all = [...document.querySelectorAll('svg[aria-labelledby^="map-t"] :is(text, circle, path)')]
    .map(e => [e, e.getBBox()]);
  const found = [];
  for (const [label, a] of all.filter(([e]) => e.classList.contains('label'))) {
    if (a.x < 0 || a.x + a.width > 340) found.push(label.textContent + ' is cut off');
    for (const [other, b] of all) {
      const line = other.tagName === 'text' ? 4 : 2; // the box of a text is higher than its digits
      const x = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const y = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      if (other !== label && x > 0.5 && y > line) found.push(label.textContent + ' covers ' + other.outerHTML);
    }
  }
  return found;
})()"""
HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"
COLUMN = ("[...document.querySelectorAll('table[data-sorts] tbody tr')].map("
          "r => r.cells[{0}].dataset.v ?? r.cells[{0}].textContent)")


class Tests:
    def __init__(self, browser, path):
        self.browser = browser
        self.path = path
        self.name = os.path.basename(path)

    def page(self, width, **more):
        return chromium.Page(self.browser, self.path, width, **more)

    def quiet(self):
        """The browser has nothing to say, asks for nothing but the page; the page is in order."""
        page = self.page(1280)
        want(page.said() == [], f"{self.name}: nothing to say, but it said {page.said()}")
        want(len(page.requests()) == 1, f"{self.name}: one request, not {page.requests()}")
        levels = page.evaluate(HEADINGS)
        want(levels[0] == 1 and levels.count(1) == 1, f"{self.name}: one h1, and first: {levels[:5]}")
        want(all(b <= a + 1 for a, b in zip(levels, levels[1:])),
             f"{self.name}: no level of headings is left out: {levels}")
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        want(len(ids) == len(set(ids)), f"{self.name}: ids are unique")
        lost = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => "
                             "!document.getElementById(a.getAttribute('href').slice(1))).length")
        want(lost == 0, f"{self.name}: {lost} links lead nowhere")
        plots = page.evaluate("[...document.querySelectorAll('svg')].map(s => s.getAttribute('aria-hidden') "
                              "=== 'true' || (s.getAttribute('role') === 'img' && s.querySelector('title') && "
                              "s.querySelector('desc') !== null && s.getAttribute('aria-labelledby').split(' ')"
                              ".every(i => document.getElementById(i))))")
        want(all(plots), f"{self.name}: every plot has a title and says what it shows, or is hidden")
        covered = page.evaluate(COVERED)
        want(covered == [], f"{self.name}: labels of the map: {covered[:3]}")
        bare = page.evaluate("document.querySelectorAll('th:not([scope])').length")
        want(bare == 0, f"{self.name}: {bare} headings of tables without scope")
        page.close()
        return len(plots)

    def narrow(self):
        """Nothing is wider than the window of a phone, all that is folded away open."""
        page = self.page(360)
        page.evaluate(OPEN_ALL)
        for width in (360, 320):
            page.resize(width)
            scroll = page.evaluate("document.documentElement.scrollWidth")
            want(scroll <= width, f"{self.name}: {scroll} wide in a window of {width}")
            wide = page.evaluate(
                "[...document.body.querySelectorAll('*')].filter(e => !e.closest('.unseen') && "
                f"e.getBoundingClientRect().right > {width} + 0.5).map(e => e.outerHTML.slice(0, 80))")
            want(wide == [], f"{self.name}: past the edge at {width}: {wide[:3]}")
        if PICTURES:
            page.screenshot(os.path.join(PICTURES, self.name + "-360.png"))
        page.close()

    def contrast(self):
        least = 99
        for dark in (False, True):
            page = self.page(1280, dark=dark)
            page.evaluate(OPEN_ALL)
            # Text of plots is filled, not coloured: it is held to the same.
            page.evaluate("document.querySelectorAll('svg text').forEach(t => "
                          "{ t.style.color = getComputedStyle(t).fill })")
            got, where = page.evaluate(CONTRAST)
            want(got >= 4.5, f"{self.name}, dark {dark}: contrast {got:.2f} in {where}")
            least = min(least, got)
            if PICTURES:
                page.screenshot(os.path.join(PICTURES, f"{self.name}-dark{int(dark)}.png"))
            page.close()
        return least

    def sorting(self):
        """A click, or Enter, on the head of a column sorts by it, rising and then falling."""
        page = self.page(1280)
        table = page.evaluate("document.querySelectorAll('table[data-sorts] thead button').length")
        want(table > 1, f"{self.name}: {table} columns that sort")
        number = page.evaluate(
            "[...document.querySelectorAll('table[data-sorts] thead th')].findIndex(h => h.className === 'n')")
        head = f"document.querySelectorAll('table[data-sorts] thead th')[{number}]"
        before = sorted(page.evaluate(COLUMN.format(number)))
        page.evaluate(f"{head}.querySelector('button').focus()")
        for way, sign in (("ascending", 1), ("descending", -1)):
            page.press("Enter", "Enter", 13, "\r")
            values = page.evaluate(COLUMN.format(number))
            numbers = [float(v) for v in values if v != ""]
            want(numbers == sorted(numbers, reverse=sign < 0), f"{self.name}: {way} by column {number}")
            want("" not in values[:len(numbers)], f"{self.name}: what is undefined comes last")
            want(sorted(values) == before, f"{self.name}: the same rows, sorted")
            want(page.evaluate(f"{head}.getAttribute('aria-sort')") == way, f"{self.name}: says {way}")
        page.close()

    def printed(self):
        """Every question stands on one page of A4 and of Letter: its last figure is where its head is."""
        pages = 0
        for width, height in ((8.27, 11.69), (8.5, 11)):
            path = os.path.join(PICTURES or ".", f"{self.name}-{width}.pdf")
            page = self.page(1280)
            page.pdf(path, width, height)
            page.close()
            text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True,
                                  stdout=subprocess.PIPE).stdout.decode()
            texts = text.split("\f")[:-1]
            for number, one in enumerate(texts, 1):
                *whole, rest = one.split("Correlation with the rest")
                want(all(re.search(r"^ *Question \S", part, re.M) for part in whole),
                     f"{self.name}: a question ends on page {number} that began before:\n{one}")
                want("Does it go with the rest?" not in rest,
                     f"{self.name}: a question goes over the end of page {number}:\n{one}")
            want("The same as a table" not in text, f"{self.name}: what is folded away is not printed")
            pages += len(texts)
        return pages


def main():
    with chromium.Browser(sys.argv[1]) as browser:
        for path in sys.argv[2:]:
            tests = Tests(browser, path)
            plots = tests.quiet()
            tests.narrow()
            least = tests.contrast()
            said = f"{plots} plots, least contrast {least:.2f}"
            if "report" in path or "index" in path:
                tests.sorting()
                said += ", sorts"
            if "report-150" in path:
                said += f", {tests.printed()} printed pages with whole questions"
            print(f"{tests.name}: {said}")


if __name__ == "__main__":
    main()

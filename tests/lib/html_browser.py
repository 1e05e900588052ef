"""What tests/foreign/html-browser.sh asks of our pages in a browser.  By hand, to look at them:

    mkdir pages pictures
    build/release/tests/unit/test_html_pages pages
    AMIQUIZ_PICTURES=pictures python3 -B tests/lib/html_browser.py chromium pages

leaves pictures of the windows and the printed pages (PDF) in pictures/.
"""

import os
import re
import subprocess
import sys

import chromium
import html_reader

BANKS = ("small", "hostile", "real")
KINDS = ("bank", "paper", "blank", "key")
PICTURES = os.environ.get("AMIQUIZ_PICTURES")
OPEN_ALL = "document.querySelectorAll('details').forEach(d => { d.open = true })"
# Text as html_reader has it: <br> a line break, an empty line between paragraphs.
TEXTS = """[...document.querySelectorAll('[dir],bdi')].map(e => {
  const c = e.cloneNode(true);
  c.querySelectorAll('br').forEach(b => b.replaceWith('\\n'));
  const p = [...c.querySelectorAll('p')];
  return p.length ? p.map(q => q.textContent).join('\\n\\n') : c.textContent })"""
# Contrast by WCAG 2.2, of every piece of text with the first ground behind it that is not clear.
CONTRAST = """(() => {
  const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255)
      .map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] };
  const clear = c => c === 'transparent' || /, 0\\)$/.test(c);
  const ground = e => { for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor; if (!clear(c)) return c }
    return 'rgb(255, 255, 255)' };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = 99, where = '';
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim()) continue;
    const a = light(getComputedStyle(e).color), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < least) { least = ratio; where = e.outerHTML.slice(0, 80) }
  }
  return [least, where] })()"""


def want(held, what):
    if not held:
        print("not so:", what)
        sys.exit(1)


def picture(page, name):
    if PICTURES:
        page.screenshot(os.path.join(PICTURES, name + ".png"))


class Tests:
    def __init__(self, browser, folder):
        self.browser = browser
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name + ".html")

    def page(self, name, width, **more):
        return chromium.Page(self.browser, self.path(name), width, **more)

    def quiet(self, name):
        """The browser reads the texts that Python reads; it has nothing to say, asks for nothing but
        the page, and the page's own style is in force."""
        page = self.page(name, 1280)
        texts = html_reader.read(self.path(name)).texts
        want(page.evaluate(TEXTS) == texts, f"{name}: the texts are the same for both readers")
        want(page.said() == [], f"{name}: nothing to say, but it said {page.said()}")
        want(len(page.requests()) == 1, f"{name}: one request, not {page.requests()}")
        want(page.evaluate("document.scripts.length + document.images.length") == 0,
             f"{name}: no script and no picture")
        width = page.evaluate("document.body.getBoundingClientRect().width")
        want(600 <= width <= 820, f"{name}: one readable column, {width} wide")
        picture(page, f"{name}-1280")
        page.close()

    def narrow(self, name):
        """Nothing is wider than the window of a phone, all answers open."""
        page = self.page(name, 360)
        page.evaluate(OPEN_ALL)
        for width in (360, 320):
            page.resize(width)
            inner, scroll = page.evaluate(
                "[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
            want(inner == width, f"{name}: a window of {width}, not {inner}")
            want(scroll <= width, f"{name}: {scroll} wide in a window of {width}")
            wide = page.evaluate(
                "[...document.body.querySelectorAll('*')].filter(e => !e.closest('.unseen') && "
                f"e.getBoundingClientRect().right > {width} + 0.5).map(e => e.outerHTML.slice(0, 80))")
            want(wide == [], f"{name}: past the edge at {width}: {wide[:3]}")
            picture(page, f"{name}-{width}")
        page.close()

    def contrast(self, name, dark):
        page = self.page(name, 1280, dark=dark)
        page.evaluate(OPEN_ALL)
        least, where = page.evaluate(CONTRAST)
        want(least >= 4.5, f"{name}, dark {dark}: contrast {least:.2f} in {where}")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        follows = dark and name.endswith("-bank")
        want((ground == "rgb(255, 255, 255)") != follows, f"{name}, dark {dark}: ground {ground}")
        if dark:
            picture(page, f"{name}-dark")
        page.close()
        return least

    def focus(self, page):
        return page.evaluate("(e => e.tagName === 'INPUT' ? e.name + e.value : "
                             "e.tagName === 'SUMMARY' ? 'answer to ' + "
                             "e.closest('section').id : e.tagName)(document.activeElement)")

    def chosen(self, page, question):
        return page.evaluate(
            f"[...document.querySelectorAll('#{question} input:checked')].map(e => e.value).join('')")

    def keyboard(self):
        """Tab, arrows, space and Enter alone: choose, change, open, read, several answers."""
        page = self.page("small-bank", 1280)
        tab, space, enter = ("Tab", "Tab", 9), (" ", "Space", 32, " "), ("Enter", "Enter", 13, "\r")
        down, up = ("ArrowDown", "ArrowDown", 40), ("ArrowUp", "ArrowUp", 38)

        def press(key, focus, question, chosen):
            page.press(*key)
            got = (self.focus(page), self.chosen(page, question))
            want(got == (focus, chosen), f"after {key[1]}: {focus}, {chosen!r} chosen, not {got}")

        def opened():
            return page.evaluate("document.querySelector('#q1 details').open")

        def mark(place):
            return page.evaluate("getComputedStyle(document.querySelector("
                                 f"'#q1 .reasons li:nth-child({place}) .verdict'), '::after').content")

        press(tab, "q1A", "q1", "")
        outline = page.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineStyle")
        want(outline == "solid", f"the focus shows on its option: {outline}")
        press(space, "q1A", "q1", "A")
        press(down, "q1B", "q1", "B")
        press(down, "q1A", "q1", "A")
        press(up, "q1B", "q1", "B")
        press(tab, "answer to q1", "q1", "B")
        want(not opened(), "the answer is folded away")
        press(enter, "answer to q1", "q1", "B")
        want(opened(), "Enter opens the answer")
        want("your choice" in mark(2) and mark(1) == "none", "the answer knows the choice")
        press(tab, "A", "q1", "B")  # the source
        press(tab, "q2A", "q2", "")
        press(space, "q2A", "q2", "A")
        press(tab, "q2B", "q2", "A")
        press(tab, "q2C", "q2", "A")
        press(space, "q2C", "q2", "AC")
        press(space, "q2C", "q2", "A")
        press(tab, "answer to q2", "q2", "A")
        page.close()

    def names(self):
        """What a screen reader says: groups and choices have names, answers say whose they are."""
        page = self.page("small-bank", 1280)
        page.call("Accessibility.enable")
        nodes = page.call("Accessibility.getFullAXTree")["nodes"]
        said = [(n["role"]["value"], n.get("name", {}).get("value", ""),
                 n.get("description", {}).get("value", "")) for n in nodes if not n["ignored"]]
        want(("radio", "A Push", "") in said, "an option is called by its letter and text")
        want(("checkbox", "C Blue", "") in said, "so where there are several")
        group = [s for s in said if s[1] == "Choose one answer to question 1"]
        want(any(s[0] in ("group", "radiogroup") and "How do you open it?" in s[2] for s in group),
             f"the options are a group, described by the question: {group}")
        want(any(role == "DisclosureTriangle" and name == "Answer to question 2"
                 for role, name, _ in said), "an answer says whose it is")
        headings = [name for role, name, _ in said if role == "heading"]
        want(headings[:2] == ["Doors & colours", "Question 1 2.5 points"], f"headings {headings}")
        page.close()

    def pdf(self, name, width, height):
        """Texts of the printed pages."""
        path = os.path.join(PICTURES or self.folder, f"{name}-{width}.pdf")
        page = self.page(name, 1280)
        page.pdf(path, width, height)
        page.close()
        text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True,
                              stdout=subprocess.PIPE).stdout.decode()
        return text.split("\f")[:-1]

    def printed(self, name, form, width, height, times=2):
        """The form is on every page, at its head and at its foot, and the page's number too."""
        pages = self.pdf(name, width, height)
        want(len(pages) > 1, f"{name} takes several pages")
        for number, text in enumerate(pages, 1):
            want(text.count(form) >= times,
                 f"{name}: {form}, {times} times on page {number}:\n{text}")
            want(f"Page {number} of {len(pages)}" in text, f"{name}: number of page {number}")
        return pages

    def whole_questions(self, width, height):
        """No question goes over the end of a page: below its head a page begins with the next number."""
        pages = self.printed("real-paper", "Form 031", width, height)
        asked = 0
        for number, text in enumerate(pages, 1):
            lines = [line for line in text.splitlines() if line.strip()]
            numbers = [int(line.split()[0]) for line in lines if re.match(r"\d+ ", line)]
            first = re.match(r"\d+ ", lines[1])
            want(number == 1 or first, f"page {number} begins inside of a question:\n{text}")
            want(numbers == [asked + 1 + i for i in range(len(numbers))],
                 f"questions {numbers} on page {number}, after {asked}")
            asked += len(numbers)
        want(asked == 12, f"12 questions are found, not {asked}")
        want(len(pages) <= 5, f"12 questions on at most five pages, not {len(pages)}")
        want("End of form 031: 12 questions, 13 points" in pages[-1], "the end is at the end")

    def printed_bank(self):
        """What is folded away on the screen is there on paper."""
        text = "".join(self.pdf("small-bank", 8.27, 11.69))
        for words in ("It opens inwards.", "Try it.", "The guide", "Right: A and C"):
            want(words in text, f"printed: {words}")


def main():
    with chromium.Browser(sys.argv[1]) as browser:
        tests = Tests(browser, sys.argv[2])
        names = [f"{bank}-{kind}" for bank in BANKS for kind in KINDS]
        for name in names:
            tests.quiet(name)
            tests.narrow(name)
        least = min(tests.contrast(f"real-{kind}", dark) for kind in KINDS for dark in (False, True))
        tests.keyboard()
        tests.names()
        for width, height in ((8.27, 11.69), (8.5, 11)):
            tests.whole_questions(width, height)
            tests.printed("real-key", "Key to form 031", width, height)
            # A head of a quarter page and more is not repeated; the foot is.
            tests.printed("hostile-paper", "form <script>alert(1)</script>", width, height, times=1)
        tests.printed_bank()
    print(f"{len(names)} pages: nothing refused, nothing asked for; nothing past the edge at 360 and 320; "
          f"least contrast {least:.2f}; keyboard alone; the form on every page of A4 and Letter")


if __name__ == "__main__":
    main()

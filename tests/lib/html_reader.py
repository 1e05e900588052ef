"""Our pages read by another reader, Python's html.parser: only what is on the lists below may stand in
a page, and the texts in it must be the very texts that it was made of.

    html_reader.py PAGE.html PAGE.texts

PAGE.texts holds the texts, in the order of the page, a NUL after each, as raw bytes.  What HTML
cannot hold must have become visible as questions/text/html_out.h says; that is worked out here anew.
"""

import base64
import hashlib
import html.parser
import re
import sys

VOID = {"meta", "br", "input"}
# Elements, and for each the attributes that it may have, with the form of their values.
WORD = r"[a-z][a-z-]*"
TEXTS = r"auto"
KNOWN = {
    "html": {"lang": "en"}, "head": {}, "title": {}, "style": {}, "body": {}, "header": {},
    "main": {}, "footer": {}, "section": {"class": WORD, "id": r"q\d+"}, "h1": {"dir": TEXTS},
    "h2": {}, "h3": {}, "p": {"class": WORD, "dir": TEXTS}, "br": {}, "b": {"dir": TEXTS},
    "bdi": {}, "i": {"class": WORD}, "code": {"dir": TEXTS},
    "meta": {"charset": "utf-8", "http-equiv": "Content-Security-Policy", "name": WORD,
             "content": r"[^\0]*"},
    "span": {"class": WORD, "dir": TEXTS},
    "div": {"class": WORD, "dir": TEXTS, "id": r"q\d+-stem"},
    "dl": {"class": WORD}, "dt": {}, "dd": {"dir": TEXTS},
    "fieldset": {"aria-describedby": r"q\d+-stem"}, "legend": {}, "label": {"class": WORD},
    "input": {"type": "radio|checkbox", "name": r"q\d+", "value": "[A-Z]"},
    "details": {}, "summary": {}, "ol": {"class": WORD}, "ul": {"class": WORD},
    "li": {"class": WORD, "dir": TEXTS},
    "a": {"href": r"https?://[^\0]*", "rel": "noreferrer"},
    "table": {"class": WORD, "role": "presentation"}, "thead": {}, "tbody": {}, "tr": {},
    "td": {},
}
BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]")


def visible(data):
    """What a reader must find for the bytes of a text."""
    said = []
    while data:
        for size in range(1, 5):
            try:
                character = data[:size].decode("utf-8")
                break
            except UnicodeDecodeError:
                character = None
        if character is None:
            said.append("\\x%02x" % data[0])
            data = data[1:]
            continue
        data = data[len(character.encode()):]
        code = ord(character)
        control = (code < 0x20 and character not in "\t\n\r") or 0x7f <= code <= 0x9f
        noncharacter = 0xfdd0 <= code <= 0xfdef or code & 0xfffe == 0xfffe
        said.append("\\u{%x}" % code if control or noncharacter else character)
    return "".join(said).replace("\r\n", "\n").replace("\r", "\n")


class Reader(html.parser.HTMLParser):
    """Collects the texts: those of elements with dir="auto", and of <bdi>.  A <br> is a line break, the
    end of a paragraph before another one two."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []      # names of open elements
        self.text = None    # pieces of the text being read
        self.depth = 0      # how many elements were open where it began
        self.paragraphs = 0
        self.texts = []
        self.links = []
        self.ids = set()
        self.named = {"title": "", "style": ""}
        self.metas = {}

    def handle_starttag(self, tag, attrs):
        assert tag in KNOWN, f"unexpected element <{tag}> at {self.getpos()}"
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice at {self.getpos()}"
        for name, value in attrs:
            assert name in KNOWN[tag], f"unexpected attribute {tag} {name} at {self.getpos()}"
            assert re.fullmatch(KNOWN[tag][name], value or "", re.S), f"{tag} {name}={value!r}"
        attrs = dict(attrs)
        if "id" in attrs:
            assert attrs["id"] not in self.ids, f"id {attrs['id']} twice"
            self.ids.add(attrs["id"])
        if tag == "a":
            self.links.append(attrs["href"])
        if tag == "meta":
            self.metas[attrs.get("name") or attrs.get("http-equiv") or "charset"] = \
                attrs.get("content") or attrs.get("charset")
        if self.text is not None:
            if tag == "br":
                self.text.append("\n")
            elif tag == "p":
                self.text.append("\n\n" if self.paragraphs else "")
                self.paragraphs += 1
            else:
                assert tag == "a", f"<{tag}> inside of a text at {self.getpos()}"
        elif "dir" in attrs or tag == "bdi":
            self.text, self.depth, self.paragraphs = [], len(self.open), 0
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> at {self.getpos()}: {self.open}"
        self.open.pop()
        if self.text is not None and len(self.open) == self.depth:
            self.texts.append("".join(self.text))
            self.text = None

    def handle_data(self, data):
        if self.open and self.open[-1] in self.named:
            self.named[self.open[-1]] += data
        elif self.text is not None:
            between = self.paragraphs and self.open[-1] != "p"  # line ends of ours
            assert not between or data.strip("\n") == "", f"{data!r} between paragraphs"
            self.text.append("" if between else data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment at {self.getpos()}")

    def handle_pi(self, data):
        raise AssertionError(f"a processing instruction at {self.getpos()}")

    def unknown_decl(self, data):
        raise AssertionError(f"a declaration at {self.getpos()}")


def read(page):
    with open(page, "rb") as file:
        data = file.read()
    source = data.decode("utf-8")  # strict
    assert source.startswith("<!DOCTYPE html>\n") and source.endswith("</html>\n")
    for character in source:  # what a terminal or an editor must not get
        assert character >= " " or character in "\t\n", f"U+{ord(character):04X} in the file"
        assert not "\x7f" <= character <= "\x9f", f"U+{ord(character):04X} in the file"
    assert not BIDI.search(source), "a mark of direction stands raw in the file"
    reader = Reader()
    reader.feed(source)
    reader.close()
    assert reader.open == [], f"never closed: {reader.open}"
    return reader


def check(page, texts):
    reader = read(page)
    with open(texts, "rb") as file:
        wanted = [visible(text) for text in file.read().split(b"\0")[:-1]]
    assert len(wanted) > 5
    for number, (got, want) in enumerate(zip(reader.texts, wanted)):
        assert got == want, f"text {number}:\n  got  {got!r}\n  want {want!r}"
    assert len(reader.texts) == len(wanted), f"{len(reader.texts)} texts, want {len(wanted)}"
    title = next(text for text in wanted if text)
    assert title in reader.named["title"], f"title: {reader.named['title']!r}"
    digest = base64.b64encode(hashlib.sha256(reader.named["style"].encode()).digest()).decode()
    assert reader.metas["Content-Security-Policy"] == \
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|expression|<", reader.named["style"])
    return len(wanted)


if __name__ == "__main__":
    print(f"{sys.argv[1]}: {check(*sys.argv[1:3])} texts, as they should be")

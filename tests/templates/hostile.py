# SPDX-License-Identifier: GPL-3.0-or-later
"""hostile.py RENDER   Values that would break out of a page, in every place where a value may stand.

A parser that is not ours must see the same elements and the same names of attributes as with a harmless value, each value whole
where it was put, and no address by which a script runs or which leads where we did not mean.
"""
import html.parser
import subprocess
import sys
import urllib.parse

HARMLESS = "/harmless"
HOSTILE = [
    '"', "'", "\"><script>alert(1)</script>", "' onload='alert(1)", "</script><script>alert(1)</script>", "</title><b>",
    "</textarea><b>", "</pre><b>", "</option></select><b>", "--><b>", "<!--", "<![CDATA[", "&lt;b&gt;", "&", "&#60;", "{{text x}}",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "\x01javascript:alert(1)", "javascript&colon;alert(1)", "data:text/html,<b>", "vbscript:x", "//evil.example/", "/\\evil.example/",
    "\\\\evil.example", "/\t/evil.example", "https:evil", "http://evil.example/\"><b>", "mailto:a@example.org", "?a=1&b=2", "#top", "..", ".",
    "../../admin", "a/b?c#d", "", "\0", "a\0b", "\r\n\r\nb", "\nfirst line", "\x7f\x1b[31m", "\u0085\u009f", "\ufdd0\uffff", "ŵ\u202e\u200b", "😀",
    b"\xff", b"\xc0\xaf<b>", b"\xed\xa0\x80", b"a\xe2\x82", b"\xf4\x90\x80\x80\"", b"\xc2\"><b>", "{n} {value}", "%s%n", "x" * 20000,
]
SAFE = ("http", "https", "mailto", "")
ADDRESSES = {"href", "src", "action", "formaction"}


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.shape, self.values, self.addresses, self.texts = [], {}, [], {}
        self.open, self.comments = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.shape.append((tag, [name for name, _ in attributes]))
        of = dict(attributes)
        self.open.append((tag, of.get("data-name", tag)))
        for name, value in attributes:
            self.values[of.get("data-name", tag), name] = value
            if name in ADDRESSES:
                self.addresses.append(value)

    def handle_endtag(self, tag):
        self.shape.append("/" + tag)
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        name = self.open[-1][1] if self.open else ""
        self.texts[name] = self.texts.get(name, "") + data

    def handle_comment(self, data):
        self.shape.append("comment")

    def handle_decl(self, decl):
        self.shape.append("declaration")

    def unknown_decl(self, data):
        self.shape.append("unknown declaration")

    def handle_pi(self, data):
        self.shape.append("instruction")


def shown(value):
    """The value as a page shows it: what HTML has no place for is replaced."""
    text, at = "", 0
    while at < len(value):
        for length in 1, 2, 3, 4:
            try:
                character = value[at:at + length].decode()
                break
            except UnicodeDecodeError:
                character = None
        if not character:
            text, at = text + "\ufffd", at + 1
            continue
        at += len(character.encode())
        code = ord(character)
        none = code & 0xfffe == 0xfffe or 0xfdd0 <= code <= 0xfdef
        control = (code < 0x20 and character not in "\t\n\r") or 0x7f <= code < 0xa0
        text += "\ufffd" if none or control else character
    return text


def faults_of(render, value, language, wanted):
    page = Page(render("constructs", language, value))
    expected = shown(value)
    if value and page.shape != wanted: # without a name there is no form to sign out
        difference = next((pair for pair in zip(page.shape, wanted) if pair[0] != pair[1]), "the length")
        yield f"the page has another shape: {difference}"
    for name, attribute in (("attribute", "title"), ("input", "value"), ("option", "value")):
        if page.values.get((name, attribute)) != expected:
            yield f"{name} {attribute}: {page.values.get((name, attribute))!r} instead of {expected!r}"
    # A browser leaves out the first line's end of <textarea> and <pre>.
    for name in "h1", "textarea", "pre", "option":
        text = page.texts.get(name, "")
        if (text[1:] if name in ("textarea", "pre") else text) != expected:
            yield f"<{name}>: {text!r} instead of {expected!r}"
    for address in page.addresses:
        parts = urllib.parse.urlsplit(address)
        if parts.scheme not in SAFE or (not parts.scheme and (parts.netloc or "\\" in address)) or any(c <= " " for c in address):
            yield f"an address that is not safe: {address!r}"
    part = page.values["part", "href"].removeprefix("/cy")
    if part.count("/") != 2 or part.count("?") != 1 or part.count("#") != 1:
        yield f"a part of an address that is more than a part: {part}"
    if value not in (b".", b"..") and urllib.parse.unquote_to_bytes(part.split("=")[1].split("#")[0]) != value:
        yield f"a part of an address that is not the value: {part}"
    if urllib.parse.urljoin("https://ours.example/x/", part).split("?")[0].count("/cases/") != 1:
        yield f"a part of an address that steps elsewhere: {part}"
    own = page.values["own", "href"]
    if own != "#" and urllib.parse.urlsplit(urllib.parse.urljoin("https://ours.example/x", own)).netloc != "ours.example":
        yield f"an address of ours that leads elsewhere: {own}"


def main(program):
    def render(what, language, value):
        return subprocess.run([program, what, language], input=value, capture_output=True, check=True).stdout.decode("utf-8")
    failed = 0
    for language in "en", "cy":
        wanted = Page(render("constructs", language, HARMLESS.encode())).shape
        gallery = Page(render("gallery", language, HARMLESS.encode())).shape
        assert len(wanted) > 80 and len(gallery) > 150
        for value in HOSTILE:
            value = value.encode() if isinstance(value, str) else value
            faults = list(faults_of(render, value, language, wanted))
            if value and Page(render("gallery", language, value)).shape != gallery:
                faults.append("the gallery has another shape")
            for fault in faults:
                failed += 1
                print(f"{language} {value[:40]!r}: {fault}")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

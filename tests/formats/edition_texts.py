# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the text of editions, knowing nothing of the program that wrote them.

pieces_of() reads a web page into pieces, (kind, content), in their order:
    mark      marking or draft
    logo      what it shows
    text      words, of whatever block
    contents  a line of the contents, its heading among them
    point     of a list: ("2.1", whether it is numbered)
    table     a Table
    alternative, drawn   of a figure: what stands for it, and the words in it
    foot      organisation and reference, which elsewhere stand at the foot of each page

read_FORM() reads an edition: its texts in their order, the heads and the feet of pages where they are apart, and faults. Texts are
those that reach a reader, alternatives of figures among them.
"""
import collections
import html
import html.parser
import json
import re
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

Cell = collections.namedtuple("Cell", "text header")
Table = collections.namedtuple("Table", "columns groups header")  # groups: (heading or "", [[Cell]])

VOID = {"br", "hr", "img", "input", "link", "meta"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FRAME = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DESCRIPTION = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc"


def can_read(form):
    return not form.endswith("pdf") or all(shutil.which(tool) for tool in ("pdfinfo", "pdftotext", "qpdf"))


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


def unstacked(columns, rows):
    """Large print has the last cells of a row under it, where there is no room, each behind its column's heading and a colon. The
    columns and rows as they would be beside each other, and faults. Rows are (cells, labels of those beneath, their texts)."""
    labels = {tuple(labels) for _, labels, _ in rows if labels}
    if not labels:
        return columns, [cells for cells, _, _ in rows], []
    faults = [f"cells under their rows are headed {labels}"] if len(labels) > 1 or not all(labels for _, labels, _ in rows) else []
    wide = [*columns, *(label.removesuffix(":") for label in labels.pop())]
    return wide, [[*cells, *(Cell(text, False) for text in texts)] for cells, _, texts in rows], faults


# ---- HTML, of web pages and of e-books -------------------------------------------------------------------------


class Node:
    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children = tag, attributes, []
        self.classes = (attributes.get("class") or "").split()

    def all(self, *tags):
        """Of these tags, in their order, this among them."""
        if self.tag in tags:
            yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.all(*tags)

    def text(self):
        if self.tag in ("svg", "style"):
            return ""
        return " " * (self.tag == "br") + "".join(c if isinstance(c, str) else c.text() for c in self.children)


class Tree(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def html_table(node):
    """And faults."""
    columns = [th.text() for head in node.all("thead") for th in head.all("th")]
    groups, faults = [], []
    for body in node.all("tbody"):
        heading, rows = "", []
        for row in body.all("tr"):
            cells = list(row.all("th", "td"))
            if "group" in row.classes:
                heading = cells[0].text()
            elif "under" in row.classes:
                label = next(cells[0].all("strong")).text()
                rows[-1] = (rows[-1][0], [*rows[-1][1], label], [*rows[-1][2], cells[0].text()[len(label):]])
            else:
                rows.append(([Cell(cell.text(), cell.tag == "th") for cell in cells], [], []))
        wide, cells, found = unstacked(columns, rows)
        faults += found
        groups.append((heading, cells))
    header = next((i for i, cell in enumerate(groups[0][1][0]) if cell.header), 0)
    return Table(wide, groups, header), faults


def html_terms(node):
    """Of a list of facts; not the one that lists the other formats."""
    for item in node.all("dt", "dd"):
        if item.tag == "dt":
            term = item.text()
        elif not any(item.all("ul")):
            yield "text", term
            yield "text", item.text()


def html_list(node, outer, faults):
    for number, item in enumerate([c for c in node.children if isinstance(c, Node)], 1):
        point = f"{outer}.{number}" if outer else str(number)
        yield "point", (point, node.tag == "ol")
        if any(item.all("p", "ul", "ol", "table")):
            yield from html_blocks(item, point, faults)
        else:
            yield "text", item.text()


def html_figure(node, faults):
    yield from (("text", caption.text()) for caption in node.all("figcaption"))
    alternatives = ["".join(d.children) for d in node.all("desc")]
    if len(set(alternatives)) != 1:
        faults.append(f"a figure's alternatives are {alternatives}")
    yield "alternative", "".join(alternatives[:1])
    drawings = list(node.all("svg"))
    yield "drawn", " ".join("".join(text.children) for text in drawings[0].all("text")) if drawings else ""


def html_foot(node):
    paragraphs = list(node.all("p"))
    for paragraph in paragraphs:
        yield "foot" if paragraph is paragraphs[-1] else "text", paragraph.text()
    yield from html_terms(node)


def html_block(node, point, faults):
    if node.tag in ("head", "style", "svg") or {"skip", "languages"} & set(node.classes):
        return
    if "marks" in node.classes:
        yield from (("mark", p.text()) for p in node.all("p"))
    elif node.tag == "dl":
        yield from html_terms(node)
    elif node.tag == "nav":
        yield from (("contents", line.text()) for line in node.all("h2", "li"))
    elif node.tag in ("ul", "ol"):
        yield from html_list(node, point, faults)
    elif node.tag == "table":
        yield from (("text", caption.text()) for caption in node.all("caption"))
        table, found = html_table(node)
        faults += found
        yield "table", table
    elif node.tag == "figure":
        yield from html_figure(node, faults)
    elif node.tag == "footer":
        yield from html_foot(node)
    elif node.tag == "img":
        yield "logo", node.attributes["alt"]
    elif node.tag in ("p", "h1", "h2", "h3", "h4", "address") and not any(node.all("img")):
        yield "text", node.text()
    else:
        yield from html_blocks(node, point, faults)


def html_blocks(node, point, faults):
    for child in node.children:
        if isinstance(child, Node):
            yield from html_block(child, point, faults)


def pieces_and_faults(text):
    faults = []
    return list(html_blocks(Tree(text).root, "", faults)), faults


def pieces_of(path):
    return pieces_and_faults(path.read_text(encoding="utf-8"))[0]


def texts_of(pieces):
    for kind, content in pieces:
        if kind == "table":
            yield from content.columns
            for heading, rows in content.groups:
                yield heading
                yield from (cell.text for row in rows for cell in row)
        elif kind not in ("point", "drawn"):
            yield content


def read_html(path):
    pieces, faults = pieces_and_faults(path.read_text(encoding="utf-8"))
    return list(texts_of(pieces)), [], [], faults


def read_epub(path):
    """In the order of the spine. Each file has the marks."""
    pieces, heads, faults = [], [], []
    with zipfile.ZipFile(path) as package:
        for name in re.findall(r'idref="file-([^"]+)"', package.read("book/package.opf").decode()):
            file_pieces, found = pieces_and_faults(package.read(f"book/{name}").decode())
            faults += found
            heads.append(" ".join(content for kind, content in file_pieces if kind == "mark"))
            pieces += [piece for piece in file_pieces if piece[0] != "mark" or not pieces]
    if heads and pieces and not any(kind == "mark" for kind, _ in pieces) and any(heads):
        faults.append("the first file has no marks")
    return list(texts_of(pieces)), heads, [], faults


def read_audio_page(path):
    """The transcript, without what a voice says of itself."""
    nodes = [node for main in Tree(path.read_text(encoding="utf-8")).root.all("main") for node in main.children
             if isinstance(node, Node)]
    last_heading = max(i for i, node in enumerate(nodes) if node.tag == "h2")
    transcript = [node for node in nodes[last_heading + 1:] if "listen" not in node.classes]
    return [node.text() for node in transcript[1:]], [], [], []


def read_transcript(path):
    return path.read_text(encoding="utf-8").split("\n")[1:], [], [], []


# ---- Word ------------------------------------------------------------------------------------------------------


def word_text(element):
    out = []
    for node in element.iter():
        if node.tag == W + "t":
            out.append(node.text or "")
        elif node.tag in (W + "tab", W + "br", W + "p"):
            out.append(" ")
        elif node.tag == DRAWING:
            out.append(f" {node.get('descr')} ")
    return "".join(out)


def word_label(cell):
    """Of a cell under its row: the first run."""
    return word_text(next(cell.iter(W + "r"))).strip()


def word_table(table):
    """Its texts, and faults."""
    lines = [list(row.iter(W + "tc")) for row in table.iter(W + "tr")]
    columns, parts, faults = [word_text(cell) for cell in lines[0]], [], []
    groups = [["", []]]
    for cells in lines[1:]:
        alone = len(cells) < len(columns)
        if alone and any(s.get(W + "val") == "TableGroup" for s in cells[0].iter(W + "pStyle")):
            groups.append([word_text(cells[0]), []])
        elif alone:
            row, labels, texts = groups[-1][1][-1]
            found = [word_label(cell) for cell in cells]
            beneath = [word_text(cell).strip()[len(label):] for cell, label in zip(cells, found)]
            groups[-1][1][-1] = (row, [*labels, *found], [*texts, *beneath])
        else:
            groups[-1][1].append(([Cell(word_text(cell), False) for cell in cells], [], []))
    wide = columns
    for heading, rows in groups:
        if rows:
            wide, cells, found = unstacked(columns, rows)
            faults += found
            parts += [heading, *(cell.text for row in cells for cell in row)]
    return [*wide, *parts], faults


def word_body(element):
    """Texts and faults of each block."""
    for child in element:
        if child.tag == W + "p":
            yield [word_text(child)], []
        elif child.tag == W + "tbl":
            yield word_table(child)
        elif child.tag in (W + "body", W + "sdt", W + "sdtContent"):
            yield from word_body(child)


def read_docx(path):
    with zipfile.ZipFile(path) as package:
        def part(name):
            return ElementTree.fromstring(package.read(name))
        blocks = list(word_body(part("word/document.xml")))
        heads, feet = ([word_text(part(name)) for name in package.namelist() if name.startswith(f"word/{end}")]
                       for end in ("header", "footer"))
    return [t for texts, _ in blocks for t in texts], heads, feet, [f for _, faults in blocks for f in faults]


# ---- OpenDocument ----------------------------------------------------------------------------------------------


def odf_text(element):
    if element.tag == FRAME:
        return " " + "".join(d.text or "" for d in element.iter(DESCRIPTION)) + " "
    out = " " if element.tag in (TEXT + "line-break", TEXT + "tab", TEXT + "s") else ""
    out += element.text or ""
    return out + "".join(odf_text(child) + (child.tail or "") for child in element)


def odf_texts(root):
    return [odf_text(p) for p in root.iter() if p.tag in (TEXT + "p", TEXT + "h")]


def read_odt(path):
    with zipfile.ZipFile(path) as package:
        body = odf_texts(ElementTree.fromstring(package.read("content.xml")))
        styles = ElementTree.fromstring(package.read("styles.xml"))
    heads, feet = ([" ".join(odf_texts(part)) for part in styles.iter(STYLE + end)] for end in ("header", "footer"))
    return body, heads, feet, []


# ---- PDF -------------------------------------------------------------------------------------------------------


def alternatives(path):
    """Of the figures, in the order of the structure."""
    objects = json.loads(output("qpdf", "--json=2", "--json-key=qpdf", path))["qpdf"][1]

    def resolve(value):
        if isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            value = objects[f"obj:{value}"].get("value")
        return value

    def walk(value):
        value = resolve(value)
        if isinstance(value, list):
            for item in value:
                yield from walk(item)
        elif isinstance(value, dict) and value.get("/S") == "/Figure":
            yield value.get("/Alt", "").removeprefix("u:")
        elif isinstance(value, dict):
            yield from walk(value.get("/K", []))

    roots = [o["value"] for o in objects.values() if isinstance(o.get("value"), dict) and o["value"].get("/Type") == "/StructTreeRoot"]
    return list(walk(roots[0]))


def is_noise(line, tags):
    """What pdfinfo says of an element, content of a drawing, or a page number in the contents."""
    inside = {tag for _, tag in tags}
    number = "TOCI" in inside and re.fullmatch(r'" *\d+"', line)
    return re.match(r"/|Object \d+ \d+$", line) or "Figure" in inside or number


def characters(text):
    """Characters that the typeface does not have are shown by their codes."""
    return re.sub(r"\[U\+[0-9A-F]+(?: U\+[0-9A-F]+)*\]",
                  lambda found: "".join(chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]+)", found[0])), text)


def read_pdf(path):
    """By its structure. Elements in a line do not part words."""
    texts, tags, figures = [""], [], iter(alternatives(path))
    for raw in output("pdfinfo", "-struct-text", path).splitlines():
        line, indent = raw.strip(), len(raw) - len(raw.lstrip())
        element = re.fullmatch(r"(\w+)(?: <.*>)?(?: \((block|inline)\))?:?", line)
        if is_noise(line, [t for t in tags if t[0] < indent]):
            continue
        if line.startswith('"'):
            texts[-1] += line[1:-1]
        elif element:
            tags = [t for t in tags if t[0] < indent] + [(indent, element[1])]
            texts += [""] if element[2] != "inline" else []
            texts[-1] += next(figures, "") if element[1] == "Figure" else ""
    pages = output("pdftotext", "-enc", "UTF-8", path, "-").split("\f")[:-1]
    return [characters(text) for text in texts], pages, [], []


# ---- Markdown --------------------------------------------------------------------------------------------------


def plain_markdown(line):
    line = re.sub(r"\]\(<[^>]*>\)", "]", line)
    line = re.sub(r'<a id="[^"]*"></a>|</?strong>', "", line).replace("<br>", " ")
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line))


def read_markdown(path):
    """Without the links to other editions, which are the items of the first list that tell no fact."""
    lines, in_head = [], True
    for line in path.read_text(encoding="utf-8").split("\n"):
        if in_head and line.startswith("- ") and ": " not in line and "](<#" not in line:
            continue
        in_head &= not line.startswith("## ")
        lines.append(plain_markdown(line))
    return lines, [], [], []

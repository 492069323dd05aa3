"""Structure of tagged PDFs: check_tags.py BIAOCE WORK RECORD… renders the records and the books of the examples and finds nothing
wrong; each rule is shown a file that breaks it."""
import pathlib
import subprocess
import sys

try:
    import pikepdf
except ImportError:
    print("python3-pikepdf is not installed")
    sys.exit(77)
import rules

EXAMPLES = pathlib.Path(__file__).parent.parent.parent / "examples"
BOOKS = ["book-jinan", "book-families"]
PARTED = pathlib.Path(__file__).parent / "parted"

ROWS = 1500


def write_long(path):
    """Some cells are empty, some over two lines."""
    rows = [f'  - {{编码: "{i:05}", 项目名称: {"道路改造工程" * (1 + 7 * (i % 90 == 0))}{i}, 金额: {i}.00}}' if i % 7 else
            f'  - {{编码: "{i:05}", 项目名称: 绿化{i}}}' for i in range(ROWS)]
    path.write_text("form: long\n名称: 长清单\n项目:\n" + "\n".join(rows) + "\n", encoding="utf-8")


def render(biaoce, work, records):
    for old in work.glob("*.pdf"):
        old.unlink()
    work.mkdir(parents=True, exist_ok=True)
    write_long(work / "long.yaml")
    subprocess.run([biaoce, "render", "-q", "--force", "--pdf", "a-2a", "-T", str(PARTED), "-o", str(work), *records,
                    str(PARTED / "record.yaml"), str(work / "long.yaml")], check=False, capture_output=True)
    return sorted(work.glob("*.pdf"))


def bind(biaoce, work):
    """The same bytes for any number of threads."""
    books = []
    for book in BOOKS:
        made = []
        for threads in (1, 2):
            made.append(work / f"{book}-{threads}.pdf")
            subprocess.run([biaoce, "book", "-q", "--force", "--pdf", "a-2a", "-f", "pdf", f"-j{threads}", "-o", str(made[-1]),
                            str(EXAMPLES / book / "book.yaml")], check=False, capture_output=True)
        assert made[0].read_bytes() == made[1].read_bytes(), book
        made.pop().unlink()
        books += made
    return books


def elements(pdf, kind):
    found = []

    def walk(element):
        if element.get("/S") == kind:
            found.append(element)
        for kid in rules.kids_of(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    for kid in rules.kids_of(pdf.Root.StructTreeRoot):
        walk(kid)
    return found


def change_content(pdf, old, new):
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    assert old in content, old
    page.Contents = pdf.make_stream(content.replace(old, new, 1))


def swap_parents(pdf):
    leaf = pdf.Root.StructTreeRoot.ParentTree.Kids[0]
    named = leaf.Nums[1]
    named[1], named[2] = named[2], named[1]


def drop_kid(pdf):
    table = next(t for t in elements(pdf, "/Table") if sum(len(group) for group in rules.rows_of(t)) > 1)
    row = rules.rows_of(table)[0][0]
    row.K = pikepdf.Array(rules.kids_of(row)[:-1])


def unknown_head(pdf):
    cell = next(c for c in elements(pdf, "/TD") if rules.attribute(c, "/Headers"))
    cell.A.Headers[0] = pikepdf.String("zzzz")


def same_id(pdf):
    heads = elements(pdf, "/TH")
    heads[1].ID = heads[0].ID


def wrong_parent(pdf):
    elements(pdf, "/TD")[0].P = elements(pdf, "/TR")[-1]


def read_backwards(pdf):
    row = next(r for r in elements(pdf, "/TR") if sum("/K" in c for c in rules.kids_of(r)) > 1)
    row.K = pikepdf.Array(reversed(rules.kids_of(row)))


def change_places(pdf):
    """Two cells of a row take each other's marks, and their elements each other's place in the parent tree."""
    row = next(r for r in elements(pdf, "/TR") if sum(isinstance(c.get("/K"), int) for c in rules.kids_of(r)) > 1)
    one, two = [c for c in rules.kids_of(row) if isinstance(c.get("/K"), int)][:2]
    one.K, two.K = two.K, one.K


def wrong_head(pdf):
    cell = next(c for c in elements(pdf, "/TD") if rules.attribute(c, "/Headers"))
    cell.A.Headers[0] = elements(pdf, "/TH")[-1].ID


def skip_heading(pdf):
    elements(pdf, "/H1")[0].S = pikepdf.Name("/H2")


def figure_without_words(pdf):
    elements(pdf, "/P" if elements(pdf, "/P") else "/H1")[0].S = pikepdf.Name("/Figure")


def no_words(pdf):
    page = next(page for page in pdf.pages if "/Annots" in page)
    del page.Annots[0].Contents


def no_title(pdf):
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


BREAKS = {
    "content": lambda pdf: change_content(pdf, b"/Artifact BMC\n", b"/Other BMC\n"),
    "artifact": lambda pdf: change_content(pdf, b"/P<</MCID 0>>BDC\n", b"/P<</MCID 0>>BDC\n/Artifact BMC\nEMC\n"),
    "running": lambda pdf: change_content(pdf, b"/Artifact BMC\n", b"/Artifact<</Attached[/Top]>>BDC\n"),
    "mark-twice": lambda pdf: change_content(pdf, b"/MCID 2>>", b"/MCID 1>>"),
    "mark-held": lambda pdf: change_content(pdf, b"/MCID 2>>", b"/MCID 999>>"),
    "parent-tree": swap_parents,
    "parent": wrong_parent,
    "order": read_backwards,
    "grid": drop_kid,
    "place": change_places,
    "beside": wrong_head,
    "ids": same_id,
    "heads": unknown_head,
    "links": no_words,
    "headings": skip_heading,
    "alt": figure_without_words,
    "claims": no_title,
}


def check_found(path):
    """Archives find a form by who made it and by its codes, in both places where they are said."""
    with pikepdf.open(path) as pdf:
        author, words = str(pdf.docinfo["/Author"]), str(pdf.docinfo["/Keywords"])
        with pdf.open_metadata() as metadata:
            assert metadata["dc:creator"] == [author] and metadata["pdf:Keywords"] == words, (author, words)
    assert "济南" in author and "2023" in words, (author, words)


def main(biaoce, work, records):
    pdfs = render(biaoce, pathlib.Path(work), records)
    assert len(pdfs) > len(records) // 2, (len(pdfs), "were rendered of", len(records))
    with pikepdf.open(next(path for path in pdfs if "长清单" in path.name)) as pdf:
        assert len(elements(pdf, "/TR")) == ROWS + 1, "the long list lacks rows"
    failed = 0
    books = bind(biaoce, pathlib.Path(work))
    for path in pdfs + books:
        with pikepdf.open(path) as pdf:
            wrong = rules.find(pdf)
        for rule, what in wrong[:5]:
            print(f"{path.name}: {rules.RULES[rule]}: {what}")
        failed += bool(wrong)
    assert set(BREAKS) == set(rules.RULES)
    with pikepdf.open(books[1]) as pdf:
        kinds = {kind: len(elements(pdf, kind)) for kind in ("/Sect", "/TOC", "/TOCI", "/Link", "/H1", "/H2", "/L", "/LBody")}
        assert all(kinds.values()) and kinds["/TOCI"] == kinds["/Link"], kinds
    check_found(next(path for path in pdfs if "住房和城乡建设局" in path.name or "老旧小区" in path.name))
    good = max((path for path in pdfs if "长清单" not in path.name), key=lambda path: path.stat().st_size)
    for rule, broken in BREAKS.items():
        with pikepdf.open(books[0] if rule == "links" else good) as pdf:
            broken(pdf)
            if rule not in {found for found, _ in rules.find(pdf)}:
                print(f"a file that breaks `{rule}` was not found out")
                failed += 1
    print(f"{len(pdfs)} files, {len(books)} books, {len(BREAKS)} rules, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))

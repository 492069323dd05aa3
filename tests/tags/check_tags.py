"""Structure of tagged PDFs: check_tags.py BIAOCE WORK RECORD… renders the records and finds nothing wrong; each rule is shown
a file that breaks it."""
import pathlib
import subprocess
import sys

try:
    import pikepdf
except ImportError:
    print("python3-pikepdf is not installed")
    sys.exit(77)
import rules

PARTED = pathlib.Path(__file__).parent / "parted"

def render(biaoce, work, records):
    for old in work.glob("*.pdf"):
        old.unlink()
    work.mkdir(parents=True, exist_ok=True)
    subprocess.run([biaoce, "render", "-q", "--force", "--pdf", "a-2a", "-T", str(PARTED), "-o", str(work), *records,
                    str(PARTED / "record.yaml")], check=False, capture_output=True)
    return sorted(work.glob("*.pdf"))


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


def skip_heading(pdf):
    elements(pdf, "/H1")[0].S = pikepdf.Name("/H2")


def figure_without_words(pdf):
    elements(pdf, "/P" if elements(pdf, "/P") else "/H1")[0].S = pikepdf.Name("/Figure")


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
    "ids": same_id,
    "heads": unknown_head,
    "headings": skip_heading,
    "alt": figure_without_words,
    "claims": no_title,
}


def main(biaoce, work, records):
    pdfs = render(biaoce, pathlib.Path(work), records)
    assert len(pdfs) > len(records) // 2, (len(pdfs), "were rendered of", len(records))
    failed = 0
    for path in pdfs:
        with pikepdf.open(path) as pdf:
            wrong = rules.find(pdf)
        for rule, what in wrong[:5]:
            print(f"{path.name}: {rules.RULES[rule]}: {what}")
        failed += bool(wrong)
    assert set(BREAKS) == set(rules.RULES)
    good = max(pdfs, key=lambda path: path.stat().st_size)
    for rule, broken in BREAKS.items():
        with pikepdf.open(good) as pdf:
            broken(pdf)
            if rule not in {found for found, _ in rules.find(pdf)}:
                print(f"a file that breaks `{rule}` was not found out")
                failed += 1
    print(f"{len(pdfs)} files, {len(BREAKS)} rules, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))

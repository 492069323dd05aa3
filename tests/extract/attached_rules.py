"""What must hold of a PDF that holds files (ISO 19005-3, 6.8; ISO 14289-1, 7.11; ISO 32000-1, 7.11). find(pdf) gives a list
of (rule, what is wrong)."""
import hashlib
import re

RULES = {
    'part': 'the file says that it is PDF/A-3',
    'names': 'files are listed by name, in order',
    'associated': 'the catalog names each file as associated',
    'file-names': 'a file has a name for old readers and one for new',
    'same-name': 'each file has a name of its own',
    'relation': 'what a file is to the pages is said',
    'description': 'what a file is is said in words',
    'embedded': 'a file has its bytes',
    'type': 'the media type is said',
    'size': 'the length is that of the bytes',
    'checksum': 'the checksum is that of the bytes',
    'date': 'the date of change is said, as that of the document',
}
RELATIONS = ('/Source', '/Data', '/Alternative', '/Supplement', '/Unspecified')


def name_tree(node):
    found = list(node.get('/Names', []))
    for kid in node.get('/Kids', []):
        found += name_tree(kid)
    return found


def check_file(pdf, specification, say):
    names = [str(specification.get(key, '')) for key in ('/F', '/UF')]
    if not all(names) or not names[0].isascii():
        say('file-names', names)
    if specification.get('/AFRelationship') is None or str(specification['/AFRelationship']) not in RELATIONS:
        say('relation', names)
    if not str(specification.get('/Desc', '')):
        say('description', names)
    files = [specification.get('/EF', {}).get(key) for key in ('/F', '/UF')]
    if any(file is None for file in files) or files[0].objgen != files[1].objgen:
        return say('embedded', names)
    stream, data = files[0], files[0].read_bytes()
    if not re.fullmatch(r'/[a-z]+/[a-z0-9.+-]+', str(stream.get('/Subtype', ''))):
        say('type', names)
    params = stream.get('/Params', {})
    if int(params.get('/Size', -1)) != len(data):
        say('size', names)
    if bytes(params.get('/CheckSum', b'')) != hashlib.md5(data).digest():
        say('checksum', names)
    if str(params.get('/ModDate', '')) != str(pdf.docinfo.get('/CreationDate', '?')):
        say('date', names)


def find(pdf):
    wrong = []

    def say(rule, what):
        assert rule in RULES
        wrong.append((rule, what))

    part = pdf.open_metadata().get('pdfaid:part')
    if part != '3':
        say('part', part)
    listed = name_tree(pdf.Root.get('/Names', {}).get('/EmbeddedFiles', {}))
    keys, files = [bytes(key) for key in listed[::2]], listed[1::2]
    if not files or keys != sorted(set(keys)):
        say('names', keys)
    if sorted(file.objgen for file in pdf.Root.get('/AF', [])) != sorted(file.objgen for file in files):
        say('associated', keys)
    shown = [str(file.get('/UF', '')) for file in files]
    if len(set(shown)) != len(shown):
        say('same-name', shown)
    for file in files:
        check_file(pdf, file, say)
    return wrong

"""What must hold of a PDF/A-1b file (ISO 19005-1) beyond its syntax. find(path) gives a list of (rule, what is wrong)."""
import re

import pikepdf

RULES = {
    'header': 'the file says that it is PDF 1.4',
    'table': 'a table of cross-references, no streams of objects (6.1.4, PDF 1.4)',
    'end': 'nothing stands behind the end (6.1.3)',
    'id': 'the trailer has an identifier (6.1.3)',
    'limits': 'arrays and strings are as long as PDF 1.4 allows (6.1.12)',
    'claims': 'the XMP says PDF/A-1b, and stands unpacked (6.7)',
    'same-words': 'Info and XMP say the same (6.7.3)',
    'intent': 'a profile says how colours are meant (6.2.2)',
    'colours': 'colours are those of the profile, or have their own (6.2.3)',
    'images': 'pictures are of 8 bits, and nobody may smooth them (6.2.4)',
    'transparent': 'nothing shows through (6.4)',
    'embedded': 'fonts are embedded, in kinds of program that PDF 1.4 knows (6.3.4)',
    'cid-set': 'a part of a font says which CIDs it has, all of them (6.3.5)',
    'attachments': 'no file holds another (6.1.11)',
    'annotations': 'links are printed, and do nothing else; fields have an appearance (6.5, 6.9)',
}
MAX_ARRAY, MAX_STRING = 8191, 65535


def cff_index(data, at):
    """(objects, where it ends)"""
    count = int.from_bytes(data[at:at + 2], 'big')
    if not count:
        return [], at + 2
    size = data[at + 2]
    offsets = [int.from_bytes(data[at + 3 + i * size:at + 3 + (i + 1) * size], 'big') for i in range(count + 1)]
    first = at + 2 + (count + 1) * size
    return [data[first + a:first + b] for a, b in zip(offsets, offsets[1:])], first + offsets[-1]


def cff_numbers(dictionary):
    """The whole numbers of a DICT by their operators."""
    found, operands, at = {}, [], 0
    while at < len(dictionary):
        byte = dictionary[at]
        at += 1
        if byte <= 21:
            if byte == 12:
                byte = 1200 + dictionary[at]
                at += 1
            found[byte], operands = operands, []
        elif byte in (28, 29):
            n = 2 if byte == 28 else 4
            operands.append(int.from_bytes(dictionary[at:at + n], 'big', signed=True))
            at += n
        elif byte == 30:
            while dictionary[at] & 0xF != 0xF:
                at += 1
            at += 1
            operands.append(None)
        elif byte <= 246:
            operands.append(byte - 139)
        else:
            operands.append((byte - 247) * 256 + dictionary[at] + 108 if byte <= 250 else
                            -(byte - 251) * 256 - dictionary[at] - 108)
            at += 1
    return found


def cff_cids(data):
    """Of a CID-keyed font, by its charset."""
    _, at = cff_index(data, data[2])
    tops, _ = cff_index(data, at)
    top = cff_numbers(tops[0])
    assert 1230 in top, 'not CID-keyed'
    count = len(cff_index(data, top[17][0])[0])
    at, cids = top[15][0], [0]
    kind = data[at]
    at += 1
    while len(cids) < count:
        first = int.from_bytes(data[at:at + 2], 'big')
        width = kind if kind else 0
        left = int.from_bytes(data[at + 2:at + 2 + width], 'big') if width else 0
        cids += range(first, first + left + 1)
        at += 2 + width
    return set(cids[:count])


def truetype_cids(data):
    for i in range(int.from_bytes(data[4:6], 'big')):
        entry = data[12 + 16 * i:28 + 16 * i]
        if entry[:4] == b'maxp':
            at = int.from_bytes(entry[8:12], 'big')
            return set(range(int.from_bytes(data[at + 4:at + 6], 'big')))
    raise AssertionError('no maxp')


class Document:
    def __init__(self, path):
        self.bytes = path.read_bytes()
        self.pdf = pikepdf.open(path)
        self.wrong = []

    def say(self, rule, what):
        assert rule in RULES
        self.wrong.append((rule, what))

    def check(self, rule, good, what=''):
        if not good:
            self.say(rule, what)


def check_file(d):
    d.check('header', re.match(rb'%PDF-1\.4\n%[\x80-\xff]{4}\n', d.bytes), d.bytes[:15])
    end = re.search(rb'startxref\n(\d+)\n%%EOF\n?$', d.bytes)
    d.check('end', end)
    d.check('table', not end or d.bytes[int(end[1]):].startswith(b'xref\n'))
    d.check('table', not any(isinstance(o, pikepdf.Stream) and str(o.get('/Type', '')) in ('/ObjStm', '/XRef') for o in d.pdf.objects))
    d.check('id', len(d.pdf.trailer.get('/ID', [])) == 2)


def check_limits(d):
    def walk(value, owner):
        if isinstance(value, pikepdf.Array):
            d.check('limits', len(value) <= MAX_ARRAY, f'array of {len(value)} in {owner}')
            for inner in value:
                if not inner.is_indirect if isinstance(inner, pikepdf.Object) else False:
                    walk(inner, owner)
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in value.keys():
                inner = value[key]
                if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
                    walk(inner, owner)
        elif isinstance(value, pikepdf.String):
            d.check('limits', len(bytes(value)) <= MAX_STRING, f'string in {owner}')

    for value in d.pdf.objects:
        walk(value, value.objgen)


def check_metadata(d):
    stream = d.pdf.Root.get('/Metadata')
    if stream is None or '/Filter' in stream:
        return d.say('claims', 'metadata')
    xmp = stream.read_bytes().decode('utf-8')
    d.check('claims', re.search(r'pdfaid:part="1" pdfaid:conformance="B"', xmp))
    info = d.pdf.docinfo
    with d.pdf.open_metadata() as words:
        title, author = words.get('dc:title'), words.get('dc:creator')
        for key, said in (('/Title', title), ('/Author', author[0] if author else None), ('/Subject', words.get('dc:description')),
                          ('/Keywords', words.get('pdf:Keywords')), ('/Producer', words.get('pdf:Producer'))):
            d.check('same-words', str(info.get(key, '')) == (said or ''), f'{key}: {info.get(key)} {said}')
        created = re.sub(r'[-:T]', '', words.get('xmp:CreateDate') or '')
        d.check('same-words', str(info.get('/CreationDate', ''))[2:] == created, created)


def check_colours(d):
    intents = [i for i in d.pdf.Root.get('/OutputIntents', []) if str(i.get('/S')) == '/GTS_PDFA1']
    if not intents:
        return d.say('intent', 'none')
    profile = intents[0].get('/DestOutputProfile')
    data = profile.read_bytes()
    known = {b'GRAY': 1, b'RGB ': 3, b'CMYK': 4}
    d.check('intent', known.get(data[16:20]) == int(profile['/N']) and data[36:40] == b'acsp', data[16:20])
    grey = data[16:20] == b'GRAY'
    operators = {'rg', 'RG', 'k', 'K'} if grey else {'k', 'K'}
    for number, page in enumerate(d.pdf.pages):
        used = {str(operator) for _, operator in pikepdf.parse_content_stream(page)}
        d.check('colours', not used & operators, f'page {number + 1}: {used & operators}')
    for image in (o for o in d.pdf.objects if isinstance(o, pikepdf.Stream) and o.get('/Subtype') == '/Image'):
        space = image.get('/ColorSpace', '')
        if isinstance(space, pikepdf.Name):
            d.check('colours', space not in ('/DeviceCMYK', '/DeviceRGB' if grey else ''), str(space))
        else:
            d.check('colours', space[0] == '/ICCBased' and int(space[1]['/N']) == known.get(space[1].read_bytes()[16:20]),
                    image.objgen)


def check_pictures(d):
    for value in d.pdf.objects:
        if isinstance(value, pikepdf.Stream) and value.get('/Subtype') == '/Image':
            d.check('images', value.get('/BitsPerComponent', 8) <= 8 and not value.get('/Interpolate', False), value.objgen)
            d.check('transparent', '/SMask' not in value, value.objgen)
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            group = value.get('/Group')
            d.check('transparent', group is None or group.get('/S') != '/Transparency', value.objgen)
            states = value.get('/ExtGState')
            for key in states.keys() if states is not None else ():
                state = states[key]
                d.check('transparent', str(state.get('/BM', '/Normal')) in ('/Normal', '/Compatible') and
                        '/SMask' not in state and state.get('/ca', 1) == 1 and state.get('/CA', 1) == 1, key)


def check_fonts(d):
    for value in d.pdf.objects:
        if not isinstance(value, pikepdf.Dictionary) or value.get('/Type') != '/FontDescriptor':
            continue
        name = str(value['/FontName'])
        if '/FontFile3' in value:
            program = value['/FontFile3']
            d.check('embedded', program.get('/Subtype') == '/CIDFontType0C', f'{name}: {program.get("/Subtype")}')
            cids = cff_cids
        elif '/FontFile2' in value:
            program, cids = value['/FontFile2'], truetype_cids
        else:
            d.say('embedded', name)
            continue
        if not re.match(r'/[A-Z]{6}\+', name):
            continue
        if '/CIDSet' not in value:
            d.say('cid-set', f'{name}: none')
            continue
        bits = value['/CIDSet'].read_bytes()
        said = {i for i in range(len(bits) * 8) if bits[i // 8] >> (7 - i % 8) & 1}
        has = cids(program.read_bytes())
        d.check('cid-set', said == has, f'{name}: {sorted(said ^ has)[:5]}')


def check_catalog(d):
    root = d.pdf.Root
    d.check('attachments', '/AF' not in root and '/EmbeddedFiles' not in root.get('/Names', {}))
    d.check('attachments', not any(isinstance(o, pikepdf.Dictionary) and '/EF' in o for o in d.pdf.objects))
    for number, page in enumerate(d.pdf.pages):
        for annotation in page.get('/Annots', []):
            field = annotation.get('/Subtype') == '/Widget' and '/N' in annotation.get('/AP', {})
            d.check('annotations', (annotation.get('/Subtype') == '/Link' or field) and annotation.get('/F', 0) & 7 == 4 and
                    '/AA' not in annotation and '/A' not in annotation, f'page {number + 1}')


def find(path):
    d = Document(path)
    with d.pdf:
        for check in (check_file, check_limits, check_metadata, check_colours, check_pictures, check_fonts, check_catalog):
            check(d)
    return d.wrong

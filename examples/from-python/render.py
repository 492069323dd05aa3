#!/usr/bin/env python3
"""libbiaoce from Python, with nothing but ctypes: renders a record that the program has in memory, and then asks what
there was to say.

    render.py LIBRARY OUTPUT.pdf        LIBRARY is libbiaoce.so, such as /usr/local/lib/libbiaoce.so
"""
import ctypes
import sys
from ctypes import POINTER, Structure, c_bool, c_char_p, c_int, c_int64, c_size_t, c_uint, c_void_p

RECORD = '''
form: tangshan-project
项目名称: 社区道路改造
预算数: 260.00万元
财政资金: 200.00万元
其他资金: 60.00万元
'''
OK, TO_MEMORY, FORMAT_PDF, KIND_YAML = 0, 2, 1, 1


# The structs as include/biaoce.h has them. Each begins with its size, and what is left out at the end is zero.
class Message(Structure):
    _fields_ = [('size', c_size_t), ('severity', c_int), ('code', c_char_p), ('file', c_char_p), ('line', c_uint),
                ('column', c_uint), ('length', c_uint), ('message', c_char_p), ('hint', c_char_p), ('text', c_char_p)]


class Output(Structure):
    _fields_ = [('size', c_size_t), ('input', c_char_p), ('record', c_size_t), ('format', c_int), ('path', c_char_p),
                ('bytes', c_void_p), ('length', c_size_t), ('pages', c_uint), ('name', c_char_p)]


ON_OUTPUT = ctypes.CFUNCTYPE(None, c_void_p, POINTER(Output))


class Callbacks(Structure):
    _fields_ = [('size', c_size_t), ('on_message', c_void_p), ('on_output', ON_OUTPUT), ('on_progress', c_void_p),
                ('context', c_void_p), ('messages', c_void_p)]


class Memory(Structure):
    _fields_ = [('size', c_size_t), ('name', c_char_p), ('bytes', c_char_p), ('length', c_size_t), ('time', c_int64),
                ('kind', c_int)]


class RenderOptions(Structure):
    _fields_ = [('size', c_size_t), ('paths', c_void_p), ('path_count', c_size_t), ('memory', POINTER(Memory)),
                ('memory_count', c_size_t), ('template_name', c_char_p), ('formats', c_uint), ('target', c_int),
                ('path', c_char_p), ('name_pattern', c_char_p), ('jobs', c_uint), ('single', c_bool), ('force', c_bool),
                ('strict_glyphs', c_bool), ('time', c_int64), ('one_workbook', c_bool), ('no_check', c_bool),
                ('strict', c_bool), ('formulas', c_bool), ('times', c_void_p), ('callbacks', POINTER(Callbacks)), ('cancel', c_void_p)]


def sized(struct, **fields):
    return struct(size=ctypes.sizeof(struct), **fields)


def declare(library):
    """What ctypes would take for numbers of 32 bits."""
    library.biaoce_messages_new.restype = c_void_p
    library.biaoce_messages_free.argtypes = [c_void_p]
    library.biaoce_messages_count.argtypes, library.biaoce_messages_count.restype = [c_void_p], c_size_t
    library.biaoce_messages_at.argtypes = [c_void_p, c_size_t]
    library.biaoce_messages_at.restype = POINTER(Message)
    library.biaoce_engine_new.argtypes = [c_void_p, POINTER(c_void_p)]
    library.biaoce_render.argtypes = [c_void_p, POINTER(RenderOptions), c_void_p]
    library.biaoce_engine_free.argtypes = [c_void_p]


def render(library, record):
    """(status, list of PDFs, list of messages) of a text with records."""
    made = []
    take = ON_OUTPUT(lambda _, output: made.append(ctypes.string_at(output.contents.bytes, output.contents.length)))
    messages = library.biaoce_messages_new()
    callbacks = sized(Callbacks, on_output=take, messages=messages)
    text = record.encode()
    memory = sized(Memory, name=b'memory', bytes=text, length=len(text), kind=KIND_YAML)
    options = sized(RenderOptions, memory=ctypes.pointer(memory), memory_count=1, formats=FORMAT_PDF, target=TO_MEMORY,
                    force=True, no_check=True, callbacks=ctypes.pointer(callbacks))
    engine = c_void_p()
    status = library.biaoce_engine_new(None, ctypes.byref(engine))
    if status == OK:
        status = library.biaoce_render(engine, ctypes.byref(options), None)
        library.biaoce_engine_free(engine)
    said = [library.biaoce_messages_at(messages, i).contents.text.decode()
            for i in range(library.biaoce_messages_count(messages))]
    library.biaoce_messages_free(messages)
    return status, made, said


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    library = ctypes.CDLL(sys.argv[1])
    declare(library)
    status, made, said = render(library, RECORD)
    print(*said, sep='', end='', file=sys.stderr)
    if made:
        with open(sys.argv[2], 'wb') as out:
            out.write(made[0])
    return 0 if made else status or 1


if __name__ == '__main__':
    sys.exit(main())

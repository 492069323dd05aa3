#!/usr/bin/env python3
"""Whether a program and a library have what they were built to have: reads their ELF.

    test_hardening.py WHAT;… PROGRAM LIBRARY

A build without optimisation has no bounds (FORTIFY), and not every compiler knows everything; `canary`, `relro`, `now`,
`noexec` and `pie` are there with all that biaoce is built with, so their absence fails.
Nor does either ask the C library for connections or for other programs.
"""
import struct
import sys
from pathlib import Path

# What nobody who renders forms needs: connections and other programs.
NEVER = {'socket', 'connect', 'bind', 'listen', 'accept', 'getaddrinfo', 'system', 'popen', 'fork', 'vfork', 'posix_spawn',
         'posix_spawnp', 'execve', 'execv', 'execvp', 'execl', 'execlp', 'execle'}
ALWAYS = {'canary', 'relro', 'now', 'noexec', 'pie'}
PT_LOAD, PT_DYNAMIC, PT_GNU_STACK, PT_GNU_RELRO = 1, 2, 0x6474e551, 0x6474e552
DT_STRTAB, DT_SYMTAB, DT_BIND_NOW, DT_FLAGS, DT_FLAGS_1 = 5, 6, 24, 30, 0x6ffffffb
DF_BIND_NOW, DF_1_NOW, DF_1_PIE, PF_X, ET_DYN = 8, 1, 0x08000000, 1, 3
LANDING = b'\xf3\x0f\x1e\xfa'  # endbr64


class Elf:
    def __init__(self, path):
        self.bytes = Path(path).read_bytes()
        if self.bytes[:6] != b'\x7fELF\x02\x01':
            sys.exit(f'{path}: no ELF of 64 bits')
        self.type, = struct.unpack_from('<H', self.bytes, 16)
        at, = struct.unpack_from('<Q', self.bytes, 32)
        size, count = struct.unpack_from('<HH', self.bytes, 54)
        self.parts = [struct.unpack_from('<IIQQQQQQ', self.bytes, at + i * size) for i in range(count)]
        self.dynamic = {}
        for kind, _, offset, _, _, length, _, _ in self.parts:
            for i in range(offset, offset + length, 16) if kind == PT_DYNAMIC else ():
                tag, value = struct.unpack_from('<QQ', self.bytes, i)
                self.dynamic.setdefault(tag, value)

    def offset(self, address):
        for kind, _, offset, start, _, length, _, _ in self.parts:
            if kind == PT_LOAD and start <= address < start + length:
                return offset + address - start
        sys.exit(f'no part holds {address:x}')

    def symbols(self):
        """Names of dynamic symbols: their table ends where that of the names begins."""
        table, names = self.offset(self.dynamic[DT_SYMTAB]), self.offset(self.dynamic[DT_STRTAB])
        for at in range(table, names, 24):
            name, = struct.unpack_from('<I', self.bytes, at)
            yield self.bytes[names + name:self.bytes.index(b'\0', names + name)].decode()

    def part(self, kind):
        return next((part for part in self.parts if part[0] == kind), None)

    def code(self):
        return b''.join(self.bytes[part[2]:part[2] + part[5]] for part in self.parts if part[0] == PT_LOAD
                        and part[1] & PF_X)


def has(elf, what, program):
    names = set(elf.symbols())
    flags, flags_1 = elf.dynamic.get(DT_FLAGS, 0), elf.dynamic.get(DT_FLAGS_1, 0)
    return {'canary': lambda: '__stack_chk_fail' in names,
            'fortify': lambda: sum(name.startswith('__') and name.endswith('_chk') for name in names) >= 5,
            'relro': lambda: elf.part(PT_GNU_RELRO) is not None,
            'now': lambda: bool(flags & DF_BIND_NOW or flags_1 & DF_1_NOW or DT_BIND_NOW in elf.dynamic),
            'noexec': lambda: elf.part(PT_GNU_STACK) is not None and not elf.part(PT_GNU_STACK)[1] & PF_X,
            'pie': lambda: elf.type == ET_DYN and (not program or bool(flags_1 & DF_1_PIE)),
            'cet': lambda: elf.code().count(LANDING) > 1000,
            'clash': lambda: True}[what]()  # only seen in functions with large frames


def main():
    asked = set(filter(None, sys.argv[1].split(';')))
    bad = [f'it is built without {what}' for what in sorted(ALWAYS - asked)]
    for path in sys.argv[2:4]:
        elf = Elf(path)
        bad += [f'{path}: calls {name}' for name in sorted(NEVER & set(elf.symbols()))]
        bad += [f'{path}: {what} is missing' for what in sorted(asked) if not has(elf, what, path == sys.argv[2])]
    print('\n'.join(bad) if bad else f'{", ".join(sorted(asked))}: all there')
    return bool(bad)


if __name__ == '__main__':
    sys.exit(main())

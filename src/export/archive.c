/* Several sheets grow at the same time, and an archive holds one part behind the other: so each is packed into a file
 * of its own, where it takes a tenth of its size, and copied when it is complete. Its checksum and length are known
 * then, so that nothing has to be written behind it. Dates are the first that there is: equal records make equal files.
 */
#include "export/private/archive.h"

#include "base/file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

void bc_export_part_begin(bc_export_part *part)
{
    *part = (bc_export_part){ .stream = bc_deflate_stream_new() };
    bc_buf_init(&part->text);
    bc_buf_init(&part->packed);
}

void bc_export_part_release(bc_export_part *part)
{
    bc_deflate_stream_free(part->stream);
    bc_buf_release(&part->text);
    bc_buf_release(&part->packed);
    if (part->file)
        close(part->file - 1);
}

static void write_packed(bc_export_part *part)
{
    if (!part->file && !part->error) {
        part->file = bc_file_open_unnamed() + 1;
        part->error = part->file ? 0 : errno;
    }
    for (size_t at = 0; at < part->packed.n && !part->error;) {
        const ssize_t done = write(part->file - 1, part->packed.p + at, part->packed.n - at);
        if (done > 0)
            at += (size_t)done;
        else if (done == 0 || errno != EINTR)
            part->error = done ? errno : ENOSPC;
    }
    part->size += part->packed.n;
    bc_buf_clear(&part->packed);
}

void bc_export_part_flush(bc_export_part *part, bool last)
{
    if (!last && part->text.n < PIECE)
        return;
    bc_deflate_stream_add(part->stream, bc_buf_str(&part->text), last, &part->packed);
    bc_buf_clear(&part->text);
    if (part->packed.n >= PIECE)
        write_packed(part);
}

/* -- the archive ---------------------------------------------------------------------------------------- */

static void put16(bc_buf *out, unsigned value)
{
    bc_buf_add_char(out, (char)(value & 0xFF));
    bc_buf_add_char(out, (char)(value >> 8 & 0xFF));
}

static void put32(bc_buf *out, uint64_t value)
{
    put16(out, (unsigned)(value & 0xFFFF));
    put16(out, (unsigned)(value >> 16 & 0xFFFF));
}

static void give(bc_export_archive *archive, bc_str bytes)
{
    archive->put(archive->context, bytes);
    archive->at += bytes.n;
}

/* What stands before a part, and about it at the archive's end. */
static void put_facts(const bc_export_part *part, const char *name, bc_buf *out)
{
    enum { DEFLATED = 8, FIRST_DAY = 0x21, VERSION = 20 };
    put16(out, VERSION);
    put16(out, 0);
    put16(out, DEFLATED);
    put16(out, 0);
    put16(out, FIRST_DAY);
    put32(out, bc_deflate_stream_crc32(part->stream));
    put32(out, part->size + part->packed.n);
    put32(out, bc_deflate_stream_length(part->stream));
    put16(out, (unsigned)strlen(name));
    put16(out, 0);
}

static void copy_file(bc_export_archive *archive, const bc_export_part *part)
{
    char piece[PIECE];
    uint64_t at = 0;
    while (at < part->size && !archive->error) {
        const ssize_t got = pread(part->file - 1, piece, sizeof piece, (off_t)at);
        if (got > 0) {
            give(archive, (bc_str){ piece, (size_t)got });
            at += (uint64_t)got;
        } else if (got == 0 || errno != EINTR) {
            archive->error = got ? errno : EIO;
        }
    }
}

void bc_export_archive_add(bc_export_archive *archive, const char *name, bc_export_part *part)
{
    const uint64_t at = archive->at;
    bc_buf head;
    bc_buf_init(&head);
    bc_export_part_flush(part, true);
    archive->error = archive->error ? archive->error : part->error;
    if (bc_deflate_stream_length(part->stream) > UINT32_MAX || archive->at + part->size > UINT32_MAX)
        archive->error = archive->error ? archive->error : EFBIG;
    put32(&head, 0x04034B50);
    put_facts(part, name, &head);
    bc_buf_add_text(&head, name);
    give(archive, bc_buf_str(&head));
    copy_file(archive, part);
    give(archive, bc_buf_str(&part->packed));
    bc_buf_release(&head);
    put32(&archive->directory, 0x02014B50);
    put16(&archive->directory, 20);
    put_facts(part, name, &archive->directory);
    put16(&archive->directory, 0);
    put16(&archive->directory, 0);
    put16(&archive->directory, 0);
    put32(&archive->directory, 0);
    put32(&archive->directory, at);
    bc_buf_add_text(&archive->directory, name);
    archive->parts++;
}

void bc_export_archive_finish(bc_export_archive *archive)
{
    const uint64_t at = archive->at;
    bc_buf end;
    bc_buf_init(&end);
    put32(&end, 0x06054B50);
    put32(&end, 0);
    put16(&end, archive->parts);
    put16(&end, archive->parts);
    put32(&end, archive->directory.n);
    put32(&end, at);
    put16(&end, 0);
    give(archive, bc_buf_str(&archive->directory));
    give(archive, bc_buf_str(&end));
    bc_buf_release(&end);
    bc_buf_release(&archive->directory);
}

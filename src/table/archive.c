/* The bytes of an archive. The directory of a zip file stands at its end, so what comes through a pipe is copied into a
 * file without a name first; that file is as large as the archive, not as what is packed in it. */
#include "table/private/archive.h"

#include "base/file.h"
#include "base/tr.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COPY_STEP = 256 * 1024 };

/* As large as a part may be unpacked: what is packed is smaller. */
static const uint64_t MAX_COPIED = (uint64_t)8 << 30;

/* Said when it fails. */
static bool copy(const bc_file_stream *from, int to, bc_buf *room, bc_table_report *report)
{
    for (uint64_t copied = 0;;) {
        bc_buf_clear(room);
        bc_file_result read = bc_file_stream_read(from, COPY_STEP, room);
        copied += room->n;
        if (read.status == BC_FILE_OK && room->n == 0)
            return true;
        if (read.status != BC_FILE_OK || copied > MAX_COPIED) {
            bc_table_report_system(report, copied > MAX_COPIED ? EFBIG : read.error);
            return false;
        }
        if (!bc_file_put(to, bc_buf_str(room))) {
            bc_table_report_system(report, errno);
            return false;
        }
    }
}

static int copy_of(const bc_file_stream *from, bc_table_report *report)
{
    int fd = bc_file_open_unnamed();
    if (fd < 0) {
        bc_table_report_system(report, errno);
        return -1;
    }
    bc_buf room;
    bc_buf_init(&room);
    if (!copy(from, fd, &room, report)) {
        close(fd);
        fd = -1;
    }
    bc_buf_release(&room);
    return fd;
}

/* A descriptor of its own that can be read at any place; -1: said. */
static int seekable(const bc_file_stream *stream, bc_table_report *report)
{
    if (lseek(stream->fd, 0, SEEK_CUR) < 0)
        return copy_of(stream, report);
    int fd = fcntl(stream->fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (fd < 0)
        bc_table_report_system(report, errno);
    return fd;
}

bool bc_table_archive_open(const bc_table_input *input, bc_table_archive *out, bc_table_report *report)
{
    *out = (bc_table_archive){ .memory = input->memory, .length = input->length };
    if (input->memory)
        return true;
    bc_file_stream stream;
    bc_file_result opened = bc_file_stream_open(input->path, input->pipes, &input->waiting, &stream);
    if (opened.status != BC_FILE_OK) {
        report->io_error = true;
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E100", bc_table_report_file(report),
                    bc_tr("the file cannot be read: %s"), bc_file_result_text(opened));
        return false;
    }
    const int fd = seekable(&stream, report);
    bc_file_stream_close(&stream);
    if (fd < 0)
        return false;
    out->file = fdopen(fd, "rb");
    if (!out->file) {
        bc_table_report_system(report, errno);
        close(fd);
    }
    return out->file != NULL;
}

void bc_table_archive_close(bc_table_archive *bytes)
{
    if (bytes->file)
        fclose(bytes->file);
    *bytes = (bc_table_archive){ 0 };
}

size_t bc_table_archive_at(bc_table_archive *bytes, uint64_t at, void *to, size_t n)
{
    if (bytes->file) {
        ssize_t got;
        do
            got = pread(fileno(bytes->file), to, n, (off_t)at);
        while (got < 0 && errno == EINTR);
        bytes->error = got < 0 ? errno : bytes->error;
        return got > 0 ? (size_t)got : 0;
    }
    if (at >= bytes->length)
        return 0;
    if (n > bytes->length - at)
        n = bytes->length - (size_t)at;
    memcpy(to, (const char *)bytes->memory + at, n);
    return n;
}

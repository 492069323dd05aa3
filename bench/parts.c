#include "bench/parts.h"

#include <expat.h>
#include <string.h>

enum { PIECE = 64 * 1024 };

static void count_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    size_t *counted = context;
    const size_t n = strlen(name);
    (void)attributes;
    *counted += n > 2 && name[n - 1] == 'c' && name[n - 2] == '|';
}

void bench_count_part(zip_t *zip, const char *name, bench_result *result)
{
    zip_file_t *part = zip_fopen(zip, name, 0);
    XML_Parser parser = XML_ParserCreateNS(NULL, '|');
    XML_SetUserData(parser, &result->records);
    XML_SetStartElementHandler(parser, count_start);
    zip_int64_t got;
    do {
        void *room = XML_GetBuffer(parser, PIECE);
        got = part && room ? zip_fread(part, room, PIECE) : -1;
        result->good = result->good && got >= 0 && XML_ParseBuffer(parser, (int)got, got == 0) == XML_STATUS_OK;
        result->bytes += got > 0 ? (uint64_t)got : 0;
    } while (got > 0 && result->good);
    XML_ParserFree(parser);
    if (part)
        zip_fclose(part);
}

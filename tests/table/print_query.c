/* Asks a database and prints its answer: a line of JSON for each row, messages on standard error, at the end the most
 * memory that was used. Exits as biaoce does: 1 for what the user has to mend, 3 for what failed outside.
 *
 *     print_query [-e ENCODING] [-p PASSWORD] [-t SECONDS] [-s BYTES] [-c] [-k COMMAND] [-j THREADS] CONNECTION SQL
 * [PARAMETER...] -s  that many bytes of a value are fetched at once -c  prints every row's number only when it is the
 * last -k  runs the command behind row 10 -j  asks that many times at once, and ends with 4 when the answers differ
 */
#include "base/json.h"
#include "table/table.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MAX_PARAMETERS = 16, KILL_BEHIND = 10, MAX_THREADS = 64 };

typedef struct asked {
    bc_table_input input;
    bc_table_query query;
    bc_str parameters[MAX_PARAMETERS];
    bool count;
    const char *command;
    unsigned threads;
} asked;

static void print_row(const bc_table_row *row)
{
    static const char *const KINDS[] = { "text", "number", "percent", "date", "time", "bool", "error", "unknown" };
    bc_buf line;
    bc_buf_init(&line);
    bc_buf_printf(&line, "{\"row\": %u, \"broken\": %s, \"cells\": [", (unsigned)row->number,
                  row->broken ? "true" : "false");
    for (uint32_t i = 0; i < row->n; i++) {
        const bc_table_cell *cell = &row->cells[i];
        bc_buf_printf(&line, "%s[%u, \"%s%s\", ", i ? ", " : "", (unsigned)cell->column, KINDS[cell->kind],
                      cell->cut ? " cut" : "");
        bc_json_quote(&line, cell->text);
        bc_buf_add_text(&line, ", ");
        bc_buf place;
        bc_buf_init(&place);
        bc_diag_add_place(cell->mark, &place);
        bc_json_quote(&line, bc_buf_str(&place));
        bc_buf_release(&place);
        bc_buf_add_char(&line, ']');
    }
    printf("%s]}\n", line.p);
    bc_buf_release(&line);
}

static void print_messages(bc_diag_list *diags, unsigned *errors)
{
    bc_buf out;
    *errors += diags->errors;
    bc_buf_init(&out);
    for (size_t i = 0; i < diags->list.n; i++)
        bc_diag_print(&diags->list.at[i], false, &out);
    fputs(out.p, stderr);
    bc_buf_release(&out);
    bc_diag_list_clear(diags);
}

static uint32_t print_rows(bc_table *table, const asked *a, bc_arena *arena, bc_diag_list *diags, bool *io_error,
                           unsigned *errors)
{
    uint32_t last = 0;
    bc_table_row row;
    if (!bc_table_begin(table, 0, false, arena, diags, io_error))
        return 0;
    for (print_messages(diags, errors); bc_table_next(table, arena, diags, &row, io_error); bc_arena_reset(arena)) {
        last = row.number;
        if (!a->count)
            print_row(&row);
        print_messages(diags, errors);
        if (a->command && row.number == KILL_BEHIND && system(a->command) != 0)
            abort();
    }
    return last;
}

static int run(const asked *a)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bool io_error = false;
    unsigned errors = 0;
    bc_diag_list_init(&diags);
    bc_table *table = bc_table_open(&a->input, &arena, &diags, &io_error);
    if (table) {
        const uint32_t last = print_rows(table, a, &arena, &diags, &io_error, &errors);
        struct rusage used;
        getrusage(RUSAGE_SELF, &used);
        printf("{\"last\": %u, \"bytes\": %llu, \"peak\": %ld}\n", (unsigned)last,
               (unsigned long long)bc_table_bytes(table), used.ru_maxrss);
    }
    print_messages(&diags, &errors);
    bc_table_close(table);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return io_error ? 3 : errors > 0;
}

/* What one of several threads read, in a number. */
typedef struct reading {
    const asked *asked;
    uint64_t hash;
} reading;

static void *read_all(void *context)
{
    reading *r = context;
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_table_row row;
    bool io_error;
    bc_diag_list_init(&diags);
    bc_table *table = bc_table_open(&r->asked->input, &arena, &diags, &io_error);
    if (table && bc_table_begin(table, 0, false, &arena, &diags, &io_error))
        while (bc_table_next(table, &arena, &diags, &row, &io_error))
            for (uint32_t i = 0; i < row.n; i++)
                r->hash = r->hash * 31 + bc_str_hash(row.cells[i].text);
    bc_table_close(table);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return NULL;
}

static bool agree(const asked *a)
{
    pthread_t threads[MAX_THREADS];
    reading readings[MAX_THREADS];
    bool same = true;
    for (unsigned i = 0; i < a->threads; i++) {
        readings[i] = (reading){ .asked = a };
        if (pthread_create(&threads[i], NULL, read_all, &readings[i]) != 0)
            abort();
    }
    for (unsigned i = 0; i < a->threads; i++) {
        pthread_join(threads[i], NULL);
        same = same && readings[i].hash && readings[i].hash == readings[0].hash;
    }
    return same;
}

int main(int argc, char **argv)
{
    asked a = { .input = { .name = BC_STR("库") } };
    for (int option; (option = getopt(argc, argv, "+e:p:t:s:ck:j:")) != -1;) {
        switch (option) {
        case 'e':
            a.input.encoding = bc_str_from(optarg);
            break;
        case 'p':
            a.query.password = bc_str_from(optarg);
            break;
        case 't':
            a.query.timeout = (uint32_t)strtoul(optarg, NULL, 10);
            break;
        case 's':
            a.input.step = strtoul(optarg, NULL, 10);
            break;
        case 'c':
            a.count = true;
            break;
        case 'k':
            a.command = optarg;
            break;
        case 'j':
            a.threads = (unsigned)strtoul(optarg, NULL, 10) % (MAX_THREADS + 1);
            break;
        default:
            return 2;
        }
    }
    if (argc - optind < 2 || argc - optind > 2 + MAX_PARAMETERS)
        return 2;
    a.query.connection = bc_str_from(argv[optind]);
    a.query.sql = bc_str_from(argv[optind + 1]);
    for (int i = optind + 2; i < argc; i++)
        a.parameters[a.query.parameter_count++] = bc_str_from(argv[i]);
    a.query.parameters = a.parameters;
    a.input.query = &a.query;
    return a.threads && !agree(&a) ? 4 : run(&a);
}

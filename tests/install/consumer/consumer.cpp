// The header in C++: options by name, callbacks without captures.
#include <biaoce.h>

#include <iostream>
#include <string>

int main()
{
    std::string made;
    biaoce_callbacks callbacks{};
    callbacks.size = sizeof callbacks;
    callbacks.context = &made;
    callbacks.on_message = [](void *, const biaoce_message *message) { std::cerr << message->text; };
    callbacks.on_output = [](void *context, const biaoce_output *output) {
        static_cast<std::string *>(context)->assign(static_cast<const char *>(output->bytes), output->length);
    };
    biaoce_config config{};
    config.size = sizeof config;
    config.callbacks = &callbacks;
    biaoce_engine *engine = nullptr;
    if (biaoce_engine_new(&config, &engine) != BIAOCE_OK)
        return 1;
    const std::string record = "form: tangshan-project\n项目名称: 社区道路改造\n";
    biaoce_memory memory{};
    memory.size = sizeof memory;
    memory.name = "memory";
    memory.bytes = record.data();
    memory.length = record.size();
    biaoce_render_options options{};
    options.size = sizeof options;
    options.memory = &memory;
    options.memory_count = 1;
    options.formats = BIAOCE_FORMAT_XLSX;
    options.target = BIAOCE_TO_MEMORY;
    options.force = options.no_check = true;
    biaoce_render(engine, &options, nullptr);
    biaoce_engine_free(engine);
    std::cout << biaoce_version() << '\n';
    return made.compare(0, 2, "PK") == 0 ? 0 : 2;
}

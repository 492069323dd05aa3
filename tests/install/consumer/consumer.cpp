// The header in C++: options by name, outputs to a callback without captures, messages asked for after the call.
#include <biaoce.h>

#include <iostream>
#include <memory>
#include <string>

int main()
{
    std::string made;
    const std::unique_ptr<biaoce_messages, decltype(&biaoce_messages_free)> messages(biaoce_messages_new(),
                                                                                     biaoce_messages_free);
    biaoce_callbacks callbacks{};
    callbacks.size = sizeof callbacks;
    callbacks.context = &made;
    callbacks.messages = messages.get();
    callbacks.on_output = [](void *context, const biaoce_output *output) {
        static_cast<std::string *>(context)->assign(static_cast<const char *>(output->bytes), output->length);
    };
    biaoce_config config{};
    config.size = sizeof config;
    config.callbacks = &callbacks;
    biaoce_engine *engine = nullptr;
    if (biaoce_engine_new(&config, &engine) != BIAOCE_OK)
        return 1;
    const std::string record = R"({"form": "tangshan-project", "项目名称": "社区道路改造", "项目负责": "甲"})";
    biaoce_memory memory{};
    memory.size = sizeof memory;
    memory.name = "memory";
    memory.bytes = record.data();
    memory.length = record.size();
    memory.kind = BIAOCE_KIND_JSON;
    biaoce_render_options options{};
    options.size = sizeof options;
    options.memory = &memory;
    options.memory_count = 1;
    options.formats = BIAOCE_FORMAT_XLSX;
    options.target = BIAOCE_TO_MEMORY;
    options.force = options.no_check = true;
    const biaoce_status status = biaoce_render(engine, &options, nullptr);
    biaoce_engine_free(engine);
    std::cout << biaoce_version() << '\n';
    for (size_t i = 0; i < biaoce_messages_count(messages.get()); i++)
        if (std::string(biaoce_messages_at(messages.get(), i)->code) == "E202" && status == BIAOCE_RECORD_ERRORS)
            return made.compare(0, 2, "PK") == 0 ? 0 : 2;
    return 3;
}

// `prereq schema`: the JSON schema of a file that prereq reads or writes.
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/schemas.h"
#include "cli/shared_arguments.h"

namespace prereq {

int RunSchema(const Options& options) {
  return WriteOut(std::string(SchemaText(options.topic)), "") ? kExitClean : kExitNoAnswer;
}

Declaration DeclareSchema(Options& options) {
  std::vector<std::string> names;
  for (const std::string_view name : kSchemaNames) names.emplace_back(name);
  return {{{.name = "NAME",
            .target = &options.topic,
            .help = "one of " + Join(names, ", "),
            .choices = names,
            .is_required = true}},
          "  prereq schema config > prereq.schema.json     for an editor's completion\n"
          "  prereq schema findings                        what --format json writes"};
}

}  // namespace prereq

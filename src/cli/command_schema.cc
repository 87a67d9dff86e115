// `prereq schema`: the JSON schema of a file that prereq reads or writes.
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/schemas.h"

namespace prereq {

int RunSchema(const Options& options) {
  return WriteOut(std::string(SchemaText(options.topic)), "") ? kExitClean : kExitNoAnswer;
}

}  // namespace prereq

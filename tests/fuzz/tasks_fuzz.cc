// Any bytes as a list of tasks: what is read is written as it can be read again, or an error.
#include <cstdlib>
#include <string>

#include "files/tasks_file.h"
#include "fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto list = prereq::ReadTasksJson("tasks.json", text);
  if (!list) {
    if (list.error().message.empty()) std::abort();
    return 0;
  }
  const std::string written = prereq::WriteTasksJson(*list);
  const auto again = prereq::ReadTasksJson("tasks.json", written);
  if (!again || prereq::WriteTasksJson(*again) != written) std::abort();
  return 0;
}

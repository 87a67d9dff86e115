// Any bytes as a journal, with the checksum made to fit so that the fields are reached: what is
// taken for a journal is exactly what WriteJournal makes of it.
#include <cstdlib>
#include <string>

#include "apply/journal.h"
#include "base/digest.h"
#include "fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string body(reinterpret_cast<const char*>(bytes), size);
  (void)prereq::ReadJournal(body);
  const std::string sealed = body + prereq::Sha256(body) + "\n";
  const auto journal = prereq::ReadJournal(sealed);
  if (!journal) return 0;
  if (prereq::WriteJournal(*journal) != sealed) std::abort();
  (void)prereq::Phases(*journal);
  return 0;
}

// A program that applies a random renumbering, for tests that disturb its system calls:
// `apply_driver ROOT SEED` applies, `apply_driver ROOT recover` recovers. Exit: 0 done, 1 refused
// or put back, 2 waits for recover.
#include <cstdlib>
#include <string>

#include "cli/interrupt.h"
#include "crash/random_course.h"
#include "prereq/apply.h"
#include "tree/posix_fs.h"

int main(int argc, char** argv) {
  if (argc != 3) return 3;
  const std::string root = argv[1];
  const std::string what = argv[2];
  const prereq::InterruptGuard guard;
  prereq::ApplyOptions options;
  options.interrupted = prereq::InterruptGuard::Requested;
  auto disk = prereq::PosixFs::Open(root);
  if (!disk) return 1;
  const auto result =
      what == "recover"
          ? prereq::Recover(**disk, ".git/prereq", options)
          : prereq::Apply(**disk, ".git/prereq",
                          prereq::Renumbering(root, std::strtoull(argv[2], nullptr, 10)), {},
                          options);
  if (result) return 0;
  return result.error().fix == "prereq recover" ? 2 : 1;
}

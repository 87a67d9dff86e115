#include "report/error_fix.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

using Code = Error::Code;

TEST(FixOf, IsSaidForEachKindOfErrorInEachPlace) {
  for (const Code code : {Code::kInvalid, Code::kNotFound, Code::kUnreadable, Code::kStale,
                          Code::kBusy, Code::kUnsupported}) {
    for (const ErrorPlace place :
         {ErrorPlace::kNone, ErrorPlace::kMissing, ErrorPlace::kFile, ErrorPlace::kFolder}) {
      for (const int line : {0, 3}) {
        const Error error{code, "wrong", {"a/b.yaml", line, 1}, {}};
        EXPECT_NE(FixOf(error, place, "check"), "");
      }
    }
  }
}

TEST(FixOf, SaysWhatTheErrorSays) {
  const Error error{Code::kInvalid, "wrong", {"a.yaml", 3, 1}, "prereq init"};
  EXPECT_EQ(FixOf(error, ErrorPlace::kFile, "check"), "prereq init");
}

TEST(FixOf, LeadsToThePlace) {
  const Error wrong{Code::kInvalid, "wrong", {"a b.yaml", 3, 1}, {}};
  EXPECT_EQ(FixOf(wrong, ErrorPlace::kFile, "check"), "${EDITOR:-vi} +3 'a b.yaml'");
  EXPECT_EQ(FixOf(wrong, ErrorPlace::kFile, "check", "nano"), "${EDITOR:-nano} +3 'a b.yaml'");
  EXPECT_EQ(FixOf(wrong, ErrorPlace::kFile, "check", ""), "open a b.yaml at line 3");
  const Error option{Code::kInvalid, "wrong", {"a.yaml", 0, 0}, {}};
  EXPECT_EQ(FixOf(option, ErrorPlace::kFile, "check"), "prereq check --help");
  const Error gone{Code::kNotFound, "gone", {"m/-x/a.yaml", 0, 0}, {}};
  EXPECT_EQ(FixOf(gone, ErrorPlace::kMissing, "check"), "ls m/-x");
  const Error dashed{Code::kUnreadable, "no", {"-a.yaml", 0, 0}, {}};
  EXPECT_EQ(FixOf(dashed, ErrorPlace::kFile, ""), "ls -ld ./-a.yaml");
}

}  // namespace
}  // namespace prereq

#include "tree/find_root.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "support/temporary_tree.h"

namespace prereq {
namespace {

TEST(FindRoot, TakesTheNearestUpward) {
  const TemporaryTree tree;
  tree.Put("prereq.yaml", "");
  tree.Put("course/prereq.yaml", "");
  tree.Put("course/modules/01_a/x", "");
  tree.Put("other/prereq.yaml/x", "");  // a directory is not a policy
  const auto inner = FindRoot(tree.path() + "/course/modules/01_a");
  ASSERT_TRUE(inner);
  EXPECT_EQ(*inner, tree.path() + "/course");
  const auto outer = FindRoot(tree.path() + "/other");
  ASSERT_TRUE(outer);
  EXPECT_EQ(*outer, tree.path());
}

TEST(FindRoot, StaysInsideTheRepository) {
  const TemporaryTree tree;
  tree.Put("prereq.yaml", "");
  tree.Put("inner/.git/HEAD", "");
  tree.Put("inner/modules/x", "");
  const auto none = FindRoot(tree.path() + "/inner/modules");
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, std::nullopt);
  tree.Put("inner/prereq.yaml", "");
  const auto found = FindRoot(tree.path() + "/inner/modules");
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, tree.path() + "/inner");
}

TEST(FindRoot, PassesOverAStrangersPolicy) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root, to give a file away";
  constexpr uid_t kNobody = 65534;
  const TemporaryTree tree;
  tree.Put("prereq.yaml", "");
  tree.Put("mine/x", "");
  ASSERT_EQ(::chown((tree.path() + "/prereq.yaml").c_str(), kNobody, kNobody), 0);
  const auto none = FindRoot(tree.path() + "/mine");
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, std::nullopt);
}

TEST(FindRoot, SaysNoneOrWhyNot) {
  const TemporaryTree tree;
  tree.Put("file", "");
  const auto none = FindRoot(tree.path());
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, std::nullopt);
  const auto missing = FindRoot(tree.path() + "/nope");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Error::Code::kNotFound);
  const auto file = FindRoot(tree.path() + "/file");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, Error::Code::kUnreadable);
}

}  // namespace
}  // namespace prereq

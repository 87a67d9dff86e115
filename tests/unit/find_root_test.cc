#include "tree/find_root.h"

#include <gtest/gtest.h>

#include "support/temporary_tree.h"

namespace prereq {
namespace {

TEST(FindRoot, TakesTheNearestUpward) {
  const TemporaryTree tree;
  tree.Put("prereq.yaml", "");
  tree.Put("course/prereq.yaml", "");
  tree.Put("course/modules/01_a/x", "");
  tree.Put("other/prereq.yaml/x", "");  // a directory is no policy
  const auto inner = FindRoot(tree.path() + "/course/modules/01_a");
  ASSERT_TRUE(inner);
  EXPECT_EQ(*inner, tree.path() + "/course");
  const auto outer = FindRoot(tree.path() + "/other");
  ASSERT_TRUE(outer);
  EXPECT_EQ(*outer, tree.path());
}

TEST(FindRoot, StopsAtTheTopOfARepository) {
  const TemporaryTree tree;
  tree.Put("prereq.yaml", "");
  tree.Put("inner/.git/HEAD", "");
  tree.Put("inner/docs/x", "");
  tree.Put("own/.git/HEAD", "");
  tree.Put("own/prereq.yaml", "");
  const auto none = FindRoot(tree.path() + "/inner/docs");
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, std::nullopt);
  const auto own = FindRoot(tree.path() + "/own");
  ASSERT_TRUE(own);
  EXPECT_EQ(*own, tree.path() + "/own");
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

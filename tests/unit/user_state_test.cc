#include "tree/user_state.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "support/temporary_tree.h"

namespace prereq {
namespace {

class UserState : public testing::Test {
 protected:
  UserState() { home_.Put("tree/x", ""); }
  [[nodiscard]] std::string Tree() const { return home_.path() + "/tree"; }
  [[nodiscard]] std::vector<std::string> State() const { return {home_.path() + "/state/prereq"}; }

  TemporaryTree home_;
};

TEST_F(UserState, SealsStayAndNameTheirTree) {
  const auto first = TreeSeals(State(), Tree());
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->size(), 2U);
  EXPECT_EQ(*TreeSeals(State(), Tree()), *first);
  home_.Put("other/x", "");
  const auto other = TreeSeals(State(), home_.path() + "/other");
  ASSERT_TRUE(other);
  for (const std::string& seal : *other) EXPECT_EQ(std::ranges::count(*first, seal), 0);
  // A tree that moved keeps its inode.
  ASSERT_EQ(::rename(Tree().c_str(), (home_.path() + "/moved").c_str()), 0);
  const auto moved = TreeSeals(State(), home_.path() + "/moved");
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->front(), first->front());
}

TEST_F(UserState, ASecretThatOthersMayReadOrAFolderTheyMayWriteIsNotUsed) {
  const auto first = TreeSeals(State(), Tree());
  ASSERT_TRUE(first);
  ASSERT_EQ(::chmod((State().front() + "/secret").c_str(), 0644), 0);
  EXPECT_FALSE(TreeSeals(State(), Tree()));
  ASSERT_EQ(::chmod((State().front() + "/secret").c_str(), 0600), 0);
  EXPECT_EQ(*TreeSeals(State(), Tree()), *first);
  ASSERT_EQ(::chmod(State().front().c_str(), 0777), 0);
  EXPECT_FALSE(TreeSeals(State(), Tree()));
}

TEST_F(UserState, ALinkInThePlaceOfTheFolderIsNotUsed) {
  home_.Put("elsewhere/x", "");
  ASSERT_EQ(::mkdir((home_.path() + "/state").c_str(), 0755), 0);
  ASSERT_EQ(::symlink("../elsewhere", State().front().c_str()), 0);
  EXPECT_FALSE(TreeSeals(State(), Tree()));
}

TEST_F(UserState, RemembersWhatWasConfirmed) {
  EXPECT_FALSE(IsConfirmed(State(), "these words"));
  ASSERT_TRUE(Confirm(State(), "these words"));
  EXPECT_TRUE(IsConfirmed(State(), "these words"));
  EXPECT_FALSE(IsConfirmed(State(), "other words"));
}

}  // namespace
}  // namespace prereq

#include "tree/beneath.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>

#include "support/temporary_tree.h"

namespace prereq {
namespace {

// With openat2 and by hand: both must say the same.
class Beneath : public testing::TestWithParam<bool> {
 protected:
  Beneath() {
    tree_.Put("root/folder/file", "inside");
    tree_.Put("outside/file", "outside");
    EXPECT_EQ(::symlink("../outside", (tree_.path() + "/root/link").c_str()), 0);
    EXPECT_EQ(::symlink("folder", (tree_.path() + "/root/inner").c_str()), 0);
    EXPECT_EQ(::symlink("folder/file", (tree_.path() + "/root/last").c_str()), 0);
    root_ = Descriptor(::open((tree_.path() + "/root").c_str(), O_RDONLY | O_DIRECTORY));
  }
  [[nodiscard]] int Open(const std::string& path, int flags) const {
    errno = 0;
    const Descriptor opened =
        GetParam() ? OpenByParts(root_.get(), path, flags) : OpenBeneath(root_.get(), path, flags);
    return opened ? 0 : errno;
  }

  TemporaryTree tree_;
  Descriptor root_;
};

TEST_P(Beneath, OpensWhatIsInside) {
  EXPECT_EQ(Open("", O_RDONLY | O_DIRECTORY), 0);
  EXPECT_EQ(Open("folder", O_PATH | O_DIRECTORY), 0);
  EXPECT_EQ(Open("folder/file", O_RDONLY), 0);
  EXPECT_EQ(Open("folder/none", O_RDONLY), ENOENT);
  EXPECT_EQ(Open("folder/file/x", O_RDONLY), ENOTDIR);
}

TEST_P(Beneath, FollowsNoLinkAtTheEndOrOnTheWay) {
  for (const char* path : {"link", "link/file", "inner/file", "inner", "last"}) {
    for (const int flags : {O_RDONLY, O_PATH, O_WRONLY}) {
      EXPECT_EQ(Open(path, flags), ELOOP) << path << " " << flags;
    }
  }
  EXPECT_EQ(Open("link", O_PATH | O_DIRECTORY), ELOOP);
}

TEST_P(Beneath, NeverLeavesByDots) { EXPECT_EQ(Open("../outside/file", O_RDONLY), EXDEV); }

INSTANTIATE_TEST_SUITE_P(Ways, Beneath, testing::Values(false, true));

}  // namespace
}  // namespace prereq

#include "series/one_numbering.h"

#include "base/path.h"

namespace prereq {

bool IsInOneNumbering(const Facts& facts, const NeedAcross& need) {
  return ParentPath(need.prerequisite) == ParentPath(facts.module(need.dependent).path);
}

}  // namespace prereq

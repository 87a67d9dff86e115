#include "base/read_texts.h"

namespace prereq {

const Result<std::string>& ReadTexts::Of(const std::string& path) {
  auto known = texts_.find(path);
  if (known == texts_.end()) known = texts_.emplace(path, tree_.Read(path)).first;
  return known->second;
}

const std::string& ReadTexts::OrEmpty(const std::string& path) {
  static const std::string kEmpty;
  const Result<std::string>& text = Of(path);
  return text ? *text : kEmpty;
}

}  // namespace prereq

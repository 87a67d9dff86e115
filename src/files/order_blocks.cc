#include "files/order_blocks.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "base/format.h"
#include "base/text.h"
#include "documents/encoding.h"
#include "files/order_line.h"

namespace prereq {
namespace {

struct Fence {
  char mark = '`';
  std::size_t length = 0;
  std::string_view language;
};

std::optional<Fence> OpeningFence(std::string_view line) {
  line = Trim(line);
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return std::nullopt;
  const std::size_t length = std::min(line.find_first_not_of(line[0]), line.size());
  if (length < 3) return std::nullopt;
  const std::string_view rest = Trim(line.substr(length));
  if (line[0] == '`' && rest.find('`') != std::string_view::npos) return std::nullopt;
  return Fence{line[0], length, rest.substr(0, std::min(rest.find_first_of(" \t"), rest.size()))};
}

bool Closes(std::string_view line, const Fence& fence) {
  line = Trim(line);
  return line.size() >= fence.length &&
         line.find_first_not_of(fence.mark) == std::string_view::npos;
}

// "**A heading:** ##" without emphasis, code marks and what ends it.
std::string WithoutMarks(std::string_view heading) {
  std::string text;
  for (const char c : heading) {
    if (c != '*' && c != '`') text += c;
  }
  std::string_view shown = Trim(text);
  while (shown.ends_with('#') || shown.ends_with(':'))
    shown = Trim(shown.substr(0, shown.size() - 1));
  return std::string(shown);
}

// The text of `## **A heading:** ##`; empty for a line that is none.
std::string HeadingText(std::string_view line) {
  line = Trim(line);
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  if (level == 0 || level > 6 || level == line.size() ||
      (line[level] != ' ' && line[level] != '\t')) {
    return {};
  }
  return WithoutMarks(line.substr(level));
}

// A line of nothing but `=` or `-`, which makes the line above it a heading.
bool IsUnderline(std::string_view line) {
  line = Trim(line);
  return !line.empty() && (line.find_first_not_of('=') == std::string_view::npos ||
                           line.find_first_not_of('-') == std::string_view::npos);
}

bool StartsRemark(std::string_view text) {
  constexpr std::array<std::string_view, 9> kStarts = {"#",
                                                       "(",
                                                       "<",
                                                       "-",
                                                       "//",
                                                       "\xE2\x86",  // ← → and other arrows
                                                       "\xE2\x80\x93",
                                                       "\xE2\x80\x94",
                                                       "="};
  return text.empty() || std::ranges::any_of(kStarts, [&](std::string_view start) {
           return text.starts_with(start);
         });
}

bool IsSlugLike(std::string_view name) {
  return !name.empty() && name.back() != '.' && std::ranges::all_of(name, [](char c) {
    return IsWordByte(c) || c == '_' || c == '-' || c == '.' || c == '+';
  });
}

bool LooksLikeOrder(std::string_view body) {
  std::size_t names = 0;
  for (const std::string_view line : Lines(body)) {
    const auto read = ReadOrderLine(line);
    if (!read) continue;
    if (!read->quoted && !IsSlugLike(read->name)) return false;
    if (!read->number && !StartsRemark(read->remark)) return false;
    ++names;
  }
  return names >= 2;
}

std::string_view Words(std::string_view language) {
  constexpr std::array<std::string_view, 6> kPlain = {"",      "text",      "txt",
                                                      "plain", "plaintext", "order"};
  return std::ranges::find(kPlain, language) != kPlain.end() ? "plain" : language;
}

// Lower case, runs of anything but letters and digits as one space, a space at both ends.
std::string Flatten(std::string_view text) {
  std::string flat = " ";
  for (const char c : Lower(text)) {
    const bool word = IsLower(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (word) flat += c;
    if (!word && flat.back() != ' ') flat += ' ';
  }
  if (flat.back() != ' ') flat += ' ';
  return flat;
}

std::string ListBlocks(const std::vector<OrderBlock>& blocks) {
  std::string list;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    list += fmt::format("{}{} `{}` (line {})", i == 0 ? "" : ", ", i + 1,
                        Printable(blocks[i].heading), blocks[i].line);
  }
  return list;
}

std::optional<std::size_t> Index(const std::string& selector) {
  std::size_t index = 0;
  const char* end = selector.data() + selector.size();
  const auto [stop, error] = std::from_chars(selector.data(), end, index);
  return error == std::errc() && stop == end ? std::optional(index) : std::nullopt;
}

}  // namespace

bool HasFence(std::string_view text) {
  return std::ranges::any_of(Lines(text),
                             [](std::string_view line) { return OpeningFence(line).has_value(); });
}

std::vector<OrderBlock> FindOrderBlocks(std::string_view text) {
  std::vector<OrderBlock> blocks;
  std::string heading;
  int heading_id = 0;
  std::optional<Fence> fence;
  OrderBlock block;
  int line_number = 0;
  std::string_view above;  // a line that becomes a heading when it is underlined
  const auto finish = [&](std::size_t end) {
    block.body.length = end - block.body.offset;
    const std::string_view body = text.substr(block.body.offset, block.body.length);
    const bool known = block.is_yaml || Words(fence->language) == "plain";
    if (known && (LooksLikeOrder(body) || (block.is_yaml && !Trim(body).empty()))) {
      blocks.push_back(block);
    }
    fence.reset();
  };
  for (std::string_view line : Lines(text)) {
    ++line_number;
    const auto begin = static_cast<std::size_t>(line.data() - text.data());
    if (fence) {
      if (Closes(line, *fence)) finish(begin);
      continue;
    }
    if (begin == 0) line.remove_prefix(ByteOrderMark(line));
    if (IsUnderline(line) && !above.empty()) {
      heading = WithoutMarks(above);
      ++heading_id;
    }
    above = IsUnderline(line) ? std::string_view() : Trim(line);
    fence = OpeningFence(line);
    if (fence) {
      above = {};
      const std::size_t body = std::min(text.find('\n', begin), text.size() - 1) + 1;
      const bool is_yaml = fence->language == "yaml" || fence->language == "yml";
      block = {heading, heading_id, is_yaml, {body, 0}, line_number};
    } else if (std::string found = HeadingText(line); !found.empty()) {
      heading = std::move(found);
      ++heading_id;
      above = {};
    }
  }
  if (fence) finish(text.size());
  return blocks;
}

Result<OrderBlock, Errors> ChooseOrderBlock(const std::string& path,
                                            const std::vector<OrderBlock>& blocks,
                                            const std::string& selector) {
  const auto fail = [&](std::string message) {
    return Errors{{Error::Code::kInvalid, std::move(message), {path, 0, 0}, {}}};
  };
  if (blocks.empty()) return fail("expected a fenced block that lists modules, found none");
  if (selector.empty()) {
    if (blocks.size() == 1) return blocks.front();
    return fail(
        fmt::format("this file holds {} orders; choose one with `FILE#N` or words of its "
                    "heading: {}",
                    blocks.size(), ListBlocks(blocks)));
  }
  if (const auto index = Index(selector)) {
    if (*index >= 1 && *index <= blocks.size()) return blocks[*index - 1];
    return fail(
        fmt::format("there is no order {} in this file; it holds {}", *index, ListBlocks(blocks)));
  }
  const std::string wanted = Flatten(selector);
  std::vector<std::size_t> exact, partial;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::string heading = Flatten(blocks[i].heading);
    const auto has_word = [&](std::string_view word) {
      return word.empty() || heading.find(fmt::format(" {} ", word)) != std::string::npos;
    };
    if (heading == wanted) exact.push_back(i);
    if (std::ranges::all_of(Split(wanted, ' '), has_word)) partial.push_back(i);
  }
  const std::vector<std::size_t>& found = exact.empty() ? partial : exact;
  if (found.size() == 1) return blocks[found.front()];
  return fail(fmt::format("{} order in this file has a heading with `{}`; it holds {}",
                          found.empty() ? "no" : "more than one", Printable(selector),
                          ListBlocks(blocks)));
}

}  // namespace prereq

// ParseOrder: an order in any form that people write one.
#include <algorithm>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "documents/encoding.h"
#include "documents/yaml.h"
#include "files/order_blocks.h"
#include "files/order_line.h"
#include "policy/config_fields.h"
#include "prereq/order.h"

namespace prereq {
namespace {

constexpr std::string_view kWriteOrder =
    "write one module a line, in its new order, by slug or as `01_slug`";

OrderEntry EntryOf(const YamlNode& node) {
  const SplitName split = SplitNumberedName(WithoutArrow(node.text()));
  return {std::string(split.rest), split.number, node.where()};
}

// `slug: number`, as an entry of a map or as the only entry of a list item.
void AddPair(const YamlNode& key, const YamlNode& value, OrderText& order, Errors& errors) {
  OrderEntry entry = EntryOf(key);
  const std::string what = fmt::format("the number of `{}`", Printable(key.text()));
  const Name number = ReadName(value, what, errors);
  if (number.text.empty()) return;
  entry.number = ReadNumber(number, what, errors);
  order.entries.push_back(std::move(entry));
}

Result<OrderText, Errors> ParseYamlOrder(const std::string& path, const std::string& text,
                                         std::optional<Span> part) {
  Result<YamlDocument, Errors> document = ParseYaml(path, text, part);
  if (!document) return document.error();
  YamlNode root = document->root();
  if (const auto inner = root.Find("order"); inner && !inner->IsScalar() && root.size() == 1) {
    root = *inner;
  }
  OrderText order;
  order.where = root.where();
  Errors errors;
  if (root.IsMap()) {
    for (std::size_t i = 0; i < root.size(); ++i) {
      AddPair(root.key(i), root.value(i), order, errors);
    }
  } else if (root.IsList()) {
    for (std::size_t i = 0; i < root.size(); ++i) {
      const YamlNode item = root.item(i);
      if (item.IsScalar()) {
        order.entries.push_back(EntryOf(item));
      } else if (item.IsMap() && item.size() == 1) {
        AddPair(item.key(0), item.value(0), order, errors);
      } else {
        AddError(errors, item.where(),
                 fmt::format("expected a module or `slug: number`, found {}", item.Describe()));
      }
    }
  } else {
    AddError(errors, root.where(),
             fmt::format("expected a list of modules or a map `slug: number`, found {}",
                         root.Describe()));
  }
  if (!errors.empty()) return errors;
  return order;
}

OrderText ParseLines(const std::string& path, const std::string& text, Span part) {
  OrderText order;
  const LineIndex index(text);
  order.where = index.At(path, part.offset);
  for (const std::string_view line :
       Lines(std::string_view(text).substr(part.offset, part.length))) {
    const auto read = ReadOrderLine(line);
    if (!read) continue;
    const auto offset = static_cast<std::size_t>(line.data() - text.data()) + read->offset;
    order.entries.push_back(
        {read->name, read->number, index.At(path, offset), std::string(Trim(line))});
  }
  return order;
}

// Whether the first line that says something starts a YAML list or map.
bool LooksLikeYaml(std::string_view text) {
  for (const std::string_view raw : Lines(text)) {
    const std::string_view line = Trim(raw);
    if (line.empty() || line.front() == '#') continue;
    if (line == "---" || line.starts_with("- ") || line.front() == '[' || line.front() == '{') {
      return true;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view behind = Trim(line.substr(colon + 1));
    const bool one_word = line.substr(0, colon).find_first_of(" \t") == std::string_view::npos;
    return line.substr(0, colon) == "order" ||
           (one_word && !behind.empty() && IsDigit(behind.front()));
  }
  return false;
}

}  // namespace

Result<OrderText, Errors> ParseOrder(const std::string& path, const std::string& text,
                                     const std::string& selector) {
  if (auto refusal = RefuseEncoding(path, text)) return Errors{std::move(*refusal)};
  const std::size_t start = ByteOrderMark(text);
  const std::string_view body = std::string_view(text).substr(start);
  const auto checked = [&](Result<OrderText, Errors> order) -> Result<OrderText, Errors> {
    if (!order) return order;
    for (const OrderEntry& entry : order->entries) {
      if (entry.name.empty()) {
        return Errors{{Error::Code::kInvalid, "expected the name of a module, found none",
                       entry.where, std::string(kWriteOrder)}};
      }
    }
    if (!order->entries.empty()) return order;
    return Errors{{Error::Code::kInvalid, "expected an order of modules, found none", order->where,
                   std::string(kWriteOrder)}};
  };
  const FileFormat& format = FormatOf(path);
  const bool is_yaml = format.Is("yaml") || format.Is("json");
  if (format.Is("markdown") || (!is_yaml && HasFence(body))) {
    const auto block = ChooseOrderBlock(path, FindOrderBlocks(text), selector);
    if (!block) return block.error();
    if (block->is_yaml) return checked(ParseYamlOrder(path, text, block->body));
    return checked(ParseLines(path, text, block->body));
  }
  if (!selector.empty()) {
    return Errors{
        {Error::Code::kInvalid,
         fmt::format("`#{}` chooses a block of a Markdown page, but this file is one list",
                     Printable(selector)),
         {path, 0, 0},
         fmt::format("leave out `#{}`", Printable(selector))}};
  }
  if (is_yaml) return checked(ParseYamlOrder(path, text, std::nullopt));
  if (LooksLikeYaml(body)) {
    // Bullets with free remarks behind the names are no YAML; they are lines.
    auto order = ParseYamlOrder(path, text, std::nullopt);
    const std::string_view start_of = Trim(body);
    if (order || start_of.starts_with('[') || start_of.starts_with('{')) {
      return checked(std::move(order));
    }
  }
  return checked(ParseLines(path, text, {start, body.size()}));
}

}  // namespace prereq

// The fenced blocks of a Markdown page that look like an order of modules, with their headings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"
#include "prereq/order.h"

namespace prereq {

/// One fenced block.
struct OrderBlock {
  std::string heading;   // the nearest one above, without marks; empty when there is none
  int heading_id = 0;    // blocks under one heading share it
  bool is_yaml = false;  // the fence says so
  Span body;             // the lines between the fences
  int line = 0;          // of the opening fence, 1-based
};

/// Whether a page has fenced blocks at all.
bool HasFence(std::string_view text);

/// The blocks whose every line names a module: `NN_slug`, or one word with at most a remark (an
/// arrow, a dash, a parenthesis, a comment) behind it. Blocks in a programming language are none.
std::vector<OrderBlock> FindOrderBlocks(std::string_view text);

/// The block that `selector` means: its 1-based index, or words of its heading in any case. An
/// empty selector means the only block. Error kInvalid, with the list of blocks: none, several, or
/// no such one.
Result<OrderBlock, Errors> ChooseOrderBlock(const std::string& path,
                                            const std::vector<OrderBlock>& blocks,
                                            const std::string& selector);

}  // namespace prereq

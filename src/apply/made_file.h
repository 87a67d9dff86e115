// A file that a transaction makes, between its private name (`made/k`) and its place in the tree.
#pragma once

#include <string>

#include "apply/journal.h"
#include "prereq/transaction_disk.h"

namespace prereq {

/// What TakeMade found.
enum class Taken {
  kAway,    // it has its private name now, or had it already
  kAbsent,  // nothing stands at its place
  kOther    // what stands there is not what the journal says; it stays
};

/// Gives the file its place, unless it has left its private name already. kStale: something stands
/// there; nothing is overwritten.
Status PutMade(TransactionDisk& fs, const std::string& private_name, const Making& making);

/// Takes the file out of the tree if it is what the journal says, byte for byte, at the very moment
/// of the rename.
Result<Taken> TakeMade(TransactionDisk& fs, const std::string& private_name, const Making& making);

}  // namespace prereq

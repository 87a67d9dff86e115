// The value-or-error type of every function that may be unable to answer, and where in the input
// something stands. Findings about an order are values, never errors: see verdict.h.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace prereq {

/// A place in an input file. `line` and `column` are 1-based, columns count bytes; 0 = whole file.
struct Location {
  std::string path;  // as shown to the user: relative to the root, or as given on the command line
  int line = 0;
  int column = 0;

  auto operator<=>(const Location&) const = default;
};

/// Why a function could not answer. Maps to exit status 2.
struct Error {
  enum class Code {
    kInvalid,     // malformed or contradictory input
    kNotFound,    // no such file, module, revision, …
    kUnreadable,  // the system refused: permissions, I/O, too large
    kStale,       // a plan that no longer fits the tree
    kBusy,        // another prereq holds the lock, or a transaction waits for `recover`
    kUnsupported  // understood, but this build or machine cannot do it
  };
  Code code = Code::kInvalid;
  std::string message;  // lower case, no full stop, names in backticks, expected and found
  Location where;       // empty path: no place in a file
  std::string fix;      // a command or an edit that helps; may be empty
};

/// All errors of one input, in the order they stand there. Never empty inside a failed Result.
using Errors = std::vector<Error>;

/// Either a T or an E; mirrors the names of std::expected. Asking a failed result for its value is
/// a bug (assert).
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: by intent
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: by intent

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return *Checked(this); }
  const T& value() const& { return *Checked(this); }
  T&& value() && { return std::move(*Checked(this)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return Checked(this); }
  const T* operator->() const { return Checked(this); }

  const E& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  E&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  template <class Self>
  static auto* Checked(Self* self) {
    assert(self->has_value());
    return std::get_if<0>(&self->state_);
  }

  std::variant<T, E> state_;
};

/// The result of an action that yields nothing but success.
struct Done {};
using Status = Result<Done>;

}  // namespace prereq

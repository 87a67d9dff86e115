// The handler does the one thing that a handler may.
#include "cli/interrupt.h"

namespace prereq {

namespace {

volatile std::sig_atomic_t requested = 0;

void Note(int /*signal*/) { requested = 1; }

}  // namespace

InterruptGuard::InterruptGuard() {
  requested = 0;
  struct sigaction action {};
  action.sa_handler = Note;
  action.sa_flags = SA_RESTART;  // a system call of the transaction must not fail because of it
  ::sigaction(SIGINT, &action, &interrupt_);
  ::sigaction(SIGTERM, &action, &terminate_);
  ::sigaction(SIGHUP, &action, &hang_up_);
}

InterruptGuard::~InterruptGuard() {
  ::sigaction(SIGINT, &interrupt_, nullptr);
  ::sigaction(SIGTERM, &terminate_, nullptr);
  ::sigaction(SIGHUP, &hang_up_, nullptr);
}

bool InterruptGuard::Requested() { return requested != 0; }

}  // namespace prereq

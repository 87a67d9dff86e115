// The one entry point of every fuzz target: libFuzzer calls it with generated inputs, the corpus
// test with the stored ones. It returns normally or the target found a bug.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

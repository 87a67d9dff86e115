// Marks loops that are compiled twice: for any processor, and for one with wider vectors.
#pragma once

#include <cstddef>  // a C++ header, so that the library below is known by name

// The loader picks (an "ifunc" of glibc); neither sanitizers nor other libraries take part. Integer
// sums are exact and no form fuses multiply and add, so that all forms give the same result.
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define PREREQ_VECTORIZED __attribute__((target_clones("avx2", "default")))
#else
#define PREREQ_VECTORIZED
#endif

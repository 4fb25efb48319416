#pragma once

/// Puts the bytes of a file into the program, between NAME_begin and NAME_end, as they are: no
/// compiler needs to read them as text. Outside of namespaces.
#define E2ROI_EMBED(name, file)                                                          \
  __asm__(".pushsection .rodata\n.global " #name "_begin\n.global " #name "_end\n" #name \
          "_begin:\n.incbin \"" file "\"\n" #name "_end:\n.byte 0\n.popsection\n");      \
  extern "C" {                                                                           \
  extern const char name##_begin[]; /* NOLINT(readability-identifier-naming) */          \
  extern const char name##_end[];   /* NOLINT(readability-identifier-naming) */          \
  }

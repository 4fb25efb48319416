// Asked by LeakSanitizer, where the tests are built with it: HDF5 1.10 does not free all it
// allocated for a file that turns out to be damaged, or that it could not write to its end.
extern "C" const char* __lsan_default_suppressions();  // NOLINT: the sanitizer's own names
extern "C" const char* __lsan_default_options();       // NOLINT

extern "C" const char* __lsan_default_suppressions() { return "leak:libhdf5"; }     // NOLINT
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }  // NOLINT

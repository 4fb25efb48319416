#pragma once
#include <string_view>

/// The model in WebAssembly that the build made of engine/ and tools/page/engine.
namespace e2roi::program {

/// engine.wasm, packed by gzip, as base64; empty where the program was built without it.
std::string_view page_engine();

}  // namespace e2roi::program

#pragma once
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"

/// Whether the paths of several result files can be put side by side.
namespace e2roi::program {

struct ResultFile {
  std::string name;  ///< as typed
  core::ResultSet results;
};

/// Throws core::Error (exit code 2) unless all files have draws of the same futures: the same
/// program and model, horizon, seed, draws, and scenario but for its paths. Names the odd file, the
/// one that differs from most, and what differs. The message begins with `verb`.
void check_comparable(const std::vector<ResultFile>& files, const std::string& verb = "compare");

/// A path of a file, to be put beside others.
struct PathSource {
  std::size_t file = 0, path = 0;  ///< places among the files and among the file's paths
  std::string id, name;            ///< how it is called among the paths of all files
};

/// The paths of all files, in their order. A path that is in several files with the same draws, as
/// `stay` always is, stands once; where its draws differ, each is called FILE-stem:id (FILE:id
/// where stems are equal too), and likewise its name.
std::vector<PathSource> distinct_paths(const std::vector<ResultFile>& files);

/// One result set with the distinct paths of all files, of their draws NPV and net promoters.
core::ResultSet side_by_side(std::vector<ResultFile> files);

}  // namespace e2roi::program

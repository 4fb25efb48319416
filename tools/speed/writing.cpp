// The digest of a result set and its file, which is read back.
#include "engine/model/block.hpp"
#include "engine/results/file.hpp"
#include "engine/run/run.hpp"
#include "tools/speed/blocks.hpp"
#include "tools/speed/suite.hpp"

namespace e2roi::speed {
namespace {

constexpr std::size_t kBlocks = 8;
constexpr double kKernelShare = 0.1;  ///< each at most so much of the kernel's time for the draws

/// Bytes of the values that the digest is of.
double digested_bytes(const core::ResultSet& results) {
  std::size_t values = 0;
  for (const core::NamedArray& array : results.arrays)
    if (array.group == "draws" || array.group == "inputs") values += array.values.size();
  return static_cast<double>(values) * sizeof(double);
}

}  // namespace

void measure_writing(const Options& options, Report& report) {
  const TemporaryFolder folder;
  core::ResultSet results = run::run(scenario_of(options, options.draws));
  const std::string digest = results::digest(results);
  results.provenance.emplace_back("digest", digest);
  results::write(results, folder / "result.h5");
  report.check("the file reads back with the same digest",
               results::digest(results::read(folder / "result.h5")) == digest);

  const Blocks blocks(scenario_of(options, kBlocks * model::kBlockDraws), kBlocks);
  const model::Kernel& kernel = model::best_kernel();
  const auto taken = seconds_by_turns(
      options.seconds, 2,
      {[&] { results::digest(results); }, [&] { results::write(results, folder / "result.h5"); },
       [&] { blocks.outcomes(kernel); }});
  const double kernel_seconds =
      best(taken[2]) * static_cast<double>(options.draws) / static_cast<double>(blocks.draws());
  const auto add = [&](const char* what, double bytes, double seconds) {
    report.add({what, kernel.level, bytes / 1e6 / seconds, "MB/s",
                at_least(bytes / 1e6 / (kKernelShare * kernel_seconds)), options.draws});
  };
  add("digest", digested_bytes(results), best(taken[0]));
  add("file written", static_cast<double>(std::filesystem::file_size(folder / "result.h5")),
      best(taken[1]));
}

}  // namespace e2roi::speed

#include "tools/e2roi/batch_index.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <utility>

#include "engine/core/json.hpp"
#include "engine/core/number_text.hpp"
#include "engine/core/stream_bytes.hpp"
#include "engine/core/utf8.hpp"
#include "engine/results/part_file.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;
using analysis::Estimate;
using analysis::PathSummary;

struct Column {
  const char* name;  ///< as in decision_json()
  Estimate PathSummary::*figure;
};

constexpr std::array<Column, 11> kColumns = {{
    {"npv_positive", &PathSummary::npv_positive},
    {"npv_negative", &PathSummary::npv_negative},
    {"npv_median", &PathSummary::npv_median},
    {"npv_low", &PathSummary::npv_low},
    {"npv_high", &PathSummary::npv_high},
    {"npv_horizon_median", &PathSummary::npv_horizon_median},
    {"roi_median", &PathSummary::roi_median},
    {"cancelled", &PathSummary::cancelled},
    {"net_promoters", &PathSummary::net_promoters},
    {"customers", &PathSummary::customers},
    {"response_hours", &PathSummary::response_hours},
}};

constexpr const char* kFirstColumns =
    "run,scenario,overrides,status,error,digest,file,draws,path,path_name";
constexpr const char* kJsonStart = "{\"format\": \"e2roi-batch-1\"";

/// A field of CSV (RFC 4180).
std::string field(const std::string& text) {
  const std::string valid = core::valid_utf8(text);
  if (valid.find_first_of(",\"\r\n") == std::string::npos) return valid;
  std::string quoted = "\"";
  for (const char c : valid) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string number(double value) {
  return std::isfinite(value) ? core::number_text(value) : std::string();
}

std::string joined(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text += (text.empty() ? "" : "; ") + one;
  return text;
}

using Take = std::function<void(const std::string&)>;

/// Writes all that `give` hands over.
void write_given(const std::function<void(const Take&)>& give, const fs::path& file) {
  std::uint64_t size = 0;
  results::PartFile part(file);
  std::ofstream out(part.path(), std::ios::binary | std::ios::trunc);
  errno = 0;
  give([&](const std::string& text) {
    size += text.size();
    out << text;
    if (!out) throw results::cannot_write(file, errno == 0 ? EIO : errno, size);
  });
  out << std::flush;
  if (!out) throw results::cannot_write(file, errno == 0 ? EIO : errno, size);
  out.close();
  part.commit();
}

std::string estimate_json(const Estimate& estimate) {
  return "{\"value\": " + core::json_number(estimate.value) +
         ", \"standard_error\": " + core::json_number(estimate.standard_error) + "}";
}

std::string path_json(const PathSummary& path) {
  std::string text = "{\"id\": " + core::json_string(path.id) +
                     ", \"name\": " + core::json_string(path.name) +
                     ", \"is_reference\": " + (path.is_reference ? "true" : "false");
  for (const Column& column : kColumns)
    text += std::string(", \"") + column.name + "\": " + estimate_json(path.*column.figure);
  return text + "}";
}

std::string list_json(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text += (text.empty() ? "" : ", ") + core::json_string(one);
  return "[" + text + "]";
}

constexpr const char* status_word(RunStatus status) {
  return status == RunStatus::kDone ? "done" : status == RunStatus::kFailed ? "failed" : "missing";
}

/// The lines of one run.
std::string csv_text(const BatchRun& run, const BatchRow& row) {
  const bool is_done = row.status() == RunStatus::kDone;
  const std::string start = field(run.name) + "," + field(run.scenario.generic_string()) + "," +
                            field(joined(run.overrides)) + "," + status_word(row.status()) + "," +
                            field(row.error) + "," + row.digest + "," +
                            (is_done ? field(file_of(run)) : "") + "," +
                            (is_done ? std::to_string(row.draws) : "");
  if (row.paths.empty()) return start + ",," + std::string(2 * kColumns.size(), ',') + "\n";
  std::string text;
  for (const PathSummary& path : row.paths) {
    text += start + "," + field(path.id) + "," + field(path.name);
    for (const Column& column : kColumns)
      text += "," + number((path.*column.figure).value) + "," +
              number((path.*column.figure).standard_error);
    text += "\n";
  }
  return text;
}

/// The object of one run.
std::string json_text(const BatchRun& run, const BatchRow& row) {
  const bool is_done = row.status() == RunStatus::kDone;
  std::string text =
      "  {\"run\": " + core::json_string(run.name) +
      ", \"scenario\": " + core::json_string(run.scenario.generic_string()) +
      ", \"overrides\": " + list_json(run.overrides) + ", \"status\": \"" +
      status_word(row.status()) +
      "\", \"error\": " + (row.error.empty() ? "null" : core::json_string(row.error)) +
      ", \"digest\": " + (is_done ? core::json_string(row.digest) : "null") +
      ", \"file\": " + (is_done ? core::json_string(file_of(run)) : "null") +
      ", \"draws\": " + (is_done ? std::to_string(row.draws) : "null") + ", \"paths\": [";
  for (std::size_t p = 0; p < row.paths.size(); ++p)
    text += (p == 0 ? "\n    " : ",\n    ") + path_json(row.paths[p]);
  return text + "]}";
}

/// Hands over the fields of each record of CSV text (RFC 4180); those in quotes may have line ends.
void for_each_record(const std::string& text,
                     const std::function<void(const std::vector<std::string>&)>& take) {
  std::vector<std::string> fields(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
      fields.back() += text[++i];
    else if (c == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && c == ',')
      fields.emplace_back();
    else if (!is_quoted && c == '\n') {
      take(fields);
      fields.assign(1, "");
    } else {
      fields.back() += c;
    }
  }
  if (fields.size() > 1) take(fields);
}

void refuse_other(const fs::path& file, const std::string& start) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return;
  std::ifstream stream(file, std::ios::binary);
  std::string found(start.size(), '\0');
  stream.read(found.data(), static_cast<std::streamsize>(found.size()));
  if (found != start)
    throw core::UsageError("batch: " + file.string() +
                           " exists and is not the index of a batch; it is left as it is. Name "
                           "another folder with --out.");
}

}  // namespace

std::optional<std::vector<IndexedRun>> read_index(const fs::path& folder) {
  constexpr std::size_t kRun = 0, kStatus = 3, kFile = 6, kLargest = std::size_t{4} << 30U;
  std::error_code ignored;
  const fs::path file = folder / "index.csv";
  if (!fs::is_regular_file(file, ignored)) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  const std::string text = core::bytes_of(stream, kLargest);
  if (!text.starts_with(kFirstColumns)) {
    if (!stream.bad() && !text.empty()) return std::nullopt;
    throw core::FileError("cannot read " + file.string());
  }
  std::vector<IndexedRun> runs;
  bool is_head = true;
  for_each_record(text, [&](const std::vector<std::string>& fields) {
    if (std::exchange(is_head, false)) return;
    if (fields.size() <= kFile) throw core::FileError(file.string() + " is cut off or damaged");
    if (runs.empty() || runs.back().run != fields[kRun])
      runs.push_back(
          {fields[kRun], fields[kStatus] == status_word(RunStatus::kDone), fields[kFile]});
  });
  return runs;
}

std::string file_of(const BatchRun& run) { return run.name + ".h5"; }

void refuse_other_index(const fs::path& folder) {
  refuse_other(folder / "index.csv", kFirstColumns);
  refuse_other(folder / "index.json", kJsonStart);
}

BatchIndex::BatchIndex(const BatchPlan& plan, fs::path folder)
    : plan_(plan), folder_(std::move(folder)), runs_(plan.runs.size()), texts_(folder_) {}

void BatchIndex::put(std::size_t run, const BatchRow& row) {
  const RunStatus status = row.status();
  runs_[run] = {texts_.add(csv_text(plan_.runs[run], row)),
                texts_.add(json_text(plan_.runs[run], row)), status};
  if (status == RunStatus::kFailed) errors_[run] = row.error;
  if (errors_.size() > kErrorsKept) errors_.erase(std::prev(errors_.end()));
}

std::size_t BatchIndex::count(RunStatus status) const {
  return static_cast<std::size_t>(std::count_if(
      runs_.begin(), runs_.end(), [&](const Kept& run) { return run.status == status; }));
}

std::string BatchIndex::csv_of(std::size_t run) const {
  const Kept& kept = runs_[run];
  return kept.status == RunStatus::kMissing ? csv_text(plan_.runs[run], {}) : texts_.text(kept.csv);
}

std::string BatchIndex::json_of(std::size_t run) const {
  const Kept& kept = runs_[run];
  return kept.status == RunStatus::kMissing ? json_text(plan_.runs[run], {})
                                            : texts_.text(kept.json);
}

void BatchIndex::give_csv(const Take& take) const {
  std::string head = kFirstColumns;
  for (const Column& column : kColumns)
    head += std::string(",") + column.name + "," + column.name + "_se";
  take(head + "\n");
  for (std::size_t run = 0; run < runs_.size(); ++run) take(csv_of(run));
}

void BatchIndex::give_json(const Take& take) const {
  take(kJsonStart + (", \"name\": " + core::json_string(plan_.name)) + ",\n \"runs\": [");
  for (std::size_t run = 0; run < runs_.size(); ++run)
    take((run == 0 ? "\n" : ",\n") + json_of(run));
  take("]}\n");
}

void BatchIndex::write() const {
  write_given([this](const Take& take) { give_csv(take); }, folder_ / "index.csv");
  write_given([this](const Take& take) { give_json(take); }, folder_ / "index.json");
}

}  // namespace e2roi::program

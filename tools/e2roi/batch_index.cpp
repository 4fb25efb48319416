#include "tools/e2roi/batch_index.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>

#include "engine/core/json.hpp"
#include "engine/core/number_text.hpp"
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

void write(const std::string& text, const fs::path& file) {
  results::PartFile part(file);
  part.reserve(text.size());
  std::ofstream out(part.path(), std::ios::binary | std::ios::trunc);
  errno = 0;
  out << text << std::flush;
  if (!out) throw results::cannot_write(file, errno == 0 ? EIO : errno, text.size());
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

std::string file_of(const BatchRun& run) { return run.name + ".h5"; }

void refuse_other_index(const fs::path& folder) {
  refuse_other(folder / "index.csv", kFirstColumns);
  refuse_other(folder / "index.json", kJsonStart);
}

std::string index_csv(const BatchPlan& plan, const std::vector<BatchRow>& rows) {
  std::string text = kFirstColumns;
  for (const Column& column : kColumns)
    text += std::string(",") + column.name + "," + column.name + "_se";
  text += "\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const BatchRun& run = plan.runs[i];
    const BatchRow& row = rows[i];
    const std::string start = field(run.name) + "," + field(run.scenario.generic_string()) + "," +
                              field(joined(run.overrides)) + "," + row.status() + "," +
                              field(row.error) + "," + row.digest + "," +
                              (row.is_done() ? field(file_of(run)) : "") + "," +
                              (row.is_done() ? std::to_string(row.draws) : "");
    for (const PathSummary& path : row.paths) {
      text += start + "," + field(path.id) + "," + field(path.name);
      for (const Column& column : kColumns)
        text += "," + number((path.*column.figure).value) + "," +
                number((path.*column.figure).standard_error);
      text += "\n";
    }
    if (row.paths.empty()) text += start + ",," + std::string(2 * kColumns.size(), ',') + "\n";
  }
  return text;
}

std::string index_json(const BatchPlan& plan, const std::vector<BatchRow>& rows) {
  std::string text = kJsonStart;
  text += ", \"name\": " + core::json_string(plan.name) + ",\n \"runs\": [";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const BatchRun& run = plan.runs[i];
    const BatchRow& row = rows[i];
    text += std::string(i == 0 ? "\n" : ",\n") + "  {\"run\": " + core::json_string(run.name) +
            ", \"scenario\": " + core::json_string(run.scenario.generic_string()) +
            ", \"overrides\": " + list_json(run.overrides) + ", \"status\": \"" + row.status() +
            "\", \"error\": " + (row.error.empty() ? "null" : core::json_string(row.error)) +
            ", \"digest\": " + (row.is_done() ? core::json_string(row.digest) : "null") +
            ", \"file\": " + (row.is_done() ? core::json_string(file_of(run)) : "null") +
            ", \"draws\": " + (row.is_done() ? std::to_string(row.draws) : "null") +
            ", \"paths\": [";
    for (std::size_t p = 0; p < row.paths.size(); ++p)
      text += (p == 0 ? "\n    " : ",\n    ") + path_json(row.paths[p]);
    text += "]}";
  }
  return text + "]}\n";
}

void write_index(const BatchPlan& plan, const std::vector<BatchRow>& rows, const fs::path& folder) {
  write(index_csv(plan, rows), folder / "index.csv");
  write(index_json(plan, rows), folder / "index.json");
}

}  // namespace e2roi::program

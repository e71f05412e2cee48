#pragma once

#include <string>

namespace tenbin::scenario {

struct Document;
struct Field;
struct Table;
class Reading;

/// Where "deployments" is {"file": "book.csv"}, puts the rows of that file in its place, so that everything
/// after it (rules, messages, the scenario as understood) sees a list. The file is looked for beside the
/// scenario. Comma-separated UTF-8 text (RFC 4180): the first line names the columns, each further line is a
/// deployment. Columns: the keys of a deployment; exposure/KEY, performance/KEY, audit/KEY; components as
/// "id:kind;id:kind". An empty cell leaves the key out. Reports a missing file, a column given twice, a line
/// with another number of cells, a cell that is no number where one is needed; all of them at once.
void expand_book(Document& document, Reading& reading, const std::string& scenario_file);

/// The field may be a file in place of its list.
bool may_be_file(const Table& table, const Field& field);

}  // namespace tenbin::scenario

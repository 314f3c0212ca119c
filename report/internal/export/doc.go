// Package export is what result files hold as values for programs: the JSON and the CSV of report show. docs/json.md
// describes both.
package export

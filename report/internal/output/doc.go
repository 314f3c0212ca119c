// Package output writes what a command shows in the form that its user asks for: text for a terminal, Markdown, JSON or
// CSV. A command makes a [Document], and [Write] is the one place that knows the forms. docs/json.md describes JSON and
// CSV, and docs/report.schema.json holds the JSON to it.
package output

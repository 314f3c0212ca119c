package output

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
)

// A Document is what a command shows.
type Document interface {
	// Text writes it for a terminal of a width in columns.
	Text(w io.Writer, width int) error
	// Markdown writes it for a comment or a page.
	Markdown(w io.Writer) error
	// JSON is a value for package encoding/json, whose first field is a [Head]. No number in it is NaN or infinite.
	JSON() any
	// CSV is its figures as a table: a header, then rows of as many fields. [Number] makes numbers of it.
	CSV() [][]string
}

// A Further document has forms of its own beside those of every document.
type Further interface {
	Document
	// Other writes it in a form that package output does not know; ok is false if the document does not either.
	Other(w io.Writer, f Format) (ok bool, err error)
}

// Write writes a document in a form.
func Write(w io.Writer, f Format, width int, d Document) error {
	switch f {
	case Text:
		return d.Text(w, width)
	case Markdown:
		return d.Markdown(w)
	case JSON:
		return WriteJSON(w, d.JSON())
	case CSV:
		return writeCSV(w, d.CSV())
	}
	if d, ok := d.(Further); ok {
		if ok, err := d.Other(w, f); ok || err != nil {
			return err
		}
	}
	return fmt.Errorf("--format=%s: no such form; choose text, markdown, json or csv", f)
}

// WriteJSON writes a value as JSON for people and programs: indented, and with < and & as they are.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// writeCSV writes lines that end in a line feed, as most programs read and write them; RFC 4180 has CRLF, and its
// readers take both.
func writeCSV(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	out.WriteAll(rows) // flushes
	return out.Error()
}

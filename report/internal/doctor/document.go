package doctor

import (
	"fmt"
	"io"

	"ipcbench/report/internal/output"
	"ipcbench/report/internal/table"
)

// A Document is what was found on one machine, or on both of a run between hosts.
type Document struct {
	output.Head
	Hosts []Host `json:"hosts"`
}

// A Host is a machine and what was found on it.
type Host struct {
	Name     string    `json:"host"` // "here", or as the user named it
	Findings []Finding `json:"findings"`
}

// OfHosts is the document of some hosts.
func OfHosts(hosts ...Host) Document { return Document{output.Version("doctor"), hosts} }

// Text writes the findings for a terminal, below the names of the hosts if there are several.
func (d Document) Text(w io.Writer, width int) error {
	for i, h := range d.Hosts {
		if len(d.Hosts) > 1 {
			title := "Here\n\n"
			if i > 0 {
				title = fmt.Sprintf("\nOn %s\n\n", h.Name)
			}
			if _, err := io.WriteString(w, title); err != nil {
				return err
			}
		}
		if err := text(w, h.Findings, width); err != nil {
			return err
		}
	}
	return nil
}

// Markdown writes a table for each host.
func (d Document) Markdown(w io.Writer) error {
	for _, h := range d.Hosts {
		t := table.Table{
			Title: "What affects results: " + h.Name, Keys: []string{"verdict", "topic"},
			Groups: []table.Group{{Columns: []string{"found", "effect", "change"}, Text: true}},
		}
		for _, f := range h.Findings {
			t.Rows = append(t.Rows, table.Row{
				Keys: []string{string(f.Verdict), f.Topic}, Cells: [][]string{{f.Found, f.Effect, f.Change}},
			})
		}
		if err := t.Markdown(w, 3); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}

// JSON is the document itself.
func (d Document) JSON() any { return d }

// CSV has a row for each finding.
func (d Document) CSV() [][]string {
	rows := [][]string{{"host", "topic", "verdict", "found", "effect", "change"}}
	for _, h := range d.Hosts {
		for _, f := range h.Findings {
			rows = append(rows, []string{h.Name, f.Topic, string(f.Verdict), f.Found, f.Effect, f.Change})
		}
	}
	return rows
}

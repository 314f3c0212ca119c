package claims

import (
	"io"
	"strconv"
	"strings"

	"ipcbench/report/internal/output"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// A Report is what report claims shows: the verdicts of each machine.
type Report struct {
	Machines []Judged
	Short    bool // a line for each claim
	Printer  *words.Printer
}

// Judged is a machine with its verdicts.
type Judged struct {
	Machine  string            `json:"machine"` // its host, else its processor, else ""
	Config   map[string]string `json:"config"`
	States   string            `json:"states,omitempty"` // those that make the figures, where there are several
	Verdicts []Verdict         `json:"verdicts"`

	settings []results.Setting
}

// Of judges every machine of a set by what was measured within it. A part between hosts has no verdicts.
func Of(set *results.Set, p *words.Printer) Report {
	r := Report{Printer: p}
	for _, computer := range set.Computers() {
		m := computer.Within
		if m == nil {
			continue
		}
		j := Judged{
			Machine: m.Get("host"), Config: map[string]string{}, States: m.Shown(usualPlace),
			Verdicts: Judge(p, m, set.Mechanisms), settings: m.Config,
		}
		if j.Machine == "" {
			j.Machine = m.Get("cpu")
		}
		for _, s := range m.Config {
			j.Config[s.Key] = s.Value
		}
		r.Machines = append(r.Machines, j)
	}
	return r
}

// about is the machine in one line.
func (j Judged) about(p *words.Printer) string {
	var parts []string
	for _, s := range j.settings {
		parts = append(parts, s.Key+": "+s.Value)
	}
	text := strings.Join(parts, " · ")
	if j.States != "" {
		text += " · " + p.Sprintf("state shown: %s", j.States)
	}
	return text
}

// Text writes the verdicts for a terminal.
func (r Report) Text(w io.Writer, width int) error {
	var b strings.Builder
	if !r.Short {
		b.WriteString(table.Wrap(Title(r.Printer), width) + table.Wrap(Legend(r.Printer), width) + "\n")
	}
	for i, j := range r.Machines {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(table.Wrap(j.about(r.Printer), width))
		if r.Short {
			for _, line := range Lines(r.Printer, j.Verdicts) {
				b.WriteString(table.Wrap(line, width))
			}
			continue
		}
		for _, l := range Lists(r.Printer, j.Verdicts) {
			b.WriteString("\n")
			if err := l.Text(&b, width); err != nil {
				return err
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Markdown writes the verdicts for a page.
func (r Report) Markdown(w io.Writer) error {
	for i, j := range r.Machines {
		text := table.Escape(j.about(r.Printer)) + "\n\n"
		if i > 0 {
			text = "\n" + text
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
		if err := Markdown(w, r.Printer, j.Verdicts, 2); err != nil {
			return err
		}
	}
	return nil
}

// JSON is the verdicts as data.
func (r Report) JSON() any {
	return struct {
		output.Head
		Machines []Judged `json:"machines"`
	}{output.Version("claims"), r.Machines}
}

// CSV is a row for each figure of each verdict, and one without a figure for a verdict that has none.
func (r Report) CSV() [][]string {
	rows := [][]string{{"machine", "claim", "outcome", "figure", "unit", "value", "low", "high", "n", "widened",
		"benchmarks", "why"}}
	for _, j := range r.Machines {
		for _, v := range j.Verdicts {
			begin := []string{j.Machine, v.ID, string(v.Outcome)}
			if len(v.Figures) == 0 {
				rows = append(rows, append(begin, "", "", "", "", "", "", "", "", v.Why))
			}
			for _, f := range v.Figures {
				rows = append(rows, append(begin[:3:3], f.Label, f.Unit.si(), output.Number(f.Value),
					output.Number(f.Low), output.Number(f.High), strconv.Itoa(f.Samples),
					strconv.FormatBool(f.Widened), strings.Join(f.Benchmarks, " "), v.Why))
			}
		}
	}
	return rows
}

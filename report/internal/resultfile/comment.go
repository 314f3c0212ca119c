package resultfile

import (
	"strings"
	"time"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/text"
)

// comment picks up one "# word rest" line. Comments that are not ipcbench's are passed over without a word:
// anyone may write remarks into a result file.
func (f *filter) comment(line string) {
	word, rest, _ := strings.Cut(line, " ")
	if word == "mechanism" {
		f.mechanism(rest)
		return
	}
	entry := SideLine{Line: f.line, Text: text.Clip(text.Clean(rest), 400)}
	switch word {
	case "date":
		if _, err := time.Parse(time.RFC3339, entry.Text); err != nil {
			f.problems.add("date", f.line, "date %q is not of the form 2006-01-02T15:04:05Z, ignored",
				text.Clip(entry.Text, 40))
			return
		}
		f.keep("# date", &f.side.Dates, entry)
	case "round":
		f.keep("# round", &f.side.Rounds, entry)
	case "sitting":
		f.keep("# sitting", &f.side.Sittings, entry)
	case "commit":
		f.keep("# commit", &f.side.Commits, entry)
	case "note":
		f.keep("# note", &f.side.Notes, entry)
	case "skip":
		entry.Name, entry.Text, _ = strings.Cut(entry.Text, ": ")
		f.keep("# skip", &f.side.Skips, entry)
	case "remark":
		// A benchmark's name, then ": ". Without one the whole is the text.
		if name, said, named := strings.Cut(entry.Text, ": "); named && strings.HasPrefix(name, "Benchmark") {
			entry.Name, entry.Text = benchname.Bare(name), said
		}
		f.keep("# remark", &f.side.Remarks, entry)
	}
}

// mechanism picks up what a "# mechanism" line declares. Every round and every file repeats it.
func (f *filter) mechanism(text string) {
	if f.repeated[text] {
		return
	}
	traits, err := parseTraits([]byte(text))
	if err != nil {
		f.problems.add("mechanism", f.line, "mechanism line ignored: %v", err)
		return
	}
	if name := traits["name"]; !f.declared[name] && len(f.side.Traits) < maxSide {
		f.declared[name], f.repeated[text] = true, true
		f.side.Traits = append(f.side.Traits, traits)
	}
}

package results

import (
	"strings"
	"time"
)

// comment picks up one "# word rest" line. Comments that are not ipcbench's are passed over without a word:
// anyone may write remarks into a result file.
func (f *filter) comment(text string) {
	word, rest, _ := strings.Cut(text, " ")
	entry := at{line: f.line, text: clip(clean(rest), 400)}
	switch word {
	case "date":
		if _, err := time.Parse(time.RFC3339, entry.text); err != nil {
			f.problems.add("date", f.line, "date %q is not of the form 2006-01-02T15:04:05Z, ignored", clip(entry.text, 40))
			return
		}
		f.keep("# date", &f.side.dates, entry)
	case "round":
		f.keep("# round", &f.side.rounds, entry)
	case "commit":
		f.keep("# commit", &f.side.commits, entry)
	case "note":
		f.keep("# note", &f.side.notes, entry)
	case "skip":
		entry.name, entry.text, _ = strings.Cut(entry.text, ": ")
		f.keep("# skip", &f.side.skips, entry)
	case "remark":
		// A benchmark's name, then ": ". Without one the whole is the text.
		if name, text, named := strings.Cut(entry.text, ": "); named && strings.HasPrefix(name, "Benchmark") {
			entry.name, entry.text = shortName(name), text
		}
		f.keep("# remark", &f.side.remarks, entry)
	case "mechanism":
		traits, err := parseTraits([]byte(rest))
		if err != nil {
			f.problems.add("mechanism", f.line, "mechanism line ignored: %v", err)
			return
		}
		if !f.declared[traits["name"]] && len(f.side.traits) < maxSide {
			f.declared[traits["name"]] = true
			f.side.traits = append(f.side.traits, traits)
		}
	}
}

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
		f.side.dates = append(f.side.dates, entry)
	case "round":
		f.side.rounds = append(f.side.rounds, entry)
	case "commit":
		f.side.commits = append(f.side.commits, entry)
	case "note":
		f.side.notes = append(f.side.notes, entry)
	case "skip":
		name, reason, _ := strings.Cut(entry.text, ": ")
		entry.name, entry.text = name, reason
		f.side.skips = append(f.side.skips, entry)
	case "mechanism":
		traits, err := parseTraits([]byte(rest))
		if err != nil {
			f.problems.add("mechanism", f.line, "mechanism line ignored: %v", err)
			return
		}
		f.side.traits = append(f.side.traits, traits)
	}
}

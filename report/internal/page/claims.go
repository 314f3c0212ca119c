package page

import (
	"ipcbench/report/internal/claims"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// claims are the verdicts on what textbooks say, by what was measured within a computer; none if it says nothing of
// any.
func (p part) claims(set *results.Set) []claims.Verdict {
	if p.machine.Between {
		return nil
	}
	verdicts := claims.Judge(words.English(), p.machine, set.Mechanisms)
	if !claims.Any(verdicts) {
		return nil
	}
	return verdicts
}

// Judged is the table of the section's verdicts, and Reasons are these at length.
func (s Section) Judged() table.Table   { return claims.Table(words.English(), s.Claims) }
func (s Section) Reasons() []table.List { return claims.Lists(words.English(), s.Claims) }

// InLines are the verdicts in a line each.
func (s Section) InLines() table.List {
	p := words.English()
	return table.List{Title: claims.Title(p), Items: claims.Lines(p, s.Claims)}
}

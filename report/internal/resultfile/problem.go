package resultfile

import "fmt"

// A Problem is one thing wrong with an input, worded so that a user can mend it.
type Problem struct {
	File string
	Line int // 1-based; 0 when the whole file is meant
	Text string
}

// String is the one line that a user reads: file:line: what, and the remedy.
func (p Problem) String() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.Text)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// maxAlike bounds how many problems of one kind a file may report, so that a damaged file does not bury
// the others.
const maxAlike = 5

// problems collects the problems of one file.
type problems struct {
	file  string
	list  []Problem
	alike map[string]int
	last  map[string]int // line of the last one counted but not listed
	kinds []string       // kinds in order of appearance
}

// add reports a problem; kind groups those that are alike.
func (p *problems) add(kind string, line int, format string, args ...any) {
	if p.alike == nil {
		p.alike, p.last = map[string]int{}, map[string]int{}
	}
	if p.alike[kind] == 0 {
		p.kinds = append(p.kinds, kind)
	}
	p.alike[kind]++
	if p.alike[kind] > maxAlike {
		p.last[kind] = line
		return
	}
	p.list = append(p.list, Problem{p.file, line, fmt.Sprintf(format, args...)})
}

// done returns all problems, those beyond maxAlike folded into one line a kind.
func (p *problems) done() []Problem {
	for _, kind := range p.kinds {
		if more := p.alike[kind] - maxAlike; more > 0 {
			p.list = append(p.list, Problem{p.file, p.last[kind],
				fmt.Sprintf("and %d more lines like these (%s), the last of them here", more, kind)})
		}
	}
	return p.list
}

package resultfile

// Side is what the comment lines of a file say, and what failed, each with the line it stood on.
type Side struct {
	Dates    []SideLine // RFC 3339
	Rounds   []SideLine
	Sittings []SideLine // how a sitting looked at its results while it ran; see package sitting
	Commits  []SideLine
	Skips    []SideLine // named by the mechanism
	Notes    []SideLine
	Remarks  []SideLine // named by the benchmark; "" where a remark names none
	Failures []SideLine // named by the benchmark; "" where the file names none
	Traits   []Traits   // of each mechanism the first declaration
}

// A SideLine is a line's text and where it stood; the line tells which machine it speaks of.
type SideLine struct {
	Line int // from 1
	Name string
	Text string

	trail bool // more lines of the reason may follow
}

// maxSide bounds how many side lines of one kind are kept of a file.
const maxSide = 20_000

// keep appends a side line to a list of its kind, up to maxSide of them.
func (f *filter) keep(kind string, list *[]SideLine, entry SideLine) {
	if len(*list) >= maxSide {
		f.problems.add("too many", f.line,
			"more than %d lines of this kind (%s) in one file: from here on they are not kept", maxSide, kind)
		return
	}
	*list = append(*list, entry)
}

// Why is the text of a line that gives a reason, or says that it gives none.
func (l SideLine) Why() string {
	if l.Text == "" {
		return "no reason given"
	}
	return l.Text
}

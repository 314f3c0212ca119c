package results

// side is what the filter picks from the lines that benchfmt passes over, each with the line it stood on.
type side struct {
	dates    []at
	rounds   []at
	commits  []at
	skips    []at
	notes    []at
	remarks  []at
	failures []at
	traits   []Traits
}

// at is a line's text and where it stood; the line tells which machine it belongs to.
type at struct {
	line  int
	name  string // of a skip: the mechanism; of a failure or a remark: the benchmark
	text  string
	trail bool // more lines of the reason may follow
}

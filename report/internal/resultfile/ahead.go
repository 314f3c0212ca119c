package resultfile

import (
	"bytes"

	"golang.org/x/perf/benchfmt"
)

// A batch is some plain benchmark lines, one after the other in a file or with empty lines between them, that benchfmt
// parses in a goroutine of its own. The lines do not change any configuration, and each gives one record.
type batch struct {
	text    []byte
	lines   []int // their numbers in the file
	records []record
	values  []benchfmt.Value // of all records
	names   []byte
	parsed  chan struct{} // has one element when it is
}

// A record is what became of a line.
type record struct {
	name, values [2]int // where they begin and end
	iters        int
	err          *benchfmt.SyntaxError // nil if it is a result
}

// batchSize is how many bytes of text make a batch, and batches how many there are: one to fill, one to parse, and one
// that waits.
const (
	batchSize = 32 << 10
	batches   = 3
)

// ahead reads ahead: while benchfmt parses the lines of one batch, those of the next are read, and the results of the
// one before are used.
type ahead struct {
	filling *batch
	begun   []*batch // handed to the parser, in order
	idle    []*batch
	parser  chan *batch
	use     func(*batch) // takes the results of a batch
}

func newAhead(name string, use func(*batch)) *ahead {
	a := &ahead{parser: make(chan *batch, batches), use: use}
	for range batches {
		a.idle = append(a.idle, &batch{parsed: make(chan struct{}, 1)})
	}
	go func() {
		bench := benchfmt.NewReader(nil, name)
		for b := range a.parser {
			bench.Reset(bytes.NewReader(b.text), name)
			b.parse(bench)
			b.parsed <- struct{}{}
		}
	}()
	return a
}

// add adds a line.
func (a *ahead) add(number int, line []byte) {
	if a.filling == nil {
		if len(a.idle) == 0 {
			a.finish()
		}
		last := len(a.idle) - 1
		a.filling, a.idle = a.idle[last], a.idle[:last]
		a.filling.text, a.filling.lines = a.filling.text[:0], a.filling.lines[:0]
	}
	b := a.filling
	b.text = append(append(b.text, line...), '\n')
	b.lines = append(b.lines, number)
	if len(b.text) >= batchSize {
		a.begin()
	}
}

// begin has the parser begin with the batch that was filled.
func (a *ahead) begin() {
	a.begun = append(a.begun, a.filling)
	a.parser <- a.filling
	a.filling = nil
}

// finish waits for the oldest batch and uses it.
func (a *ahead) finish() {
	b := a.begun[0]
	a.begun = append(a.begun[:0], a.begun[1:]...)
	<-b.parsed
	a.use(b)
	a.idle = append(a.idle, b)
}

// drain uses all lines that were added.
func (a *ahead) drain() {
	if a.filling != nil {
		a.begin()
	}
	for len(a.begun) > 0 {
		a.finish()
	}
}

// close ends the goroutine.
func (a *ahead) close() { close(a.parser) }

// parse makes the records.
func (b *batch) parse(bench *benchfmt.Reader) {
	b.records, b.values, b.names = b.records[:0], b.values[:0], b.names[:0]
	for bench.Scan() {
		var rec record
		switch r := bench.Result().(type) {
		case *benchfmt.Result:
			rec.name[0], rec.values[0] = len(b.names), len(b.values)
			b.names, b.values = append(b.names, r.Name...), append(b.values, r.Values...)
			rec.name[1], rec.values[1], rec.iters = len(b.names), len(b.values), r.Iters
			b.values = append(b.values, benchfmt.Value{}) // room for what trim adds
		case *benchfmt.SyntaxError:
			rec.err = r
		}
		b.records = append(b.records, rec)
	}
}

// fill makes res the result of a record.
func (b *batch) fill(res *benchfmt.Result, rec *record) {
	begin, end := rec.values[0], rec.values[1]
	res.Name, res.Iters = b.names[rec.name[0]:rec.name[1]], rec.iters
	res.Values = b.values[begin : end : end+1]
}

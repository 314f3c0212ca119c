package doctor

// A Verdict is how much a finding matters.
type Verdict string

// The verdicts.
const (
	Good Verdict = "ok"   // as it should be
	Note Verdict = "note" // part of what is measured: figures of machines that differ in it are not comparable
	Warn Verdict = "warn" // spoils figures, or keeps something from being measured
)

// A Finding is one thing about the machine.
type Finding struct {
	Topic   string  `json:"topic"`
	Verdict Verdict `json:"verdict"`
	Found   string  `json:"found"`            // how it is here
	Effect  string  `json:"effect"`           // what that does to results
	Change  string  `json:"change,omitempty"` // the command that changes it, "" where none does
}

// NotShown is Found where the kernel does not tell, as often in virtual machines and containers.
const NotShown = "not shown by this kernel"

// with is f with a verdict and what was found.
func (f Finding) with(v Verdict, found string) Finding {
	f.Verdict, f.Found = v, found
	return f
}

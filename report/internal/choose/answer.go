package choose

// An Answer is what is to be said to a question on one machine; engine.ts says how it comes about.
type Answer struct {
	State    string   `json:"state"`    // of the machine, whose figures these are
	Fits     []Row    `json:"fits"`     // best first
	Misses   []Row    `json:"misses"`   // that would do but for figures, nearest first
	Unknown  []Row    `json:"unknown"`  // of which something was not measured
	Unfit    []Row    `json:"unfit"`    // by their traits
	Commands []string `json:"commands"` // that measure what is not known
}

// A Row is one way to hand over messages: a mechanism with a wait.
type Row struct {
	Mechanism string     `json:"mechanism"`
	Wait      string     `json:"wait"`
	Spin      string     `json:"spin"` // of hybrid, where that is not the usual time
	Figures   Figures    `json:"figures"`
	Burden    int        `json:"burden"`    // what it takes of who uses it, in points: 0 is the simplest
	Uncertain bool       `json:"uncertain"` // whether a bound is kept; see engine.ts
	Tied      bool       `json:"tied"`      // not told apart from the first row
	Unfit     []Unfit    `json:"unfit"`
	Exceeded  []Exceeded `json:"exceeded"`
	Missing   []Missing  `json:"missing"`
}

// Figures are those of a row at the size and rate of the question.
type Figures struct {
	P50        Found `json:"p50"`        // ns
	P99        Found `json:"p99"`        // ns
	Cores      Found `json:"cores"`      // CPUs
	Throughput Found `json:"throughput"` // MB/s of a stream without pause
}

// Found is a figure, or why there is none.
type Found struct {
	Mid          float64 `json:"mid"`
	Low          float64 `json:"low"` // of the 95 % interval, or with Range the lowest of few samples
	High         float64 `json:"high"`
	Interpolated bool    `json:"interpolated"`
	Range        bool    `json:"range"`
	Gap
}

// A Gap is why there is no figure. The zero Gap is that there is one.
type Gap struct {
	Why    Why     `json:"why,omitempty"`
	Axis   string  `json:"axis,omitempty"`   // of Outside and Edge: size or rate
	Least  float64 `json:"least,omitempty"`  // of Outside
	Most   float64 `json:"most,omitempty"`   // of Outside
	Held   float64 `json:"held,omitempty"`   // of Edge
	Missed float64 `json:"missed,omitempty"` // of Edge
	Rate   float64 `json:"rate,omitempty"`   // of Missed
	Trait  string  `json:"trait,omitempty"`  // of Unsaid; simplicity is all of them
	Reason string  `json:"reason,omitempty"` // of Skipped
}

// Why is why there is no figure.
type Why string

// Why there is no figure.
const (
	NotMeasured Why = "none"     // nothing of the kind was measured
	Skipped     Why = "skipped"  // nor can it be, for a reason
	Outside     Why = "outside"  // it lies beyond what was measured
	Edge        Why = "edge"     // the rate is held on one side, and not on the other
	Missed      Why = "missed"   // the rate is not held
	Readings    Why = "readings" // too few messages for the quantile
	Unsaid      Why = "unsaid"   // what is asked of a mechanism is not said of it
)

// Known tells whether there is a figure.
func (f Found) Known() bool { return f.Why == "" }

// Unfit is a trait that does not do.
type Unfit struct {
	Trait  string `json:"trait"`
	Wanted string `json:"wanted"`
	Has    string `json:"has"`
}

// Exceeded is a bound that is not kept, by a factor above 1.
type Exceeded struct {
	Bound  string  `json:"bound"` // the field of the question
	Limit  float64 `json:"limit"`
	Figure Found   `json:"figure"`
	By     float64 `json:"by"`
}

// Missing is a figure that is asked for and not there.
type Missing struct {
	Bound string `json:"bound"` // the field of the question, load, a trait, or what is preferred
	Gap   Gap    `json:"gap"`
}

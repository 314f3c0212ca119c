// Package choose answers which mechanisms carry a load within bounds, from the figures that were measured. The engine
// is that of the page, in TypeScript (src/engine.ts of package web), which an interpreter runs here: an answer has one
// definition. This package has the question and the answer as Go has them, and says them to people.
package choose

// A Question asks which mechanisms carry a load within bounds; question.ts says what each field means. The zero value
// of a field that may be left out is that it does not matter.
type Question struct {
	Size       int64   `json:"size"`                 // bytes of a message
	Rate       float64 `json:"rate,omitempty"`       // messages a second; 0: to and fro, as fast as they go
	MaxCores   float64 `json:"maxCores,omitempty"`   // of the receiver at the rate; of both ends without a rate
	P50        float64 `json:"p50,omitempty"`        // ns, at most; one way at a rate, else a round trip
	P99        float64 `json:"p99,omitempty"`        // the same
	Throughput float64 `json:"throughput,omitempty"` // MB/s, at least

	Scope      string   `json:"scope"`
	Place      string   `json:"place"`
	Relation   string   `json:"relation,omitempty"`
	Direction  string   `json:"direction,omitempty"`
	Provider   string   `json:"provider,omitempty"`
	Waits      []string `json:"waits,omitempty"`
	Messages   string   `json:"messages,omitempty"`
	MaxCopies  *int     `json:"maxCopies,omitempty"` // nil: any
	Largest    int64    `json:"largest,omitempty"`
	Containers []string `json:"containers,omitempty"`
	Needs      []string `json:"needs,omitempty"`

	Prefer  Preference `json:"prefer"`
	Machine int        `json:"machine"`
	State   string     `json:"state,omitempty"`
}

// A Preference is what answers are ranked by.
type Preference string

// The preferences.
const (
	ByP99        Preference = "p99"
	ByCores      Preference = "cores"
	ByThroughput Preference = "throughput"
	BySimplicity Preference = "simplicity"
)

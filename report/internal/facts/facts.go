// Package facts has what was measured and what mechanisms declare, as data for programs: the page has it within it, and
// questions are answered from it (package choose). It is made of results, and knows nothing of how it is shown.
package facts

// Version is the version of the form of [Facts], which stands in them.
const Version = 2

// Facts are all that a set of results says. The TypeScript of the page declares the same form (facts.ts in package
// web).
type Facts struct {
	Version    int         `json:"version"`
	Mechanisms []Mechanism `json:"mechanisms"` // in reading order
	Machines   []Machine   `json:"machines"`
}

// A Mechanism is what a mechanism declares of itself; docs/taxonomy.md has the terms.
type Mechanism struct {
	Name      string   `json:"name"`
	Family    string   `json:"family"`
	Moves     string   `json:"moves"`
	Provider  string   `json:"provider"`
	Scopes    []string `json:"scopes"`
	Direction string   `json:"direction"`
	Relation  string   `json:"relation"`
	Waits     []string `json:"waits"`
	Copies    int      `json:"copies"`
	More      bool     `json:"more,omitempty"` // it may be more copies than these
	Messages  Messages `json:"messages"`
	Largest   int64    `json:"largest"`   // of a message, in bytes; 0 if nothing but memory limits it
	LimitedBy string   `json:"limitedBy"` // what sets Largest
	Needs     string   `json:"needs"`     // of the system; "" if nothing
	// Crosses are the ways in which it crosses the border of a container: of each, all that two containers must share.
	// None is that it cannot, null that it is not said.
	Crosses [][]string `json:"crosses"`
	Over    string     `json:"over,omitempty"`
	// Unsaid are the traits that are not said of it, by the names that [Traits] has. Their fields mean nothing.
	Unsaid []string `json:"unsaid,omitempty"`
}

// Messages says what a mechanism carries.
type Messages string

// What mechanisms carry.
const (
	Stream Messages = "stream"   // bytes: the receiver must find out where a message ends
	Whole  Messages = "messages" // messages: the receiver gets what one Send was given
	Number Messages = "number"   // a number of 8 bytes
)

// Traits are what may not be said of a mechanism, by the names that questions have for it, and the words of a
// "# mechanism" line that say it.
var Traits = []struct {
	Name  string
	Words []string
}{
	{"relation", []string{"relation"}}, {"direction", []string{"direction"}}, {"provider", []string{"provider"}},
	{"messages", []string{"largest"}}, {"copies", []string{"copies"}}, {"largest", []string{"largest"}},
	{"containers", []string{"crosses"}}, {"needs", []string{"family", "moves", "needs"}},
}

// A Machine is everything measured under one configuration.
type Machine struct {
	Name     string      `json:"name"`
	Settings [][2]string `json:"settings"`
	Between  bool        `json:"between"` // two hosts
	Files    []string    `json:"files"`
	Dates    [2]string   `json:"dates"`   // the first and the last, RFC 3339; "" if the files say none
	States   []string    `json:"states"`  // the names by which [Cell.Figures] has them; the first is shown by default
	Columns  []string    `json:"columns"` // the units of figures, as they stand in result files
	Cells    []Cell      `json:"cells"`

	// Skips are why mechanisms were skipped of which no cell was measured, in the words of the run, by name.
	Skips map[string]string `json:"skips,omitempty"`
}

// A Cell is one benchmark. Fields have short names since a page has thousands of them.
type Cell struct {
	Pattern string `json:"p"`
	Mech    string `json:"m"`
	Wait    string `json:"w"`
	Place   string `json:"a"`
	Size    int64  `json:"s"`
	Scope   string `json:"o"`
	// Keys are the other keys of its name, which leaves out those that have their default.
	Keys map[string]string `json:"k,omitempty"`
	// Rate is how many messages were due a second; of a share, what it came to. 0 if that is not known.
	Rate    float64            `json:"r,omitempty"`
	Figures map[string]Figures `json:"f"` // by state; a state in which it was not measured is left out
}

// Figures are those of a cell in one state of the machine.
type Figures struct {
	N int `json:"n"` // samples
	// Few has the columns of which fewer than 6 samples have a figure: low and high are their extremes, and no
	// interval. The value is the factor by which the figure may lie beyond them; see [results.Allowance].
	Few map[int]float64 `json:"x,omitempty"`
	// Unheld says that the rate was not held by every sample: there are no latencies then.
	Unheld bool `json:"u,omitempty"`
	// Shared says that in some sample several ops shared a reading of the clock: quantiles are those of means.
	Shared bool `json:"h,omitempty"`
	// Values are those of each column in turn; columns at the end without a figure are left out.
	Values []Value `json:"v"`
}

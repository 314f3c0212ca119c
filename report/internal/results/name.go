package results

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// The patterns that have tables; the first two have charts as well.
const (
	Latency    = "Latency"
	Throughput = "Throughput"
	Duplex     = "Duplex"
	Setup      = "Setup"
)

// Series is all of a cell's key but pattern and size: one row of a table, one line of a chart.
type Series struct {
	Mech, Wait, Place string
	Scope             string // "" is scope=process, the default
	Extra             string // any further keys, as written: "rate=10000 pairs=4"
}

// Name is the mechanism with what sets this series apart from a plain one, wait and place left out.
func (s Series) Name() string {
	name := s.Mech
	if s.Scope != "" {
		name += " · " + s.Scope
	}
	if s.Extra != "" {
		name += " " + s.Extra
	}
	return name
}

// cellName is a benchmark's name taken apart.
type cellName struct {
	pattern string
	series  Series
	size    int64
	procs   int    // GOMAXPROCS; 1 when the name does not say
	pkg     string // package, of the configuration; "" when it does not say
}

// parseName takes a benchmark's name apart. Errors name the key at fault.
func parseName(name benchfmt.Name) (cellName, error) {
	base, parts := name.Parts()
	c := cellName{pattern: clean(string(base)), procs: 1, size: -1}
	var extra []string
	for _, part := range parts {
		text := clean(string(part))
		if n, ok := strings.CutPrefix(text, "-"); ok {
			procs, err := strconv.Atoi(n)
			if err != nil || procs < 1 {
				return c, fmt.Errorf("GOMAXPROCS suffix %q is not a number", clip(text, 20))
			}
			c.procs = procs
			continue
		}
		text = strings.TrimPrefix(text, "/")
		key, value, _ := strings.Cut(text, "=")
		switch key {
		case "mech":
			c.series.Mech = value
		case "wait":
			c.series.Wait = value
		case "place":
			c.series.Place = value
		case "scope":
			if value != "process" {
				c.series.Scope = value
			}
		case "size":
			size, err := strconv.ParseInt(value, 10, 48)
			if err != nil || size < 1 {
				return c, fmt.Errorf("size=%s is not a number of bytes", clip(value, 20))
			}
			c.size = size
		default:
			extra = append(extra, text)
		}
	}
	c.series.Extra = strings.Join(extra, " ")
	if c.series.Mech == "" {
		return c, fmt.Errorf("no mech= in the name")
	}
	if c.size < 0 {
		return c, fmt.Errorf("no size= in the name")
	}
	return c, nil
}

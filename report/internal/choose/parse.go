package choose

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Quantities are read as people write them: with a unit in any case, behind a space if one likes, and with commas
// between thousands. The page's readers (read.ts of package web) take the same and no more.

// A Size is a number of bytes on a command line: 64, 2KiB or 2K, 2kB, 1MiB.
type Size int64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Size) UnmarshalText(text []byte) error {
	n, ok := quantityIn(string(text), bytesIn, 1, 1<<40)
	if n, ok = whole(n, ok); !ok {
		return fmt.Errorf("%q is not a size: write bytes, such as 64, 2KiB or 1MiB", text)
	}
	*s = Size(n)
	return nil
}

var bytesIn = map[string]float64{
	"": 1, "b": 1, "bytes": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "kib": 1 << 10, "mib": 1 << 20,
	"gib": 1 << 30, "kb": 1e3, "mb": 1e6, "gb": 1e9,
}

// A Rate is a number of messages a second on a command line: 100, 20k, 20k/s, 1M.
type Rate float64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (r *Rate) UnmarshalText(text []byte) error {
	n, ok := quantityIn(perSecond.ReplaceAllString(string(text), ""),
		map[string]float64{"": 1, "k": 1e3, "m": 1e6, "g": 1e9}, 1, 1e9)
	if n, ok = whole(n, ok); !ok {
		return fmt.Errorf("%q is not a rate: write messages a second, such as 100, 20k or 1M", text)
	}
	*r = Rate(n)
	return nil
}

var (
	perSecond      = regexp.MustCompile(` *([mM][sS][gG])?/[sS] *$`)
	bytesPerSecond = regexp.MustCompile(`/[sS] *$`)
)

// A Latency is a time on a command line, in ns: 200us, 1.5ms.
type Latency float64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (l *Latency) UnmarshalText(text []byte) error {
	n, ok := quantityIn(string(text),
		map[string]float64{"ns": 1, "us": 1e3, "µs": 1e3, "ms": 1e6, "s": 1e9}, 1e-3, 1e12)
	if !ok {
		return fmt.Errorf("%q is not a time: write it with its unit, such as 500ns, 200us or 1.5ms", text)
	}
	*l = Latency(n)
	return nil
}

// A Throughput is so many bytes a second on a command line, in MB/s: 500MB/s, 2GB/s; MB/s if it has no unit.
type Throughput float64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (t *Throughput) UnmarshalText(text []byte) error {
	n, ok := quantityIn(bytesPerSecond.ReplaceAllString(string(text), ""), map[string]float64{
		"": 1, "b": 1e-6, "kb": 1e-3, "mb": 1, "gb": 1e3, "kib": 0.001024, "mib": 1.048576, "gib": 1073.741824,
	}, 1e-6, 1e9)
	if !ok {
		return fmt.Errorf("%q is not a throughput: write such as 500MB/s or 2GB/s", text)
	}
	*t = Throughput(n)
	return nil
}

// Cores is a share of a CPU on a command line: 0.3, 30%.
type Cores float64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (c *Cores) UnmarshalText(text []byte) error {
	n, ok := quantityIn(string(text), map[string]float64{"": 1, "%": 0.01}, 1e-9, 1e4)
	if !ok {
		return fmt.Errorf("%q is not a share of a CPU: write such as 0.3 or 30%%", text)
	}
	*c = Cores(n)
	return nil
}

// written is a number with its unit: digits, with commas between thousands or without, a fraction, a power of ten.
var written = regexp.MustCompile(
	`^ *([0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(\.[0-9]+)?([eE][0-9]{1,2})? *([a-zA-Zµμ/%]*) *$`)

// quantityIn is the value of a number with one of some units behind it, which multiply it, if it is from least to most.
func quantityIn(text string, units map[string]float64, least, most float64) (value float64, ok bool) {
	found := written.FindStringSubmatch(text)
	if found == nil || found[1]+found[2] == "" {
		return 0, false
	}
	unit, known := units[strings.Replace(strings.ToLower(found[4]), "μ", "µ", 1)]
	n, err := strconv.ParseFloat(strings.ReplaceAll(found[1], ",", "")+found[2]+found[3], 64)
	value = n * unit
	return value, known && err == nil && value >= least && value <= most
}

// whole is a value that is a whole number, but for what its multiplication with a unit loses.
func whole(value float64, ok bool) (float64, bool) {
	n := math.Round(value)
	return n, ok && math.Abs(value-n) <= 1e-14*value
}

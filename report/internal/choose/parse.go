package choose

import (
	"fmt"
	"strconv"
	"strings"
)

// A Size is a number of bytes on a command line: 64, 2KiB, 1MiB.
type Size int64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Size) UnmarshalText(text []byte) error {
	n, ok := scaledNumber(string(text), map[string]float64{"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "B": 1})
	if !ok || n < 1 || n > 1<<40 || n != float64(int64(n)) {
		return fmt.Errorf("%q is not a size: write bytes, such as 64, 2KiB or 1MiB", text)
	}
	*s = Size(n)
	return nil
}

// A Rate is a number of messages a second on a command line: 100, 20k, 1M.
type Rate float64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (r *Rate) UnmarshalText(text []byte) error {
	n, ok := scaledNumber(string(text), map[string]float64{"k": 1e3, "M": 1e6, "/s": 1})
	if !ok || n < 1 || n > 1e9 || n != float64(int64(n)) {
		return fmt.Errorf("%q is not a rate: write messages a second, such as 100, 20k or 1M", text)
	}
	*r = Rate(n)
	return nil
}

// A Latency is a time on a command line, in ns: 200us, 1.5ms.
type Latency float64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (l *Latency) UnmarshalText(text []byte) error {
	n, ok := scaledNumber(string(text), map[string]float64{"ns": 1, "us": 1e3, "µs": 1e3, "ms": 1e6, "s": 1e9})
	if !ok || n <= 0 || n > 1e12 || strings.Trim(string(text), "0123456789.") == "" {
		return fmt.Errorf("%q is not a time: write it with its unit, such as 500ns, 200us or 1.5ms", text)
	}
	*l = Latency(n)
	return nil
}

// A Throughput is so many bytes a second on a command line, in MB/s: 500MB/s, 2GB/s; MB/s if it has no unit.
type Throughput float64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (t *Throughput) UnmarshalText(text []byte) error {
	n, ok := scaledNumber(strings.TrimSuffix(string(text), "/s"), map[string]float64{"kB": 1e-3, "MB": 1, "GB": 1e3})
	if !ok || n <= 0 || n > 1e9 {
		return fmt.Errorf("%q is not a throughput: write such as 500MB/s or 2GB/s", text)
	}
	*t = Throughput(n)
	return nil
}

// Cores is a share of a CPU on a command line: 0.3, 30%.
type Cores float64

// UnmarshalText implements [encoding.TextUnmarshaler].
func (c *Cores) UnmarshalText(text []byte) error {
	n, ok := scaledNumber(string(text), map[string]float64{"%": 0.01})
	if !ok || n <= 0 || n > 1e4 {
		return fmt.Errorf("%q is not a share of a CPU: write such as 0.3 or 30%%", text)
	}
	*c = Cores(n)
	return nil
}

// scaledNumber is a number, of digits with a point at most, that may have one of some suffixes, which multiply it.
func scaledNumber(text string, suffixes map[string]float64) (float64, bool) {
	digits := strings.TrimLeft(text, "0123456789.")
	digits, suffix := text[:len(text)-len(digits)], digits
	factor, known := suffixes[suffix]
	if suffix == "" {
		factor, known = 1, true
	}
	n, err := strconv.ParseFloat(digits, 64)
	return n * factor, known && err == nil && !strings.HasSuffix(digits, ".")
}

package pace

import (
	"fmt"
	"strconv"
	"strings"
)

// A Rate is how often messages are due: so many a second, or a share of what the same ends carry when A sends as fast
// as it can.
type Rate struct {
	PerSecond float64 // 0 if it is a share
	Share     float64 // 1 is all of it
}

const (
	// mostPerSecond is one message each ns, the unit of the clock.
	mostPerSecond = 1_000_000_000
	// mostShare is ten times what the ends carry.
	mostShare = 1000
)

// ParseRate reads a rate: a whole number of messages a second, which may end with k or M, or percent.
func ParseRate(text string) (Rate, error) {
	bad := fmt.Errorf("%q is not a rate: write messages a second, such as 100, 10k or 1M, or a share of the "+
		"throughput, such as 80%%", text)
	if share, ok := strings.CutSuffix(text, "%"); ok {
		n, err := strconv.Atoi(share)
		if err != nil || n < 1 {
			return Rate{}, bad
		}
		if n > mostShare {
			return Rate{}, fmt.Errorf("%q is more than %d %% of the throughput", text, mostShare)
		}
		return Rate{Share: float64(n) / 100}, nil
	}
	digits, factor := text, 1
	for suffix, f := range map[string]int{"k": 1000, "M": 1_000_000} {
		if cut, ok := strings.CutSuffix(text, suffix); ok {
			digits, factor = cut, f
		}
	}
	n, err := strconv.ParseUint(digits, 10, 63)
	switch {
	case err != nil && strings.Trim(digits, "0123456789") == "" && digits != "", n > mostPerSecond/uint64(factor):
		return Rate{}, fmt.Errorf("%q is more than a clock that counts ns can pace: at most %d a second", text,
			mostPerSecond)
	case err != nil || n == 0:
		return Rate{}, bad
	}
	return Rate{PerSecond: float64(n) * float64(factor)}, nil
}

// String is the rate as it stands in names: 10000 or 80%.
func (r Rate) String() string {
	if r.Share > 0 {
		return fmt.Sprintf("%.0f%%", 100*r.Share)
	}
	return strconv.FormatFloat(r.PerSecond, 'f', -1, 64)
}

// Of is the rate a second, if the ends carry so many messages a second when A sends as fast as it can.
func (r Rate) Of(capacity float64) float64 {
	if r.Share > 0 {
		return r.Share * capacity
	}
	return r.PerSecond
}

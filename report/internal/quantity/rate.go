package quantity

import (
	"math"
	"strconv"
)

// Throughput prints bytes per second as B/s, kB/s, MB/s or GB/s, powers of 1000 as in Go's own MB/s.
func Throughput(bytes, half float64) string {
	v, place := round(bytes, half)
	exp := thousands(v, 0, 9)
	unit := map[int]string{0: "B/s", 3: "kB/s", 6: "MB/s", 9: "GB/s"}[exp]
	return scaled(v, place, exp) + " " + unit
}

// Frequency prints a number per second with k, M or G: messages per second, whose unit stands in the heading.
func Frequency(perSecond, half float64) string {
	v, place := round(perSecond, half)
	exp := thousands(v, 0, 9)
	prefix := map[int]string{0: "", 3: " k", 6: " M", 9: " G"}[exp]
	return scaled(v, place, exp) + prefix
}

// Rate prints how many messages are due a second, as somebody asked for it: 100, 10 k, 500 k, 1 M. A number of which
// that is not exact stays as it is.
func Rate(perSecond float64) string {
	for _, u := range []struct {
		unit string
		n    float64
	}{{" G", 1e9}, {" M", 1e6}, {" k", 1e3}} {
		if perSecond >= u.n && math.Mod(perSecond, u.n/10) == 0 {
			return strconv.FormatFloat(perSecond/u.n, 'f', -1, 64) + u.unit
		}
	}
	return strconv.FormatFloat(perSecond, 'f', -1, 64)
}

package quantity

import "strconv"

// Size prints a message size: 64 B, 4 KiB, 1 MiB. A size that is no whole number of KiB stays in bytes, since
// it names the cell that was measured and must be exact.
func Size(bytes int64) string {
	for _, u := range []struct {
		unit string
		n    int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if bytes >= u.n && bytes%u.n == 0 {
			return strconv.FormatInt(bytes/u.n, 10) + " " + u.unit
		}
	}
	return strconv.FormatInt(bytes, 10) + " B"
}

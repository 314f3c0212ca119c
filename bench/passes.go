package bench

import "math"

// apart is by how much the mean round trip of the timed pass differs from that of the measured one, in percent of the
// latter. The percentiles are those of the timed pass: where it is large, they are not those of ns/op.
func apart(timed, measured float64) float64 { return 100 * math.Abs(timed/measured-1) }

package stat

import "math"

// Quotient estimates the ratio of two medians that were estimated from different samples. Its interval goes from the
// lower end of a over the upper end of b to the opposite. It holds for any two distributions. Where the intervals of
// both sides miss as often as 5 %, it misses less often than that: it fails only if both sides are off in opposite
// directions, together by more than the widths of both (TestQuotientCovers). Its Miss is the sum of theirs, which it
// can never exceed. Where b reaches down to 0, there is no upper end.
func Quotient(a, b Interval) Interval {
	q := Interval{Center: a.Center / b.Center, Lo: a.Lo / b.Hi, Hi: math.Inf(1), Miss: a.Miss + b.Miss}
	if b.Lo > 0 {
		q.Hi = a.Hi / b.Lo
	}
	return q
}

package compare

import (
	"fmt"
	"math"
)

// agreement says how many rows agree: the intervals of the two files overlap. Two files of the same program on the
// same machine should agree in nearly all rows, whatever the p-values say: those are of the difference alone, and in a
// file of few or wide intervals no difference is certain. It says nothing where no row has two intervals.
func (c *Comparison) agreement() string {
	agree, all := agreeing(c.Rows)
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("In %d of %d rows (%.0f %%) that have an interval in both files, the two overlap.", agree, all,
		100*float64(agree)/float64(all))
}

// agreeing counts the rows that agree, of all that have an interval in both files.
func agreeing(rows []Row) (agree, all int) {
	for _, r := range rows {
		known := true
		for _, end := range []float64{r.Old.Lo, r.Old.Hi, r.New.Lo, r.New.Hi} {
			known = known && !math.IsInf(end, 0)
		}
		if !known || r.Exact {
			continue
		}
		all++
		if r.Old.Lo <= r.New.Hi && r.New.Lo <= r.Old.Hi {
			agree++
		}
	}
	return agree, all
}

package labels

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"
)

// Spread moves positions apart so that neighbours are at least step from each other and all lie between lo and hi,
// each as near to where it wants to be as its neighbours let it. It returns the new positions in the order of the
// old. When the room does not suffice the step shrinks.
func Spread(want []vg.Length, step, lo, hi vg.Length) []vg.Length {
	n := len(want)
	if n == 0 {
		return nil
	}
	if n > 1 {
		step = min(step, (hi-lo)/vg.Length(n-1))
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(want[a], want[b]) })

	// Pool adjacent violators: blocks of names that touch move as one, to the mean of what their members want.
	type block struct {
		sum   vg.Length // of the wishes, each less its offset within the block
		count int
	}
	start := func(b block) vg.Length {
		at := b.sum / vg.Length(b.count)
		return max(lo, min(at, hi-step*vg.Length(b.count-1)))
	}
	var blocks []block
	for _, i := range order {
		blocks = append(blocks, block{want[i], 1})
		for len(blocks) > 1 {
			above, below := blocks[len(blocks)-1], blocks[len(blocks)-2]
			if start(above) >= start(below)+step*vg.Length(below.count) {
				break
			}
			merged := block{
				below.sum + above.sum - vg.Length(above.count)*step*vg.Length(below.count),
				below.count + above.count,
			}
			blocks = append(blocks[:len(blocks)-2], merged)
		}
	}
	out := make([]vg.Length, n)
	at := 0
	for _, b := range blocks {
		from := start(b)
		for k := range b.count {
			out[order[at]] = from + step*vg.Length(k)
			at++
		}
	}
	return out
}

package claims

import (
	"fmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// spread is how many times as long as with the fastest mechanism a round trip takes with the slowest, where the choice
// matters: three times. Up to twice, how a machine wakes a sleeper matters as much as the mechanism does.
const spread = 3

// copies is how often a plain memory copy moves the message of a round trip: once each way.
const copies = 2

func saysOverhead(p *words.Printer) (title, claim string) {
	return p.Sprintf("overhead matters"),
		p.Sprintf("When choosing a way to communicate, weigh its overhead.")
}

// overheadWeighs judges C9 by how far the slowest mechanism is behind the fastest, at one size and wait, and shows how
// many times a plain copy of the message both take.
func overheadWeighs(j *judge) {
	size := j.usualSize()
	plain, copied := j.plainCopy(size)
	for _, wait := range []string{schema.Block, schema.Spin} {
		fastest, slowest := j.extremes(wait, size)
		if fastest == slowest {
			continue
		}
		label := j.Sprintf("round trip of %s (slowest) ÷ %s (fastest), wait=%s",
			slowest.Series.Mech, fastest.Series.Mech, wait)
		if f, ok := ratio(label, slowest, fastest, schema.SecPerOp, Seconds); ok {
			slow, fast, n := slowest.Series.Mech, fastest.Series.Mech, f.number()
			if wait == schema.Block {
				f = f.says(j.Sprintf("asleep, a round trip of the slowest, %s, takes %s times as long as one of the "+
					"fastest, %s", slow, n, fast), j.Sprintf("asleep, %s takes %s × %s", slow, n, fast))
			} else {
				f = f.says(j.Sprintf("spinning, a round trip of the slowest, %s, takes %s times as long as one of the "+
					"fastest, %s", slow, n, fast), j.Sprintf("spinning, %s takes %s × %s", slow, n, fast))
			}
			j.least(f, spread)
		}
		for _, c := range []*results.Cell{fastest, slowest} {
			label := j.Sprintf("round trip of %s, wait=%s ÷ a plain copy of %s each way",
				c.Series.Mech, wait, quantity.Size(size))
			if f, ok := figureOf(label, c, schema.SecPerOp, Seconds); ok && copied {
				if f, ok := f.over(label, plain.times(copies, Seconds)); ok {
					j.show(f)
				}
			}
		}
	}
	if len(j.tests) == 0 {
		j.needs(j.Sprintf("round trips of several mechanisms that others did not disturb"), measureAll)
	}
	if !copied {
		j.misses(j.Sprintf("a plain copy of a message"), measureAll)
	}
}

// plainCopy is the time of one copy between buffers that stay in the cache; false if it was not measured.
func (j *judge) plainCopy(size int64) (Figure, bool) {
	cell := j.machine.Floor(benchname.Floor{What: schema.FloorCopy, Size: size})
	f, ok := figureOf("", cell, schema.SecPerOp, Seconds)
	f.Benchmarks = []string{fmt.Sprintf("Benchmark%s/%s=%s/%s=%d",
		schema.Floor, schema.KeyWhat, schema.FloorCopy, schema.KeySize, size)}
	return f, ok
}

// usualSize is the size that most round trips have, the smallest of several.
func (j *judge) usualSize() (size int64) {
	count := map[int64]int{}
	for _, c := range j.machine.Of(schema.Latency) {
		count[c.Size]++
	}
	for one, n := range count {
		if n > count[size] || n == count[size] && one < size {
			size = one
		}
	}
	return size
}

// extremes are the cells of the fastest and of the slowest mechanism between processes, at one size and wait; nil if
// there is none. A doubtful cell is neither.
func (j *judge) extremes(wait string, size int64) (fastest, slowest *results.Cell) {
	place := ""
	for _, c := range j.machine.Of(schema.Latency) {
		if c.Size == size && c.Series.Wait == wait && (place == "" || c.Series.Place == usualPlace) {
			place = c.Series.Place
		}
	}
	for _, c := range j.machine.Of(schema.Latency) {
		s := c.Series
		if c.Size != size || s.Wait != wait || s.Place != place || s.Scope != "" || s.Extra != "" || c.Doubtful() {
			continue
		}
		if _, ok := c.Estimate(schema.SecPerOp); !ok {
			continue
		}
		if fastest == nil || c.Value(schema.SecPerOp) < fastest.Value(schema.SecPerOp) {
			fastest = c
		}
		if slowest == nil || c.Value(schema.SecPerOp) > slowest.Value(schema.SecPerOp) {
			slowest = c
		}
	}
	return fastest, slowest
}

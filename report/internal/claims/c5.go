package claims

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/words"
)

// weigh is which part of the time of write and read opening and closing take where they are part of what file
// communication costs: a quarter. Less would be lost in what a write varies by.
const weigh = 0.25

// saves is how many times the round trip takes that opens and closes the file for each message, beside one over a file
// that stays open, where the steps are felt: a quarter more, for the same reason.
const saves = 1.25

// ends is how often a message opens and closes the file: once by its writer, once by its reader. It is written once and
// read once.
const ends = 2

func saysSteps(p *words.Printer) (title, claim string) {
	return p.Sprintf("a file is opened, read or written, and closed"),
		p.Sprintf("Communication over a file is open, read or write, close.")
}

// fileHasSteps judges C5 by the cost of each step, and by what is saved where the file stays open.
func fileHasSteps(j *judge) {
	steps := map[string]Figure{}
	for _, c := range j.cellsOf(schema.Setup, file, "") {
		names, units := c.Steps()
		for i, step := range names {
			if f, ok := figureOf(j.Sprintf("the step %s", step), c, units[i], Seconds); ok {
				steps[step] = f
			}
		}
	}
	opening, closing := steps["open"], steps["close"]
	write, read := steps["write"], steps["read"]
	if opening.Samples*closing.Samples*write.Samples*read.Samples == 0 {
		j.needs(j.Sprintf("the times of a file's steps"), measureSteps)
	} else {
		label := j.Sprintf("open and close ÷ write and read of a message over %s", file)
		around := opening.plus(label, closing).times(ends, Seconds)
		if f, ok := around.over(label, write.plus(label, read)); ok {
			j.least(f, weigh)
		}
		for _, f := range []Figure{opening, write, read, closing} {
			j.show(f)
		}
	}
	both := j.pairs(schema.Latency, filePwrite, file, "", schema.SecPerOp)
	if len(both) == 0 {
		j.misses(j.Sprintf("round trips over a file that stays open beside those over one that does not"), measureOpen)
		return
	}
	label := j.Sprintf("round trip of %s ÷ %s (which stays open), %s", file, filePwrite,
		quantity.Size(both[0].base.Size))
	if f, ok := ratio(label, both[0].other, both[0].base, schema.SecPerOp, Seconds); ok {
		j.least(f, saves)
	}
}

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
	return p.Sprintf("a file is opened, used, closed"),
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
	label := j.Sprintf("open and close ÷ write and read of a message over %s", file)
	f, ok := opening.plus(label, closing).times(ends, Seconds).over(label, write.plus(label, read))
	if !ok || opening.Samples*closing.Samples*write.Samples*read.Samples == 0 {
		j.needs(j.Sprintf("the times of a file's steps"), measureSteps)
	} else {
		f = f.says(j.Sprintf("for a message, opening and closing the file take %s times as long as writing and "+
			"reading it", f.number()), j.Sprintf("open, close take %s × write, read", f.number()))
		j.least(f, weigh)
		for _, f := range []Figure{opening, write, read, closing} {
			j.show(f)
		}
	}
	both := j.pairs(schema.Latency, filePwrite, file, "", schema.SecPerOp)
	if len(both) == 0 {
		j.misses(j.Sprintf("round trips over a file that stays open beside those over one that does not"), measureOpen)
		return
	}
	size := quantity.Size(both[0].base.Size)
	label = j.Sprintf("round trip of %s ÷ %s (which stays open), %s", file, filePwrite, size)
	if f, ok := ratio(label, both[0].other, both[0].base, schema.SecPerOp, Seconds); ok {
		f = f.says(j.Sprintf("a round trip of %s over %s takes %s times as long as over %s, which stays open", size,
			file, f.number(), filePwrite), j.Sprintf("it takes %s × a file kept open", f.number()))
		j.least(f, saves)
	}
}

package claims

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/words"
)

// asleep is up to which part of a CPU, in percent, a reader uses that sleeps: to fall asleep and to be woken takes some
// 0.1 ms of CPU time at most, a ten-thousandth of the second that it waits. busy is from which part on it is busy: a
// quarter of the CPU, the least that it gets beside three other processes.
const (
	asleep = 1.0
	busy   = 25.0
)

// slept is how many context switches a wait takes at least in which the reader sleeps.
const slept = 1

func saysAsleep(p *words.Printer) (title, claim string) {
	return p.Sprintf("a pipe's reader sleeps"),
		p.Sprintf("A pipe's reader sleeps until the writer writes, so it need not busy-wait.")
}

// readerSleeps judges C4 by what a pipe's reader uses that waits for a second, asleep and spinning.
func readerSleeps(j *judge) {
	for _, wait := range []string{schema.Block, schema.Spin} {
		label := j.Sprintf("CPU of a reader that waits, wait=%s", wait)
		cell := j.claimCell(idle, pipe, wait, oneChannel)
		used, ok := figureOf(label, cell, schema.CPUSecPerOp, Seconds)
		waited, known := figureOf(label, cell, schema.SecPerOp, Seconds)
		var share Figure
		if ok = ok && known; ok {
			share, ok = used.over(label, waited)
			share = share.ofOneCell(used, waited).times(100, Percent)
		}
		switch {
		case !ok:
			j.needs(j.Sprintf("a reader that waits for a second with wait=%s", wait), measureIdle)
		case wait == schema.Block:
			j.most(share, asleep)
			f, ok := countOf(j.Sprintf("context switches of that wait"), cell, schema.SwitchesPerOp, PerOp)
			if ok {
				j.least(f, slept)
			}
		default:
			j.least(share, busy)
		}
	}
}

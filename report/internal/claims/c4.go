package claims

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// asleep is up to which part of a CPU, in percent, a reader uses that sleeps: to fall asleep and to be woken takes some
// 0.1 ms of CPU time at most, a ten-thousandth of the second that it waits. busy is from which part on it is busy: a
// quarter of the CPU, the least that it gets beside three other processes.
const (
	asleep = 1.0
	busy   = 25.0
)

// slept is how often a reader gives up the CPU at least in a wait in which it sleeps.
const slept = 1

func saysAsleep(p *words.Printer) (title, claim string) {
	return p.Sprintf("a pipe's reader sleeps"),
		p.Sprintf("A pipe's reader sleeps until the writer writes, so it need not busy-wait.")
}

// readerSleeps judges C4 by what a pipe's reader uses that waits for a second, asleep and spinning.
func readerSleeps(j *judge) {
	for _, wait := range []string{schema.Block, schema.Spin} {
		cell := j.claimCell(idle, pipe, wait, oneChannel)
		share, ok := shareOfCPU(cell)
		switch {
		case !ok:
			j.needs(j.Sprintf("a reader that waits for a second with wait=%s", wait), measureIdle)
		case wait == schema.Block:
			share.Label = j.Sprintf("the CPU that a sleeping reader uses")
			share = share.says(j.Sprintf("a sleeping reader uses %s of a CPU while it waits", share.text(j.Printer)),
				j.Sprintf("it uses %s of a CPU while it waits", share.text(j.Printer)))
			j.most(share, asleep)
			j.givesUp(cell)
		default:
			share.Label = j.Sprintf("the CPU that a spinning reader uses")
			share = share.says(j.Sprintf("a spinning reader uses %s of a CPU while it waits", share.text(j.Printer)),
				j.Sprintf("spinning, it uses %s of a CPU", share.text(j.Printer)))
			j.least(share, busy)
		}
	}
}

// shareOfCPU is the CPU time of a reader that waits, in percent of its wait; false if it was not measured.
func shareOfCPU(cell *results.Cell) (Figure, bool) {
	used, ok := figureOf("", cell, schema.CPUSecPerOp, Seconds)
	waited, known := figureOf("", cell, schema.SecPerOp, Seconds)
	if !ok || !known {
		return Figure{}, false
	}
	share, ok := used.over("", waited)
	return share.ofOneCell(used, waited).times(100, Percent), ok
}

// givesUp judges by how often the reader has given up the CPU by itself. That the scheduler takes it away is no sleep.
func (j *judge) givesUp(cell *results.Cell) {
	all, ok := countOf(j.Sprintf("how often a sleeping reader gives up the CPU"), cell, schema.SwitchesPerOp,
		PerOp)
	taken, known := countOf("", cell, schema.InvoluntaryPerOp, PerOp)
	if !ok {
		return
	}
	f := all
	if known {
		f = all.less(taken)
	}
	said := j.Sprintf("a sleeping reader gives up the CPU %s times while it waits", f.number())
	if f.Value == 1 {
		said = j.Sprintf("a sleeping reader gives up the CPU once while it waits")
	}
	j.least(f.says(said, j.Sprintf("asleep, it gives up the CPU %s ×", f.number())), slept)
}

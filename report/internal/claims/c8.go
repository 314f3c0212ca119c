package claims

import (
	"strconv"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/words"
)

// refused and opened are the shares of attempts, in percent, up to which and from which on a stranger is shut out or
// let in: 1 in 100 may fail for another reason, such as a full table of processes.
const (
	refused = 1.0
	opened  = 99.0
)

func saysStranger(p *words.Printer) (title, claim string) {
	return p.Sprintf("only named pipes are for strangers"),
		p.Sprintf("The anonymous pipe is for parent and child, the named pipe for unrelated processes.")
}

// strangersOpen judges C8 by whether an unrelated process can open a pipe and a FIFO and move a message.
func strangersOpen(j *judge) {
	for _, mech := range []string{pipe, fifo} {
		f, ok := countOf(j.Sprintf("the share of attempts of an unrelated process that open a %s", mech),
			j.claimCell(stranger, mech, "", oneChannel), openedUnit, Percent)
		share := f.text(j.Printer)
		said := j.Sprintf("an unrelated process opened a %s in %s of its attempts", mech, share)
		short := j.Sprintf("a stranger opened a %s in %s", mech, share)
		switch f.Value {
		case 0:
			said = j.Sprintf("an unrelated process could not open a %s", mech)
			short = j.Sprintf("a stranger could not open a %s", mech)
		case 100:
			said = j.Sprintf("an unrelated process could open a %s", mech)
			short = j.Sprintf("a stranger could open a %s", mech)
		}
		f = f.says(said, short)
		switch {
		case !ok:
			j.needs(j.Sprintf("an unrelated process that tries to open %s", mech), measureOpened)
		case mech == pipe:
			j.most(f, refused)
		default:
			j.least(f, opened)
		}
	}
	tried, let := 0, 0
	for _, c := range j.machine.Of(claimPattern) {
		if what, _ := c.Series.Value(schema.KeyWhat); what != stranger || c.Series.Mech == pipe ||
			c.Series.Mech == fifo {
			continue
		}
		tried++
		if e, ok := c.Estimate(openedUnit); ok && e.Center >= opened {
			let++
		}
	}
	if tried > 0 {
		j.notes = append(j.notes, j.Sprintf("Of %s other mechanisms it could open %s.",
			strconv.Itoa(tried), strconv.Itoa(let)))
	}
}

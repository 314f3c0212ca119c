package claims

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/words"
)

// muchPreparation is how many times as long as a pipe's a set-up takes that needs much preparation: twice as many
// steps of the same weight.
const muchPreparation = 2

// slow is how many times as long as with a pipe something takes that is slow: half as long again. The intervals of
// nearly all cells of the baseline are narrower than that.
const slow = 1.5

func saysSockets(p *words.Printer) (title, claim string) {
	return p.Sprintf("sockets are slow beside pipes"),
		p.Sprintf("Sockets need much preparation and are slow beside pipes, so local processes hardly use them.")
}

// socketsAreSlow judges C1 by set-up, round trip of the smallest message, and throughput of the smallest and the
// largest.
func socketsAreSlow(j *judge) {
	var setup, trip, stream bool
	for _, socket := range []string{tcp, unixStream} {
		if both := j.pairs(schema.Setup, pipe, socket, "", schema.SecPerOp); len(both) > 0 {
			label := j.Sprintf("set-up of %s ÷ %s", socket, pipe)
			if f, ok := ratio(label, both[0].other, both[0].base, schema.SecPerOp, Seconds); ok {
				setup = true
				j.least(f, muchPreparation)
			}
		}
		if both := j.pairs(schema.Latency, pipe, socket, usualWait, schema.SecPerOp); len(both) > 0 {
			first := both[0]
			label := j.Sprintf("round trip of %s ÷ %s, %s", socket, pipe, quantity.Size(first.base.Size))
			if f, ok := ratio(label, first.other, first.base, schema.SecPerOp, Seconds); ok {
				trip = true
				j.least(f, slow)
			}
		}
		both := j.pairs(schema.Throughput, pipe, socket, usualWait, schema.BytesPerSec)
		if len(both) > 2 { // the smallest and the largest
			both = []pair{both[0], both[len(both)-1]}
		}
		for _, b := range both {
			label := j.Sprintf("throughput of %s ÷ %s, %s", pipe, socket, quantity.Size(b.base.Size))
			if f, ok := ratio(label, b.base, b.other, schema.BytesPerSec, PerSecond); ok {
				stream = true
				j.least(f, slow)
			}
		}
	}
	if !setup {
		j.needs(j.Sprintf("the set-up of a pipe and of a socket"), measureSetup)
	}
	if !trip {
		j.needs(j.Sprintf("round trips of a pipe and of a socket that sleep"), measureTrips)
	}
	if !stream {
		j.needs(j.Sprintf("the throughput of a pipe and of a socket that sleep"), measureTrips)
	}
	j.notes = append(j.notes, j.Sprintf("How often programs use them is not measured."))
}

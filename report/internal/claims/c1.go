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
	return p.Sprintf("sockets are slow"),
		p.Sprintf("Sockets need much preparation and are slow beside pipes, so local processes hardly use them.")
}

// socketsAreSlow judges C1 by set-up, round trip of the smallest message, and throughput of the smallest and the
// largest.
func socketsAreSlow(j *judge) {
	sockets := []string{tcp, unixStream}
	var setup, trip, stream []string // the sockets that have figures
	sizes := map[int64]bool{}        // of throughput
	for _, socket := range sockets {
		if f, ok := j.setupOverPipe(socket); ok {
			setup = append(setup, socket)
			j.least(f, muchPreparation)
		}
		if f, ok := j.tripOverPipe(socket); ok {
			trip = append(trip, socket)
			j.least(f, slow)
		}
		both := j.pairs(schema.Throughput, pipe, socket, usualWait, schema.BytesPerSec)
		if len(both) > 2 { // the smallest and the largest
			both = []pair{both[0], both[len(both)-1]}
		}
		for i, b := range both {
			if f, ok := j.pipeOverSocket(b); ok {
				if i == 0 {
					stream = append(stream, socket)
				}
				sizes[b.base.Size] = true
				j.least(f, slow)
			}
		}
	}
	j.lacksSockets(setup, j.Sprintf("the set-up of a pipe and of a socket"), measureSetup)
	j.lacksSockets(trip, j.Sprintf("round trips of a pipe and of a socket that sleep"), measureTrips)
	j.lacksSockets(stream, j.Sprintf("the throughput of a pipe and of a socket that sleep"), measureTrips)
	if len(sizes) == 1 {
		j.misses(j.Sprintf("the throughput of a pipe and of a socket at a second size, where the order may be another"),
			measureTrips)
	}
	j.notes = append(j.notes, j.Sprintf("How often programs use them is not measured."))
}

// lacksSockets notes that what is needed of both sockets is there of one only, or of none.
func (j *judge) lacksSockets(have []string, what, command string) {
	switch {
	case len(have) == 0:
		j.needs(what, command)
	case len(have) == 1:
		other := tcp
		if have[0] == tcp {
			other = unixStream
		}
		j.misses(j.Sprintf("%s: %s", what, other), command)
	}
}

func (j *judge) setupOverPipe(socket string) (Figure, bool) {
	both := j.pairs(schema.Setup, pipe, socket, "", schema.SecPerOp)
	if len(both) == 0 {
		return Figure{}, false
	}
	label := j.Sprintf("set-up of %s ÷ %s", socket, pipe)
	f, ok := ratio(label, both[0].other, both[0].base, schema.SecPerOp, Seconds)
	return f.says(j.Sprintf("setting up a %s connection takes %s times as long as a %s", socket, f.number(), pipe),
		j.Sprintf("setting up %s takes %s × a %s", socket, f.number(), pipe)), ok
}

func (j *judge) tripOverPipe(socket string) (Figure, bool) {
	both := j.pairs(schema.Latency, pipe, socket, usualWait, schema.SecPerOp)
	if len(both) == 0 {
		return Figure{}, false
	}
	size := quantity.Size(both[0].base.Size)
	label := j.Sprintf("round trip of %s ÷ %s, %s", socket, pipe, size)
	f, ok := ratio(label, both[0].other, both[0].base, schema.SecPerOp, Seconds)
	return f.says(j.Sprintf("a round trip of %s over %s takes %s times as long as over a %s", size, socket, f.number(),
		pipe), j.Sprintf("a %s round trip takes %s × a %s's", socket, f.number(), pipe)), ok
}

func (j *judge) pipeOverSocket(b pair) (Figure, bool) {
	size, socket := quantity.Size(b.base.Size), b.other.Series.Mech
	label := j.Sprintf("throughput of %s ÷ %s, %s", pipe, socket, size)
	f, ok := ratio(label, b.base, b.other, schema.BytesPerSec, PerSecond)
	return f.says(j.Sprintf("a %s carries %s times as much as %s in messages of %s", pipe, f.number(), socket, size),
		j.Sprintf("a %s carries %s × as much as %s, %s", pipe, f.number(), socket, size)), ok
}

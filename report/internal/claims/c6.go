package claims

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/words"
)

// enough is which part of the throughput of two sockets one has at least that is enough: four fifths. A second one that
// were needed would give more than a quarter on top.
const enough = 0.8

// bothWays is which part of the throughput of one socket two pipes have at least that go both ways at once: half. What
// carries one way at a time has no more than that, if it is as fast as the socket.
const bothWays = 0.5

func saysDuplex(p *words.Printer) (title, claim string) {
	return p.Sprintf("two pipes or one socket go both ways"),
		p.Sprintf("Two pipes make a two-way channel; one socket is enough.")
}

// oneSocketIsEnough judges C6 by what two pipes, one socket and two sockets carry in both directions at once.
func oneSocketIsEnough(j *judge) {
	pipes := j.claimCell(duplex, pipe, "", two)
	one, ok := figureOf(j.Sprintf("both ways over one socket"),
		j.claimCell(duplex, unixStream, "", oneChannel), schema.BytesPerSec, PerSecond)
	if !ok {
		j.needs(j.Sprintf("both directions over one socket"), measureDuplex)
	}
	sockets, known := figureOf(j.Sprintf("both ways over two sockets"),
		j.claimCell(duplex, unixStream, "", two), schema.BytesPerSec, PerSecond)
	if !known {
		j.needs(j.Sprintf("both directions over two sockets"), measureDuplex)
	}
	byPipes, have := figureOf(j.Sprintf("both ways over two pipes"), pipes, schema.BytesPerSec, PerSecond)
	if !have {
		j.needs(j.Sprintf("both directions over two pipes"), measureDuplex)
	}
	if !ok || !known || !have {
		return
	}
	alone, ok := one.over(j.Sprintf("throughput both ways, one socket ÷ two"), sockets)
	beside, known := byPipes.over(j.Sprintf("throughput both ways, two pipes ÷ one socket"), one)
	if !ok || !known {
		j.needs(j.Sprintf("the three of them in one state of the machine"), measureDuplex)
		return
	}
	j.least(alone.says(j.Sprintf("both ways at once, one socket carries %s times as much as two", alone.number()),
		j.Sprintf("one socket carries %s × two", alone.number())), enough)
	j.least(beside.says(j.Sprintf("both ways at once, two pipes carry %s times as much as one socket", beside.number()),
		j.Sprintf("two pipes carry %s × one socket", beside.number())), bothWays)
	for _, f := range []Figure{byPipes, one, sockets} {
		j.show(f)
	}
}

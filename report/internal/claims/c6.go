package claims

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/words"
)

// as is which part of the throughput is enough to do the same work as something else: four fifths. A second channel
// that were needed would give more than a quarter on top.
const as = 0.8

func saysDuplex(p *words.Printer) (title, claim string) {
	return p.Sprintf("two pipes or one socket, both ways"),
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
	if f, ok := one.over(j.Sprintf("throughput both ways, one socket ÷ two"), sockets); ok {
		j.least(f, as)
	}
	if f, ok := byPipes.over(j.Sprintf("throughput both ways, two pipes ÷ one socket"), one); ok {
		j.least(f, as)
	}
	for _, f := range []Figure{byPipes, one, sockets} {
		j.show(f)
	}
}

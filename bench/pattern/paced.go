package pattern

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ipcbench/bench/pace"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// paced measures an open loop: A sends each message at the time at which it is due, whatever became of those before.
// The latency of a message runs from then until B has it, by one clock.
var paced = &Pattern{
	Shape: plan.Shape{
		Name: Paced,
		In: map[string][]plan.Part{
			"quick": {
				{Sizes: []int{64}, Waits: blockAndSpin, Only: mainOnes, Values: rates("2000", "20000", "200000")},
				{Sizes: []int{64}, Waits: blockAndSpin, Only: crowded, Beside: true, Values: besideNeighbour("20000")},
			},
			"default": {
				{
					Sizes: []int{64}, Waits: blockHybridSpin, Only: mainOnes,
					Values: rates("100", "1000", "10000", "100000", "500000"),
				},
				{Sizes: []int{4 << 10}, Waits: blockAndSpin, Only: mainOnes, Values: rates("10000", "100000")},
				{
					Sizes: []int{64}, Waits: blockHybridSpin, Only: crowded, Beside: true,
					Values: besideNeighbour("10000"),
				},
			},
			"full": {
				{
					Sizes:  []int{64, 4 << 10, 64 << 10},
					Values: rates("1", "100", "1000", "10000", "100000", "1000000", "80%"),
				},
				{
					Sizes: []int{64}, Waits: blockHybridSpin, Only: crowded, Beside: true,
					Values: besideNeighbour("10000"),
				},
			},
			"gate": {{Picks: never}},
		},
		Refuses: refusesPaced,
		Keys:    []plan.Key{rateKey, arrivalsKey, spinKey, thinkKey, neighbourKey},
	},
	Open: openPaced,
	Ends: 2, Flows: between, Guest: hasNeighbour,
	Window:  ofReceiver,
	Charged: []int{1},
	Rate:    rateOf,
}

var (
	blockAndSpin    = []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}
	blockHybridSpin = []mechanisms.Wait{mechanisms.Block, mechanisms.Hybrid, mechanisms.Spin}
)

// mainOnes are the mechanisms of Paced in the matrices that are meant to be quick: one of each kind that people choose
// between.
var mainOnes = []string{"shm-ring", "pipe", "mq-posix", "unix-stream", "tcp", "udp", "go-chan", "grpc"}

// crowded are the mechanisms of Paced that also run beside a process that computes on the receiver's CPU: one is enough
// to see what a way of waiting leaves to others.
var crowded = []string{"pipe"}

// rates are the values of Paced's keys of cells at some rates.
func rates(perSecond ...string) map[string][]string {
	return map[string][]string{schema.KeyRate: perSecond}
}

// besideNeighbour are the same beside a process that computes on the receiver's CPU.
func besideNeighbour(perSecond ...string) map[string][]string {
	return map[string][]string{schema.KeyRate: perSecond, schema.KeyNeighbour: {neighbourOn}}
}

// refusesPaced says why a receiver cannot spin on the sender's CPU. The sender must be able to run when a message is
// due, and would wait for the scheduler to take the CPU from a receiver that never gives it up.
func refusesPaced(_ mechanisms.Traits, w mechanisms.Wait, at place.Place) string {
	if w == mechanisms.Spin && at == place.Same {
		return "Paced, wait=spin, place=same: a receiver that never gives up its CPU leaves the sender none at the " +
			"time at which a message is due (choose -ipc.places=cross or -ipc.waits=yield)"
	}
	return ""
}

// ofReceiver is from the first moment of the pass until B has received the last message.
func ofReceiver(r []worker.Report) (began, ended int64) { return r[1].Start, r[1].Used.Clock }

func rateOf(c plan.Cell) pace.Rate {
	r, _ := pace.ParseRate(c.Key(schema.KeyRate)) // as the plan made it
	return r
}

// The keys of Paced.
var (
	rateKey = plan.Key{
		Name: schema.KeyRate, Flag: "ipc.rates", Parse: parseRates,
		Usage: "run Paced at these rates: comma-separated messages a second, such as 1,100,10k,1M, or shares of what " +
			"the same ends carry in Throughput, such as 50%,80%",
	}
	arrivalsKey = plan.Key{
		Name: schema.KeyArrivals, Default: string(pace.Even), Flag: "ipc.arrivals",
		Parse: eachOf("ipc.arrivals", func(word string) (string, error) {
			a, err := pace.ParseArrivals(word)
			return string(a), err
		}),
		Usage: "how the times are spread at which the messages of Paced are due: even, poisson, or both " +
			"(comma-separated)",
	}
	thinkKey = plan.Key{
		Name: schema.KeyThink, Default: "0", Flag: "ipc.think", Parse: eachOf("ipc.think", parseThink),
		Usage: "let the receiver of Paced be busy for so long with each message before it takes the next: " +
			"comma-separated times, such as 0,5us",
	}
)

// eachOf parses a comma-separated list, each word of it by parse, which returns the word as it stands in names.
func eachOf(flag string, parse func(word string) (string, error)) func(string) ([]string, error) {
	return func(list string) (values []string, err error) {
		for word := range strings.SplitSeq(list, ",") {
			v, err := parse(strings.TrimSpace(word))
			if err != nil {
				return nil, fmt.Errorf("-%s=%s: %w", flag, list, err)
			}
			if !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
		return values, nil
	}
}

func parseRates(list string) ([]string, error) {
	return eachOf("ipc.rates", func(word string) (string, error) {
		r, err := pace.ParseRate(word)
		return r.String(), err
	})(list)
}

// mostThink is the longest time for which -ipc.think lets a receiver be busy.
const mostThink = time.Second

func parseThink(word string) (string, error) {
	d, err := time.ParseDuration(word)
	if word == "0" {
		d, err = 0, nil
	}
	if err != nil || d < 0 || d > mostThink {
		return "", fmt.Errorf("%q is not a time from 0 to %v, such as 5us", word, mostThink)
	}
	return inName(d), nil
}

// inName is a time as it stands in names: without the letter µ, which not every terminal types.
func inName(d time.Duration) string {
	if d == 0 {
		return "0"
	}
	return strings.Replace(d.String(), "µ", "u", 1)
}

// A pacedSide is one end of Paced.
type pacedSide struct {
	*side
	arrivals  pace.Arrivals
	think     int64 // ns; B only
	clockwork pace.Clockwork

	dues   []int64                            // of the pass, in ns after it began
	stamps []int64                            // when each message left, at A, or arrived, at B, in ns of sys.Nanotime
	done   int                                // how many messages the pass had; fewer than were due if A gave up
	part   int                                // A promises so many messages at once
	alone  struct{ late, p99 float64 }        // A's clockwork by itself: see clockworkAlone
	loop   func(n int) error                  // send or receive
	judge  func(worker.Order, *worker.Report) // reports the pass
	used   worker.Usage                       // of this end, in the pass
	cores  float64
}

// openPaced opens either end. Before the pass and in the warm-up A sends as fast as it can, as in Throughput.
func openPaced(w *worker.Worker, first worker.Order) (*worker.Role, error) {
	if w.End.Side > pacedReceiver {
		return openNeighbour(w)
	}
	s, err := openSide(w, first)
	if err != nil {
		return nil, err
	}
	p := &pacedSide{side: s}
	p.arrivals = pace.Even
	if v := plan.KeyIn(first.Keys, schema.KeyArrivals); v != "" {
		p.arrivals = pace.Arrivals(v)
	}
	if v := plan.KeyIn(first.Keys, schema.KeyThink); v != "" {
		think, err := time.ParseDuration(v)
		if err != nil {
			return nil, fmt.Errorf("think=%s: %w", v, err)
		}
		p.think = int64(think)
	}
	p.clockwork = pace.Clockwork{Managed: !w.Traits.Raw, Peer: w.End.Peer}
	role := s.role()
	p.loop, p.judge = p.receive, p.judgeReceived
	role.Op = s.flushed(s.drains())
	if s.isA() {
		p.loop, p.judge = p.send, p.judgeSent
		role.Op = s.flushed(worker.Only(s.pour))
		role.Uncounted = true
		p.clockwork.Prepare()
	}
	role.Ready, role.Pass, role.Judge, role.Count = p.ready, p.pass, p.judge, p.loop
	role.Clocks, role.Answer = s.clocks, p.answered
	return role, nil
}

// partFor is how long A takes, about, for the messages that it promises at once. B learns only then whether more come.
const partFor = 20 * time.Millisecond

// ready prepares the pass that o orders. A also measures how late its clockwork is by itself.
func (p *pacedSide) ready(o worker.Order) error {
	n := o.Span.Most
	p.dues = p.arrivals.Dues(n, o.Rate, o.Seed)
	p.stamps = make([]int64, n)
	for i := range p.stamps {
		p.stamps[i] = 1 // so that the pages are there
	}
	p.done = 0
	if p.isA() {
		p.clockwork.Shares = o.Shared
		each := max(1e9/o.Rate, o.Estimate) // ns
		p.part = min(max(int(float64(partFor)/each), 1), max(n/16, 1))
		if p.Blind() {
			p.part = n // B cannot be told whether more come
		}
		p.Promise(min(2*p.part, n), 2*p.part >= n)
		return p.clockworkAlone(o)
	}
	return nil
}

// pass is this end's part of the pass.
func (p *pacedSide) pass() (err error) {
	p.used, p.cores, err = p.Around(p.due)
	if !p.isA() {
		p.Begin(sys.Nanotime()) // a neighbour sees that the pass is over
	}
	return err
}

// due takes or sends all messages that are due in the pass.
func (p *pacedSide) due() error { return p.loop(len(p.dues)) }

// judgeSent reports A's part.
func (p *pacedSide) judgeSent(_ worker.Order, r *worker.Report) {
	load := pace.Departed(p.dues, p.stamps[:p.done], p.Began())
	r.Ops, r.Start, r.Used = p.done, p.Began(), p.used
	r.Figures = map[string]float64{
		schema.LatePercent: 100 * load.Late, schema.Backlog: float64(load.Backlog), schema.SendCores: p.cores,
		schema.ClockLatePercent: 100 * p.alone.late, schema.ClockP99Ns: p.alone.p99,
	}
}

// judgeReceived reports B's part.
func (p *pacedSide) judgeReceived(o worker.Order, r *worker.Report) {
	began, arrivals := p.Began(), p.stamps[:p.done]
	if p.Blind() {
		began = o.Began
	}
	last, span := arrivals[p.done-1], p.dues[p.done-1]
	unheld := pace.Unheld(span, last-began-span, p.done < len(p.dues))
	r.Ops, r.Start, r.Used = p.done, began, p.used
	r.Used.Clock = last
	r.Figures = map[string]float64{schema.UnheldPercent: 100 * unheld, schema.RecvCores: p.cores}
	latencies := pace.Latencies(p.dues, arrivals, began)
	r.Percentiles = worker.Summarise(latencies, 1, 0)
	if o.Log {
		wall := time.Now().UnixNano() - (sys.Nanotime() - began)
		arrived := func(i int) int64 { return p.dues[i] + latencies[i] }
		r.Percentiles.Log = worker.LogOf(latencies, arrived, 1, 0, wall)
	}
}

// The clockwork is measured alone over so many messages at most, and at most so far apart, in ns.
const (
	aloneMost = 2000
	aloneFor  = 50_000_000
	aloneGap  = 1_000_000
)

// clockworkAlone measures how late the sender's clockwork is where there is nothing to send: the share of times that it
// missed by more than a gap, and the p99 of its lateness in ns.
func (p *pacedSide) clockworkAlone(o worker.Order) (err error) {
	gap := min(1e9/o.Rate, aloneGap)
	n := min(int(aloneFor/gap), aloneMost)
	dues := p.arrivals.Dues(n, 1e9/gap, o.Seed)
	left := make([]int64, n)
	if p.Traits.Raw {
		sys.NoPreempt()
		defer sys.Preempt()
	}
	start := sys.Nanotime()
	for i, due := range dues {
		if left[i], err = p.clockwork.Until(start + due); err != nil {
			return err
		}
	}
	p.alone.late = pace.Departed(dues, left, start).Late
	p.alone.p99 = worker.Summarise(pace.Latencies(dues, left, start), 1, 0).P99
	return nil
}

// The rules in latency.go apply to the loops below, except for those of the clock: reading it is their work.

// send is A's loop: the n messages of a pass, each when it is due. If it is too far behind it gives up.
func (p *pacedSide) send(n int) error {
	link, out, counters := p.link, p.out, p.Counters
	sent, outMarks := p.sent, p.outMarks
	span := p.dues[n-1]
	promised := min(2*p.part, n)
	start := sys.Nanotime()
	p.Begin(start)
	for i := 0; i < promised; i++ {
		due := start + p.dues[i]
		now, err := p.clockwork.Until(due)
		if err != nil {
			return err
		}
		if promised < n && i == promised-p.part { // the last part before it is known whether more follow
			if gaveUp := pace.TooFar(now-due, span); gaveUp {
				promised, n = promised+1, promised+1
			} else {
				promised = min(promised+p.part, n)
			}
			p.Promise(promised, promised == n)
		}
		p.stamps[i] = now
		sent++
		outMarks.Stamp(sent)
		if err := link.Send(out); err != nil {
			return err
		}
		counters.Sent = sent
		if p.flusher != nil && (i == promised-1 || sys.Nanotime() < start+p.dues[i+1]) {
			if err := p.flusher.Flush(); err != nil {
				return err
			}
		}
	}
	p.sent, p.done = sent, promised
	return nil
}

// receive is B's loop: it takes as many messages of a pass as A promises, at most n.
func (p *pacedSide) receive(n int) error {
	if p.Blind() {
		return p.takePart(n, true)
	}
	for p.done < n {
		promised, final := p.Promised()
		if promised <= p.done || promised > n {
			return fmt.Errorf("side A has promised %d messages of %d where %d are done", promised, n, p.done)
		}
		if err := p.takePart(promised-p.done, final); err != nil {
			return err
		}
		if final {
			return nil
		}
	}
	return nil
}

// takePart takes so many messages. The last of the pass is copied, so that its checksum can be compared.
func (p *pacedSide) takePart(n int, final bool) error {
	if p.server != nil {
		end := p.done + n
		return p.server.Serve(func(request []byte) ([]byte, bool, error) {
			if err := p.take(request); err != nil {
				return nil, true, err
			}
			p.stamp()
			return nil, p.done == end, nil
		})
	}
	for i := range n {
		if p.viewer != nil && !(final && i == n-1) {
			if err := p.takeView(); err != nil {
				return err
			}
		} else {
			if err := p.link.Recv(p.in); err != nil {
				return err
			}
			p.received++
			if !p.inMarks.Carry(p.received) || !worker.SameContent(p.in, p.content) {
				return p.damaged(p.received, i, n)
			}
			p.Counters.Received = p.received
		}
		p.stamp()
	}
	return nil
}

// stamp notes that a message has arrived, and is busy with it.
func (p *pacedSide) stamp() {
	now := sys.Nanotime()
	p.stamps[p.done] = now
	p.done++
	if p.think > 0 {
		pace.Busy(now + p.think)
	}
}

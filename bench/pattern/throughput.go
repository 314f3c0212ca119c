package pattern

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// throughput measures a stream from A to B: one op is one message, and as many are under way as the mechanism holds.
var throughput = &Pattern{
	Shape: plan.Shape{
		Name: Throughput,
		In: map[string][]plan.Part{
			"quick": {{Sizes: []int{64}, Once: []int{64}}},
			"default": {{
				Sizes: streamSizes, Variants: variantSizes, Picks: byKind,
				Once: append([]int{mechanisms.NumberSize}, streamSizes...),
			}},
			"full":   {{Sizes: allSizes, Values: map[string][]string{plan.PairsKey: {"1", "2", "4"}}}},
			"gate":   {{Sizes: []int{shortStream, 65536}, Picks: gatedStream}},
			"curves": {{Sizes: plan.CurveSizes, Once: plan.CurveSizes}},
		},
		Keys: []plan.Key{{
			Name: plan.PairsKey, Default: "1", Flag: "ipc.pairs", Parse: parsePairs,
			Usage: "run Throughput with this many pairs at once, each a sender and a receiver with a channel of " +
				"their own, all on the same CPUs: comma-separated numbers, such as 1,4",
		}},
	},
	Open: openThroughput,
	Ends: 2, Flows: between,
	Window:  untilDelivered,
	Distant: byReceiver,
	Figures: ratesOf,
}

// untilDelivered is from A's first message to B's last. A message that A has sent but B has not received does not
// count as delivered.
func untilDelivered(r []worker.Report) (began, ended int64) { return r[0].Start, r[1].Used.Clock }

// byReceiver is from B's first message to its last, by its own clock.
func byReceiver(r []worker.Report) (began, ended int64) { return r[1].Start, r[1].Used.Clock }

func openThroughput(w *worker.Worker, first worker.Order) (*worker.Role, error) {
	s, err := openSide(w, first)
	if err != nil {
		return nil, err
	}
	role := s.role()
	if s.isA() {
		role.Op = s.flushed(worker.Only(s.pour))
		return role, nil
	}
	d := &depth{side: s}
	role.Op, role.Late = s.flushed(s.drains()), true
	if !w.Blind() {
		role.Count, role.Seen = d.drain, d.seen
	}
	return role, nil
}

// drains is what B does in a stream of messages.
func (s *side) drains() worker.Work {
	if s.viewer != nil {
		return keepLast(s.drainView, s.drain)
	}
	return worker.Only(s.drain)
}

// maxPairs is the largest number of pairs that -ipc.pairs accepts.
const maxPairs = 1000

func parsePairs(list string) ([]string, error) {
	var all []int
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 || n > maxPairs {
			return nil, fmt.Errorf("-ipc.pairs=%s: %q is not a number of pairs from 1 to %d, such as 1 or 4",
				list, word, maxPairs)
		}
		all = append(all, n)
	}
	slices.Sort(all)
	var values []string
	for _, n := range slices.Compact(all) {
		values = append(values, strconv.Itoa(n))
	}
	return values, nil
}

// The rules in latency.go apply to the loops below.

// pour is A's loop of Throughput: it sends n messages, as fast as the mechanism takes them.
func (s *side) pour(n int) error {
	if s.direct != nil {
		if call, ok := s.direct.SendCall(s.out); ok {
			return s.pourDirect(call, n)
		}
	}
	link, out, counters := s.link, s.out, s.Counters
	sent, outMarks := s.sent, s.outMarks
	for range n {
		sent++
		outMarks.Stamp(sent)
		if err := link.Send(out); err != nil {
			return err
		}
		counters.Sent = sent
	}
	s.sent = sent
	return nil
}

// drain is B's loop of Throughput: it receives n messages.
func (s *side) drain(n int) error {
	if s.server != nil {
		return s.drainServe(n)
	}
	if s.direct != nil {
		if call, ok := s.direct.RecvCall(s.in); ok {
			return s.drainDirect(call, n)
		}
	}
	link, in, content, counters := s.link, s.in, s.content, s.Counters
	received, inMarks := s.received, s.inMarks
	for i := range n {
		if err := link.Recv(in); err != nil {
			return err
		}
		received++
		if !inMarks.Carry(received) || !worker.SameContent(in, content) {
			return s.damaged(received, i, n)
		}
		counters.Received = received
	}
	s.received = received
	return nil
}

// damaged is the error if message number received is not what was expected. It was the one with the index i of n.
func (s *side) damaged(received uint64, i, n int) error {
	var more func() error
	if i < n-2+s.coming { // at least one more message comes, even if this one was lost
		more = func() error { return s.link.Recv(s.in) }
	}
	return worker.Diagnose(s.End.Side, s.in, s.content, received, more)
}

// drainServe is drain for a mechanism that serves calls. The answers are empty.
func (s *side) drainServe(n int) error {
	taken := 0
	return s.server.Serve(func(request []byte) ([]byte, bool, error) {
		if err := s.take(request); err != nil {
			return nil, true, err
		}
		taken++
		return nil, taken == n, nil
	})
}

// The loops below are for a Link that is [mechanisms.Direct]. They are written out beside pour and drain, because a
// call in common would cost what they save. The buffers whose addresses the calls have are the side's, so they stay
// where they are.

// pourDirect is pour with a system call in place of Send.
func (s *side) pourDirect(call mechanisms.Call, n int) error {
	counters, sent, outMarks := s.Counters, s.sent, s.outMarks
	for range n {
		sent++
		outMarks.Stamp(sent)
		r, errno := sys.Call(call.Number, call.A1, call.A2, call.A3, call.A4, call.A5, call.A6)
		if errno != 0 || r != call.Whole {
			if err := s.direct.SendRest(s.out, r, errno); err != nil {
				return err
			}
		}
		counters.Sent = sent
	}
	s.sent = sent
	return nil
}

// drainDirect is drain with a system call in place of Recv.
func (s *side) drainDirect(call mechanisms.Call, n int) error {
	in, content, counters := s.in, s.content, s.Counters
	received, inMarks := s.received, s.inMarks
	for i := range n {
		r, errno := sys.Call(call.Number, call.A1, call.A2, call.A3, call.A4, call.A5, call.A6)
		if errno != 0 || r != call.Whole {
			if err := s.direct.RecvRest(in, r, errno); err != nil {
				return err
			}
		}
		received++
		if !inMarks.Carry(received) || !worker.SameContent(in, content) {
			return s.damaged(received, i, n)
		}
		counters.Received = received
	}
	s.received = received
	return nil
}

package sample

import (
	"fmt"
	"runtime/metrics"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

// wasteful is a pipe each of whose ends takes a large part of the Go heap, as a library may, and which fails once the
// heap has more than a real program would let it have.
type wasteful struct{ pipe.Pipe }

const (
	wasted     = 16 << 20 // bytes of each end
	heapEnough = 5 << 29  // bytes
)

func (wasteful) Traits() mechanisms.Traits {
	t := pipe.Pipe{}.Traits()
	t.Name = "wasteful"
	return t
}

func (w wasteful) Open(e *mechanisms.End) (mechanisms.Link, error) {
	link, err := w.Pipe.Open(e)
	if err != nil {
		return nil, err
	}
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	if metrics.Read(heap); heap[0].Value.Uint64() > heapEnough {
		return nil, fmt.Errorf("the heap has %d bytes", heap[0].Value.Uint64())
	}
	return wastefulLink{link, make([]byte, wasted)}, nil
}

type wastefulLink struct {
	mechanisms.Link
	waste []byte
}

// Setup makes channels without end, however much of the Go heap each takes.
func TestGarbageOfChannelsIsCollected(t *testing.T) {
	s, err := open(pattern.SetupCell(wasteful{}), Options{Idle: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.ends.Kill()
	const channels = heapEnough / wasted // whose two ends take twice as much as there may be
	if _, err := s.run(channels); err != nil {
		t.Error(err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}

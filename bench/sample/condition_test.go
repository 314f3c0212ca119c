package sample

import (
	"strings"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/internal/condition"
	"ipcbench/internal/proc"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/queue"
)

// A pair that is stuck is ended even if its ends spin in real time, where this process has only the time that the
// kernel keeps back for it.
func TestRealTimeEndsThatAreStuckAreEnded(t *testing.T) {
	if err := (queue.POSIX{}).Available(); err != nil {
		t.Skip(err)
	}
	if _, err := place.Cross.CPUs(); err != nil {
		t.Skip(err)
	}
	under := condition.Condition{Policy: schema.FIFO, Priority: 1}
	if err := proc.CheckCondition(under); err != nil {
		t.Skip("not permitted here: ", err)
	}
	if under.Unbounded() {
		t.Skip("kernel.sched_rt_runtime_us is -1: the machine would stand still")
	}
	c := paired(cell(pattern.Latency, faulty{"lose-last"}, mechanisms.Spin, place.Cross, 64), "sched=fifo:1")
	s, err := open(c, Options{Idle: time.Second})
	if err == nil {
		_, err = s.run(5000)
		s.ends.Kill()
	}
	if err == nil || !strings.Contains(err.Error(), "no progress") {
		t.Errorf("%v; want an error that says: no progress", err)
	}
	if left := proc.Made(); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

package proc

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ipcbench/internal/condition"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"

	"golang.org/x/sys/unix"
)

// Every thread of the workers runs under the condition, and no thread of this process does.
func TestWorkersRunUnderTheCondition(t *testing.T) {
	ours, err := unix.SchedGetAttr(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		number uint32 // of the policy
		condition.Condition
	}{
		{"other", ours.Policy, condition.Condition{}},
		{"batch", unix.SCHED_BATCH, condition.Condition{Policy: "batch"}},
		{"idle", unix.SCHED_IDLE, condition.Condition{Policy: "idle"}},
		{"fifo", unix.SCHED_FIFO, condition.Condition{Policy: "fifo", Priority: 3}},
		{"rr", unix.SCHED_RR, condition.Condition{Policy: "rr", Priority: 2}},
		{"locked", ours.Policy, condition.Condition{Locked: true}},
		{"locked and fifo", unix.SCHED_FIFO, condition.Condition{Policy: "fifo", Priority: 3, Locked: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := CheckCondition(c.Condition); err != nil {
				t.Skip("not permitted here: ", err)
			}
			g, err := Start(Config{
				Mechanism: pipe.Pipe{}, Wait: mechanisms.Block, Size: 64, CPUs: []int{-1, -1}, Handler: testHandler,
				Conditions: []condition.Condition{c.Condition, c.Condition},
			})
			if err != nil {
				t.Fatal(err)
			}
			defer g.Kill()
			for _, side := range mechanisms.Sides {
				if err := g.Send(side, 1); err != nil { // its answer comes from a handler
					t.Fatal(err)
				}
			}
			for range mechanisms.Sides {
				if e := next(t, g); e.Fate != "" {
					t.Fatalf("worker %v %s", e.Side, e.Fate)
				}
			}
			for _, side := range mechanisms.Sides {
				pid := g.PID(side)
				for tid, attr := range scheduled(t, pid) {
					if attr.Policy != c.number || c.Policy != "" && attr.Priority != uint32(c.Priority) {
						t.Errorf("thread %d of worker %v: policy %d, priority %d; want %d, %d",
							tid, side, attr.Policy, attr.Priority, c.number, c.Priority)
					}
				}
				if locked := lockedMemory(t, pid); (locked > 0) != c.Locked {
					t.Errorf("worker %v has locked %d KiB", side, locked)
				}
			}
			for tid, attr := range scheduled(t, os.Getpid()) {
				if attr.Policy != ours.Policy {
					t.Errorf("thread %d of this process: policy %d", tid, attr.Policy)
				}
			}
			if locked := lockedMemory(t, os.Getpid()); locked > 0 {
				t.Errorf("this process has locked %d KiB", locked)
			}
		})
	}
}

// One end may run as any process does, beside others that do not: in a process of its own, and as a thread of theirs.
func TestOneEndMayBeOrdinary(t *testing.T) {
	ours, err := unix.SchedGetAttr(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	under := condition.Condition{Policy: "fifo", Priority: 1}
	if err := CheckCondition(under); err != nil {
		t.Skip("not permitted here: ", err)
	}
	if ours.Policy != unix.SCHED_NORMAL {
		t.Skip("this process is not scheduled as usual")
	}
	for _, together := range []bool{false, true} {
		g, err := Start(Config{
			Mechanism: trio{}, Wait: mechanisms.Block, Size: 8, CPUs: []int{-1, -1, -1}, Handler: trioHandler,
			Together: together, Conditions: []condition.Condition{under, under, {}},
		})
		if err != nil {
			t.Fatal(err)
		}
		defer g.Kill()
		for range 3 { // each has settled
			if e := next(t, g); e.Fate != "" {
				t.Fatalf("worker %v %s", e.Side, e.Fate)
			}
		}
		ordinary, others := 0, 0
		for _, attr := range scheduled(t, g.PID(2)) {
			if attr.Policy == unix.SCHED_NORMAL {
				ordinary++
			} else {
				others++
			}
		}
		if ordinary == 0 || together && (ordinary != 1 || others == 0) || !together && others > 0 {
			t.Errorf("together %v: of the last end's process %d threads are ordinary, %d are not",
				together, ordinary, others)
		}
		for tid, attr := range scheduled(t, g.PID(0)) {
			if !together && attr.Policy != unix.SCHED_FIFO {
				t.Errorf("thread %d of the first end's process: policy %d", tid, attr.Policy)
			}
		}
	}
}

// scheduled is how each thread of a process is scheduled; those that end meanwhile are left out.
func scheduled(t *testing.T, pid int) map[int]unix.SchedAttr {
	t.Helper()
	threads, err := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*")
	if err != nil || len(threads) == 0 {
		t.Fatalf("threads of process %d: %v, %v", pid, threads, err)
	}
	all := map[int]unix.SchedAttr{}
	for _, thread := range threads {
		tid, err := strconv.Atoi(filepath.Base(thread))
		if err != nil {
			t.Fatal(err)
		}
		if attr, err := unix.SchedGetAttr(tid, 0); err == nil {
			all[tid] = *attr
		}
	}
	return all
}

// lockedMemory is how much memory a process has locked, in KiB.
func lockedMemory(t *testing.T, pid int) (kibibytes int) {
	t.Helper()
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		t.Fatal(err)
	}
	kibibytes, err = strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(lineAfter(string(text), "VmLck:"), "kB")))
	if err != nil {
		t.Fatal(err)
	}
	return kibibytes
}

// lineAfter is what follows a word in its line.
func lineAfter(text, word string) string {
	_, rest, _ := strings.Cut(text, "\n"+word)
	line, _, _ := strings.Cut(rest, "\n")
	return line
}

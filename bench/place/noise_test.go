package place

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// reading makes a Reading of two CPUs. idle is the idle time of each in /proc/stat, own the CPU time of the
// benchmark.
func reading(at time.Time, idle, own time.Duration) Reading {
	times := []cpuTimes{{idle: idle}, {idle: idle}}
	return Reading{ok: true, at: at, cpus: []int{0, 1}, times: times, own: own}
}

// never is for readings for which the cost of wake-ups must not be measured.
func never() float64 { panic("the cost of wake-ups is measured") }

func TestNoise(t *testing.T) {
	began := time.Now()
	before := reading(began, time.Hour, time.Minute)
	for _, c := range []struct {
		idle, own time.Duration // in a second: of each CPU, of the benchmark
		want      float64
	}{
		{0, 2 * time.Second, 0}, {500 * time.Millisecond, time.Second, 0},
		{500 * time.Millisecond, 500 * time.Millisecond, 0.25}, {0, 0, 1}, {time.Second, time.Second, 0},
	} {
		after := reading(began.Add(time.Second), time.Hour+c.idle, time.Minute+c.own)
		if got := after.noiseSince(before, 0); got != c.want {
			t.Errorf("idle %v, own %v: %v, want %v", c.idle, c.own, got, c.want)
		}
	}
}

// If the idle driver shows idle time to 1 µs, that is used instead of /proc/stat.
func TestNoiseOfAShortPassIsExact(t *testing.T) {
	began := time.Now()
	before, after := reading(began, 0, 0), reading(began.Add(20*time.Millisecond), 2*tick, 20*time.Millisecond)
	before.idle = []time.Duration{time.Hour, time.Hour}
	after.idle = []time.Duration{time.Hour + 15*time.Millisecond, time.Hour}
	if got := after.noiseSince(before, 0); got != 0.125 {
		t.Errorf("%v, want 0.125: 5 ms of 40", got)
	}
}

// What runs on the other hardware thread of a core counts, as far as the ticks of /proc/stat make it certain.
func TestNoiseOfASibling(t *testing.T) {
	began := time.Now()
	before, after := reading(began, 0, 0), reading(began.Add(time.Second), 0, 2*time.Second)
	before.times = append(before.times, cpuTimes{})
	for idle, want := range map[time.Duration]float64{
		time.Second: 0, time.Second - tick: 0, 500*time.Millisecond - tick: 0.25, 0: 0.495,
	} {
		after.times = append(after.times[:2], cpuTimes{idle: idle})
		if got := after.noiseSince(before, 0); got != want {
			t.Errorf("sibling idle for %v of a second: %v, want %v", idle, got, want)
		}
	}
}

// The time to wake a CPU does not count as noise, as far as the CPU can have been woken: a CPU that another program
// never lets idle was not. That time is measured only where it matters.
func TestWakingIsNotNoise(t *testing.T) {
	began := time.Now()
	before := reading(began, 0, 0)
	for _, c := range []struct {
		idle   [2]time.Duration // in a second, of each CPU
		own    time.Duration
		waking float64 // of a second, both CPUs together
		want   float64
	}{
		{[2]time.Duration{400 * time.Millisecond, 400 * time.Millisecond}, 800 * time.Millisecond, 0.4, 0},
		{[2]time.Duration{400 * time.Millisecond, 400 * time.Millisecond}, 800 * time.Millisecond, 0.2, 0.1},
		{[2]time.Duration{400 * time.Millisecond, 0}, 800 * time.Millisecond, 0.4, 0.3},
		{[2]time.Duration{0, 0}, 800 * time.Millisecond, 0.4, 0.6},
		{[2]time.Duration{400 * time.Millisecond, 400 * time.Millisecond}, 800 * time.Millisecond, 3, 0},
	} {
		after := reading(began.Add(time.Second), 0, c.own)
		after.times[0].idle, after.times[1].idle = c.idle[0], c.idle[1]
		w := Watch{first: before, before: before}
		if d := w.End(after, func() float64 { return c.waking }); math.Abs(d.Noise-c.want) > 1e-9 {
			t.Errorf("%+v: %v, want %v", c, d.Noise, c.want)
		}
	}
	w := Watch{first: before, before: before}
	calm := reading(began.Add(time.Second), 500*time.Millisecond, 910*time.Millisecond)
	one := reading(began.Add(time.Second), 500*time.Millisecond, 0)
	one.cpus = one.cpus[:1]
	driver := reading(began.Add(time.Second), 0, 0)
	driver.idle, w.before.idle = []time.Duration{0, 0}, []time.Duration{0, 0}
	for name, after := range map[string]Reading{"little noise": calm, "one CPU": one, "an idle driver": driver} {
		t.Run(name, func(t *testing.T) { w.End(after, never) })
	}
}

// The CPU time of children of this process is not noise, whenever they began. A broker is one of them.
func TestChildrenAreNotOthers(t *testing.T) {
	began := time.Now()
	before, after := reading(began, 0, 0), reading(began.Add(time.Second), 0, 0)
	before.each = map[int]time.Duration{1: time.Hour, 2: time.Minute}
	after.each = map[int]time.Duration{1: time.Hour + time.Second, 3: 500 * time.Millisecond}
	if got := after.noiseSince(before, 0); got != 0.25 {
		t.Errorf("%v, want 0.25: 500 ms of 2 s", got)
	}
}

func TestSteal(t *testing.T) {
	began := time.Now()
	before, after := reading(began, 0, 0), reading(began.Add(time.Second), 0, 0)
	after.times[1].steal = 100 * time.Millisecond
	if got := after.stealSince(before); got != 0.05 {
		t.Errorf("%v, want 0.05", got)
	}
}

// If a pass is shorter than ten ticks, what is counted in ticks is taken over the whole sample.
func TestShortPassesAreWatchedFromTheWarmUpOn(t *testing.T) {
	began := time.Now()
	w := Watch{first: reading(began, 0, 0), before: reading(began.Add(180*time.Millisecond), 180*time.Millisecond, 0)}
	after := reading(began.Add(200*time.Millisecond), 180*time.Millisecond, 0)
	after.times[0].steal = tick
	nothing := func() float64 { return 0 }
	if d := w.End(after, nothing); math.Abs(d.Noise-0.1) > 1e-9 || d.Steal != 0.025 {
		t.Errorf("noise %v, steal %v; want 0.1 and 0.025 of 200 ms", d.Noise, d.Steal)
	}
	// With an idle driver that is not needed.
	w.before.idle, after.idle = []time.Duration{0, 0}, []time.Duration{0, 0}
	if d := w.End(after, never); d.Noise != 1 || d.Steal != 0.025 {
		t.Errorf("noise %v, steal %v; want 1 of 20 ms and 0.025 of 200 ms", d.Noise, d.Steal)
	}
	w.before.ok = false
	if d := w.End(after, never); !math.IsNaN(d.Noise) || !math.IsNaN(d.Steal) || !math.IsNaN(d.Frequency) {
		t.Errorf("%+v of a kernel that shows nothing", d)
	}
}

func TestReadCPUTimes(t *testing.T) {
	read := func(text string, cpus ...int) ([]cpuTimes, error) {
		return readCPUTimes(tree(t, map[string]string{"stat": text}), cpus)
	}
	const stat = "cpu  9 9 9 9 9 9 9\ncpu0 1 2 3 100 20 6 7 8 9 0\ncpu1 1 2 3 200 30 6 7 9 9 0\nintr 28 1 2 3 4 5 6 7\n"
	want := []cpuTimes{
		{2300 * time.Millisecond, 90 * time.Millisecond}, {1200 * time.Millisecond, 80 * time.Millisecond},
	}
	if times, err := read(stat, 1, 0); err != nil || !slices.Equal(times, want) {
		t.Errorf("%v, %v; want %v", times, err, want)
	}
	// Whole ticks stay whole ticks, however long the machine has run.
	for ticks := int64(1 << 40); ticks < 1<<40+100; ticks++ {
		times, err := read(fmt.Sprintf("cpu0 0 0 0 %d 0 0 0 0 0 0\n", ticks), 0)
		if err != nil || times[0].idle != time.Duration(ticks)*tick {
			t.Errorf("%d ticks: %v, %v", ticks, times, err)
		}
	}
	for _, bad := range []string{stat, "", "cpu2 1 2 3 many 20 6\n", "cpu2 1 2 3 4 5 6 7 many\n"} {
		if times, err := read(bad, 2); err == nil {
			t.Errorf("%q: %v, want an error", bad, times)
		}
	}
	if times, err := readCPUTimes(filepath.Join(t.TempDir(), "absent"), []int{0}); err == nil {
		t.Errorf("without a proc file system: %v, want an error", times)
	}
}

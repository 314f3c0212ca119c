package floor

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"ipcbench/internal/host"

	"golang.org/x/sys/unix"
)

// both runs the two sides of a step on threads of their own. They sleep and spin where the Go runtime does not know of
// it, and so keep their Ps.
func both(a, b func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(4, runtime.GOMAXPROCS(0))))
	var sides sync.WaitGroup
	for _, side := range []func(){a, b} {
		sides.Go(func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			side()
		})
	}
	sides.Wait()
}

type side func(w *Words, done uint64, n int, progress *uint64) uint64

// Both sides of a step do as many ops as they are told, in several parts, and say how far they are.
func TestBothSidesKeepPace(t *testing.T) {
	for name, sides := range map[string][2]side{
		"line": {LineA, LineB}, "switch": {SwitchA, SwitchB}, "wake": {WakeA, WakeB},
	} {
		t.Run(name, func(t *testing.T) {
			words, err := MapWords(-1)
			if err != nil {
				t.Fatal(err)
			}
			defer words.Unmap()
			parts := []int{0, 1, 20, 3} // few, for on one CPU each op of line takes the scheduler's time slices
			var done, progress [2]uint64
			run := func(which int) func() {
				return func() {
					for _, n := range parts {
						done[which] = sides[which](words, done[which], n, &progress[which])
					}
				}
			}
			both(run(0), run(1))
			if want := [2]uint64{24, 24}; done != want || progress != want {
				t.Errorf("did %v, stored %v; want %v", done, progress, want)
			}
		})
	}
}

// B is called when it is awake and while A still waits.
func TestWakeThenB(t *testing.T) {
	words, err := MapWords(-1)
	if err != nil {
		t.Fatal(err)
	}
	defer words.Unmap()
	const ops = 50
	var progress uint64
	var seen []uint64
	both(func() {
		WakeA(words, 0, ops, &progress)
	}, func() {
		for done := range uint64(ops) {
			WakeThenB(words, done, func() { seen = append(seen, words.toB, words.toA) })
		}
	})
	for i := range uint64(ops) {
		if at := seen[2*i:]; at[0] != i+1 || at[1] != i {
			t.Fatalf("op %d: the numbers are %v", i, at[:2])
		}
	}
}

// Two processes that map one file have the same words.
func TestMapWords(t *testing.T) {
	fd, err := unix.MemfdCreate("ipcbench-test", unix.MFD_CLOEXEC)
	if err != nil {
		t.Skip(err)
	}
	defer unix.Close(fd)
	if err := unix.Ftruncate(fd, int64(WordsBytes)); err != nil {
		t.Fatal(err)
	}
	var maps [2]*Words
	for i := range maps {
		if maps[i], err = MapWords(fd); err != nil {
			t.Fatal(err)
		}
	}
	maps[0].toA, maps[1].toB = 1, 2
	if maps[0].toB != 2 || maps[1].toA != 1 {
		t.Error("two mappings of one file differ")
	}
	for _, w := range maps {
		if err := w.Unmap(); err != nil {
			t.Error(err)
		}
	}
}

func TestCallsAndCopies(t *testing.T) {
	NullCalls(3)
	ClockReadings(time.Now(), 3)
	from, to := []byte("pigeon"), make([]byte, 6)
	Copies(to, from, 0)
	if to[0] != 0 {
		t.Error("copied where nothing was to be copied")
	}
	if Copies(to, from, 1); !bytes.Equal(to, from) {
		t.Errorf("%q", to)
	}
}

// Copies out of cache move their bytes, each time from and to another place until all have been used.
func TestColdCopiesGoEverywhere(t *testing.T) {
	const size, half = 40, 1 << 14
	region := make([]byte, 2*half)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range region[:half] {
		region[i] = byte(1 + r.IntN(255))
	}
	c := NewScatter(region, size)
	places := int(c.mask + 1)
	if places < half/64/2 {
		t.Fatalf("%d places of 64 bytes in %d", places, half)
	}
	from, to := c.Next()
	c.Copies(1)
	if !bytes.Equal(from, to) || len(from) != size {
		t.Error("the next copy was another one")
	}
	c.Copies(places - 1)
	for i := range places {
		at := i * int(c.stride)
		if !bytes.Equal(c.to[at:at+size], c.from[at:at+size]) {
			t.Fatalf("place %d of %d was not copied", i, places)
		}
	}
}

func TestColdRegion(t *testing.T) {
	const size = 1 << 20
	want, err := ColdBytes(size)
	if err != nil {
		t.Skip(err)
	}
	told := 0
	region, err := ColdRegion(size, func() { told++ })
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Munmap(region)
	if told == 0 {
		t.Error("no progress was told")
	}
	if len(region) != want || want < coldLeast || want < 2*lastCache(host.Here) {
		t.Errorf("%d bytes, want %d, at least twice the last-level cache", len(region), want)
	}
	if _, err := ColdBytes(1 << 50); err == nil && availableMemory(host.Here) > 0 {
		t.Error("no error where the memory lacks")
	}
}

func TestWhatTheMachineHas(t *testing.T) {
	root := host.Root(t.TempDir())
	if c, m := lastCache(root), availableMemory(root); c != 0 || m != 0 {
		t.Errorf("cache of %d bytes, memory of %d where nothing is shown", c, m)
	}
	const caches = "sys/devices/system/cpu/cpu0/cache/"
	for name, text := range map[string]string{
		caches + "index0/size": "32K\n", caches + "index2/size": "512K\n", caches + "index3/size": "16384K\n",
		"proc/meminfo": "MemTotal:       8000000 kB\nMemAvailable:    6000000 kB\nHugePages_Total:       0\n",
	} {
		path := filepath.Join(string(root), name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, want := []int{lastCache(root), availableMemory(root)}, []int{16 << 20, 6_000_000 << 10}
	if !slices.Equal(got, want) {
		t.Errorf("%d, want %d", got, want)
	}
}

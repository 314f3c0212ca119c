package history

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// A Run is what one file says of one machine.
type Run struct {
	File    string // below the directory
	Date    time.Time
	Commit  string // "" if the file does not say
	machine *results.Machine
}

// Label is the run for people: its day and, if known, its commit.
func (r Run) Label() string {
	var words []string
	if !r.Date.IsZero() {
		words = append(words, r.Date.UTC().Format("2006-01-02"))
	}
	if r.Commit != "" {
		words = append(words, r.Commit[:min(len(r.Commit), 10)])
	}
	if len(words) == 0 {
		return r.File
	}
	return strings.Join(words, " ")
}

// hardware are the settings that tell one machine from another, whatever runs on it. What was measured between two
// hosts is of both: with another of them it is another series.
var hardware = func() []string {
	keys := []string{"host", "cpu", "cpus", "virt", "goos", "goarch"}
	hosts := []string{results.OtherHost}
	for _, key := range keys {
		hosts = append(hosts, results.OtherHost+"-"+key)
	}
	return append(keys, hosts...)
}()

// Hardware is the machine of a run in words.
func (r Run) Hardware() string {
	var words []string
	for _, key := range hardware {
		if v := r.machine.Get(key); v != "" {
			words = append(words, key+": "+v)
		}
	}
	return strings.Join(words, " · ")
}

// Loaded is all that the files of a directory hold.
type Loaded struct {
	Runs     []Run     // in the order of their dates, those without a date by name
	Failures []Failure // in the same order
	Problems []string
}

// Load reads every file below a directory whose name ends in .txt or .gz, symbolic links left out.
func Load(dir string) (*Loaded, error) {
	names, err := filesIn(dir)
	if err != nil {
		return nil, err
	}
	sets := make([]*results.Set, len(names))
	inParallel(len(names), func(i int) {
		sets[i] = results.Read([]resultfile.Input{resultfile.FromFile(names[i])})
	})
	l := &Loaded{}
	showOneState(sets)
	for i, set := range sets {
		file, err := filepath.Rel(dir, names[i])
		if err != nil {
			return nil, err
		}
		for _, p := range set.Problems {
			l.Problems = append(l.Problems, p.String())
		}
		var runs []Run
		untimed, elsewhere := 0, 0
		for _, m := range set.Machines {
			n := len(timed(m))
			if n > 0 {
				runs = append(runs, Run{File: file, Commit: m.Commit, Date: earliest(m.Dates), machine: m})
			}
			for _, c := range m.All() {
				if c.Elsewhere {
					elsewhere++
				} else if !isTimed(c) {
					untimed++
				}
			}
		}
		if untimed > 0 {
			l.Problems = append(l.Problems, fmt.Sprintf(
				"%s: %s without %s, left out: a history is one of the time per op",
				names[i], plural(untimed, "cell"), schema.NsPerOp))
		}
		if elsewhere > 0 {
			l.Problems = append(l.Problems, fmt.Sprintf(
				"%s: %s left out: the machine was in another state than in most samples of these files",
				names[i], plural(elsewhere, "cell")))
		}
		l.Runs = append(l.Runs, runs...)
		l.Failures = append(l.Failures, failuresOf(set, file, runs)...)
	}
	slices.SortStableFunc(l.Runs, func(a, b Run) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(a.File, b.File))
	})
	l.Problems = append(l.Problems, maybeSeveral(l.Runs)...)
	slices.SortStableFunc(l.Failures, func(a, b Failure) int {
		return cmp.Or(a.date.Compare(b.date), strings.Compare(a.File, b.File))
	})
	markNewest(l.Failures, l.Runs)
	return l, nil
}

// showOneState has all runs of one machine show the same of its states: a change from one to another is no change of
// what was measured.
func showOneState(sets []*results.Set) {
	machines := map[string][]*results.Machine{}
	for _, set := range sets {
		for _, m := range set.Machines {
			hardware := Run{machine: m}.Hardware()
			machines[hardware] = append(machines[hardware], m)
		}
	}
	for _, runs := range machines {
		results.ShowTogether(runs...)
	}
}

// timed are the cells of a machine of which it is known how long an op takes, in the state that is shown.
func timed(m *results.Machine) []*results.Cell {
	return slices.DeleteFunc(slices.Clone(m.All()), func(c *results.Cell) bool { return c.Elsewhere || !isTimed(c) })
}

func isTimed(c *results.Cell) bool {
	e, ok := c.Estimate(schema.SecPerOp)
	return ok && e.Center > 0 && c.Held().All() // if some samples missed their rate, the others do not stand for it
}

// earliest of dates in RFC 3339; the zero time if there is none.
func earliest(dates []string) (t time.Time) {
	if len(dates) > 0 {
		t, _ = time.Parse(time.RFC3339, slices.Min(dates))
	}
	return t
}

// filesIn lists the result files below a directory.
func filesIn(dir string) (names []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Type().IsRegular() && slices.Contains([]string{".txt", ".gz"}, filepath.Ext(d.Name())) {
			names = append(names, path)
		}
		return nil
	})
	var path *fs.PathError
	switch {
	case errors.As(err, &path):
		return nil, fmt.Errorf("%s: %w; name a directory that holds a result file for each run", path.Path, path.Err)
	case err != nil:
		return nil, err
	case len(names) == 0:
		return nil, fmt.Errorf("%s: no result file in it; put one there for each run, with a name that ends in "+
			".txt or .gz", dir)
	}
	return names, nil
}

// inParallel calls do with 0 to n-1 on all CPUs.
func inParallel(n int, do func(i int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

package history

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

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

// hardware are the settings that tell one machine from another, whatever runs on it.
var hardware = []string{"host", "cpu", "cpus", "virt", "goos", "goarch"}

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

// Load reads every file below a directory whose name ends in .txt, symbolic links left out. The runs are in the order of their dates,
// those without a date by name.
func Load(dir string) (runs []Run, problems []string, err error) {
	var names []string
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Type().IsRegular() && strings.HasSuffix(d.Name(), ".txt") {
			names = append(names, path)
		}
		return nil
	})
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			return nil, nil, fmt.Errorf("%s: %w", path.Path, path.Err)
		}
		return nil, nil, err
	}
	if len(names) == 0 {
		return nil, nil, fmt.Errorf("%s: no result file in it (a name that ends in .txt)", dir)
	}
	sets := make([]*results.Set, len(names))
	inParallel(len(names), func(i int) {
		sets[i] = results.Read([]results.Input{{Name: names[i], Open: func() (io.ReadCloser, error) { return os.Open(names[i]) }}})
	})
	for i, set := range sets {
		file, err := filepath.Rel(dir, names[i])
		if err != nil {
			return nil, nil, err
		}
		for _, p := range set.Problems {
			problems = append(problems, p.String())
		}
		for _, m := range set.Machines {
			if m.Cells() == 0 {
				continue
			}
			run := Run{File: file, Commit: m.Commit, machine: m}
			if len(m.Dates) > 0 {
				run.Date, _ = time.Parse(time.RFC3339, slices.Min(m.Dates))
			}
			runs = append(runs, run)
		}
	}
	slices.SortStableFunc(runs, func(a, b Run) int { return cmp.Or(a.Date.Compare(b.Date), strings.Compare(a.File, b.File)) })
	return runs, problems, nil
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

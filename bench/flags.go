package bench

import (
	"flag"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"ipcbench/mechanisms"
)

// The flags, beside those of the testing package.
var (
	matrixFlag    = flag.String("ipc.matrix", "default", "which cells to run: quick, default, full or gate")
	mechsFlag     = flag.String("ipc.mechs", "", "only these mechanisms: comma-separated names or globs")
	sizesFlag     = flag.String("ipc.sizes", "", "these message sizes instead of the matrix's: comma-separated bytes, or 4KiB, 1MiB")
	placesFlag    = flag.String("ipc.places", "", "these places instead of the matrix's: comma-separated names or globs of cross, same, smt, numa")
	cpusFlag      = flag.String("ipc.cpus", "", "run on these CPUs only, those named first before the others: comma-separated numbers and ranges, such as 2,3 or 4-7")
	waitsFlag     = flag.String("ipc.waits", "", "these wait strategies instead of the matrix's: comma-separated names or globs of block, spin, yield, hybrid, poll")
	pairsFlag     = flag.String("ipc.pairs", "", "these numbers of pairs of processes at once, for Throughput: comma-separated, such as 1,4")
	precisionFlag = flag.String("ipc.precision", "", "go on sampling each benchmark until the 95 % interval of its median is within ± this, such as 2%; -count is not used then")
	budgetFlag    = flag.Duration("ipc.budget", time.Minute, "with -ipc.precision, the time that one benchmark may take")
	idleFlag      = flag.Duration("ipc.idle", 5*time.Second, "end a pair that makes no progress for this long")
	checkFlag     = flag.String("ipc.check", checkMarks, "what of each message is checked while the clock runs: its marks, or all its bytes, which costs what reading them costs")
	listFlag      = flag.Bool("ipc.list", false, "print the benchmarks that would run, and what is skipped and why; run nothing")
)

// A selection is what the flags ask for, checked.
type selection struct {
	matrix     matrix
	mechanisms []mechanisms.Mechanism
	sizes      []int // nil: the matrix's
	pairs      []int // nil: the matrix's
	places     []Place
	waits      []mechanisms.Wait
	goal       goal
}

// The values of -ipc.check.
const (
	checkMarks = "marks"
	checkBytes = "bytes"
)

// maxSize is the largest message that a flag may ask for, bytes.
const maxSize = 1 << 30

// selected checks the flags against what there is. Its error is one line that names the flag, the value and the choices.
func selected(all []mechanisms.Mechanism) (s selection, err error) {
	m, ok := matrices[*matrixFlag]
	if !ok {
		return s, fmt.Errorf("-ipc.matrix=%s: choose quick, default, full or gate", *matrixFlag)
	}
	s.matrix = m
	if *idleFlag <= 0 {
		return s, fmt.Errorf("-ipc.idle=%v: must be positive, for example 5s", *idleFlag)
	}
	if *checkFlag != checkMarks && *checkFlag != checkBytes {
		return s, fmt.Errorf("-ipc.check=%s: choose %s or %s", *checkFlag, checkMarks, checkBytes)
	}
	if s.goal, err = parseGoal(*precisionFlag, *budgetFlag); err != nil {
		return s, err
	}
	byName := map[string]mechanisms.Mechanism{}
	var names []string
	for _, m := range all {
		name := m.Traits().Name
		byName[name] = m
		names = append(names, name)
	}
	chosen, err := choose("-ipc.mechs", *mechsFlag, names)
	if err != nil {
		return s, err
	}
	if chosen == nil {
		chosen = names
	}
	for _, name := range chosen {
		s.mechanisms = append(s.mechanisms, byName[name])
	}
	if s.places, err = choose("-ipc.places", *placesFlag, Places); err != nil {
		return s, err
	}
	if s.waits, err = choose("-ipc.waits", *waitsFlag, mechanisms.Waits); err != nil {
		return s, err
	}
	if chosenCPUs, err = parseCPUs(*cpusFlag); err != nil {
		return s, err
	}
	if s.pairs, err = parsePairs(*pairsFlag); err != nil {
		return s, err
	}
	s.sizes, err = parseSizes(*sizesFlag)
	return s, err
}

// maxPairs is how many pairs a flag may ask for at once.
const maxPairs = 1000

func parsePairs(list string) ([]int, error) {
	if list == "" {
		return nil, nil
	}
	var all []int
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 || n > maxPairs {
			return nil, fmt.Errorf("-ipc.pairs=%s: %q is not a number of pairs from 1 to %d, such as 1 or 4", list, word, maxPairs)
		}
		all = append(all, n)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// choose picks, in the order of all, those that a comma-separated list of names and globs matches; nil for an empty list.
func choose[T ~string](flag, list string, all []T) ([]T, error) {
	if list == "" {
		return nil, nil
	}
	picked := map[T]bool{}
	for glob := range strings.SplitSeq(list, ",") {
		glob = strings.TrimSpace(glob)
		found := false
		for _, one := range all {
			ok, err := path.Match(glob, string(one))
			if err != nil {
				return nil, fmt.Errorf("%s=%s: malformed glob %q", flag, list, glob)
			}
			if ok {
				found, picked[one] = true, true
			}
		}
		if !found {
			return nil, fmt.Errorf("%s=%s: nothing is called %q; choose from %s", flag, list, glob, join(all))
		}
	}
	var chosen []T
	for _, one := range all {
		if picked[one] {
			chosen = append(chosen, one)
		}
	}
	return chosen, nil
}

func join[T ~string](all []T) string {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = string(w)
	}
	return strings.Join(words, ", ")
}

var sizeSuffixes = []struct {
	suffix string
	factor int
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"B", 1}, {"", 1}}

// parseSizes reads a comma-separated list of message sizes, in ascending order without repeats; nil for an empty list.
func parseSizes(list string) ([]int, error) {
	if list == "" {
		return nil, nil
	}
	var sizes []int
	for word := range strings.SplitSeq(list, ",") {
		n, err := parseSize(strings.TrimSpace(word))
		if err != nil {
			return nil, fmt.Errorf("-ipc.sizes=%s: %q is not a message size; choose whole bytes from 1 to %d, such as 64, 4096, 64KiB or 1MiB", list, word, maxSize)
		}
		sizes = append(sizes, n)
	}
	slices.Sort(sizes)
	return slices.Compact(sizes), nil
}

func parseSize(word string) (int, error) {
	for _, s := range sizeSuffixes {
		digits, ok := strings.CutSuffix(word, s.suffix)
		if !ok {
			continue
		}
		n, err := strconv.Atoi(digits)
		if err != nil || n < 1 || n > maxSize/s.factor {
			return 0, fmt.Errorf("not a size")
		}
		return n * s.factor, nil
	}
	return 0, fmt.Errorf("not a size")
}

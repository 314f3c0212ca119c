package plan

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// A Selection is what the user asks for.
type Selection struct {
	Matrix     Matrix
	Mechanisms []mechanisms.Mechanism
	Asked      bool                // whether a flag asks for these mechanisms
	Sizes      []int               // of messages, in bytes; nil for those of the matrix
	Places     []place.Place       // nil for those of the matrix
	Waits      []mechanisms.Wait   // nil for those of the matrix
	Scopes     []mechanisms.Scope  // nil for those of one computer
	NoHost     string              // why there is no second host, so that none of scope host run; "" if there is one
	Remote     bool                // the second host is another machine: the ends share neither CPUs nor a clock
	Under      string              // keys of what ends run under, except Setup, Claim and Floor; as in [Cell].Keys
	Keys       map[string][]string // by the name of a pattern's own key, its values; without an entry, the matrix's
}

// MaxSize is the size of the largest message that may be asked for, in bytes.
const MaxSize = 1 << 30

// Choose returns those of all that match a comma-separated list of names and globs, in the order of all; nil if the
// list is empty. Its error is one line that names the flag, the list and the choices.
func Choose[T ~string](flag, list string, all []T) ([]T, error) {
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

// ParseSizes parses -ipc.sizes, a comma-separated list of message sizes. It returns them in bytes, each once, in
// ascending order; nil if the list is empty. Its error is one line that names the flag, the list and the choices.
func ParseSizes(list string) ([]int, error) {
	if list == "" {
		return nil, nil
	}
	var sizes []int
	for word := range strings.SplitSeq(list, ",") {
		n, err := parseSize(strings.TrimSpace(word))
		if err != nil {
			return nil, fmt.Errorf("-ipc.sizes=%s: %q is not a message size; choose whole bytes from 1 to %d, "+
				"such as 64, 4096, 64KiB or 1MiB", list, word, MaxSize)
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
		if err != nil || n < 1 || n > MaxSize/s.factor {
			return 0, fmt.Errorf("not a size")
		}
		return n * s.factor, nil
	}
	return 0, fmt.Errorf("not a size")
}

package gate

import "fmt"

// failures are how often each of the two programs failed in something that both tried equally often, each independently
// of the other.
type failures struct {
	tries   int
	failed  [2]int
	last    [2]error // of each program, why
	failing bool     // the last try failed
}

// sides are the names of the two programs, old and new.
var sides = [2]string{"A", "B"}

// A blame says which of the programs certainly causes failures.
type blame int

const (
	nobody blame = iota // there were no failures, or too few to say
	oldAlone
	newAlone
	both
)

// failuresFor is the probability that one program is blamed although both fail equally often.
const failuresFor = 0.01

// add notes the result of a try of both programs.
func (f *failures) add(errs [2]error) {
	f.tries++
	f.failing = errs[0] != nil || errs[1] != nil
	for i, err := range errs {
		if err != nil {
			f.failed[i]++
			f.last[i] = err
		}
	}
}

// any tells whether anything ever failed.
func (f *failures) any() bool { return f.failed != [2]int{} }

// blame says which program causes the failures. One failure of each is not enough to blame both. To blame one program
// alone takes so many that chance would hardly put them all there: five in five tries, seven in very many.
func (f *failures) blame() blame {
	switch old, new := f.failed[0], f.failed[1]; {
	case old > 0 && new > 0 && old+new > 2:
		return both
	case old == 0 && new > 0 && allOnOne(new, f.tries) <= failuresFor:
		return newAlone
	case new == 0 && old > 0 && allOnOne(old, f.tries) <= failuresFor:
		return oldAlone
	}
	return nobody
}

// allOnOne is the probability that all of k failures fall on one of two programs, the one that is named, in n tries
// of each, if both fail alike: Fisher's exact test, C(n, k) / C(2n, k).
func allOnOne(k, n int) float64 {
	p := 1.0
	for i := range k {
		p *= float64(n-i) / float64(2*n-i)
	}
	return p
}

// who says in a few words which program fails.
func (f *failures) who() string {
	switch f.blame() {
	case oldAlone:
		return "A fails"
	case newAlone:
		return "B fails"
	case both:
		return "both fail"
	}
	return "failed now and then"
}

// Error is a line with the last error of each program that failed.
func (f *failures) Error() string {
	a, b := f.last[0], f.last[1]
	switch blame := f.blame(); {
	case blame == both && a.Error() == b.Error():
		return "both fail: " + a.Error()
	case blame == both:
		return fmt.Sprintf("A fails: %v; B fails: %v", a, b)
	case blame == oldAlone:
		return fmt.Sprintf("A fails: %v", a)
	case blame == newAlone:
		return fmt.Sprintf("B fails: %v", b)
	}
	words := fmt.Sprintf("of %d tries A failed in %d and B in %d", f.tries, f.failed[0], f.failed[1])
	for i, err := range f.last {
		if err != nil {
			words += fmt.Sprintf("; %s: %v", sides[i], err)
		}
	}
	return words
}

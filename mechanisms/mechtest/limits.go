package mechtest

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ipcbench/mechanisms"
)

// declaresItself: the traits are complete and agree with each other.
func declaresItself(t *testing.T, traits mechanisms.Traits) {
	if !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(traits.Name) {
		t.Errorf("name %q: want lower-case letters, digits and single hyphens", traits.Name)
	}
	if traits.Family == "" || traits.Moves == "" || traits.Copies < 0 || len(traits.Waits) == 0 {
		t.Errorf("incomplete traits: %+v", traits)
	}
	for _, w := range traits.Waits {
		if !slices.Contains(mechanisms.Waits, w) {
			t.Errorf("wait %q is not known", w)
		}
	}
	if !slices.Contains([]mechanisms.Provider{mechanisms.OS, mechanisms.User}, traits.Provider) ||
		!slices.Contains([]mechanisms.Scope{mechanisms.Process, mechanisms.Thread, mechanisms.Host}, traits.Scope) ||
		!slices.Contains([]mechanisms.Direction{
			mechanisms.Simplex, mechanisms.HalfDuplex, mechanisms.Duplex,
		}, traits.Direction) ||
		!slices.Contains([]mechanisms.Relation{mechanisms.Related, mechanisms.Any}, traits.Relation) {
		t.Errorf("unknown provider, scope, direction or relation: %+v", traits)
	}
	if traits.Stream && traits.Largest > 0 {
		t.Error("a byte stream has no largest message")
	}
	if traits.Largest > 0 && traits.LimitedBy == "" {
		t.Error("Largest without LimitedBy: a refusal must name what sets the limit")
	}
	if traits.CheckSize(0) == nil {
		t.Error("CheckSize(0) = nil: a message has at least one byte")
	}
}

// refusesTooLarge: a message over the limit is refused by Send with an error that names the limit, and nothing of it is
// sent. Byte streams have no limit, and show here that they need none beyond the size they were prepared for.
func refusesTooLarge(t *testing.T, s subject) {
	const prepared = 4096
	size := s.size(prepared)
	st := raise(t, s, size)
	defer st.close()
	if s.traits.Stream {
		st.exchange(mechanisms.A, []int{3 * prepared}, 3)
		return
	}
	st.tell(mechanisms.A, command{Do: doSend, Sizes: []int{size + 1}})
	refusal := st.outcomes(patience, mechanisms.A)[mechanisms.A]
	if refusal.Error == "" {
		t.Fatalf("Send took a message of %d bytes where End.Size was %d: "+
			"End.Size is the largest message that Send may take",
			size+1, size)
	}
	if !strings.Contains(refusal.Error, strconv.Itoa(size)) || !strings.Contains(refusal.Error, s.traits.Name) {
		t.Errorf("refusal does not name the mechanism and the limit of %d bytes: %s", size, refusal.Error)
	}
	st.exchange(mechanisms.A, []int{size}, 4) // nothing of the refused message is in the way
	if s.traits.Largest > 0 && !s.traits.Number {
		var sizeError *mechanisms.SizeError
		err := s.traits.CheckSize(s.traits.Largest + 1)
		if !errors.As(err, &sizeError) || !strings.Contains(err.Error(), s.traits.LimitedBy) {
			t.Errorf("CheckSize(%d) = %v: want a SizeError that names %s", s.traits.Largest+1, err, s.traits.LimitedBy)
		}
	}
}

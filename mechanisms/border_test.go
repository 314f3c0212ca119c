package mechanisms

import "testing"

// The row of a mechanism says what two containers need: all of it, that nothing helps, or that it was not said.
func TestWhatContainersNeedIsSaid(t *testing.T) {
	for _, c := range []struct {
		traits Traits
		want   string
	}{
		{Traits{}, "not said"},
		{Traits{Crosses: []Border{DevShm}}, "/dev/shm"},
		{Traits{Crosses: []Border{Volume, PID}}, "a volume, the PID namespace"},
		{Traits{Crosses: []Border{Inherited, PID}}, "cannot: inherited descriptors, the PID namespace"},
		{Traits{Crosses: []Border{OneProcess}}, "cannot: one process"},
		{Traits{Crosses: []Border{Volume}, Hosts: true}, "a volume; or a network"},
		{Traits{Crosses: []Border{Network}, Hosts: true}, "a network"},
	} {
		if got := c.traits.Taxonomy().Crosses; got != c.want {
			t.Errorf("%q of %q, want %q", got, c.traits.Crosses, c.want)
		}
	}
}

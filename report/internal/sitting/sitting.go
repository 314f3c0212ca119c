package sitting

import (
	"time"

	"ipcbench/internal/stat"
)

// Within is how well the figure of a cell is to be known: half the width of its interval, as a fraction of the figure.
const Within = 0.05

// Options say what a sitting measures.
type Options struct {
	Out    string        // the file that the results are appended to
	First  string        // -test.bench of the first round, which has all cells
	Again  string        // and of the later ones; the cells that it selects are measured again
	Few    string        // -test.bench of cells that few rounds have; of their patterns no others follow; "" for none
	FewIn  int           // in how many rounds: in the first, and so many in all
	Rounds int           // how many samples each of these is to have at least, of the machine's state that is shown
	Whole  int           // how many rounds take whole samples: from the second on, or earlier if there are so few
	Budget time.Duration // when the sitting ends; 0 after Rounds rounds

	// Measure runs one round, and appends its results to Out. A benchmark that failed is no error.
	Measure func(Round) error
	Show    func(format string, a ...any) // tells a person at a terminal what is under way
	Now     func() time.Time
}

// A Round is what is measured in one go.
type Round struct {
	Number, Of int    // which round it is, and of how many
	Bench      string // selects the cells (-test.bench)
	// Brief says that samples last no longer than their means need. Means vary as much between brief samples as between
	// whole ones, and there are more of them in the same time.
	Brief bool
}

// Run measures. Its error is that of Measure, or says that the results cannot be read.
func Run(o Options) error {
	s := sitting{Options: o, began: o.Now(), took: map[bool]time.Duration{}}
	if err := s.everything(); err != nil || o.Budget == 0 {
		return err
	}
	return s.widest()
}

type sitting struct {
	Options
	began time.Time
	round int
	took  map[bool]time.Duration // how long the last round took, by whether it was brief
}

// left is how much time is left.
func (s *sitting) left() time.Duration { return s.Budget - s.Now().Sub(s.began) }

// everything measures all cells, until they have enough samples or there is no time for another round.
func (s *sitting) everything() error {
	for s.round < s.Rounds {
		bench := s.Again
		switch {
		case s.round == 0:
			bench = s.First
		case s.Few != "" && s.round < s.FewIn:
			bench += "|" + s.Few
		}
		brief := !s.whole(s.round+1) || s.Budget > 0 && s.round > 0 && s.expected(false) >= s.left()
		if s.Budget > 0 && s.round > 0 && s.expected(brief) >= s.left() {
			return nil
		}
		if err := s.measure(bench, brief); err != nil {
			return err
		}
	}
	return nil
}

// whole tells whether round number n takes whole samples. The first round also has cells that no other has, and is the
// sooner over if they are brief.
func (s *sitting) whole(n int) bool {
	first := min(2, max(s.Rounds-s.Whole+1, 1))
	return first <= n && n < first+s.Whole
}

// wholeTakes is how many times as long as a round of brief samples one of whole samples takes, at most. It was 2.2
// times where both had the same cells.
const wholeTakes = 3

// expected is how long another round takes, as far as is known.
func (s *sitting) expected(brief bool) time.Duration {
	took, ok := s.took[brief]
	switch {
	case ok:
		return took
	case brief:
		return s.took[false]
	}
	return wholeTakes * s.took[true]
}

func (s *sitting) measure(bench string, brief bool) error {
	s.round++
	began := s.Now()
	err := s.Measure(Round{s.round, max(s.round, s.Rounds), bench, brief})
	s.took[brief] = s.Now().Sub(began)
	return err
}

// widest measures the cells that need more samples, until the time is spent or none does.
func (s *sitting) widest() error {
	least, ok := stat.Sitting.Next(s.Rounds - 1) // no figure is looked at before
	if !ok {
		return nil
	}
	wanted := goals{}
	for {
		chosen := wanted.choose(cells(s.Out, s.Few), least, s.left())
		if len(chosen) == 0 {
			return nil
		}
		s.Show("round %d: %d cells, of those whose figures are known least; %v left", s.round+1, len(chosen),
			s.left().Round(time.Second))
		if err := s.measure(selects(chosen), true); err != nil {
			return err
		}
	}
}

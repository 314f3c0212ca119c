package sitting

import "time"

// Options say what a sitting measures.
type Options struct {
	Out    string        // the file that the results are appended to
	First  string        // -test.bench of the first round, which has all cells
	Again  string        // and of the later ones; the cells that it selects are measured again
	Few    string        // -test.bench of cells that few rounds have; of their patterns no others follow; "" for none
	FewIn  int           // in how many rounds: in the first, and so many in all
	Rounds int           // how many samples each of these is to have at least, of the machine's state that is shown
	Whole  int           // how many rounds take whole samples: from the second on, or earlier if there are so few
	Timed  int           // how many rounds have percentiles: the first ones; 0 for all Rounds
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
	Kind       Kind
}

// A Kind is how much of a sample is taken. Means vary as much between short samples as between long ones, and there are
// more of the short ones in the same time.
type Kind int

// The kinds of samples.
const (
	Whole Kind = iota // as the program takes them by itself
	Brief             // no longer than needed for a mean and for p99 (-ipc.brief)
	Means             // and without percentiles (-ipc.percentiles=false)
)

// Run measures. Its error is that of Measure, or says that the results cannot be read.
func Run(o Options) error {
	s := sitting{Options: o, began: o.Now(), took: map[Kind]time.Duration{}}
	if err := s.everything(); err != nil || o.Budget == 0 {
		return err
	}
	return s.more()
}

type sitting struct {
	Options
	began time.Time
	round int
	took  map[Kind]time.Duration // how long the last round took, by its kind
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
		kind := s.kind(s.round + 1)
		if s.Budget > 0 && s.round > 0 {
			if kind == Whole && s.expected(Whole) >= s.left() {
				kind = Brief
			}
			if s.expected(kind) >= s.left() {
				return nil
			}
		}
		if err := s.measure(bench, kind); err != nil {
			return err
		}
	}
	return nil
}

// kind is that of round number n. The first round also has cells that no other has, and is the sooner over if they are
// brief.
func (s *sitting) kind(n int) Kind {
	first := min(2, max(s.Rounds-s.Whole+1, 1))
	switch {
	case first <= n && n < first+s.Whole:
		return Whole
	case s.Timed > 0 && n > s.Timed:
		return Means
	}
	return Brief
}

// wholeTakes is how many times as long as a round of brief samples one of whole samples takes, at most. It was 2.2
// times where both had the same cells.
const wholeTakes = 3

// expected is how long another round takes, as far as is known.
func (s *sitting) expected(kind Kind) time.Duration {
	took, ok := s.took[kind]
	switch brief := s.took[Brief]; {
	case ok:
		return took
	case kind == Whole:
		return wholeTakes * brief
	case brief > 0:
		return brief
	}
	return s.took[Whole]
}

func (s *sitting) measure(bench string, kind Kind) error {
	s.round++
	began := s.Now()
	err := s.Measure(Round{s.round, max(s.round, s.Rounds), bench, kind})
	s.took[kind] = s.Now().Sub(began)
	return err
}

// more measures the cells that need more samples, until the time is spent or none does.
func (s *sitting) more() error {
	planned, by := newPlan(), 0.0
	for {
		all := cells(s.Out, s.Few)
		if by == 0 {
			by = scale(all, s.took[Means])
		}
		for i := range all {
			all[i].cost = time.Duration(by * float64(all[i].cost))
		}
		planned.decide(all, s.left()/20*19) // the rest is what many rounds of few cells take by themselves
		chosen := planned.round(all, s.left())
		if len(chosen) == 0 {
			return nil
		}
		s.Show("round %d: %d cells that need more samples; %v left", s.round+1, len(chosen),
			s.left().Round(time.Second))
		if err := s.measure(selects(chosen), Means); err != nil {
			return err
		}
	}
}

package sitting

import (
	"time"
)

// Within is how well the figure of a cell is to be known: half the width of its interval, as a fraction of the figure.
const Within = 0.05

// Options say what a sitting measures.
type Options struct {
	Out    string        // the file that the results are appended to
	First  string        // -test.bench of the first round, which has all cells
	Again  string        // and of the later ones; the cells that it selects are measured again
	Rounds int           // how many samples each of these is to have at least, of the machine's state that is shown
	Budget time.Duration // when the sitting ends; 0 after Rounds rounds

	// Measure runs one round of the cells that bench selects (-test.bench), and appends their results to Out. A
	// benchmark that failed is no error.
	Measure func(round, rounds int, bench string) error
	Show    func(format string, a ...any) // tells a person at a terminal what is under way
	Now     func() time.Time
}

// Run measures. Its error is that of Measure, or says that the results cannot be read.
func Run(o Options) error {
	s := sitting{Options: o, began: o.Now()}
	if err := s.everything(); err != nil || o.Budget == 0 {
		return err
	}
	return s.widest()
}

type sitting struct {
	Options
	began time.Time
	round int
}

// left is how much time is left.
func (s *sitting) left() time.Duration { return s.Budget - s.Now().Sub(s.began) }

// everything measures all cells, until they have enough samples or there is no time for another round.
func (s *sitting) everything() error {
	var took time.Duration
	for s.round < s.Rounds && (s.Budget == 0 || s.round == 0 || took < s.left()) {
		bench := s.Again
		if s.round == 0 {
			bench = s.First
		}
		began := s.Now()
		if err := s.measure(bench); err != nil {
			return err
		}
		took = s.Now().Sub(began)
	}
	return nil
}

func (s *sitting) measure(bench string) error {
	s.round++
	return s.Measure(s.round, max(s.round, s.Rounds), bench)
}

// widest measures the cells that need more samples, until the time is spent or none does.
func (s *sitting) widest() error {
	wanted := goals{}
	for {
		chosen := wanted.choose(cells(s.Out), s.Rounds, s.left())
		if len(chosen) == 0 {
			return nil
		}
		s.Show("round %d: %d cells, of those whose figures are known least; %v left", s.round+1, len(chosen),
			s.left().Round(time.Second))
		if err := s.measure(selects(chosen)); err != nil {
			return err
		}
	}
}

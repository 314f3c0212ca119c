package alternate

import "math/rand/v2"

// A Turn is where a comparison stands in its round.
type Turn struct {
	Round     int // from 1
	Place, Of int // the comparison's place in the round, from 1, and how many there are
}

// Rounds lets each open comparison have its turn, round after round, each in an order drawn by lot, so that a drift of
// the machine hits all alike. It ends when none is open, when over says so before a turn, or with the error of a turn.
// open is asked before each round, and its slice may be reordered.
func Rounds[T any](lots *rand.Rand, open func() []T, over func() bool, turn func(Turn, T) error) error {
	for round := 1; ; round++ {
		all := open()
		if len(all) == 0 {
			return nil
		}
		lots.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i, t := range all {
			if over() {
				return nil
			}
			if err := turn(Turn{Round: round, Place: i + 1, Of: len(all)}, t); err != nil {
				return err
			}
		}
	}
}

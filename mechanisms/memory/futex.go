package memory

import "ipcbench/mechanisms"

// Futex is futex: the bare notification. There is a word each way in shared memory, which the other side polls or
// sleeps on in futex(2), and beside it the number that it carries. It is a [Slot] with next to nothing to copy.
type Futex struct{}

// Traits implements [mechanisms.Mechanism].
func (Futex) Traits() mechanisms.Traits {
	t := Slot{}.Traits()
	t.Name, t.Family = "futex", "signal"
	t.Moves = "a word each way in shared memory, waited for with futex; a number beside it"
	t.Number, t.Largest, t.LimitedBy = true, mechanisms.NumberSize, "the word"
	return t
}

// Available implements [mechanisms.Mechanism].
func (Futex) Available() error { return nil }

// Prepare makes the memory.
func (Futex) Prepare(p *mechanisms.Preparation) error { return futexSlot.Prepare(p) }

// Open maps it.
func (Futex) Open(e *mechanisms.End) (mechanisms.Link, error) { return futexSlot.Open(e) }

var futexSlot = Slot{Name: "futex"}

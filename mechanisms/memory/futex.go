package memory

import "ipcbench/mechanisms"

// Futex is futex: the bare notification, a word each way in shared memory that the other side waits for, asleep in
// futex(2) or polling it. The number that it carries lies beside it. It is [Slot] with nothing to copy.
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

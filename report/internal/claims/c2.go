package claims

import "ipcbench/report/internal/words"

// loses is how many messages in a million are lost where data is lost: one is the least that the unit can show. Where
// none is lost the count is 0, which is exact.
const (
	loses = 1
	keeps = 0
)

func saysOneSlot(p *words.Printer) (title, claim string) {
	return p.Sprintf("one variable loses what two sides write"),
		p.Sprintf("One global variable holds one datum, so it is one-way: when both sides write, data is lost.")
}

// oneSlotLoses judges C2 by what two writers lose on one slot, and on a slot each.
func oneSlotLoses(j *judge) {
	one, ok := countOf(j.Sprintf("lost per million on one slot"),
		j.claimCell(oneSlot, "", "", oneChannel), lostUnit, PerMillion)
	both, known := countOf(j.Sprintf("lost per million on two slots"),
		j.claimCell(twoSlots, "", "", oneChannel), lostUnit, PerMillion)
	if ok {
		j.least(one, loses)
	} else {
		j.needs(j.Sprintf("two writers on one slot"), measureSlots)
	}
	if known {
		j.most(both, keeps)
	} else {
		j.needs(j.Sprintf("two writers on a slot each"), measureSlots)
	}
}

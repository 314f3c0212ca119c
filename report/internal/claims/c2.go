package claims

import "ipcbench/report/internal/words"

// loses is how many messages in a million are lost where data is lost: one is the least that the unit can show. Where
// none is lost the count is 0, which is exact.
const (
	loses = 1
	keeps = 0
)

func saysOneSlot(p *words.Printer) (title, claim string) {
	return p.Sprintf("one variable loses what two write"),
		p.Sprintf("One global variable holds one datum, so it is one-way: when both sides write, data is lost.")
}

// oneSlotLoses judges C2 by what two writers lose on one slot, and on a slot each.
func oneSlotLoses(j *judge) {
	one, ok := countOf(j.Sprintf("the share of messages lost on one slot"),
		j.claimCell(oneSlot, "", "", oneChannel), lostUnit, PerMillion)
	both, known := countOf(j.Sprintf("the share of messages lost on two slots"),
		j.claimCell(twoSlots, "", "", oneChannel), lostUnit, PerMillion)
	if ok {
		said, short := j.Sprintf("no message is lost on one slot"), j.Sprintf("none on one slot")
		if lost := one.text(j.Printer); one.Value > 0 {
			said = j.Sprintf("%s of the messages are lost on one slot", lost)
			short = j.Sprintf("%s on one slot", lost)
		}
		j.least(one.says(said, short), loses)
	} else {
		j.needs(j.Sprintf("two writers on one slot"), measureSlots)
	}
	if known {
		said, short := j.Sprintf("no message is lost on two slots"), j.Sprintf("none on two slots")
		if lost := both.text(j.Printer); both.Value > 0 {
			said = j.Sprintf("%s of the messages are lost on two slots", lost)
			short = j.Sprintf("%s on two slots", lost)
		}
		j.most(both.says(said, short), keeps)
	} else {
		j.needs(j.Sprintf("two writers on a slot each"), measureSlots)
	}
}

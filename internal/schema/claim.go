package schema

// The names of what Claim measures, as in /what=<name>.
const (
	ClaimOneSlot  = "one-slot"
	ClaimTwoSlots = "two-slots"
	ClaimIdle     = "idle"
	ClaimDuplex   = "duplex"
	ClaimStranger = "stranger"
)

// A ClaimKind is something that a claim of textbooks needs and no other pattern measures.
type ClaimKind struct {
	Name string
	Op   string // what one op is: a phrase for docs/format.md
}

// ClaimKinds are all of them in reading order.
var ClaimKinds = []ClaimKind{
	{
		ClaimOneSlot,
		"two processes that both write into one shared word, as fast as they can: each looks for a message of the " +
			"other, and writes one of its own over whatever is there",
	},
	{
		ClaimTwoSlots,
		"the same with a word for each direction, whose writer waits until its last message has been read: one " +
			"message each way",
	},
	{
		ClaimIdle,
		"a reader of `mech` that waits for a byte, which the writer sends after it has slept for a second. All " +
			"figures are those of the reader's thread. A pass is one op, whatever -benchtime says",
	},
	{
		ClaimDuplex,
		"one message each way at once, as in Duplex: over one channel of `mech`, or with `/channels=2` over two, " +
			"one for each direction",
	},
	{
		ClaimStranger,
		"an attempt of a process to open its end of `mech` that inherits nothing, is handed nothing, and knows only " +
			"names",
	},
}

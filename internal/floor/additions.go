package floor

// Additions does n rounds of [AdditionsEach] operations on x, each of which needs the result of the one before: the
// processor does one in each of its clock cycles. How long they take shows its clock rate. y and z must be variables of
// the caller, not constants, which some processors add while they rename registers.
func Additions(x, y, z uint64, n int) uint64 {
	for range n {
		x += y
		x ^= z
		x += y
		x ^= z
		x += y
		x ^= z
		x += y
		x ^= z
		x += y
		x ^= z
		x += y
		x ^= z
		x += y
		x ^= z
		x += y
		x ^= z
	}
	return x
}

// AdditionsEach is how many operations a round of [Additions] has.
const AdditionsEach = 16

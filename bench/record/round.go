package record

import (
	"os"
	"strconv"
	"strings"
)

// Round is which of how many rounds this run is, as the environment says; see [RoundVariable]. It is the first and only
// one if nothing usable is said.
func Round() (round, rounds int) {
	a, b, _ := strings.Cut(os.Getenv(RoundVariable), "/")
	round, err1 := strconv.Atoi(a)
	rounds, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || round < 1 || rounds < round {
		return 1, 1
	}
	return round, rounds
}

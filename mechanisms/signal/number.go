package signal

import (
	"encoding/binary"
	"fmt"
	"math"

	"ipcbench/mechanisms"
)

// numberOf is the number that the message p is.
func numberOf(mechanism string, p []byte) (uint64, error) {
	if err := checkNumber(mechanism, p); err != nil {
		return 0, err
	}
	number := binary.LittleEndian.Uint64(p)
	if number >= math.MaxInt64 {
		return 0, fmt.Errorf("%s: %d is not below %d, the largest number it carries",
			mechanism, number, uint64(math.MaxInt64))
	}
	return number, nil
}

func checkNumber(mechanism string, p []byte) error {
	if len(p) != mechanisms.NumberSize {
		return fmt.Errorf("%s: carries one number of %d bytes, not %d", mechanism, mechanisms.NumberSize, len(p))
	}
	return nil
}

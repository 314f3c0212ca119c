package benchname

import (
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
)

// A Rate is how often the messages of an open loop are due. One of the two is 0.
type Rate struct {
	PerSecond float64
	Percent   float64 // of what the same ends carry in a closed loop
}

const (
	mostPerSecond = 1e9 // what a clock that counts ns can pace
	mostPercent   = 1e4
)

// Rate is the rate that a name gives; false if it gives none, or one that cannot be.
func (s Series) Rate() (Rate, bool) {
	text, _ := s.Value(schema.KeyRate)
	number, isShare := strings.CutSuffix(text, "%")
	n, err := strconv.ParseUint(number, 10, 32)
	v := float64(n)
	switch {
	case err != nil || n == 0:
		return Rate{}, false
	case isShare:
		return Rate{Percent: v}, v <= mostPercent
	}
	return Rate{PerSecond: v}, v <= mostPerSecond
}

// Value is that of a further key; false if the name has not got it.
func (s Series) Value(key string) (string, bool) {
	for word := range strings.FieldsSeq(s.Extra) {
		if value, ok := strings.CutPrefix(word, key+"="); ok {
			return value, true
		}
	}
	return "", false
}

// Without is the series without these further keys.
func (s Series) Without(keys ...string) Series {
	s.Extra = strings.Join(slices.DeleteFunc(strings.Fields(s.Extra), func(word string) bool {
		key, _, _ := strings.Cut(word, "=")
		return slices.Contains(keys, key)
	}), " ")
	return s
}

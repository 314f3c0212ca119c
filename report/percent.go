package main

import (
	"fmt"
	"strconv"
	"strings"
)

// mostPercent is more than any difference that anyone asks for.
const mostPercent = 1000

// parsePercent reads a percentage, such as 3%, as a fraction.
func parsePercent(text string) (float64, error) {
	digits, ok := strings.CutSuffix(text, "%")
	percent, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if !ok || err != nil || !(percent >= 0) || percent > mostPercent {
		return 0, fmt.Errorf("%q is not a percentage from 0%% to %d%%", text, mostPercent)
	}
	return percent / 100, nil
}

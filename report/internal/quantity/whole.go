package quantity

import "strconv"

// Whole prints a number without decimals, as text for a sentence in any language.
func Whole(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }

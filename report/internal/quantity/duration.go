package quantity

// Duration prints seconds as ns, µs, ms or s; half is the half width of its interval in seconds, 0 when unknown.
func Duration(seconds, half float64) string {
	v, place := round(seconds, half)
	exp := thousands(v, -9, 0)
	unit := map[int]string{-9: "ns", -6: "µs", -3: "ms", 0: "s"}[exp]
	return scaled(v, place, exp) + " " + unit
}

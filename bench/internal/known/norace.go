//go:build !race

package known

import (
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
)

// All are the mechanisms of the catalogue.
func All() []mechanisms.Mechanism { return catalogue.All() }

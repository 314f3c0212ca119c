package chart

import (
	"cmp"
	"slices"
)

// crowd is how many mechanisms a picture holds before each family has one of its own.
const crowd = 16

// familyTitles are the families in words. One that is not among them goes by its own name.
var familyTitles = map[string]string{
	"memory": "Shared memory",
	"file":   "Files",
	"pipe":   "Pipes and terminals",
	"queue":  "Message queues",
	"socket": "Sockets",
	"signal": "Bare notifications",
	"rpc":    "RPC and brokers",
	"inproc": "Threads of one process",
	"":       "Others",
}

func familyTitle(family string) string { return cmp.Or(familyTitles[family], family) }

// familiesOf are the families of mechanisms, in the order of their first one.
func (v view) familiesOf(mechs []string) (families []string) {
	for _, m := range mechs {
		if f := v.families[m]; !slices.Contains(families, f) {
			families = append(families, f)
		}
	}
	return families
}

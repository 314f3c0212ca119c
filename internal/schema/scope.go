package schema

// The names of the scopes, as in /scope=<name>: how far apart the two ends may be.
const (
	Process = "process"
	Thread  = "thread"
	Host    = "host"
)

// A Scope is how far apart the two ends of a pair may be.
type Scope struct {
	Name    string
	Meaning string // a phrase for docs/format.md
}

// Scopes are all scopes in reading order.
var Scopes = []Scope{
	{Process, "two processes of one computer"},
	{Thread, "two threads of one process"},
	{Host, "processes of two computers, or in two network namespaces of one"},
}

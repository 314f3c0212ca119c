// Package mechanisms is the contract between ipcbench and a way for two processes to talk.
//
// A [Mechanism] is a value: its traits, what the coordinator prepares for a pair, and how a worker opens one end. An
// open end is a [Link], which sends and receives whole messages. To add a mechanism, write one file:
//
//	type carrierPigeon struct{}
//
//	func (carrierPigeon) Traits() mechanisms.Traits { … }
//	func (carrierPigeon) Available() error { … }
//	func (carrierPigeon) Prepare(p *mechanisms.Preparation) error { … }
//	func (carrierPigeon) Open(e *mechanisms.End) (mechanisms.Link, error) { … }
//
// and name it in the list of [ipcbench/mechanisms/catalogue], or hand it to bench.Run from a _test.go of your own. It
// then has benchmarks, rows in every table, and a conformance suite to pass: [ipcbench/mechanisms/mechtest].
//
// # Limits
//
// A message has at least one byte and at most [End].Size. A pair is made for a size from [Traits].Smallest to
// [Traits].Largest, or for [NumberSize] alone where the traits say Number. A larger message is refused with a
// [SizeError] that names the limit.
//
// While nobody receives, Send of a byte stream takes at least 32 KiB in all, or as many bytes as [Traits].Holds says,
// and one message where the traits say Short; Send of other mechanisms takes at least one message, or none where the
// traits say Rendezvous.
//
// One goroutine uses a Link at a time, and where the traits say Threaded always the thread that opened it. When the
// other process has ended, Send and Recv say so within a second.
//
// The families stand in sub-packages: memory, file, pipe, queue, signal, socket, rpc, inproc. What authors of
// mechanisms share is in [ipcbench/mechanisms/kit]: begin there, and with examples/ownmechanism, which has two whole
// mechanisms in a module of their own. Nothing here knows of the engine, which is ipcbench/bench.
package mechanisms

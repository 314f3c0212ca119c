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
// A message has at least one byte and at most [End].Size; a pair is made for a size from [Traits].Smallest to
// [Traits].Largest, or for [NumberSize] alone where the traits say Number. What is too large is refused with a
// [SizeError] that names the limit. With nobody receiving, a byte stream takes 32 KiB, or as many bytes as
// [Traits].Holds says, and other mechanisms take a message, unless the traits say Short (a message) or Rendezvous
// (none). One goroutine uses a Link at a time; where the traits say Threaded, always the thread that opened it. The
// death of the other process is told within a second.
//
// The families stand in sub-packages: memory, file, pipe, queue, signal, socket, rpc, inproc. Read
// examples/ownmechanism for a whole mechanism that needs nothing but this package and golang.org/x/sys/unix,
// memory/slot.go for one that lives in shared memory. Nothing here knows of the engine, which is ipcbench/bench.
package mechanisms

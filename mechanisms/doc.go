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
// The families stand in sub-packages: memory, file, pipe, queue, signal, socket, rpc,
// inproc. Read memory/slot.go for a
// mechanism that lives in shared memory, pipe/pipe.go for one made of descriptors. Nothing here knows of the engine,
// which is ipcbench/bench.
package mechanisms

// Package kit is the map of its sub-packages: what authors of mechanisms share. Each is exported and needs nothing
// internal, so that a mechanism in a module of your own can use what those of ipcbench use.
//
// To wait as each wait strategy does it, without interpreting mechanisms.Wait in the mechanism:
//
//   - word: for a word in shared memory, by polling it or by futex(2)
//   - ready: for a system call to have something to do, on a descriptor or without one
//   - uring: for the completions of an io_uring
//   - spin: how long each of these spins before it blocks, where the strategy is hybrid
//
// Links that are ready to use:
//
//   - stream: over one or two descriptors of byte streams
//   - packet: over a socket that keeps messages apart
//   - window: over a datagram mechanism that drops what its receiver has no room for
//   - exchange: of the client and the server of an RPC system
//   - managed: over Go's own files and connections
//
// What both ends share:
//
//   - segment: memory that both map
//   - newfile: files that nobody else can have made
//   - sysv: whether there is System V IPC
//
// How the ends find each other:
//
//   - listener: a listening socket of package net, handed to one end
//   - token: keeps strangers out of a port that every user of the machine can connect to
//   - sockpath: Unix sockets whose paths are longer than an address has room for
//   - loopback: whether there is a loopback interface
//
// examples/ownmechanism has two mechanisms that use it: one over a descriptor, one over shared memory.
package kit

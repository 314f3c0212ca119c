// Package network makes two network namespaces that are joined by a pair of veth devices: two hosts on one machine,
// with real device queues, routing and checksums between them, but without a wire. Nothing of it has a name in the
// namespaces that were there before, so that the kernel removes all of it with the last process that uses it.
// Source: network_namespaces(7), veth(4).
package network

// Package place says where the ends of a benchmark run, and what else went on there.
//
// A [Place] is a relation of CPUs: two cores that share a cache, one CPU for all. [Place.CPUs] finds the CPUs that
// stand in it on this machine, from what the kernel shows in /sys of cores, caches, nodes and capacities. A [Watch]
// tells what others did on those CPUs while a sample was taken: how much of them they used, what the hypervisor took,
// whether the clock rate changed.
package place

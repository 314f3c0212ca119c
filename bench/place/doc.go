// Package place finds the CPUs on which the ends of a benchmark run, and watches what else happens on them.
//
// A [Place] says how these CPUs are related: two cores that share a cache, or one CPU for all ends. [Place.CPUs]
// finds such CPUs on this machine, from what the kernel shows in /sys about cores, caches, NUMA nodes and capacities.
//
// A [Watch] tells what others did on those CPUs while a sample was taken: how much CPU time they used, how much the
// hypervisor gave to other guests, and whether the clock rate changed.
package place

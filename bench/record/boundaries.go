package record

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"

	"ipcbench/bench/place"
	"ipcbench/internal/host"
	"ipcbench/internal/schema"
)

// boundaries are the sizes at which the cost of a message may change, as a machine shows them: configuration lines in
// bytes. What it does not show is left out.
func boundaries(root host.Root, cpu int) (config [][2]string) {
	caches, line := root.CacheSizes(cpu)
	sysctl := func(name string, i int) int {
		if all := root.Sysctls(name); i < len(all) {
			return all[i]
		}
		return 0
	}
	sizes := map[string]int{
		schema.CacheLine:    line,
		schema.PageSize:     os.Getpagesize(),
		schema.PipeBuf:      pipeBuf,
		schema.PipeCapacity: pipeCapacity(),
		schema.SendBuffer:   sysctl("net.core.wmem_default", 0),
		schema.RecvBuffer:   sysctl("net.core.rmem_default", 0),
		schema.TCPSend:      sysctl("net.ipv4.tcp_wmem", 1),
		schema.TCPRecv:      sysctl("net.ipv4.tcp_rmem", 1),
		schema.MQMessage:    sysctl("fs.mqueue.msgsize_max", 0),
		schema.L1d:          caches[1],
		schema.L2:           caches[2],
		schema.L3:           caches[3],
	}
	for _, b := range schema.Boundaries {
		if n := sizes[b.Key]; n > 0 {
			config = append(config, [2]string{b.Key, strconv.Itoa(n)})
		}
	}
	return config
}

// pipeBuf is PIPE_BUF of linux/limits.h.
const pipeBuf = 4096

// pipeCapacity is what a new pipe holds, 0 if none can be made. A user with many pipes gets smaller ones, see pipe(7).
func pipeCapacity() int {
	var ends [2]int
	if unix.Pipe2(ends[:], unix.O_CLOEXEC) != nil {
		return 0
	}
	defer unix.Close(ends[0])
	defer unix.Close(ends[1])
	n, err := unix.FcntlInt(uintptr(ends[0]), unix.F_GETPIPE_SZ, 0)
	if err != nil {
		return 0
	}
	return n
}

// firstCPU is one of the CPUs that the ends run on, or may run on.
func firstCPU() int {
	for _, p := range place.All {
		if cpus, err := p.CPUs(); err == nil && len(cpus) > 0 {
			return cpus[0]
		}
	}
	return 0
}

package claims

import (
	"strings"

	"ipcbench/internal/schema"
)

// The benchmarks that are measured for claims alone: BenchmarkClaim/what=….
const (
	claimPattern = "Claim"

	oneSlot  = "one-slot"  // two writers on one slot
	twoSlots = "two-slots" // the same two, each with a slot of its own
	idle     = "idle"      // a reader that waits for a second
	duplex   = "duplex"    // both directions at once, over a number of channels
	stranger = "stranger"  // an unrelated process tries to open the mechanism

	keyChannels = "channels"
	oneChannel  = "1" // the default of channels
	two         = "2"

	lostUnit   = "lost/M"
	openedUnit = "opened-%"
)

// The mechanisms that claims name.
const (
	pipe       = "pipe"
	fifo       = "fifo"
	unixStream = "unix-stream"
	tcp        = "tcp"
	file       = "file"
	filePwrite = "file-pwrite"
)

// Commands that measure what results may lack. Six samples give intervals.
const (
	measure = "go test -run '^$' -count 6 "

	measureSetup  = measure + "-bench 'Setup/mech=(pipe|unix-stream|tcp)$' ."
	measureTrips  = measure + "-bench '(Latency|Throughput)/mech=(pipe|unix-stream|tcp)$' -ipc.waits=block ."
	measureSlots  = measure + "-bench 'Claim/what=(one-slot|two-slots)' ."
	measurePaced  = measure + "-bench 'Paced/mech=pipe$' -ipc.waits=block,spin -ipc.rates=100,10k,100k ."
	measureBeside = measure + "-bench 'Paced/mech=pipe$' -ipc.waits=block,spin -ipc.rates=10k -ipc.neighbour=on ."
	measureIdle   = measure + "-bench 'Claim/what=idle/mech=pipe$' ."
	measureSteps  = measure + "-bench 'Setup/mech=file$' ."
	measureOpen   = measure + "-bench 'Latency/mech=(file|file-pwrite)$' -ipc.waits=spin ."
	measureDuplex = measure + "-bench 'Claim/what=duplex/mech=(pipe|unix-stream)$' ."
	measureRPC    = measure + "-bench Latency -ipc.families=rpc,socket -ipc.waits=block -ipc.sizes=64 ."
	measureOpened = measure + "-bench 'Claim/what=stranger/mech=(pipe|fifo)$' ."
	measureAll    = measure + "-bench 'Latency|Floor/what=copy$' -ipc.sizes=64 ."
)

// onOneCPU is a command that measures what waits busily as it can on one CPU.
func onOneCPU(command string) string { return strings.ReplaceAll(command, "block,spin", "block,yield") }

// The place and the wait of the cells that are taken where there are several.
const (
	usualPlace = "cross"
	usualWait  = schema.Block
)

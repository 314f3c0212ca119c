package segment

import "ipcbench/internal/cpu"

// CopyIn copies a message that this process has just written into memory that the other side reads: src into the
// beginning of dst, which is at least as long and does not overlap it. It is quicker there than Go's copy: short
// messages go by words, which the processor forwards from its store buffer; long ones by an instruction that takes
// whole cache lines from the other side without fetching what it overwrites, where the processor has a fast one.
func CopyIn(dst, src []byte) {
	if cpu.IsShort(len(src)) {
		cpu.CopyShort(dst, src)
	} else {
		cpu.Copy(dst, src)
	}
}

// CopyOut is CopyIn in the other direction: of a message that the other side has written out of the shared memory.
func CopyOut(dst, src []byte) { cpu.Copy(dst, src) }

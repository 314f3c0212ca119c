package cpu

// StoreRelease stores v in *p after every earlier load and store of this thread, and promises no order to later ones.
//
// [sync/atomic.StoreUint64] compiles to XCHG on amd64, a full fence that also waits for the store buffer to drain.
// amd64 stores are not reordered with older loads or stores (Intel SDM vol. 3A, 9.2.2), so a plain MOV is a release;
// the compiler keeps it behind earlier stores and calls because every store takes the memory state of the one before.
// p must be 8-byte aligned and lie outside the Go heap (memory shared with another process).
func StoreRelease(p *uint64, v uint64) { *p = v }

// StoreRelease32 is StoreRelease of 4 bytes, 4-byte aligned.
func StoreRelease32(p *uint32, v uint32) { *p = v }

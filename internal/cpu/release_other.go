//go:build !amd64

package cpu

import "sync/atomic"

// StoreRelease stores v in *p after every earlier load and store of this thread. On this processor the sequentially
// consistent store is the cheapest one Go offers.
func StoreRelease(p *uint64, v uint64) { atomic.StoreUint64(p, v) }

// StoreRelease32 is StoreRelease of 4 bytes, 4-byte aligned.
func StoreRelease32(p *uint32, v uint32) { atomic.StoreUint32(p, v) }

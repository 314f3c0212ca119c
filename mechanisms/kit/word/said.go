package word

import (
	"sync/atomic"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// Said waits until a word in shared memory is no longer 0, and returns it: for what the other side says once, when it
// opens its end, as its process id. The other side stores it by package sync/atomic. Said yields between two looks,
// whatever the wait strategy, since nothing is measured yet. It returns [mechanisms.ErrPeerGone] when the other process
// has ended.
func Said(p *uint64, peer *mechanisms.Peer) (uint64, error) {
	for {
		if v := atomic.LoadUint64(p); v != 0 {
			return v, nil
		}
		if peer.Gone() {
			return 0, mechanisms.ErrPeerGone
		}
		sys.Yield()
	}
}

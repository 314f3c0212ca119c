package cpu

import (
	"bytes"
	"sync/atomic"
	"testing"
	"unsafe"
)

func TestStoreReleaseStores(t *testing.T) {
	var words [16]uint64
	p := (*uint64)(unsafe.Pointer(&words[8]))
	StoreRelease(p, 7)
	if atomic.LoadUint64(p) != 7 || words[7] != 0 || words[9] != 0 {
		t.Errorf("stored %v", words)
	}
}

// Every length is copied whole, and nothing beside it.
func TestCopy(t *testing.T) {
	for _, n := range []int{0, 1, 7, 8, 9, 12, 16, 23, 31, 63, 64, 65, 2047, 2048, 2049, 65536, 1 << 20} {
		src, dst := make([]byte, n), make([]byte, n+2)
		for i := range src {
			src[i] = byte(i*7 + i>>8 + 1)
		}
		dst[n], dst[n+1] = 0xa5, 0x5a
		Copy(dst, src)
		if !bytes.Equal(dst[:n], src) || dst[n] != 0xa5 || dst[n+1] != 0x5a {
			t.Errorf("%d bytes: copied wrongly", n)
		}
		if IsShort(n) {
			clear(dst[:n])
			CopyShort(dst, src)
			if !bytes.Equal(dst[:n], src) || dst[n] != 0xa5 || dst[n+1] != 0x5a {
				t.Errorf("%d bytes: copied wrongly by words", n)
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a destination too short for a long copy was overrun")
		}
	}()
	Copy(make([]byte, 4096), make([]byte, 8192))
}

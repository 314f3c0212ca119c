package memory

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A mirror is a part of a descriptor's memory that is mapped twice, one behind the other, so that what runs over its
// end goes on at its beginning: a ring in it never has to split or pad a record.
type mirror struct {
	base     unsafe.Pointer
	bytes    int            // of one of the two
	reserved unsafe.Pointer // the whole range of addresses
	whole    int
}

// mapMirror maps bytes of fd from offset on, both multiples of page, which is the size of its pages.
func mapMirror(fd, offset, bytes, page int) (mirror, error) {
	m := mirror{bytes: bytes, whole: 2*bytes + page}
	var err error
	// Addresses that nothing else is mapped at; a page more than needed, so that the first one can be aligned.
	const reserve = unix.MAP_PRIVATE | unix.MAP_ANONYMOUS | unix.MAP_NORESERVE
	if m.reserved, err = unix.MmapPtr(-1, 0, nil, uintptr(m.whole), unix.PROT_NONE, reserve); err != nil {
		return m, fmt.Errorf("mmap: %w", err)
	}
	m.base = unsafe.Add(m.reserved, -uintptr(m.reserved)&uintptr(page-1))
	for i := range 2 {
		at := unsafe.Add(m.base, i*bytes)
		if _, err := unix.MmapPtr(fd, int64(offset), at, uintptr(bytes), unix.PROT_READ|unix.PROT_WRITE,
			unix.MAP_SHARED|unix.MAP_FIXED|unix.MAP_POPULATE); err != nil {
			m.unmap()
			return mirror{}, fmt.Errorf("mmap of %d bytes: %w", bytes, err)
		}
	}
	return m, nil
}

// unmap is called once.
func (m mirror) unmap() error { return unix.MunmapPtr(m.reserved, uintptr(m.whole)) }

// Package uring is io_uring(7) as a mechanism needs it: a ring whose owner submits a few requests at a time and takes
// their completions, without allocating, locking or taking part in the Go runtime. Names and numbers are those of
// include/uapi/linux/io_uring.h.
package uring

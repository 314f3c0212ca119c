// Package golang holds the mechanisms as Go programs use them, by packages os and net: a call that would wait parks the goroutine, and the
// runtime's network poller (epoll) and scheduler wake it. Beside the raw mechanism of the same kind each shows what that costs.
package golang

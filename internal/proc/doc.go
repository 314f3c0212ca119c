// Package proc starts the worker processes that are the ends of a benchmark or a conformance test, watches them, gives
// them their orders, ends and reaps them, and sees to it that nothing of them stays behind.
//
// The running binary starts itself again: a worker is the same program with a specification in its environment, which
// [Intercept] finds. The coordinator has a [Group] of ends ([Endpoint]), which [Start] starts on this host. It talks to
// each over a socket, and learns of its end, or of its being stopped, as it happens ([Group.Events]). Workers end with
// the coordinator (PR_SET_PDEATHSIG). A further process, the watchman, outlives a coordinator that is killed and
// removes what that had made; another one counts the workers' system calls where only ptrace(2) can ([TraceSyscalls]).
//
// [ipcbench/bench/sample] and [ipcbench/mechanisms/mechtest] stand on it.
package proc

// Package pair starts the two worker processes of a benchmark or a conformance test and sees to it that nothing of them
// stays behind.
//
// The running binary starts itself again: a worker is the same program with a specification in its environment, which
// [Intercept] finds. The coordinator talks to each worker over a socket and learns of its end, or of its being stopped,
// as it happens ([Pair.Events]). A third process, the watchman, outlives a coordinator that is killed and removes what
// it had made; a fourth counts the workers' system calls where only ptrace(2) can ([TraceSyscalls]). Worker processes end with the coordinator (PR_SET_PDEATHSIG).
//
// [ipcbench/bench] and [ipcbench/mechanisms/mechtest] stand on it.
package pair

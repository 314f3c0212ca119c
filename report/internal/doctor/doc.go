// Package doctor looks at a machine before a run: what of it bears on the results, what that does to them, and the command
// that changes it. [Look] reads what the kernel shows of itself below a root directory; [Measure] tries out, in about a
// second, what can be measured. Neither changes anything.
package doctor

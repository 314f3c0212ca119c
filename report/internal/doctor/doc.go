// Package doctor looks at a machine before a run: which of its properties bear on the results, in what way, and the
// command that changes each. [Machine.Look] reads what the kernel shows of itself below a root directory;
// [Machine.Measure] measures, in about a second, what can be measured. Neither changes anything.
package doctor

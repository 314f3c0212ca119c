// Package gate compares two benchmark programs, an old one A and a new one B, cell by cell, in one sitting, and says of
// each cell whether it regressed, is not worse by more than a difference worth telling, or is undecided.
//
// # What is compared
//
// First what can be counted: system calls, voluntary context switches, allocations of an op. Counts of most mechanisms
// are the same in every run, so a single more of one is a finding that needs no statistics. Then what can be timed:
// fresh pairs of worker processes of A and B stand side by side and measure in turn, A B B A A B B A, 16 passes of 5 ms
// each; that gives one ratio B ÷ A. The next ratio comes from fresh processes, whose memory lies elsewhere, and which
// of the two begins is drawn by lot each time.
//
// # How a cell is decided
//
// A cell is looked at after 6, 12, 18, 24, 36, 48, 72, 96 and 144 ratios. Two one-sided signed-rank tests are made at
// each look: that the ratio is above 1, and that it is below 1 + the smallest difference worth telling (3 %). Each look
// has a share of the error rate, and its p-value is divided by that, so that looking often does not help; those of the
// first test are then corrected for the number of cells (Holm).
//
//   - regressed: B is slower, the corrected p-value is at most 1 %, and the estimate (Hodges–Lehmann) is at least the
//     smallest difference.
//   - not worse: it is refused at 5 % that B is slower by the smallest difference or more. This is a test of
//     equivalence: too few ratios, or noisy ones, do not pass it. It needs no correction, as it is not likelier that
//     all cells pass together than that one does.
//   - undecided: neither, when the budget is spent.
//
// Why the first test raises no false alarm whatever the machine does: if A and B are the same, nothing but the lot
// tells them apart, so each ratio is as likely above 1 as below, even if the noise depends on the time, is skewed, or
// lasts over many ratios.
package gate

// Package alternate compares two programs, or two versions of one, that measure in turn. Fresh processes of both run
// side by side: while one measures, the other sleeps ([Pair]). Several comparisons get one pair after the other, in
// rounds whose order is drawn by lot ([Rounds]). So what the machine does for longer than a pass, such as slowing down,
// hits both programs alike.
//
// scripts/fidelity and the regression gate of report ab stand on it.
package alternate

// Package brief is what a terminal shows of results unless it is asked for all tables: the fastest of each family, what
// is thought of the textbook's claims, and the sentences that matter.
package brief

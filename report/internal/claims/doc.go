// Package claims judges what textbooks say of inter-process communication by what a machine has measured: nine claims,
// each by a rule over figures in a file of its own. A verdict is never a text: its outcome, its sentence and what would
// change it follow from the figures.
//
// A rule compares figures with borders, which are constants with a reason beside them. Package documentation for users
// is docs/claims.md.
package claims

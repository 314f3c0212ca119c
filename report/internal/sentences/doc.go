// Package sentences says in a few sentences what matters on a machine. Each sentence is made of figures by a rule, one
// a file: the rule says which cells it is about, and when nothing certain can be said, so that the sentence is left
// out.
package sentences

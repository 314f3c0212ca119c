// Package fleet sets the results of many machines side by side: each mechanism on all of them, and the machines that
// deviate most from the others.
//
// Nothing of two machines is pooled. Of few machines the tables have a column each; of many, quantiles over machines.
package fleet

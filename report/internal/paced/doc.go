// Package paced makes the report's tables of Paced, an open loop: what a mechanism and its way to wait cost at each
// rate of messages, and the rates at which one way becomes better than another. Figures of different rates are never
// compared with each other.
package paced

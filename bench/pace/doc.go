// Package pace is the clockwork of an open loop: when each message is due, whatever became of those before it, how a
// sender waits for that time, and what the times at which messages left and arrived say of the load.
//
// In a closed loop the next message goes when the last has come, so that a receiver that stalls slows the sender down,
// and the messages that would have waited are never sent and never measured. Gil Tene named this coordinated omission
// (How NOT to Measure Latency, 2013). Here latency counts from the time at which a message was due. A sender that is
// late itself hides nothing.
package pace

// Package remote starts the ends of a group on two hosts.
//
// On each host an [Agent] prepares the mechanism, starts the ends that are there, passes on their orders and reports,
// and ends them. On A's host the agent is in the coordinator's own process; on B's it is a program of its own that
// somebody has started: ssh, a container engine, or a person. The coordinator has a [Host] for each agent, at the other
// end of a connection, and [Start] makes one group of both.
//
//	coordinator ── Host ── Agent (same process)  ── end A
//	            └─ Host ══ Agent (on B's host)   ── end B
//
// Over a connection go JSON messages, one a line: requests, which are numbered and answered, and events. While the ends
// measure there is nothing but a sign of life each second. Who hears none for a while takes the other for lost: the
// agent then ends its ends, and the coordinator fails the sample.
package remote

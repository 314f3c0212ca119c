// This file lets the compiler accept the body-less declarations of preempt.go on every architecture.

package host

// Processor is the name of this machine's processor, as /proc/cpuinfo has it; "" if it has none.
func Processor() string { return Here.processorName() }

func (r Root) processorName() string {
	fs, err := r.Proc()
	if err != nil {
		return ""
	}
	cpus, err := fs.CPUInfo()
	if err != nil || len(cpus) == 0 {
		return ""
	}
	return cpus[0].ModelName
}

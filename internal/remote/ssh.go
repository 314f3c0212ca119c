package remote

import "ipcbench/internal/ssh"

// Dial copies this program to a host and starts it there as an agent, which it is with these arguments. When the Host
// is closed, or this process ends, the program ends and is removed there.
func Dial(h ssh.Host, arguments ...string) (*Host, error) {
	program, err := h.Start(arguments...)
	if err != nil {
		return nil, err
	}
	host, err := NewHost(program.Name(), program)
	if err != nil {
		return nil, program.Why(err)
	}
	return host, nil
}

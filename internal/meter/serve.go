package meter

import (
	"encoding/json"
	"fmt"
	"net"
)

// Serve connects to the socket, says hello, and answers orders by obey until the connection is closed. Its only error
// is that there is no connection.
func Serve(socket string, hello Hello, obey func(Order) Answer) error {
	conn, err := net.Dial("unix", socket)
	if err != nil {
		return fmt.Errorf("%s: %w", Variable, err)
	}
	defer conn.Close()
	hello.Version = Version
	out, in := json.NewEncoder(conn), json.NewDecoder(conn)
	if err := out.Encode(hello); err != nil {
		return nil // the program that orders has ended
	}
	for {
		var o Order
		if in.Decode(&o) != nil || out.Encode(obey(o)) != nil {
			return nil
		}
	}
}

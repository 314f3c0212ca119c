package network

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// Weather is what the kernel does to packets on their way, in each direction. Source: tc-netem(8).
type Weather struct {
	Delay time.Duration // how long each packet is held
	Rate  uint64        // bits a second, at most; 0 for no limit
	Loss  float64       // which share of packets is lost, in percent
}

// ParseWeather reads words such as delay=1ms, rate=1gbit and loss=0.1%.
func ParseWeather(words []string) (w Weather, err error) {
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "delay":
			w.Delay, err = time.ParseDuration(value)
			if err != nil || w.Delay <= 0 || w.Delay > time.Minute {
				return w, fmt.Errorf("delay=%s: choose a time up to 1m, such as 1ms", value)
			}
		case "rate":
			if w.Rate, err = parseRate(value); err != nil {
				return w, err
			}
		case "loss":
			digits, percent := strings.CutSuffix(value, "%")
			w.Loss, err = strconv.ParseFloat(digits, 64)
			if err != nil || !percent || !(w.Loss > 0 && w.Loss < 100) {
				return w, fmt.Errorf("loss=%s: choose a share of packets above 0%% and below 100%%, such as 0.1%%",
					value)
			}
		default:
			return w, fmt.Errorf("%q is not known: choose delay=1ms, rate=1gbit or loss=0.1%%", word)
		}
	}
	return w, nil
}

// rateUnits are the units of rates, in bits a second, as tc(8) writes them.
var rateUnits = []struct {
	suffix string
	bits   float64
}{{"gbit", 1e9}, {"mbit", 1e6}, {"kbit", 1e3}, {"bit", 1}}

func parseRate(value string) (uint64, error) {
	for _, u := range rateUnits {
		digits, ok := strings.CutSuffix(value, u.suffix)
		if !ok {
			continue
		}
		if n, err := strconv.ParseFloat(digits, 64); err == nil && n*u.bits >= 8 && n*u.bits <= 1e12 {
			return uint64(math.Round(n * u.bits)), nil
		}
		break
	}
	return 0, fmt.Errorf("rate=%s: choose bits a second up to 1000gbit, such as 1gbit or 100mbit", value)
}

// String is what it adds to the description of the other host.
func (w Weather) String() (s string) {
	if w.Delay > 0 {
		s += fmt.Sprintf(", delay %v", w.Delay)
	}
	if w.Rate > 0 {
		s += fmt.Sprintf(", rate %g Gb/s", float64(w.Rate)/1e9)
	}
	if w.Loss > 0 {
		s += fmt.Sprintf(", loss %g %%", w.Loss)
	}
	return s
}

// mostHeld is how many packets the delay may hold at once.
const mostHeld = 100_000

// apply gives a device the weather of what it sends.
func (w Weather) apply(h *netlink.Handle, link netlink.Link) error {
	if w == (Weather{}) {
		return nil
	}
	root := netlink.QdiscAttrs{LinkIndex: link.Attrs().Index, Parent: netlink.HANDLE_ROOT, Handle: netlink.MakeHandle(1,
		0)}
	err := h.QdiscAdd(netlink.NewNetem(root, netlink.NetemQdiscAttrs{
		Latency: uint32(w.Delay.Microseconds()), Loss: float32(w.Loss), Limit: mostHeld, Rate64: w.Rate / 8,
	}))
	if errors.Is(err, unix.ENOENT) {
		return errors.New("this kernel has no sch_netem (CONFIG_NET_SCH_NETEM), which delays, limits and loses " +
			"packets (load it with modprobe, or leave out delay, rate and loss)")
	}
	if err != nil {
		return fmt.Errorf("netem: %w", err)
	}
	return nil
}

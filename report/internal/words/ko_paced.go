package words

// koreanPaced are the tables of what waiting costs at a rate of messages.
var koreanPaced = map[string]string{
	"With": "조건",
	"With: what else the benchmark was asked for; – is nothing: even arrivals, and hybrid spins for 50 " +
		"µs.": "조건: 벤치마크에 더 지정한 조건이며, –이면 없다. 이때 메시지는 일정한 간격으로 오고 hybrid는 50 µs 동안 바쁜 대기를 한다.",
	"Messages are due at a rate of their own, whatever became of those before (an open loop). Latency is one way: it " +
		"counts from the time at which a message was due until the receiver has it. p50, p99: what half, and 99 of " +
		"100, of a sample's messages do not exceed. CPU/msg: CPU time of the receiver per message. cores: the " +
		"receiver's CPU time ÷ wall time (1.0 is one CPU fully used). late: the share of messages that left the " +
		"sender more than one gap after they were due. Medians over samples.": "메시지마다 보낼 시각이 정해져 있으며, 앞선 메시지가 " +
		"어떻게 되었든 그 시각에 보낸다(개방 루프). 지연 시간은 편도이며, 메시지를 보낼 예정 시각부터 수신 측이 받을 때까지이다. p50, p99: 한 표본의 메시지 가운데 절반이, 그리고 " +
		"100개 가운데 99개가 넘지 않는 값. CPU/메시지: 메시지 하나에 드는 수신 측의 CPU 시간. 코어: 수신 측의 CPU 시간 ÷ 경과 시간(1.0은 CPU 하나를 온전히 쓴 " +
		"것이다). 늦은 비율: 예정보다 메시지 간격 하나 넘게 늦게 보낸 메시지의 비율. 모두 표본들의 중앙값이다.",
	"at %s": "%s", "%s %% of the throughput": "처리량의 %s %%", "CPU/msg": "CPU/메시지", "late": "늦은 비율", "due/s": "예정/s",
	"not held": "유지 못 함", "held %s/%s": "유지 %s/%s",
	"not held: the messages did not arrive as fast as they were due, but so many percent slower. Latencies would " +
		"only say how long the pass was.": "유지 못 함: 메시지가 예정된 속도로 도착하지 못하고, 적힌 비율만큼 느리게 도착했다. 이때 지연 시간은 측정을 얼마나 " +
		"오래 했는지를 나타낼 뿐이므로 싣지 않는다.",
	"held 2/3: two of three samples held the rate. There are no latencies: those of the samples that held it would " +
		"flatter.": "유지 2/3: 세 표본 가운데 두 표본이 속도를 유지했다. 유지한 표본만의 지연 시간은 실제보다 좋아 보이므로 싣지 않는다.",
	"A rate in percent is a share of the messages that the same ends carry as fast as they can, so each row has a " +
		"rate of its own; due/s says what it came to.": "퍼센트로 나타낸 속도는 같은 양 끝이 가장 빠르게 보낼 때의 메시지 수에 대한 비율이므로 행마다 " +
		"다르다. 예정/s가 그 속도이다.",

	"Where spinning pays, beside wait=block": "바쁜 대기가 wait=block보다 이로운 곳",
	"CPU/msg: the receiver's CPU time per message. less from: the rate from which on it is less than with block, " +
		"read off between measured rates on logarithmic scales, and in brackets the measured rates between which it " +
		"certainly lies. lowest, highest: how many times block's it is at the lowest and the highest rate that both " +
		"held. p50, p99: at which measured rates the latency is lower than with block, at which it is higher, and " +
		"how many times block's it is at the lowest rate that has it. highest held: the highest measured rate that " +
		"every sample held, with ≥ if none above it was measured. Rates are in messages a second, figures medians " +
		"over samples.": "CPU/메시지: 메시지 하나에 드는 수신 측의 CPU 시간. 역전 속도: 이 CPU 시간이 block보다 적어지기 시작하는 메시지 속도이며, 측정한 속도 " +
		"사이를 로그 눈금에서 보간했다. 괄호 안은 역전 속도가 확실히 그 사이에 있는 두 측정 속도이다. 최저 속도에서, 최고 속도에서: 둘 다 유지한 가장 낮은 속도와 가장 높은 속도에서 " +
		"block의 몇 배인지를 나타낸다. p50, p99: 지연 시간이 block보다 짧은 측정 속도(짧은 곳)와 긴 측정 속도(긴 곳), 그리고 값이 있는 가장 낮은 속도에서 block의 " +
		"몇 배인지를 나타낸다. 유지한 최고 속도: 모든 표본이 유지한 가장 높은 측정 속도이며, 그보다 높은 속도를 측정하지 않았으면 ≥를 붙인다. 속도는 초당 메시지 수이고, 수치는 표본들의 " +
		"중앙값이다.",
	"lower at": "짧은 곳", "higher at": "긴 곳", "lowest": "최저 속도에서", "highest": "최고 속도에서", "less from": "역전 속도",
	"highest held": "유지한 최고 속도", "this": "이 행", "no one rate": "하나로 정해지지 않음", "no difference": "차이 없음",
	"not told apart from block, at 5 %% for each rate by itself; it takes three samples of each to tell anything " +
		"apart. Such a rate stands in no list of rates.": "block과 구별되지 않는다(속도마다 유의 수준 5 %%). 구별하려면 표본이 각각 세 개 " +
		"이상 필요하다. 이런 속도는 속도 목록에 넣지 않는다.",
	"< and >: it costs less than block at this measured rate already, or still more at this one, and no measured " +
		"rate says where that ends.": "<, >: 이 측정 속도에서 이미 block보다 적게 들거나 아직 더 들며, 어느 속도에서 역전되는지는 측정한 속도만으로 알 수 없다.",
	"A receiver that spins uses the whole of its CPU, and one thread that sleeps cannot use more: at a rate that " +
		"both hold, wait=spin costs as much as block at best, where block has no time left to sleep.": "바쁜 대기를 " +
		"하는 수신 측은 CPU 하나를 온전히 쓰며, 잠들어 기다리는 스레드 하나는 그보다 더 쓸 수 없다. 따라서 둘 다 유지하는 속도에서 wait=spin의 비용은 아무리 적어도 block과 " +
		"같으며, 그것도 block이 잠들 틈이 없을 때뿐이다.",
	"no rate that both held, or too few readings for the quantile.": "둘 다 유지한 속도가 없거나, 측정값이 너무 적어 백분위수를 구할 수 없다.",
	"among the rates is one of which others disturbed more than half of the samples, or none is of the machine's " +
		"state that is shown.": "절반이 넘는 표본이 다른 작업의 방해를 받았거나 표시한 상태의 표본이 없는 속도가 들어 있다.",

	"What a neighbour keeps": "이웃 프로세스에 남는 몫",
	"The neighbour is a process of ordinary priority that computes on the receiver's CPU all the time, and has " +
		"nothing to do with the pair. What it still does of what it does alone: 100 %% if the receiver takes " +
		"nothing from it. Medians over samples, those included that did not hold the rate.": "이웃 프로세스는 수신 측의 " +
		"CPU에서 쉬지 않고 계산하는 보통 우선순위의 프로세스이며, 통신하는 한 쌍과는 관계가 없다. 수치는 혼자일 때 하는 일 가운데 여전히 해내는 비율로, 수신 측이 아무것도 빼앗지 않으면 " +
		"100 %%이다. 속도를 유지하지 못한 것까지 포함한 표본들의 중앙값이다.",
}
